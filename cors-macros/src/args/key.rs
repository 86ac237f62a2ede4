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
    Policy,
    Env,
    Within,
    Dangerously,
    Crate,
}

/// What the attribute declares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A handler, with a policy of its own or a named one.
    Handler,
    /// A static `Policy`.
    Policy,
    /// A static `Origins`.
    Origins,
}

/// What other CORS libraries and the protocol itself call the same things.
const CALLED_ELSEWHERE: [(&str, Key); 14] = [
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
    ("env_var", Key::Env),
    ("environment", Key::Env),
];

impl Key {
    const ALL: [Key; 12] = [
        Key::Origins,
        Key::Methods,
        Key::Headers,
        Key::Expose,
        Key::Credentials,
        Key::MaxAge,
        Key::Enforce,
        Key::Policy,
        Key::Env,
        Key::Within,
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
            Key::Policy => "policy",
            Key::Env => "env",
            Key::Within => "within",
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
            Key::Policy => "policy = STOREFRONT",
            Key::Env => r#"env = "WEB_ORIGINS""#,
            Key::Within => r#"within = ["https://*.example.com"]"#,
            Key::Dangerously => "dangerously(insecure_origins)",
            Key::Crate => "crate = path::to::handler_cors",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.name() == word)
    }

    /// The key that was probably meant by a word that is none.
    pub(crate) fn meant_by(word: &str) -> Option<Key> {
        called_elsewhere(word)
            .or_else(|| nearest(word, &Key::ALL.map(Key::name)).and_then(Key::named))
            .or_else(|| nearest(word, &CALLED_ELSEWHERE.map(|(name, _)| name)).and_then(called_elsewhere))
    }

    /// All keys of a role, for the remedy of a word that resembles none.
    pub(crate) fn all_names(role: Option<Role>) -> String {
        let mut names = String::new();
        for key in Key::ALL {
            if role.is_none_or(|role| role.takes(key)) {
                let comma = if names.is_empty() { "" } else { ", " };
                names += &format!("{comma}`{}`", key.name());
            }
        }
        names
    }

    /// Whether it is a key of a policy, and thus of nothing else on a handler that names one.
    pub(crate) fn is_of_policies(self) -> bool {
        Role::Policy.takes(self) && self != Key::Crate
    }
}

fn called_elsewhere(word: &str) -> Option<Key> {
    for (name, key) in CALLED_ELSEWHERE {
        if name == word {
            return Some(key);
        }
    }
    None
}

impl Role {
    pub(crate) fn takes(self, key: Key) -> bool {
        let of_origins = matches!(key, Key::Env | Key::Within);
        match self {
            Role::Handler => !of_origins,
            Role::Policy => !of_origins && !matches!(key, Key::Methods | Key::Policy),
            Role::Origins => of_origins || matches!(key, Key::Dangerously | Key::Crate),
        }
    }

    /// Its type, if it is a static.
    pub(crate) fn of_type(name: &str) -> Option<Role> {
        match name {
            "Policy" => Some(Role::Policy),
            "Origins" => Some(Role::Origins),
            _ => None,
        }
    }

    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Role::Origins => "Origins",
            Role::Handler | Role::Policy => "Policy",
        }
    }

    /// The attribute in use.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Role::Handler => r#"#[cors(origins = ["https://app.example.com"], methods = [GET])]"#,
            Role::Policy => r#"#[cors(origins = ["https://app.example.com"])]"#,
            Role::Origins => r#"#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com"])]"#,
        }
    }
}
