//! The generated code: data, and as little else as possible. The rest is in the runtime.

mod checks;
mod declaration;
mod declared_handler;
mod expansion;
mod handler;
mod lifetimes;
mod origin_list;
mod policy;
mod signature;
mod spans;
mod statics;
mod table;

use crate::arguments::Arguments;
use crate::check::Checked;
use crate::diagnostics::Diagnostics;
use crate::item::Item;
use declaration::Declaration;
use proc_macro2::TokenStream;
use quote::quote;

/// Generates the errors and the item. The item is there even if there are errors, so that its users have none because of it.
pub(crate) fn expand(
    written: TokenStream,
    item: &Item,
    arguments: &Arguments,
    checked: &Checked,
    diagnostics: Diagnostics,
) -> TokenStream {
    let declaration = Declaration { arguments, checked };
    let errors = diagnostics.into_tokens(item.cfgs());
    let items = match item {
        Item::Handler(handler) => handler::items(handler, declaration),
        Item::Static(item) => statics::item(item, declaration),
        Item::Method | Item::Other => written,
    };
    quote!(#errors #items)
}
