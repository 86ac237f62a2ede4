//! The arguments of the attribute, from tokens to types that keep every site. Whether they make sense together, and on the
//! item, is checked later.

mod aliases;
mod element;
mod exemptions;
mod header_names;
mod key;
mod layer;
mod list;
mod model;
mod names;
mod origins;
mod read;
mod repair;
mod run_time;
mod split;
mod values;
mod words;

pub(crate) use key::{Key, Target};
pub(crate) use model::{Arguments, List, Name, Origin, Origins};
pub(crate) use read::parse;
