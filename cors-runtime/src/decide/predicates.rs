//! What decisions need of predicates: which one to call, and what it returned.

use super::{PathPolicies, Policies};
use crate::policy::Origin;
use crate::reason::Reason;
use std::sync::Arc;

/// The [`Policies`] of a path, which guards share.
#[derive(Clone)]
pub(crate) enum SharedPolicies {
    Path(Arc<PathPolicies>),
    ByName(Arc<PathPolicies>),
}

impl SharedPolicies {
    pub(crate) fn policies(&self) -> Policies<'_> {
        match self {
            SharedPolicies::Path(path) => Policies::Path(path),
            SharedPolicies::ByName(path) => Policies::ByName(path),
        }
    }

    pub(crate) fn path(&self) -> &PathPolicies {
        match self {
            SharedPolicies::Path(path) | SharedPolicies::ByName(path) => path,
        }
    }
}

/// A predicate has to be called first.
pub(crate) struct Undecided {
    /// Which policy of the path it decides for; 0 for that of a handler.
    pub(crate) index: usize,
    pub(crate) origin: Origin,
}

/// The results of a path's predicates so far, by the index of the policy. Each is called once for a request.
#[derive(Default)]
pub(crate) struct PredicateResults {
    /// Nearly all requests need at most one.
    first: Option<(usize, Result<(), Reason>)>,
    others: Vec<(usize, Result<(), Reason>)>,
}

impl PredicateResults {
    pub(crate) const NONE: &'static PredicateResults = &PredicateResults { first: None, others: Vec::new() };

    pub(crate) fn of(index: usize, result: Result<(), Reason>) -> PredicateResults {
        PredicateResults { first: Some((index, result)), others: Vec::new() }
    }

    pub(crate) fn insert(&mut self, index: usize, result: Result<(), Reason>) {
        match self.first {
            None => self.first = Some((index, result)),
            Some(_) => self.others.push((index, result)),
        }
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<Result<(), Reason>> {
        let mut all = self.first.iter().chain(&self.others);
        all.find(|(known, _)| *known == index).map(|(_, result)| *result)
    }
}
