//! The item that the attribute is on.

use super::table::{Row, table};
use super::template::Value::{Number, Plain, Str};
use super::template::{fill, say};
use crate::problem::ItemProblem;

table! { ItemProblem:
    UnsupportedItem => "unsupported_item",
        say("`#[cors]` can only be used on an `async fn` or a `static`"),
        say("put it on each `async fn` that handles requests, or on a `static` of type `Policy` or `Origins`");
    SelfArgument => "self_argument",
        say("handlers cannot take `self`"),
        say("write an associated function without `self`, and take what `self` holds from an extractor such as `State<...>`");
    HandlerWithoutBody => "handler_without_body",
        say("handlers must have a body"),
        say("put `#[cors(...)]` on an `async fn` outside of the trait");
    AttributeOrder { attribute } => "attribute_order",
        fill("`#[{}]` must be above `#[cors]`", &[Str(attribute)]),
        fill("move `#[{}(...)]` above `#[cors(...)]`", &[Str(attribute)]);
    DuplicateAttribute { item } => "duplicate_attribute",
        fill("duplicate `#[cors]` on one {}", &[Plain(item)]),
        fill("remove one of the two, or write another {} for the other policy", &[Plain(item)]);
    NotAsync { name } => "not_async",
        say("handlers must be `async fn`"),
        fill("write `async fn {}`", &[Str(name)]);
    ConstHandler { name } => "const_handler",
        say("handlers cannot be `const fn`"),
        fill("write `async fn {}`", &[Str(name)]);
    UnsafeHandler { name } => "unsafe_handler",
        say("handlers cannot be `unsafe fn`"),
        fill("write `async fn {}`", &[Str(name)]);
    ExternHandler { name } => "extern_handler",
        say("handlers cannot be `extern fn`"),
        fill("write `async fn {}`", &[Str(name)]);
    ImplTraitArgument { name, bounds } => "impl_trait_argument",
        say("handlers cannot take `impl Trait` arguments"),
        fill("name the type, or write a generic parameter, `{}<T: {}>`, and register `{}::<...>`", &[Str(name), Str(bounds), Str(name)]);
    NestedImplTrait => "nested_impl_trait",
        say("handlers cannot take `impl Trait` in the type of an argument"),
        say("write a concrete type or a generic parameter");
    CfgOnArgument { cfg } => "cfg_on_argument",
        say("arguments of handlers cannot have `#[cfg]`"),
        fill("put `{}` on a handler of its own", &[Str(cfg)]);
    TooManyArguments { max, count } => "too_many_arguments",
        fill("handlers take at most {} arguments, found {}", &[Number(max as u64), Number(count as u64)]),
        say("combine some of them in a struct that derives `FromRequestParts`");
    ConstItem { name, declaration } => "const_item",
        fill("`{}` must be a `static`, not a `const`", &[Str(name)]),
        fill("write `{}`", &[Plain(declaration)]);
    MutableStatic { name, declaration } => "mutable_static",
        fill("`{}` cannot be `mut`", &[Str(name)]),
        fill("write `{}`", &[Plain(declaration)]);
    StaticWithValue { name, declaration } => "static_with_value",
        fill("`{}` cannot have a value, because `#[cors]` generates it", &[Str(name)]),
        fill("write `{}`", &[Plain(declaration)]);
    StaticType { name, found, declaration } => "static_type",
        fill("`{}` must have type `Policy` or `Origins`, but has type `{}`", &[Str(name), Str(found)]),
        fill("write `{}`", &[Plain(declaration)]);
    StaticWithoutType { name, declaration } => "static_without_type",
        fill("missing type of `{}`", &[Str(name)]),
        fill("write `{}`", &[Plain(declaration)]);
    WrongType { key, name, expected, found, declaration } => "wrong_type",
        fill("`{}` is a key of `{}`, but `{}` has type `{}`", &[Str(key), Plain(expected), Str(name), Plain(found)]),
        fill("write `{}`", &[Plain(declaration)]);
}
