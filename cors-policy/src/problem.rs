//! All problems of a policy, as data: what is wrong, in which part of which text.
//!
//! The wording of each is in `diagnostics`. Texts are borrowed, so that problems can be found in const evaluation.

mod attribute;
mod bounds;
mod exemption;
mod handler;
mod header;
mod item;
mod list;
mod origin;
mod value;

pub use attribute::AttributeProblem;
pub use bounds::BoundsProblem;
pub use exemption::ExemptionProblem;
pub use handler::HandlerProblem;
pub use header::HeaderProblem;
pub use item::ItemProblem;
pub use list::ListProblem;
pub use origin::OriginProblem;
pub use value::ValueProblem;

/// Why a policy is rejected, or what it is warned of.
///
/// ```
/// use handler_cors_policy::{Origin, OriginProblem, Problem};
///
/// let problem = Origin::parse("https://app.example.com/").unwrap_err();
/// assert_eq!(problem, Problem::Origin(OriginProblem::TrailingSlash { text: "https://app.example.com/" }));
/// assert_eq!(problem.name(), "trailing_slash");
/// assert_eq!(problem.message().as_str(), "`https://app.example.com/` ends with a slash; origins have no path");
/// assert_eq!(problem.help().as_str(), "write `https://app.example.com`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem<'a> {
    /// A text is not an origin or an origin pattern.
    Origin(OriginProblem<'a>),
    /// An origin cannot be in this list of origins.
    List(ListProblem<'a>),
    /// Bounds of configured origins are invalid, or a configured origin is.
    Bounds(BoundsProblem<'a>),
    /// A handler cannot serve these methods.
    Handler(HandlerProblem<'a>),
    /// A header name is invalid.
    Header(HeaderProblem<'a>),
    /// An exemption is invalid.
    Exemption(ExemptionProblem<'a>),
    /// An argument of the attribute is invalid.
    Attribute(AttributeProblem<'a>),
    /// A value in the attribute is invalid.
    Value(ValueProblem<'a>),
    /// The item cannot have the attribute.
    Item(ItemProblem<'a>),
}

impl<'a> From<AttributeProblem<'a>> for Problem<'a> {
    #[inline]
    fn from(problem: AttributeProblem<'a>) -> Problem<'a> {
        Problem::Attribute(problem)
    }
}

impl<'a> From<ValueProblem<'a>> for Problem<'a> {
    #[inline]
    fn from(problem: ValueProblem<'a>) -> Problem<'a> {
        Problem::Value(problem)
    }
}

impl<'a> From<ItemProblem<'a>> for Problem<'a> {
    #[inline]
    fn from(problem: ItemProblem<'a>) -> Problem<'a> {
        Problem::Item(problem)
    }
}
