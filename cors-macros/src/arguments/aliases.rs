//! What words of other CORS libraries and of the protocol mean here.

use super::key::Key;
use handler_cors_policy::nearest;

/// What is meant by a word that is not a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// A key, with the value that is written.
    Key(Key),
    /// A key with its value.
    Argument(Key, &'static str),
    /// Nothing that a policy declares, for this reason.
    Nothing(&'static str),
}

/// Values that are built in other libraries, and their methods that build a whole policy.
pub(super) const LAYERS: [&str; 7] =
    ["CorsLayer", "Cors", "CorsOptions", "CorsConfiguration", "permissive", "very_permissive", "CorsConfig"];

const ANY_ORIGIN: Meant = Meant::Argument(Key::Origins, r#"["*"]"#);

/// Words in snake_case, without a prefix such as `allow_`.
const WORDS: [(&str, Meant); 39] = [
    ("origin", Meant::Key(Key::Origins)),
    ("origin_fn", Meant::Key(Key::Origins)),
    ("origin_pattern", Meant::Key(Key::Origins)),
    ("origin_patterns", Meant::Key(Key::Origins)),
    ("origin_regex", Meant::Key(Key::Origins)),
    ("whitelist", Meant::Key(Key::Origins)),
    ("allowlist", Meant::Key(Key::Origins)),
    ("any_origin", ANY_ORIGIN),
    ("all_origins", ANY_ORIGIN),
    ("method", Meant::Key(Key::Methods)),
    ("any_method", Meant::Argument(Key::Methods, "[GET, POST, PUT, PATCH, DELETE]")),
    ("all_methods", Meant::Argument(Key::Methods, "[GET, POST, PUT, PATCH, DELETE]")),
    ("header", Meant::Key(Key::Headers)),
    ("request_headers", Meant::Key(Key::Headers)),
    ("any_header", Meant::Argument(Key::Headers, r#"["*"]"#)),
    ("all_headers", Meant::Argument(Key::Headers, r#"["*"]"#)),
    ("expose_header", Meant::Key(Key::Expose)),
    ("expose_headers", Meant::Key(Key::Expose)),
    ("exposed_headers", Meant::Key(Key::Expose)),
    ("response_headers", Meant::Key(Key::Expose)),
    ("expose_any_header", Meant::Argument(Key::Expose, r#"["*"]"#)),
    ("credential", Meant::Key(Key::Credentials)),
    ("cookies", Meant::Key(Key::Credentials)),
    ("ttl", Meant::Key(Key::MaxAge)),
    ("cache", Meant::Key(Key::MaxAge)),
    ("max_age_seconds", Meant::Key(Key::MaxAge)),
    ("policies", Meant::Key(Key::Policy)),
    ("env_var", Meant::Key(Key::Env)),
    ("environment", Meant::Key(Key::Env)),
    ("vary", Meant::Nothing("`Vary` names what each response depends on, without being told")),
    ("vary_header", Meant::Nothing("`Vary` names what each response depends on, without being told")),
    ("disable_vary_header", Meant::Nothing("caches need `Vary` wherever a response depends on the origin")),
    ("send_wildcard", Meant::Nothing("`origins = [\"*\"]` is sent as `*`")),
    ("block_on_origin_mismatch", Meant::Argument(Key::Enforce, "")),
    (
        "private_network",
        Meant::Nothing("the policy does not respond to preflights for private networks; a layer around the router can"),
    ),
    ("preflight_continue", Meant::Nothing("the policy responds to preflights, which never reach a handler")),
    ("disable_preflight", Meant::Nothing("the policy responds to preflights, which never reach a handler")),
    ("options_success_status", Meant::Nothing("`.preflight_status(StatusCode::OK)` on the router sets it")),
    ("success_status", Meant::Nothing("`.preflight_status(StatusCode::OK)` on the router sets it")),
];

const PREFIXES: [&str; 7] = ["access_control_", "allow_", "allowed_", "supports_", "support_", "with_", "preflight_"];

/// The meaning of a word that is close to a key, or that other libraries have.
pub(super) fn meant_by(word: &str) -> Option<Meant> {
    let word = snake_case(word);
    let mut stems = vec![word.as_str()];
    for prefix in PREFIXES {
        let last = stems[stems.len() - 1];
        stems.extend(last.strip_prefix(prefix));
    }
    let exact = stems.iter().find_map(|stem| exact(stem));
    exact.or_else(|| stems.iter().find_map(|stem| near(stem)))
}

fn exact(word: &str) -> Option<Meant> {
    let known = WORDS.iter().find(|(name, _)| *name == word).map(|(_, meant)| *meant);
    known.or_else(|| Key::named(word).map(Meant::Key))
}

fn near(word: &str) -> Option<Meant> {
    let key = nearest(word, &Key::names()).and_then(Key::named).map(Meant::Key);
    key.or_else(|| nearest(word, &WORDS.map(|(name, _)| name)).and_then(exact))
}

/// `allowCredentials` and `Access-Control-Allow-Credentials` in snake_case.
fn snake_case(word: &str) -> String {
    let mut snake = String::new();
    for character in word.chars() {
        let is_hump = character.is_ascii_uppercase() && snake.ends_with(|last: char| last.is_ascii_lowercase());
        if is_hump {
            snake.push('_');
        }
        snake.push(if character == '-' { '_' } else { character.to_ascii_lowercase() });
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_others() {
        for (word, key) in [
            ("allowedOriginPatterns", Key::Origins),
            ("Access_Control_Allow_Origin", Key::Origins),
            ("allow_methods", Key::Methods),
            ("exposedHeaders", Key::Expose),
            ("supports_credentials", Key::Credentials),
            ("maxAge", Key::MaxAge),
            ("preflight_max_age", Key::MaxAge),
            ("orgins", Key::Origins),
            ("allow_orign", Key::Origins),
        ] {
            assert!(meant_by(word) == Some(Meant::Key(key)), "{word}");
        }
        assert!(meant_by("allow_any_origin") == Some(ANY_ORIGIN));
        assert!(matches!(meant_by("preflightContinue"), Some(Meant::Nothing(_))));
        assert!(meant_by("frobnicate").is_none());
    }

    #[test]
    fn words_are_in_their_normal_form() {
        for (word, _) in WORDS {
            assert_eq!(snake_case(word), word);
        }
    }
}
