//! Lists of names in messages.

use std::fmt;

/// Names in brackets, as a header of a response lists them.
pub(crate) struct Listed<'a, T>(pub(crate) &'a [T]);

impl<T: AsRef<str>> Listed<'_, T> {
    pub(crate) fn has_wildcard(&self) -> bool {
        self.0.iter().any(|name| name.as_ref() == "*")
    }
}

impl<T: AsRef<str>> fmt::Display for Listed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("(empty)");
        }
        let names: Vec<&str> = self.0.iter().map(AsRef::as_ref).collect();
        write!(f, "(`{}`)", names.join(", "))
    }
}

/// `key = ["a", "b"]`, as `#[cors(...)]` takes it: what is listed already, and what has to be added. A `*` goes, since lists of
/// names have no effect beside it.
pub(crate) fn key<T: AsRef<str>>(key: &str, listed: &[T], added: &[T]) -> String {
    let names = listed.iter().chain(added).map(AsRef::as_ref).filter(|name| *name != "*");
    let quoted: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    format!("`{key} = [{}]`", quoted.join(", "))
}

/// What `unwrap` prints in a test that fails: the sentence, and what to write.
pub(crate) fn debug(f: &mut fmt::Formatter<'_>, sentence: &dyn fmt::Display, help: Option<String>) -> fmt::Result {
    match help {
        Some(help) => write!(f, "{sentence}\n\nhelp: {help}\n"),
        None => write!(f, "{sentence}"),
    }
}
