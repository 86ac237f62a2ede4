//! The item that the attribute is on.

/// Why a handler or a static cannot have `#[cors(...)]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum ItemProblem<'a> {
    /// Neither a function nor a static.
    UnsupportedItem,
    /// A function with a `self` argument.
    SelfArgument,
    /// A function of a trait.
    HandlerWithoutBody,
    /// An attribute that must be above `#[cors]`.
    AttributeOrder { attribute: &'a str },
    /// A second `#[cors]` on one item.
    DuplicateAttribute { item: &'a str },
    /// A function that is not `async`.
    NotAsync { name: &'a str },
    /// A `const fn`.
    ConstHandler { name: &'a str },
    /// An `unsafe fn`.
    UnsafeHandler { name: &'a str },
    /// An `extern fn`.
    ExternHandler { name: &'a str },
    /// An argument of type `impl Trait`.
    ImplTraitArgument { name: &'a str, bounds: &'a str },
    /// An argument with `impl Trait` in its type.
    NestedImplTrait,
    /// `#[cfg]` on an argument.
    CfgOnArgument { cfg: &'a str },
    /// More arguments than axum extracts.
    TooManyArguments { max: usize, count: usize },
    /// A constant in place of a static.
    ConstItem { name: &'a str, declaration: &'a str },
    /// `static mut`
    MutableStatic { name: &'a str, declaration: &'a str },
    /// A static with a value.
    StaticWithValue { name: &'a str, declaration: &'a str },
    /// A static of another type.
    StaticType { name: &'a str, found: &'a str, declaration: &'a str },
    /// A static without a type.
    StaticWithoutType { name: &'a str, declaration: &'a str },
    /// A type that contradicts the keys.
    WrongType { key: &'a str, name: &'a str, expected: &'a str, found: &'a str, declaration: &'a str },
}
