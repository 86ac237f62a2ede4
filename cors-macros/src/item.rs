//! What stands under the attribute: a handler, a static, or nothing of ours.

use crate::args::{Args, Role};
use crate::faults::Faults;
use crate::handler::Handler;
use crate::statics::Static;
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Visibility};

/// The item, as far as something can be generated for it.
pub(crate) enum Item {
    Handler(Handler),
    Static(Static),
    /// A function beside which nothing of its name could be generated.
    Misplaced,
    Other,
}

/// What the arguments are to know of the item.
pub(crate) enum Seat {
    Handler,
    /// A static of this name, and what its type says that it is.
    Static(String, Option<Role>),
    Other,
}

impl Item {
    /// Reads the item, and reports what no policy could mend.
    pub(crate) fn read(item: TokenStream, faults: &mut Faults) -> Item {
        // Each item is parsed once: bodies may be long.
        let read = if is_static(&item) {
            syn::parse2(item.clone()).map(|written| Item::Static(Static::read(written, faults)))
        } else {
            syn::parse2(item.clone())
                .map(|function| Handler::read(function, faults).map_or(Item::Misplaced, Item::Handler))
        };
        read.unwrap_or_else(|_| {
            report_other(item, faults);
            Item::Other
        })
    }

    pub(crate) fn seat(&self) -> Seat {
        match self {
            Item::Handler(_) | Item::Misplaced => Seat::Handler,
            Item::Static(item) => Seat::Static(item.ident.to_string(), item.role()),
            Item::Other => Seat::Other,
        }
    }

    /// The rules between item and arguments.
    pub(crate) fn check(&self, args: &Args, faults: &mut Faults) {
        match self {
            Item::Handler(handler) => handler.check_websocket(args, faults),
            Item::Static(item) => item.check_type(args, faults),
            Item::Misplaced | Item::Other => {}
        }
    }

    pub(crate) fn cfgs(&self) -> &[Attribute] {
        match self {
            Item::Handler(handler) => &handler.attributes.cfgs,
            Item::Static(item) => &item.attributes.cfgs,
            Item::Misplaced | Item::Other => &[],
        }
    }
}

/// Whether the item starts like a static, or like a constant that should be one.
fn is_static(item: &TokenStream) -> bool {
    let mut words = item.clone().into_iter().filter_map(|tree| match tree {
        TokenTree::Ident(word) if word != "pub" => Some(word.to_string()),
        _ => None,
    });
    match words.next().as_deref() {
        Some("static") => true,
        Some("const") => !matches!(words.next().as_deref(), Some("fn" | "async" | "unsafe" | "extern")),
        _ => false,
    }
}

fn report_other(item: TokenStream, faults: &mut Faults) {
    let head = |input: ParseStream<'_>| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        let first: TokenTree = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(first)
    };
    let spot = head.parse2(item).map_or_else(|error| error.span(), |first| first.span());
    let fact = "`#[cors]` stands on handlers and on statics, and this is neither";
    let remedy = "put it on each `async fn` that answers requests, or on a `static` of type `Policy` or `Origins`";
    faults.report(spot, fact, remedy);
}
