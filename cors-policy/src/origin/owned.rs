//! A pattern that owns its text: for origins that are named when a program runs.

use super::pattern::{Pattern, Port, Wildcard};

/// A [`Pattern`] that owns its text. Its parts are found once, and not again for each origin.
///
/// ```
/// use handler_cors_policy::{OwnedPattern, Pattern};
///
/// let text = String::from("https://pr-*.preview.example.net:8443");
/// let owned = OwnedPattern::new(&Pattern::parse(&text).unwrap());
/// assert_eq!(owned.pattern(), Pattern::parse(&text).unwrap());
/// ```
#[derive(Clone, Debug)]
pub struct OwnedPattern {
    text: Box<str>,
    /// Where `://` begins.
    scheme_end: usize,
    /// Where the host ends.
    host_end: usize,
    wildcard: Form,
    port: Port,
}

/// The kind of a wildcard, with indices of the text.
#[derive(Clone, Copy, Debug)]
enum Form {
    None,
    Host,
    Subdomains,
    Label { star: usize, dot: usize },
}

impl OwnedPattern {
    /// Copies a pattern.
    #[must_use]
    pub fn new(pattern: &Pattern<'_>) -> OwnedPattern {
        let scheme_end = pattern.scheme.len();
        let host = scheme_end + "://".len();
        let wildcard = match pattern.wildcard {
            Wildcard::None => Form::None,
            Wildcard::Host => Form::Host,
            Wildcard::Subdomains { .. } => Form::Subdomains,
            Wildcard::Label { prefix, suffix, .. } => {
                let star = host + prefix.len();
                Form::Label { star, dot: star + 1 + suffix.len() }
            }
        };
        OwnedPattern {
            text: pattern.text.into(),
            scheme_end,
            host_end: host + pattern.host.len(),
            wildcard,
            port: pattern.port,
        }
    }

    /// The pattern.
    #[must_use]
    pub fn pattern(&self) -> Pattern<'_> {
        let part = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        let host = self.scheme_end + "://".len();
        let wildcard = match self.wildcard {
            Form::None => Wildcard::None,
            Form::Host => Wildcard::Host,
            Form::Subdomains => Wildcard::Subdomains { parent: part(host + "*.".len(), self.host_end) },
            Form::Label { star, dot } => Wildcard::Label {
                prefix: part(host, star),
                suffix: part(star + 1, dot),
                parent: part(dot + 1, self.host_end),
            },
        };
        let (scheme, host) = (part(0, self.scheme_end), part(host, self.host_end));
        Pattern { text: &self.text, scheme, host, wildcard, port: self.port }
    }
}
