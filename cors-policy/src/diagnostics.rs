//! The wording of every problem: one table for each kind, and what its rows compute.

mod attribute;
mod bounds;
mod exemption;
mod handler;
mod header;
mod item;
mod list;
mod origin;
mod suggest;
mod table;
mod template;
mod value;

use crate::problem::Problem;
use crate::text::Text;
use core::fmt;
use table::Row;

impl Problem<'_> {
    /// A short, stable name in snake_case that is unique among all problems.
    ///
    /// ```
    /// use handler_cors_policy::{HandlerProblem, Problem};
    ///
    /// assert_eq!(Problem::Handler(HandlerProblem::NoMethods).name(), "no_methods");
    /// ```
    #[must_use]
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.row().name
    }

    /// One sentence that says what is wrong, with the user's text in backticks.
    #[must_use]
    #[inline]
    pub const fn message(&self) -> Text {
        self.row().message
    }

    /// What to do about it, with the exact text to write wherever it can be computed.
    #[must_use]
    #[inline]
    pub const fn help(&self) -> Text {
        self.row().help
    }

    /// Message, name and help in the form of the compiler's own diagnostics.
    ///
    /// ```
    /// use handler_cors_policy::{HandlerProblem, Problem};
    ///
    /// let problem = Problem::Handler(HandlerProblem::MethodInLowerCase { method: "patch", upper: "PATCH" });
    /// assert_eq!(
    ///     problem.text().as_str(),
    ///     "`patch` is not upper case; methods are case-sensitive [cors::lower_case_method]\n\nhelp: write `PATCH`",
    /// );
    /// ```
    #[must_use]
    #[inline]
    pub const fn text(&self) -> Text {
        let Row { name, message, help } = self.row();
        let mut text = message;
        text.push(" [cors::");
        text.push(name);
        text.push("]\n\nhelp: ");
        text.push(help.as_str());
        text
    }

    #[inline]
    const fn row(self) -> Row {
        match self {
            Problem::Origin(problem) => problem.row(),
            Problem::List(problem) => problem.row(),
            Problem::Bounds(problem) => problem.row(),
            Problem::Handler(problem) => problem.row(),
            Problem::Header(problem) => problem.row(),
            Problem::Exemption(problem) => problem.row(),
            Problem::Attribute(problem) => problem.row(),
            Problem::Value(problem) => problem.row(),
            Problem::Item(problem) => problem.row(),
        }
    }
}

impl fmt::Display for Problem<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text().as_str())
    }
}

impl core::error::Error for Problem<'_> {}
