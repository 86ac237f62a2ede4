//! Problems with their locations.

use crate::problem::Problem;

/// The location of a fault: indices into the lists of a [`Draft`](crate::Draft). A pair holds the index of the earlier
/// element, then that of the later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// The whole list of origins.
    Origins,
    /// An element of `origins`.
    Origin(usize),
    /// Two elements of `origins` that cannot be in one list.
    OriginPair(usize, usize),
    /// The whole list of `always`.
    AlwaysList,
    /// An element of `always`.
    Always(usize),
    /// Two elements of `always` that cannot be in one list.
    AlwaysPair(usize, usize),
    /// An element of `default`.
    Default(usize),
    /// Two elements of `default` that cannot be in one list.
    DefaultPair(usize, usize),
    /// The whole list of methods.
    Methods,
    /// An element of `methods`.
    Method(usize),
    /// Two elements of `methods` that cannot be in one list.
    MethodPair(usize, usize),
    /// An element of `headers`.
    Header(usize),
    /// Two elements of `headers` that cannot be in one list.
    HeaderPair(usize, usize),
    /// An element of `expose`.
    Expose(usize),
    /// Two elements of `expose` that cannot be in one list.
    ExposePair(usize, usize),
    /// The value of `max_age`.
    MaxAge,
    /// An element of `dangerously`.
    Dangerously(usize),
}

/// A problem of a policy and its location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    /// Where the problem is.
    pub location: Location,
    /// What the problem is.
    pub problem: Problem<'a>,
}

/// A problem of one of the origins that are named at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryFault<'v> {
    /// The number of the entry, counted from 1.
    pub entry: usize,
    /// The entry as it was written.
    pub text: &'v str,
    /// What the problem is.
    pub problem: Problem<'v>,
}
