//! Values that are lists, and their elements.

use super::argument::stream;
use super::{Key, List, Name, Origin, Reader, Role, Value, is_method};
use crate::faults::{Faults, Spot};
use crate::names::{header_name, header_of_constant, nearest_constant};
use crate::parse::parse_by;
use crate::source::source;
use handler_cors_policy::{Exemption, ExemptionProblem, Problem};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{End, ParseStream};
use syn::{Attribute, BinOp, Expr, ExprBinary, ExprLit, ExprPath, Ident, Lit, LitStr, Meta, Token};

/// What tower-http calls everything.
const ANY: &str = "Any";

/// An element before its key has looked at it.
pub(super) struct Element {
    cfgs: Vec<Attribute>,
    expr: Expr,
    spot: Spot,
}

/// What a key makes of one element: `None`, with a report, where it cannot be understood.
type Read<T> = fn(Element, Key, &mut Faults) -> Option<Vec<T>>;

impl Reader<'_> {
    pub(super) fn list<T>(&mut self, key: Key, spot: Spot, value: Value, read: Read<T>) -> List<T> {
        let mut list = List { elements: Vec::new(), complete: true, spot };
        let Some(content) = self.content(key, spot, value) else {
            list.complete = false;
            return list;
        };
        self.elements(key, content, &mut list, read);
        list
    }

    /// The lifted refusals of `dangerously(...)`.
    pub(super) fn lifts(&mut self, spot: Spot, value: Value) -> List<(Exemption, Spot)> {
        let mut list = List { elements: Vec::new(), complete: true, spot };
        let (content, well_formed) = match value {
            Value::Grouped(group) => (group.stream(), group.delimiter() == Delimiter::Parenthesis),
            Value::Assigned(trees) => (unwrapped(trees), false),
            Value::None => (TokenStream::new(), true),
        };
        if content.is_empty() {
            let remedy = format!("name what it lifts, as in `{}`, or remove it", Key::Dangerously.example());
            self.faults.report(spot, "`dangerously` names no refusal that it lifts", &remedy);
        } else if !well_formed {
            let remedy = format!("write `dangerously({})`", source(content.clone()));
            self.faults.report(Spot::of(&content), "`dangerously` takes its elements in parentheses", &remedy);
        }
        self.elements(Key::Dangerously, content, &mut list, lift);
        list
    }

    /// What stands between a list's brackets, or should.
    fn content(&mut self, key: Key, spot: Spot, value: Value) -> Option<TokenStream> {
        let trees = match value {
            Value::None => Vec::new(),
            Value::Assigned(trees) => match trees.as_slice() {
                [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => return Some(group.stream()),
                _ => trees,
            },
            Value::Grouped(group) => vec![TokenTree::Group(group)],
        };
        if trees.is_empty() {
            let remedy = format!("write `{}`", key.example());
            self.faults.report(spot, &format!("`{}` has no value", key.name()), &remedy);
            return None;
        }
        let value_spot = Spot::of_trees(&trees);
        let is_path = matches!(trees[0], TokenTree::Ident(_));
        let is_predicate = matches!(&trees[0], TokenTree::Ident(word) if word == "dynamic");
        let is_list = listed(&trees).is_some();
        let content = listed(&trees).unwrap_or_else(|| quoted_star(key, unwrapped(trees)));
        let remedy = match is_predicate {
            true => format!("write, for example, `{}`", key.example()),
            false => format!("write `{} = [{}]`", key.name(), source(content.clone())),
        };
        self.faults.report(value_spot, &format!("`{}` takes a list in brackets", key.name()), &remedy);
        // A constant may hold a list itself; what is wrong with it then is said already.
        (!matches!(key, Key::Origins | Key::Within) || !is_path || is_list).then_some(content)
    }

    fn elements<T>(&mut self, key: Key, content: TokenStream, list: &mut List<T>, read: Read<T>) {
        list.complete = elements(key, content, self.faults, &mut |element, faults| {
            let Some(elements) = read(element, key, faults) else { return false };
            list.elements.extend(elements);
            true
        });
    }
}

/// Reads elements for `take`, which says whether it has understood one. Returns whether all of them are.
fn elements(
    key: Key,
    content: TokenStream,
    faults: &mut Faults,
    take: &mut dyn FnMut(Element, &mut Faults) -> bool,
) -> bool {
    let mut complete = true;
    let read = parse_by(content, &mut |input| {
        while !input.is_empty() {
            if let Ok(comma) = input.parse::<Token![,]>() {
                faults.report(comma.span, "a comma without an element in front of it", "remove it");
                continue;
            }
            complete &= element(input, key, faults).is_some_and(|element| take(element, faults));
            separator(input, faults)?;
        }
        Ok(())
    });
    if let Err(error) = read {
        report_unreadable(&error, key, faults);
        complete = false;
    }
    complete
}

/// The tokens, out of the group if they are one.
fn unwrapped(trees: Vec<TokenTree>) -> TokenStream {
    match trees.as_slice() {
        [TokenTree::Group(group)] => group.stream(),
        trees => stream(trees),
    }
}

/// The elements of `&[...]` and `vec![...]`.
fn listed(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Punct(sign), TokenTree::Group(group)]
            if sign.as_char() == '&' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.stream())
        }
        [TokenTree::Ident(name), TokenTree::Punct(sign), TokenTree::Group(group)]
            if name == "vec" && sign.as_char() == '!' =>
        {
            Some(group.stream())
        }
        _ => None,
    }
}

/// `*`, and what tower-http calls so, as `"*"`, for keys where that has a meaning.
fn quoted_star(key: Key, content: TokenStream) -> TokenStream {
    let mut trees = content.clone().into_iter();
    let (first, second) = (trees.next(), trees.next());
    let means_all = match (&first, second) {
        (Some(TokenTree::Punct(star)), None) => star.as_char() == '*' && key != Key::Methods,
        (Some(TokenTree::Ident(word)), None) => {
            word.to_string().eq_ignore_ascii_case(ANY) && matches!(key, Key::Headers | Key::Expose)
        }
        _ => false,
    };
    let Some(first) = first.filter(|_| means_all) else { return content };
    let mut literal = Literal::string("*");
    literal.set_span(first.span());
    TokenTree::Literal(literal).into()
}

/// Reads one element up to the comma behind it.
fn element(input: ParseStream<'_>, key: Key, faults: &mut Faults) -> Option<Element> {
    let element = input.call(Attribute::parse_outer).and_then(|attributes| {
        let cfgs = cfgs(attributes, key, faults);
        let expr = ungrouped(expression(input)?);
        Ok(Element { cfgs, spot: Spot::of(&expr), expr })
    });
    if let Err(error) = &element {
        report_unreadable(error, key, faults);
        while !input.is_empty() && !input.peek(Token![,]) {
            let _: syn::Result<TokenTree> = input.parse();
        }
    }
    element.ok()
}

/// Lists may be long, and most elements are a word or a string: these need no search for operators.
fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    if input.peek(Token![*]) {
        return Ok(star(input.parse()?));
    }
    let attrs = Vec::new();
    if input.peek2(Token![,]) || input.peek2(End) {
        if input.peek(LitStr) {
            return Ok(Expr::Lit(ExprLit { attrs, lit: Lit::Str(input.parse()?) }));
        }
        if input.peek(Ident) {
            return Ok(Expr::Path(ExprPath { attrs, qself: None, path: input.parse::<Ident>()?.into() }));
        }
    }
    input.parse()
}

/// A bare `*`, which no expression is, as a path that is none either: each key has its own words for it.
fn star(star: Token![*]) -> Expr {
    Expr::Verbatim(star.into_token_stream())
}

fn separator(input: ParseStream<'_>, faults: &mut Faults) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return input.parse::<Option<Token![,]>>().map(drop);
    }
    let next: TokenTree = input.fork().parse()?;
    faults.report(next.span(), &format!("a comma is missing in front of `{next}`"), &format!("write `, {next}`"));
    // What cannot begin an element would be met again and again.
    if matches!(next, TokenTree::Punct(_)) { input.parse::<TokenTree>().map(drop) } else { Ok(()) }
}

/// The conditions of an element; other attributes are reported.
fn cfgs(attributes: Vec<Attribute>, key: Key, faults: &mut Faults) -> Vec<Attribute> {
    let mut cfgs = Vec::new();
    for attribute in attributes {
        let spot = Spot::of(&attribute);
        if !attribute.path().is_ident("cfg") {
            let remedy = format!("remove it, or put `{}` on the handler", source(attribute.to_token_stream()));
            faults.report(spot, "of all attributes, only `#[cfg(...)]` can stand on an element", &remedy);
        } else if !matches!(key, Key::Origins | Key::Within) {
            let fact = format!("`#[cfg]` can stand on elements of `origins`, not of `{}`", key.name());
            let remedy =
                "put the whole policy under the condition: one `#[cfg_attr(condition, cors(...))]` for each case";
            faults.report(spot, &fact, remedy);
        } else if !matches!(&attribute.meta, Meta::List(list) if !list.tokens.is_empty()) {
            faults.report(spot, "`#[cfg]` without a condition", "write `#[cfg(debug_assertions)]`");
        } else {
            cfgs.push(attribute);
        }
    }
    cfgs
}

/// Fragments of `macro_rules!` stand in invisible groups.
fn ungrouped(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungrouped(*group.expr),
        expr => expr,
    }
}

fn report_unreadable(error: &syn::Error, key: Key, faults: &mut Faults) {
    let fact = format!("this is no element of `{}`: {error}", key.name());
    faults.report(error.span(), &fact, &format!("write, for example, `{}`", key.example()));
}

fn report_no_string(element: &Element, what: &str, key: Key, faults: &mut Faults) {
    let fact = format!("`{}` is no {what}", source(element.expr.to_token_stream()));
    faults.report(element.spot, &fact, &format!("write, for example, `{}`", key.example()));
}

pub(super) fn origin(element: Element, key: Key, faults: &mut Faults) -> Option<Vec<Origin>> {
    let literal = match &element.expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => {
                report_no_string(&element, "origin: an origin is a string", key, faults);
                return None;
            }
        },
        Expr::Verbatim(_) => {
            faults.report(element.spot, "`*` is no origin by itself", "write `\"*\"`");
            return None;
        }
        Expr::Array(_) | Expr::Range(_) | Expr::Assign(_) | Expr::Closure(_) => {
            report_no_string(&element, "origin", key, faults);
            return None;
        }
        Expr::Call(call) if call.func.to_token_stream().to_string() == "dynamic" => {
            let remedy = format!("write `origins = {}`", source(call.to_token_stream()));
            faults.report(element.spot, "a predicate answers for all origins, in place of a list", &remedy);
            return None;
        }
        expr if reads_variable(expr) => {
            report_variable(element.spot, faults);
            return None;
        }
        _ => None,
    };
    let Element { cfgs, expr, spot } = element;
    Some(vec![Origin { literal, expr, cfgs, spot }])
}

/// `std::env::var("WEB_ORIGIN")`, with or without a method behind it.
pub(super) fn reads_variable(expr: &Expr) -> bool {
    let read = match expr {
        Expr::Reference(reference) => return reads_variable(&reference.expr),
        Expr::Try(tried) => return reads_variable(&tried.expr),
        Expr::MethodCall(call) => return reads_variable(&call.receiver),
        Expr::Call(call) => source(call.func.to_token_stream()),
        _ => return false,
    };
    matches!(read.as_str(), "std::env::var" | "env::var")
}

pub(super) fn report_variable(spot: Spot, faults: &mut Faults) {
    let fact = "a list is made by the compiler, and the variable is read when the program runs";
    let declaration = Role::Origins.example();
    faults.report(spot, fact, &format!("declare `{declaration} static WEB: Origins;`, and write `origins = WEB` here"));
}

pub(super) fn method(element: Element, key: Key, faults: &mut Faults) -> Option<Vec<Name>> {
    match &element.expr {
        Expr::Path(path) => {
            let last = path.path.segments.last()?;
            Some(vec![Name { text: last.ident.to_string(), spot: element.spot }])
        }
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(vec![quoted_method(text, element.spot, faults)]),
            _ => {
                report_no_string(&element, "method", key, faults);
                None
            }
        },
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitOr(_)) => joined_methods(binary, element.spot, faults),
        Expr::Verbatim(_) => {
            faults.report(element.spot, "`*` is no method", "write what the handler answers to, as in `GET, POST`");
            None
        }
        _ => {
            report_no_string(&element, "method", key, faults);
            None
        }
    }
}

/// What is no method at all is left to the rules, so that it is reported once.
fn quoted_method(text: &LitStr, spot: Spot, faults: &mut Faults) -> Name {
    let text = text.value();
    if is_method(&text) {
        faults.report(spot, "methods are written without quotation marks", &format!("write `{text}`"));
    }
    Name { text, spot }
}

/// `GET | POST`
fn joined_methods(binary: &ExprBinary, spot: Spot, faults: &mut Faults) -> Option<Vec<Name>> {
    let mut sides = Vec::new();
    alternatives(&Expr::Binary(binary.clone()), &mut sides);
    let (mut written, mut names) = (String::new(), Some(Vec::new()));
    for side in &sides {
        let comma = if written.is_empty() { "" } else { ", " };
        written += &format!("{comma}{}", source(side.to_token_stream()));
        match (&mut names, side) {
            (Some(names), Expr::Path(path)) => {
                let text = path.path.segments.last()?.ident.to_string();
                names.push(Name { text, spot: Spot::of(side) });
            }
            _ => names = None,
        }
    }
    faults.report(spot, "methods are separated by commas", &format!("write `{written}`"));
    names
}

/// What stands between the `|`s.
fn alternatives(expr: &Expr, sides: &mut Vec<Expr>) {
    match expr {
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitOr(_)) => {
            alternatives(&binary.left, sides);
            alternatives(&binary.right, sides);
        }
        side => sides.push(side.clone()),
    }
}

pub(super) fn header(element: Element, key: Key, faults: &mut Faults) -> Option<Vec<Name>> {
    let text = match &element.expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Path(path) => return constant(&path.path.segments.last()?.ident.to_string(), &element, faults),
        Expr::Verbatim(_) => {
            faults.report(element.spot, "`*` is no header name by itself", "write `\"*\"`");
            return None;
        }
        _ => None,
    };
    let Some(text) = text else {
        report_no_string(&element, "header name", key, faults);
        return None;
    };
    Some(vec![Name { text, spot: element.spot }])
}

/// A header name by its constant in `http::header`.
fn constant(name: &str, element: &Element, faults: &mut Faults) -> Option<Vec<Name>> {
    let header = header_of_constant(name);
    if header.is_none() {
        let fact = format!("`http::header` has no constant `{name}`");
        let literal = format!("`{:?}`", header_name(name));
        let remedy = match nearest_constant(name) {
            _ if name.eq_ignore_ascii_case(ANY) => "for all headers, write `\"*\"`".to_owned(),
            Some(near) => format!("did you mean `{near}`? Other headers are written as strings: {literal}"),
            None => format!("write {literal}"),
        };
        faults.report(element.spot, &fact, &remedy);
    }
    header.map(|header| vec![Name { text: header.to_owned(), spot: element.spot }])
}

fn lift(element: Element, _: Key, faults: &mut Faults) -> Option<Vec<(Exemption, Spot)>> {
    let word = match &element.expr {
        Expr::Path(path) => path.path.segments.last()?.ident.to_string(),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => element.expr.to_token_stream().to_string(),
        },
        expr => expr.to_token_stream().to_string(),
    };
    match Exemption::parse(&word) {
        Ok(lift) => {
            if matches!(element.expr, Expr::Lit(_)) {
                let fact = "what `dangerously` lifts is written without quotation marks";
                faults.report(element.spot, fact, &format!("write `{word}`"));
            }
            Some(vec![(lift, element.spot)])
        }
        Err(problem) => {
            faults.push(element.spot, Vec::new(), problem.to_string());
            // Taken as what was meant, so that what it would lift is not reported too.
            let Problem::Exemption(ExemptionProblem::UnknownExemption { near: Some(meant), .. }) = problem else {
                return None;
            };
            Exemption::parse(meant).ok().map(|lift| vec![(lift, element.spot)])
        }
    }
}
