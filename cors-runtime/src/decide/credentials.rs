//! Credentials that browsers add to requests by themselves, whether or not a policy has `credentials`.

use super::decision::Credentials;
use http::HeaderValue;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap};

/// The schemes of HTTP authentication that browsers know. They add them to requests of any page; scripts add `Bearer` and others.
const AMBIENT: [&[u8]; 4] = [b"basic", b"digest", b"negotiate", b"ntlm"];

impl Credentials {
    /// Removes what a request must not have. Whether there was anything to remove.
    pub(crate) fn remove_from(self, headers: &mut HeaderMap) -> bool {
        let (keep_authorization, removes) = match self {
            Credentials::Keep => return false,
            Credentials::Remove { keep_authorization } => (keep_authorization, true),
            Credentials::Report { keep_authorization } => (keep_authorization, false),
        };
        let has_ambient = !keep_authorization && headers.get_all(AUTHORIZATION).iter().any(is_ambient);
        let has_any = has_ambient || headers.contains_key(COOKIE);
        if removes {
            // Every line: HTTP/2 sends each cookie in one of its own.
            headers.remove(COOKIE);
            if has_ambient {
                headers.remove(AUTHORIZATION);
            }
        }
        has_any
    }
}

/// Whether a value of `Authorization` is one that browsers add by themselves.
fn is_ambient(value: &HeaderValue) -> bool {
    let scheme = value.as_bytes().trim_ascii_start();
    let end = scheme.iter().position(|byte| matches!(byte, b' ' | b'\t' | b',')).unwrap_or(scheme.len());
    AMBIENT.iter().any(|ambient| scheme[..end].eq_ignore_ascii_case(ambient))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_that_browsers_know() {
        for (value, expected) in [
            ("Basic dXNlcjpwYXNz", true),
            ("basic dXNlcjpwYXNz", true),
            ("Digest username=\"a\"", true),
            ("Negotiate YII", true),
            ("NTLM TlRM", true),
            ("NTLM", true),
            ("Bearer abc", false),
            ("Basics abc", false),
            ("", false),
        ] {
            assert_eq!(is_ambient(&HeaderValue::from_static(value)), expected, "{value}");
        }
    }
}
