//! What UI cases say about themselves, in lines that start with `//~`, below their code:
//!
//! ```text
//! //~ before: misleads
//! //~ verdict: whole text
//! //~ type `origins = ["*"]` in place of `allow_origin = Any`
//! //~ declare `#[cors(origins = ["https://app.example.com"])] static POLICY: Policy;`
//! //~ insert `.reset_fallback()` before `.fallback(WEB.any(gone))`
//! //~ remove `vary = ["origin"]`
//! //~ add `methods = [GET]`
//! //~ call `.bind_origins(&PAGES, origins)`
//! //~ where `POLICY` is `WEB`
//! //~ because the extra argument is rustc's error
//! ```
//!
//! `type`, `declare`, `insert`, `remove`, `add` and `call` are what a user does who follows the message. Each text must be offered by it, with
//! the names of `where` in place of those that a message can only make up; after all of them, the case must compile.

use std::fs;
use std::path::{Path, PathBuf};

/// What a user does.
enum Edit {
    Type {
        text: String,
        instead_of: String,
    },
    Insert {
        text: String,
        before: String,
    },
    Declare(String),
    Remove(String),
    /// An argument, at the end of the attribute.
    Add(String),
    /// A method, at the end of the router's chain.
    Call(String),
}

/// A UI case with what it says about itself.
pub(crate) struct Case {
    pub(crate) folder: String,
    pub(crate) name: String,
    pub(crate) before: Option<String>,
    pub(crate) verdict: Option<String>,
    pub(crate) because: Option<String>,
    code: String,
    /// What a user sees: the text of the compiler, or of the panic.
    pub(crate) message: String,
    edits: Vec<Edit>,
    /// Names that the message makes up, and those of the case.
    names: Vec<(String, String)>,
}

impl Case {
    pub(crate) fn read(source: &Path) -> Case {
        let text = fs::read_to_string(source).unwrap();
        let name_of = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
        let message = ["stderr", "panic"].map(|extension| fs::read_to_string(source.with_extension(extension)));
        let (notes, code): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with("//~ "));
        let mut case = Case {
            folder: name_of(source.parent().unwrap()),
            name: name_of(source),
            before: None,
            verdict: None,
            because: None,
            code: code.join("\n").trim_end().to_owned() + "\n",
            message: message.into_iter().find_map(Result::ok).unwrap_or_default(),
            edits: Vec::new(),
            names: Vec::new(),
        };
        for note in notes {
            case.read_note(&note["//~ ".len()..]);
        }
        case
    }

    fn read_note(&mut self, note: &str) {
        let texts: Vec<_> = note.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        match (note.split([' ', ':']).next().unwrap(), texts.as_slice()) {
            ("before", _) => self.before = Some(note["before: ".len()..].to_owned()),
            ("verdict", _) => self.verdict = Some(note["verdict: ".len()..].to_owned()),
            ("because", _) => self.because = Some(note["because ".len()..].to_owned()),
            ("type", [text, instead_of]) => {
                self.edits.push(Edit::Type { text: text.clone(), instead_of: instead_of.clone() });
            }
            ("insert", [text, before]) => {
                self.edits.push(Edit::Insert { text: text.clone(), before: before.clone() });
            }
            ("declare", [text]) => self.edits.push(Edit::Declare(text.clone())),
            ("add", [text]) => self.edits.push(Edit::Add(text.clone())),
            ("call", [text]) => self.edits.push(Edit::Call(text.clone())),
            ("remove", [text]) => self.edits.push(Edit::Remove(text.clone())),
            ("where", [name, own]) => self.names.push((name.clone(), own.clone())),
            _ => panic!("{}/{}: cannot read `{note}`", self.folder, self.name),
        }
    }

    /// The line of the code that is wrong.
    pub(crate) fn line(&self) -> String {
        let place = self.message.lines().find_map(|line| line.split_once(".rs:")).map(|(_, place)| place);
        let number: usize = place.and_then(|place| place.split(':').next()?.parse().ok()).unwrap_or(1);
        self.code.lines().nth(number - 1).unwrap_or_default().trim().to_owned()
    }

    /// What the message offers.
    pub(crate) fn texts(&self) -> impl Iterator<Item = String> {
        self.edits.iter().map(Edit::offered)
    }

    pub(crate) fn has_remedy(&self) -> bool {
        !self.edits.is_empty()
    }

    /// The lines of the message that say what to do, with the names of the case.
    fn offers(&self) -> String {
        let mut offers = String::new();
        let mut is_help = false;
        for line in self.message.lines() {
            let is_start = ["help: ", "= note: ", "note: "].iter().any(|start| line.contains(start));
            // rustc shows the changed lines below its own help.
            is_help = is_start || (is_help && !line.is_empty() && !line.starts_with("error"));
            if is_help {
                offers += line;
                offers.push('\n');
            }
        }
        for (name, own) in &self.names {
            offers = with_word(&offers, name, own);
        }
        offers
    }

    /// The code after all edits.
    ///
    /// # Errors
    ///
    /// If the message does not offer a text, or if the code does not have exactly one place for it.
    pub(crate) fn remedied(&self) -> Result<String, String> {
        let offers = self.offers();
        let case = format!("{}/{}", self.folder, self.name);
        let mut code = self.code.clone();
        for edit in &self.edits {
            let offered = edit.offered();
            if !offers.contains(&offered) {
                return Err(format!("{case} does not offer `{offered}`:\n{offers}"));
            }
            if let Edit::Declare(text) = edit {
                code = with_declaration(&code, text);
                continue;
            }
            let (place, new) = edit.replacement(&code);
            // Else the place is in the line that the message is about.
            let line = self.line();
            code = if code.matches(&place).count() == 1 {
                code.replace(&place, &new)
            } else if line.matches(&place).count() == 1 {
                code.replace(&line, &line.replace(&place, &new))
            } else {
                return Err(format!("{case} does not have one place for `{place}`:\n{code}"));
            };
        }
        Ok(code)
    }
}

impl Edit {
    /// What the message has to say.
    fn offered(&self) -> String {
        match self {
            Edit::Type { text, .. } | Edit::Insert { text, .. } | Edit::Declare(text) | Edit::Call(text) => {
                text.clone()
            }
            Edit::Remove(text) => format!("remove `{text}`"),
            Edit::Add(text) => format!("add `{text}`"),
        }
    }

    /// A part of the code, and what comes in its place.
    fn replacement(&self, code: &str) -> (String, String) {
        match self {
            Edit::Type { text, instead_of } => (instead_of.clone(), quoted_as(text, instead_of)),
            Edit::Insert { text, before } => (before.clone(), format!("{text}{before}")),
            Edit::Remove(text) => (format!(", {text}"), String::new()),
            Edit::Add(text) => (")]\nasync".to_owned(), format!(", {text})]\nasync")),
            Edit::Call(text) => {
                let line = code.lines().find(|line| line.contains("CorsRouter::new()")).unwrap_or_default();
                (line.to_owned(), format!("{}{text};", line.trim_end_matches(';')))
            }
            Edit::Declare(text) => (String::new(), text.clone()),
        }
    }
}

/// The text in quotation marks, if it is an origin or a path and takes the place of a string.
fn quoted_as(text: &str, instead_of: &str) -> String {
    let is_string = instead_of.starts_with('"') || instead_of.starts_with("r\"");
    if is_string && text.contains('/') && !text.contains('"') { format!("\"{text}\"") } else { text.to_owned() }
}

/// The text with another word for one that is neither a part of a longer word nor the name of a method.
fn with_word(text: &str, word: &str, new: &str) -> String {
    let mut parts = text.split(word).peekable();
    let mut replaced = String::new();
    while let Some(part) = parts.next() {
        replaced += part;
        let Some(after) = parts.peek() else { break };
        let is_free = |c: char| !c.is_alphanumeric() && c != '_';
        let starts = replaced.chars().next_back().is_none_or(|c| is_free(c) && c != '.' && c != ':');
        let ends = after.chars().next().is_none_or(is_free);
        replaced += if starts && ends { new } else { word };
    }
    replaced
}

/// The code with an item below its imports.
fn with_declaration(code: &str, item: &str) -> String {
    let start = code.lines().take_while(|line| line.starts_with("use ") || line.is_empty()).count();
    let lines: Vec<_> = code.lines().collect();
    let (imports, rest) = lines.split_at(start);
    format!("{}\n{item}\n{}\n", imports.join("\n"), rest.join("\n"))
}

/// A program with all of these codes as modules, whose mains it runs by `run`.
pub(crate) fn program(directory: &Path, cases: &[(String, String)], run: &str) -> PathBuf {
    fs::create_dir_all(directory).unwrap();
    let mut modules = String::from("#![allow(warnings)]\n\n");
    let mut calls = String::new();
    for (name, code) in cases {
        let path = directory.join(format!("{name}.rs"));
        fs::write(&path, code.replace("fn main()", "pub fn main()")).unwrap();
        modules += &format!("#[path = {path:?}]\nmod {name};\n");
        calls += &format!("    run({name:?}, {name}::main);\n");
    }
    let main = directory.join("main.rs");
    fs::write(&main, format!("{modules}\n{run}\n\nfn main() {{\n{calls}}}\n")).unwrap();
    main
}
