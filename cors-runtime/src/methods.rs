//! The methods that a handler can be registered for. Nothing else of this crate lists methods.

use http::{HeaderValue, Method};

/// A method that a handler can be registered for.
struct Known {
    method: Method,
    /// It changes nothing on the server (RFC 9110, §9.2.1), so that it is served to pages that cannot read the response.
    is_safe: bool,
    /// Browsers send it to another origin whatever `Access-Control-Allow-Methods` lists (Fetch §2.2.1).
    is_safelisted: bool,
}

/// The index of a method is its bit in a [`MethodSet`]. The order is that of `handler_cors_policy::METHODS`.
static METHODS: [Known; 7] = [
    Known { method: Method::GET, is_safe: true, is_safelisted: true },
    Known { method: Method::HEAD, is_safe: true, is_safelisted: true },
    Known { method: Method::POST, is_safe: false, is_safelisted: true },
    Known { method: Method::PUT, is_safe: false, is_safelisted: false },
    Known { method: Method::PATCH, is_safe: false, is_safelisted: false },
    Known { method: Method::DELETE, is_safe: false, is_safelisted: false },
    // RFC 9110 calls it safe. Pages send it after a preflight only, and what serves it is protected as for POST.
    Known { method: Method::OPTIONS, is_safe: false, is_safelisted: false },
];

/// Some of the methods that a handler can be registered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodSet(u8);

impl MethodSet {
    pub(crate) const EMPTY: MethodSet = MethodSet(0);
    pub(crate) const ALL: MethodSet = MethodSet((1 << METHODS.len()) - 1);
    pub(crate) const GET: MethodSet = MethodSet(1);
    pub(crate) const HEAD: MethodSet = MethodSet(1 << 1);
    pub(crate) const OPTIONS: MethodSet = MethodSet(1 << 6);
    pub(crate) const SAFE: MethodSet = {
        let (mut set, mut index) = (MethodSet::EMPTY, 0);
        while index < METHODS.len() {
            if METHODS[index].is_safe {
                set = set.with(MethodSet(1 << index));
            }
            index += 1;
        }
        set
    };
    pub(crate) const SAFELISTED: MethodSet = {
        let (mut set, mut index) = (MethodSet::EMPTY, 0);
        while index < METHODS.len() {
            if METHODS[index].is_safelisted {
                set = set.with(MethodSet(1 << index));
            }
            index += 1;
        }
        set
    };

    /// One flag for each method, in the order of `METHODS`.
    #[inline]
    pub(crate) const fn from_flags(flags: [bool; METHODS.len()]) -> MethodSet {
        let mut bits = 0;
        let mut index = 0;
        while index < flags.len() {
            bits |= (flags[index] as u8) << index;
            index += 1;
        }
        MethodSet(bits)
    }

    /// The set of this one method; empty for a method that no handler can be registered for. Names are case-sensitive
    /// (RFC 9110, §9.1).
    pub(crate) fn of(method: &Method) -> MethodSet {
        for (index, known) in METHODS.iter().enumerate() {
            if known.method == *method {
                return MethodSet(1 << index);
            }
        }
        MethodSet::EMPTY
    }

    pub(crate) const fn with(self, other: MethodSet) -> MethodSet {
        MethodSet(self.0 | other.0)
    }

    pub(crate) const fn and(self, other: MethodSet) -> MethodSet {
        MethodSet(self.0 & other.0)
    }

    pub(crate) const fn without(self, other: MethodSet) -> MethodSet {
        MethodSet(self.0 & !other.0)
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(crate) const fn intersects(self, other: MethodSet) -> bool {
        !self.and(other).is_empty()
    }

    pub(crate) fn methods(self) -> Vec<&'static Method> {
        let mut methods = Vec::new();
        for (index, known) in METHODS.iter().enumerate() {
            if self.intersects(MethodSet(1 << index)) {
                methods.push(&known.method);
            }
        }
        methods
    }

    pub(crate) fn names(self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for method in self.methods() {
            names.push(method.as_str());
        }
        names
    }

    /// The value of `Access-Control-Allow-Methods`.
    pub(crate) fn header_value(self) -> HeaderValue {
        joined(&self.names()).unwrap_or(const { HeaderValue::from_static("") })
    }
}

/// Joined by commas, as in header values and messages.
pub(crate) fn listed(names: &[&str]) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    list
}

/// A header value of names, whose clones do not allocate; `None` for no names.
pub(crate) fn joined(names: &[&str]) -> Option<HeaderValue> {
    if names.is_empty() {
        return None;
    }
    let value = HeaderValue::try_from(listed(names)).ok()?;
    // The first clone of a value made of a `String` allocates what all clones then share.
    Some(value.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expansions give one flag per method in this order.
    #[test]
    fn the_order_is_that_of_the_rules() {
        assert_eq!(MethodSet::ALL.names(), handler_cors_policy::METHODS);
    }

    #[test]
    fn sets_are_computed_from_the_table() {
        assert_eq!(MethodSet::SAFE.names(), ["GET", "HEAD"]);
        assert_eq!(MethodSet::SAFELISTED.names(), ["GET", "HEAD", "POST"]);
        let named = |name| MethodSet::of(&Method::from_bytes(name).expect("a method"));
        assert_eq!([b"GET".as_slice(), b"HEAD"].map(named), [MethodSet::GET, MethodSet::HEAD]);
        assert_eq!(named(b"OPTIONS"), MethodSet::OPTIONS);
        assert_eq!([b"get".as_slice(), b"TRACE"].map(named), [MethodSet::EMPTY; 2]);
    }
}
