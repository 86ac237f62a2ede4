//! The keys of the attribute.

use handler_cors_policy::nearest;

/// A key of `#[cors(...)]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Origins,
    Methods,
    Headers,
    Expose,
    Credentials,
    MaxAge,
    Enforce,
    Dangerously,
    Crate,
}

/// What other CORS libraries and the protocol itself call the same things.
const CALLED_ELSEWHERE: [(&str, Key); 12] = [
    ("allow_origin", Key::Origins),
    ("allow_origins", Key::Origins),
    ("allowed_origin", Key::Origins),
    ("allowed_origins", Key::Origins),
    ("allow_methods", Key::Methods),
    ("allowed_methods", Key::Methods),
    ("allow_headers", Key::Headers),
    ("allowed_headers", Key::Headers),
    ("expose_headers", Key::Expose),
    ("exposed_headers", Key::Expose),
    ("allow_credentials", Key::Credentials),
    ("supports_credentials", Key::Credentials),
];

impl Key {
    const ALL: [Key; 9] = [
        Key::Origins,
        Key::Methods,
        Key::Headers,
        Key::Expose,
        Key::Credentials,
        Key::MaxAge,
        Key::Enforce,
        Key::Dangerously,
        Key::Crate,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Key::Origins => "origins",
            Key::Methods => "methods",
            Key::Headers => "headers",
            Key::Expose => "expose",
            Key::Credentials => "credentials",
            Key::MaxAge => "max_age",
            Key::Enforce => "enforce",
            Key::Dangerously => "dangerously",
            Key::Crate => "crate",
        }
    }

    /// The key in use, for remedies that cannot build on what the user wrote.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Key::Origins => r#"origins = ["https://app.example.com"]"#,
            Key::Methods => "methods = [GET]",
            Key::Headers => r#"headers = [CONTENT_TYPE, "x-request-id"]"#,
            Key::Expose => r#"expose = [ETAG, "x-total-count"]"#,
            Key::Credentials => "credentials",
            Key::MaxAge => "max_age = 600",
            Key::Enforce => "enforce",
            Key::Dangerously => "dangerously(insecure_origins)",
            Key::Crate => "crate = path::to::handler_cors",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.name() == word)
    }

    /// The key that was probably meant by a word that is none.
    pub(crate) fn meant_by(word: &str) -> Option<Key> {
        let elsewhere = CALLED_ELSEWHERE.iter().find(|(name, _)| *name == word).map(|(_, key)| *key);
        elsewhere.or_else(|| nearest(word, &Key::ALL.map(Key::name)).and_then(Key::named))
    }

    /// All keys, for the remedy of a word that resembles none.
    pub(crate) fn all_names() -> String {
        Key::ALL.map(|key| format!("`{}`", key.name())).join(", ")
    }
}
