//! The attribute's arguments, from tokens to types that keep every place. Whether they make sense together is asked later.

mod argument;
mod key;
mod list;
mod origins;
mod place;
mod value;

use crate::faults::{Faults, Spot};
use crate::item::Seat;
use crate::parse::quoted;
use crate::source::source;
use argument::{Argument, Value, arguments, stream};
use handler_cors_policy::{Exemption, METHODS};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::{Attribute, Expr, ExprPath, Path};

pub(crate) use key::{Key, Role};

/// What stands in `#[cors(...)]`. A key that is not written, or whose value cannot be understood at all, is `None`.
#[derive(Default)]
pub(crate) struct Args {
    /// What the attribute declares; unknown of an item that is nothing of ours.
    pub(crate) role: Option<Role>,
    /// The keys that are there, whether their values can be understood or not.
    pub(crate) written: Vec<(Key, Spot)>,
    pub(crate) origins: Option<Origins>,
    pub(crate) methods: Option<List<Name>>,
    pub(crate) headers: Option<List<Name>>,
    pub(crate) expose: Option<List<Name>>,
    pub(crate) credentials: Option<Spot>,
    /// In seconds.
    pub(crate) max_age: Option<(u64, Spot)>,
    pub(crate) enforce: bool,
    /// A named policy.
    pub(crate) policy: Option<Path>,
    /// The name of an environment variable.
    pub(crate) env: Option<String>,
    pub(crate) within: Option<List<Origin>>,
    pub(crate) dangerously: Option<List<(Exemption, Spot)>>,
    /// Where the facade is.
    pub(crate) facade: Option<Path>,
}

/// Who may call.
pub(crate) enum Origins {
    Listed(List<Origin>),
    /// A static `Origins`.
    Static(ExprPath),
    /// The predicate in `dynamic(...)`.
    Dynamic(ExprPath),
}

/// A list's elements as far as they are understood.
pub(crate) struct List<T> {
    pub(crate) elements: Vec<T>,
    /// Whether all of them are.
    pub(crate) complete: bool,
    pub(crate) spot: Spot,
}

impl<T> List<T> {
    /// The elements; of a list that is not written, none.
    pub(crate) fn elements_of(list: Option<&List<T>>) -> &[T] {
        list.map_or(&[], |list| &list.elements)
    }
}

/// An element of `origins` or `within`.
pub(crate) struct Origin {
    /// A literal's value; what a constant holds only const evaluation sees.
    pub(crate) literal: Option<String>,
    pub(crate) expr: Expr,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) spot: Spot,
}

impl Origin {
    pub(crate) fn is_constant(&self) -> bool {
        self.literal.is_none()
    }
}

/// A method as written, or a header's name.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) spot: Spot,
}

/// A key that was read.
struct Given {
    key: Key,
    /// Whether it was written so, rather than guessed.
    certain: bool,
}

/// Reads all arguments and reports whatever is wrong with their form and their place.
pub(crate) fn parse(tokens: TokenStream, seat: &Seat, faults: &mut Faults) -> Args {
    let spot = Spot::of(&tokens);
    let mut reader = Reader { args: Args::default(), given: Vec::new(), faults };
    let arguments = arguments(tokens, reader.faults);
    reader.args.role = place::role(seat, &arguments);
    if arguments.is_empty() {
        let remedy = format!("write `{}`", reader.args.role.unwrap_or(Role::Handler).example());
        let fact = match reader.args.role {
            Some(Role::Origins) => "`#[cors]` without arguments declares no origins",
            _ => "`#[cors]` without arguments declares no policy",
        };
        reader.faults.report(Span::call_site(), fact, &remedy);
        return reader.args;
    }
    for argument in arguments {
        reader.read(argument);
    }
    reader.place(spot, seat);
    reader.args
}

impl Args {
    pub(crate) fn has(&self, key: Key) -> bool {
        self.written.iter().any(|(written, _)| *written == key)
    }

    /// The list of origins, or of what bounds them, if there is one.
    pub(crate) fn listed(&self) -> Option<&List<Origin>> {
        match (self.role, &self.origins) {
            (Some(Role::Origins), _) => self.within.as_ref(),
            (_, Some(Origins::Listed(list))) => Some(list),
            (_, Some(Origins::Static(_) | Origins::Dynamic(_)) | None) => None,
        }
    }

    /// What stands in `dangerously(...)`.
    pub(crate) fn all_lifts(&self) -> &[(Exemption, Spot)] {
        List::elements_of(self.dangerously.as_ref())
    }

    /// The place where a refusal is lifted.
    pub(crate) fn lift(&self, refusal: Exemption) -> Option<Spot> {
        for (lift, spot) in self.all_lifts() {
            if *lift == refusal {
                return Some(*spot);
            }
        }
        None
    }

    pub(crate) fn lifts(&self, refusal: Exemption) -> bool {
        self.lift(refusal).is_some()
    }

    /// Whether requests of all methods are enforced.
    pub(crate) fn enforces_all(&self) -> bool {
        self.enforce
    }

    pub(crate) fn enforces_nothing(&self) -> bool {
        self.lifts(Exemption::Unenforced)
    }
}

struct Reader<'a> {
    args: Args,
    given: Vec<Given>,
    faults: &'a mut Faults,
}

impl Reader<'_> {
    fn read(&mut self, mut argument: Argument) {
        let completed = self.complete(&mut argument);
        let Some((key, spot, certain)) = self.key(&argument) else { return };
        let certain = certain && !completed;
        let earlier = self.given.iter().find(|given| given.key == key);
        match earlier {
            Some(&Given { certain: as_certain, .. }) => {
                if certain && as_certain {
                    self.report_twice(key, spot);
                }
                if !certain || as_certain {
                    return;
                }
            }
            None => self.args.written.push((key, spot)),
        }
        self.given.push(Given { key, certain });
        self.value(key, spot, argument.value);
    }

    /// A value without a key, `GET` or `"https://app.example.com"`, is reported and then taken as its key's.
    fn complete(&mut self, argument: &mut Argument) -> bool {
        let [tree] = argument.key.as_slice() else { return false };
        let bracketed = || vec![TokenTree::Group(Group::new(Delimiter::Bracket, tree.clone().into()))];
        let (key, what, value) = match (tree, &argument.value) {
            (TokenTree::Ident(ident), Value::None) if is_method(&ident.to_string()) => {
                (Key::Methods, "methods stand", bracketed())
            }
            (TokenTree::Literal(_), Value::None) => (Key::Origins, "origins stand", bracketed()),
            (TokenTree::Ident(ident), Value::Grouped(group)) if ident == "dynamic" => {
                (Key::Origins, "predicates stand", vec![tree.clone(), TokenTree::Group(group.clone())])
            }
            _ => return false,
        };
        let name = key.name();
        let written = source(stream(&value));
        self.faults.report(tree.span(), &format!("{what} in `{name}`"), &format!("write `{name} = {written}`"));
        let key = TokenTree::Ident(Ident::new(name, tree.span()));
        *argument = Argument { key: vec![key], value: Value::Assigned(value) };
        true
    }

    fn value(&mut self, key: Key, spot: Spot, value: Value) {
        match key {
            Key::Origins => self.args.origins = self.origins(spot, value),
            Key::Methods => self.args.methods = Some(self.list(key, spot, value, list::method)),
            Key::Headers => self.args.headers = Some(self.list(key, spot, value, list::header)),
            Key::Expose => self.args.expose = Some(self.list(key, spot, value, list::header)),
            Key::Credentials => self.args.credentials = self.flag(key, spot, value).then_some(spot),
            Key::MaxAge => self.args.max_age = self.seconds(spot, value),
            Key::Enforce => self.args.enforce = self.flag(key, spot, value),
            Key::Policy => self.args.policy = self.path(key, spot, value),
            Key::Env => self.args.env = self.variable(spot, value),
            Key::Within => self.args.within = Some(self.list(key, spot, value, list::origin)),
            Key::Dangerously => self.args.dangerously = Some(self.lifts(spot, value)),
            Key::Crate => self.args.facade = self.path(key, spot, value),
        }
    }

    fn report_twice(&mut self, key: Key, spot: Spot) {
        let name = key.name();
        let remedy = match key {
            Key::Origins | Key::Methods | Key::Headers | Key::Expose | Key::Within => {
                format!("write one `{name} = [...]` with the elements of both")
            }
            Key::Dangerously => "write one `dangerously(...)` with the elements of both".to_owned(),
            _ => "remove one of them".to_owned(),
        };
        self.faults.report(spot, &format!("`{name}` is written twice"), &remedy);
    }

    /// The key of an argument, its place, and whether it was written as it should be.
    fn key(&mut self, argument: &Argument) -> Option<(Key, Spot, bool)> {
        let spot = Spot::of_trees(&argument.key);
        if let [TokenTree::Ident(ident)] = argument.key.as_slice() {
            let word = ident.to_string();
            if let Some(key) = Key::named(&word) {
                return Some((key, spot, true));
            }
        }
        let Some(words) = words(&argument.key) else {
            return self.quoted_key(argument, spot).map(|key| (key, spot, false));
        };
        let word = words.join("_");
        let meant = words.last().and_then(|last| Key::named(last)).or_else(|| Key::meant_by(&word));
        let mut written = String::new();
        for tree in &argument.key {
            written += &tree.to_string();
        }
        let remedy = match meant {
            Some(key) => format!("did you mean `{}`?", key.name()),
            None => format!("the keys are {}", Key::all_names(self.args.role)),
        };
        self.faults.report(spot, &format!("`{written}` is no key of `#[cors]`"), &remedy);
        meant.map(|key| (key, spot, false))
    }

    /// For what does not even resemble a key, unless it is one in quotation marks.
    fn quoted_key(&mut self, argument: &Argument, spot: Spot) -> Option<Key> {
        let key = quoted(&stream(&argument.key)).and_then(|text| Key::named(&text));
        let remedy = match key {
            Some(key) => format!("write `{}` without quotation marks", key.name()),
            None => format!("the keys are {}", Key::all_names(self.args.role)),
        };
        let spot = match &argument.value {
            Value::Grouped(group) if argument.key.is_empty() => Spot::from(group.span()),
            _ => spot,
        };
        self.faults.report(spot, "an argument of `#[cors]` starts with a key", &remedy);
        key
    }
}

/// The words of what stands where a key should: of `max-age`, or of `http::max_age`.
fn words(key: &[TokenTree]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for tree in key {
        match tree {
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Punct(punct) if matches!(punct.as_char(), '-' | ':' | '.') => {}
            _ => return None,
        }
    }
    (!words.is_empty()).then_some(words)
}

fn is_method(word: &str) -> bool {
    METHODS.contains(&word)
}
