#![doc = include_str!("index.md")]
#![doc = ""]
// In the page itself: rustdoc copies no pictures, and drawn by `benches/chart`.
#![doc = include_str!("cost.svg")]

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

// Its examples need the features.
#[cfg(any(doc, all(feature = "testing", feature = "serde")))]
pub mod probe {
    #![doc = include_str!("probe.md")]
}

pub mod browser_errors {
    #![doc = include_str!("browser_errors.md")]
}

pub mod recipes {
    #![doc = include_str!("recipes.md")]

    /// A page with a file of code, which `tests/recipes` compiles.
    macro_rules! recipe {
        ($name:ident, $text:literal, $code:literal) => {
            #[doc = include_str!($text)]
            #[doc = ""]
            #[doc = "```rust,ignore"]
            #[doc = include_str!($code)]
            #[doc = "```"]
            pub mod $name {}
        };
    }

    recipe!(grpc_web, "recipes/grpc_web.md", "recipes/grpc_web.rs");
    recipe!(mcp, "recipes/mcp.md", "recipes/mcp.rs");
    recipe!(graphql, "recipes/graphql.md", "recipes/graphql.rs");
    recipe!(openapi, "recipes/openapi.md", "recipes/openapi.rs");
    recipe!(app_shells, "recipes/app_shells.md", "recipes/app_shells.rs");
    recipe!(sessions, "recipes/sessions.md", "recipes/sessions.rs");
    recipe!(tls, "recipes/tls.md", "recipes/tls.rs");
}

pub mod diagnostics {
    #![doc = include_str!("diagnostics.md")]
}
