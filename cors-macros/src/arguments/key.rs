//! The keys of the attribute, and what they belong to.

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
    Within,
    Always,
    Env,
    Default,
    Dangerously,
    Crate,
}

/// What the attribute declares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A handler, with a policy of its own or a named one.
    Handler,
    /// A static `Policy`.
    Policy,
    /// A static `Origins`.
    Origins,
}

impl Key {
    const ALL: [Key; 14] = [
        Key::Origins,
        Key::Methods,
        Key::Headers,
        Key::Expose,
        Key::Credentials,
        Key::MaxAge,
        Key::Enforce,
        Key::Policy,
        Key::Within,
        Key::Always,
        Key::Env,
        Key::Default,
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
            Key::Within => "within",
            Key::Always => "always",
            Key::Env => "env",
            Key::Default => "default",
            Key::Dangerously => "dangerously",
            Key::Crate => "crate",
        }
    }

    /// The key in use, for a help that cannot build on what the user wrote.
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
            Key::Within => r#"within = ["https://*.example.com"]"#,
            Key::Always => r#"always = ["tauri://localhost"]"#,
            Key::Env => r#"env = "APP_ORIGINS""#,
            Key::Default => "default = []",
            Key::Dangerously => "dangerously(insecure_origins)",
            Key::Crate => "crate = path::to::handler_cors",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Key> {
        Key::ALL.into_iter().find(|key| key.name() == word)
    }

    pub(super) fn names() -> [&'static str; 14] {
        Key::ALL.map(Key::name)
    }

    /// Whether the key has no value.
    pub(super) fn is_flag(self) -> bool {
        matches!(self, Key::Credentials | Key::Enforce)
    }

    /// Whether the value is a list in brackets.
    pub(super) fn is_list(self) -> bool {
        self.lists_origins() || matches!(self, Key::Methods | Key::Headers | Key::Expose)
    }

    /// All keys of a target, for the help about a word that resembles none of them.
    pub(crate) fn list(target: Option<Target>) -> String {
        let mut names = String::new();
        for key in Key::ALL {
            if target.is_none_or(|target| target.takes(key)) {
                let comma = if names.is_empty() { "" } else { ", " };
                names += &format!("{comma}`{}`", key.name());
            }
        }
        names
    }

    /// Whether the value is a list of origins.
    pub(crate) fn lists_origins(self) -> bool {
        matches!(self, Key::Origins | Key::Within | Key::Always | Key::Default)
    }

    /// Whether the key describes a policy. Handlers with a named policy do not take these.
    pub(crate) fn describes_policy(self) -> bool {
        Target::Policy.takes(self) && self != Key::Crate
    }
}

impl Target {
    pub(crate) fn takes(self, key: Key) -> bool {
        let describes_origins = matches!(key, Key::Within | Key::Always | Key::Env | Key::Default);
        match self {
            Target::Handler => !describes_origins,
            Target::Policy => !describes_origins && !matches!(key, Key::Methods | Key::Policy),
            Target::Origins => describes_origins || matches!(key, Key::Dangerously | Key::Crate),
        }
    }

    /// The target of a static whose type has this name.
    pub(crate) fn of_type(name: &str) -> Option<Target> {
        match name {
            "Policy" => Some(Target::Policy),
            "Origins" => Some(Target::Origins),
            _ => None,
        }
    }

    /// The type of the value that the attribute generates.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Target::Origins => "Origins",
            Target::Handler | Target::Policy => "Policy",
        }
    }

    /// The attribute in use.
    pub(crate) fn example(self) -> &'static str {
        match self {
            Target::Handler => r#"#[cors(origins = ["https://app.example.com"], methods = [GET])]"#,
            Target::Policy => r#"#[cors(origins = ["https://app.example.com"])]"#,
            Target::Origins => r#"#[cors(within = ["https://*.example.com"], env = "APP_ORIGINS")]"#,
        }
    }
}
