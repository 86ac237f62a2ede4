//! What stands under the attribute: a handler, a static, or nothing of ours.

use crate::args::{Args, Role};
use crate::faults::Faults;
use crate::handler::Handler;
use crate::parse::{parse, parse_by};
use crate::statics::Static;
use proc_macro2::{Span, TokenStream, TokenTree};
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
            parse(item.clone()).map(|written| Item::Static(Static::read(written, faults)))
        } else {
            parse(item.clone()).map(|function| Handler::read(function, faults).map_or(Item::Misplaced, Item::Handler))
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
    let mut is_constant = false;
    for tree in item.clone() {
        let TokenTree::Ident(word) = tree else { continue };
        match word.to_string().as_str() {
            "pub" => {}
            "const" if !is_constant => is_constant = true,
            "static" if !is_constant => return true,
            "fn" | "async" | "unsafe" | "extern" => return false,
            _ => return is_constant,
        }
    }
    is_constant
}

fn report_other(item: TokenStream, faults: &mut Faults) {
    let mut span = Span::call_site();
    let head = parse_by(item, &mut |input| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        span = input.parse::<TokenTree>()?.span();
        input.parse::<TokenStream>().map(drop)
    });
    if let Err(error) = head {
        span = error.span();
    }
    let fact = "`#[cors]` stands on handlers and on statics, and this is neither";
    let remedy = "put it on each `async fn` that answers requests, or on a `static` of type `Policy` or `Origins`";
    faults.report(span, fact, remedy);
}
