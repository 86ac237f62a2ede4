//! Generated code as text, with `#name`s where parts go: it reads like the Rust that it makes. `quote!` would be compiled to
//! a call for each token, and run unoptimised; what stands between two names is read at once by the compiler's own lexer.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::iter::once;
use std::str::FromStr;

/// Appends what a name of a template stands for.
pub(crate) type Part<'a> = &'a dyn Fn(&str, &mut TokenStream);

/// Appends the tokens of a template, at the place of the attribute.
pub(crate) fn fill(out: &mut TokenStream, template: &str, part: Part<'_>) {
    let mut reader = Reader { template, place: 0, part };
    let rest = reader.read(out);
    reader.append(out, rest);
}

/// The tokens of a template without names.
pub(crate) fn lexed(template: &str) -> TokenStream {
    // proc-macro2 would lex it itself before the compiler may.
    let tokens = match proc_macro::is_available() {
        true => proc_macro::TokenStream::from_str(template).ok().map(TokenStream::from),
        false => TokenStream::from_str(template).ok(),
    };
    tokens.expect("a template consists of tokens")
}

/// What `part` does with a name that the template should not have.
pub(crate) fn no_part(name: &str) -> ! {
    unreachable!("a template has `#{name}`, which stands for nothing")
}

struct Reader<'a> {
    template: &'a str,
    place: usize,
    part: Part<'a>,
}

impl Reader<'_> {
    /// Reads up to the end of a group, and returns from where on the text is not appended yet: groups without names are lexed with
    /// what is around them.
    fn read(&mut self, out: &mut TokenStream) -> usize {
        let bytes = self.template.as_bytes();
        let mut rest = self.place;
        while self.place < bytes.len() {
            match bytes[self.place] {
                b'#' if bytes[self.place + 1].is_ascii_lowercase() => {
                    self.append(out, rest);
                    self.name(out);
                    rest = self.place;
                }
                open @ (b'(' | b'[' | b'{') => {
                    let start = self.place;
                    self.place += 1;
                    let mut content = TokenStream::new();
                    let unread = self.read(&mut content);
                    if unread > start + 1 {
                        self.append(&mut content, unread);
                        self.append_text(out, rest, start);
                        out.extend(once(TokenTree::Group(Group::new(delimiter(open), content))));
                        rest = self.place + 1;
                    }
                    self.place += 1;
                }
                b')' | b']' | b'}' => break,
                _ => self.place += 1,
            }
        }
        rest
    }

    fn name(&mut self, out: &mut TokenStream) {
        let bytes = self.template.as_bytes();
        let start = self.place + 1;
        self.place = start;
        while self.place < bytes.len() && matches!(bytes[self.place], b'a'..=b'z' | b'_') {
            self.place += 1;
        }
        (self.part)(&self.template[start..self.place], out);
    }

    fn append(&self, out: &mut TokenStream, start: usize) {
        self.append_text(out, start, self.place);
    }

    fn append_text(&self, out: &mut TokenStream, start: usize, end: usize) {
        let text = self.template[start..end].trim_ascii();
        if !text.is_empty() {
            out.extend(once(lexed(text)));
        }
    }
}

fn delimiter(open: u8) -> Delimiter {
    match open {
        b'(' => Delimiter::Parenthesis,
        b'[' => Delimiter::Bracket,
        _ => Delimiter::Brace,
    }
}
