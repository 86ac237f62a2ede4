#![doc = include_str!("index.md")]

// The pages are in the documentation only: a user's build reads none of them. Each is a module, so that it has an address, a title, and
// links that rustdoc checks.

pub mod first_route {
    #![doc = include_str!("first_route.md")]
}

pub mod migrating {
    #![doc = include_str!("migrating.md")]
}

pub mod production {
    #![doc = include_str!("production.md")]
}

pub mod policies {
    #![doc = include_str!("policies.md")]
}

pub mod origins {
    #![doc = include_str!("origins.md")]
}

pub mod predicates {
    #![doc = include_str!("predicates.md")]
}

pub mod authentication {
    #![doc = include_str!("authentication.md")]
}

pub mod cookies {
    #![doc = include_str!("cookies.md")]
}

pub mod sockets {
    #![doc = include_str!("sockets.md")]
}

pub mod proxies {
    #![doc = include_str!("proxies.md")]
}

// Its examples need the feature.
#[cfg(any(doc, feature = "testing"))]
pub mod testing {
    #![doc = include_str!("testing.md")]
}

pub mod browser_errors {
    #![doc = include_str!("browser_errors.md")]
}

pub mod recipes {
    #![doc = include_str!("recipes.md")]
}

pub mod diagnostics {
    #![doc = include_str!("diagnostics.md")]
}
