//! A type for second impls of traits of functions.

/// No user's function takes it. Where a trait has only one impl for functions, rustc reports a mismatch of arguments (E0593,
/// E0631) instead of the trait's own message; a second impl, for functions of this type, prevents that.
#[doc(hidden)]
#[derive(Debug)]
pub struct Never;
