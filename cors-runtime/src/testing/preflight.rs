//! The preflight (Fetch, §4.8, "CORS-preflight fetch").

use super::blocked::{Blocked, Stage};
use super::cache::{DEFAULT_AGE, Grant, MAX_AGE};
use super::check::check;
use super::fetch::{Fetch, Message};
use super::list::{combined, tokens};
use super::network::Network;
use super::safelist::{is_non_wildcard, is_safelisted_method};
use http::header::{
    ACCEPT, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, LOCATION,
};
use http::{HeaderMap, HeaderValue, Method, Response};
use std::time::Duration;

/// What an answer to a preflight allows.
struct Allowed {
    methods: Vec<String>,
    headers: Vec<String>,
}

impl Fetch<'_> {
    /// Asks, and keeps what is granted.
    pub(super) async fn preflight(&self, app: &mut impl Network) -> Result<(), Blocked> {
        let answer = app.send(self.on_the_wire(self.question())).await?;
        self.require_ok(&answer)?;
        check(answer.headers(), self.origin(), self.is_credentialed(), Stage::Preflight)?;
        let allowed = self.allowed(answer.headers())?;
        self.require_method(&allowed)?;
        self.require_headers(&allowed)?;
        self.keep(allowed, max_age(answer.headers()));
        Ok(())
    }

    /// Whether the cache spares the question (§4.4, step 4.1).
    pub(super) fn is_granted(&self) -> bool {
        let state = self.page.browser().state();
        let (key, now) = (self.cache_key(), state.clock);
        let is_simple = is_safelisted_method(&self.method) && !self.is_stream();
        let knows_name = |name: &String| state.cache.has_header_name(&key, name, now);
        (is_simple || state.cache.has_method(&key, self.method.as_str(), now))
            && self.unsafe_names().iter().all(knows_name)
    }

    /// Steps 1 to 5.
    fn question(&self) -> Message<'_> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        headers
            .extend(HeaderValue::from_str(self.method.as_str()).map(|method| (ACCESS_CONTROL_REQUEST_METHOD, method)));
        let names = self.unsafe_names();
        if !names.is_empty() {
            headers.extend(HeaderValue::try_from(names.join(",")).map(|names| (ACCESS_CONTROL_REQUEST_HEADERS, names)));
        }
        Message { method: Method::OPTIONS, headers, body: None, may_have_cookies: false }
    }

    /// Step 7, its second half first: a status tells more than a header that is missing for the same reason.
    fn require_ok<B>(&self, answer: &Response<B>) -> Result<(), Blocked> {
        let status = answer.status();
        match combined(answer.headers(), &LOCATION) {
            _ if status.is_success() => Ok(()),
            Some(location) if status.is_redirection() => Err(Blocked::PreflightRedirected { status, location }),
            _ => {
                let (method, origin) = (self.method.clone(), self.origin().to_owned());
                Err(Blocked::PreflightStatus { status, method, origin })
            }
        }
    }

    /// Steps 7.1 to 7.4.
    fn allowed(&self, headers: &HeaderMap) -> Result<Allowed, Blocked> {
        let value = |name| combined(headers, name).unwrap_or_default();
        let methods = tokens(headers, &ACCESS_CONTROL_ALLOW_METHODS)
            .map_err(|_| Blocked::AllowMethodsMalformed { value: value(&ACCESS_CONTROL_ALLOW_METHODS) })?;
        let names = tokens(headers, &ACCESS_CONTROL_ALLOW_HEADERS)
            .map_err(|_| Blocked::AllowHeadersMalformed { value: value(&ACCESS_CONTROL_ALLOW_HEADERS) })?;
        let itself = || if self.is_stream() { vec![self.method.to_string()] } else { Vec::new() };
        Ok(Allowed { methods: methods.unwrap_or_else(itself), headers: names.unwrap_or_default() })
    }

    /// Step 7.5: GET, HEAD and POST need not be allowed.
    fn require_method(&self, allowed: &Allowed) -> Result<(), Blocked> {
        let is_listed = allowed.methods.iter().any(|method| method == self.method.as_str());
        if is_listed || is_safelisted_method(&self.method) || self.is_any(&allowed.methods) {
            return Ok(());
        }
        Err(Blocked::MethodNotAllowed { method: self.method.clone(), allowed: allowed.methods.clone() })
    }

    /// Steps 7.6 and 7.7.
    fn require_headers(&self, allowed: &Allowed) -> Result<(), Blocked> {
        let any = self.is_any(&allowed.headers);
        let is_allowed = |name: &str| {
            let is_listed = allowed.headers.iter().any(|allowed| allowed.eq_ignore_ascii_case(name));
            is_listed || (any && !is_non_wildcard(name))
        };
        let names: Vec<String> = self.unsafe_names().into_iter().filter(|name| !is_allowed(name)).collect();
        if names.is_empty() {
            Ok(())
        } else {
            Err(Blocked::HeadersNotAllowed { names, allowed: allowed.headers.clone() })
        }
    }

    /// With credentials `*` is a name like any other.
    fn is_any(&self, names: &[String]) -> bool {
        !self.is_credentialed() && names.iter().any(|name| name == "*")
    }

    /// Steps 7.10 to 7.16.
    fn keep(&self, allowed: Allowed, max_age: Duration) {
        let mut state = self.page.browser().state();
        let expires = state.clock + max_age;
        let key = self.cache_key();
        let methods = allowed.methods.into_iter().map(Grant::Method);
        let grants = methods.chain(allowed.headers.into_iter().map(Grant::HeaderName));
        grants.for_each(|grant| state.cache.store(&key, grant, expires));
    }
}

/// Steps 7.8 to 7.10.
fn max_age(headers: &HeaderMap) -> Duration {
    let value = combined(headers, &ACCESS_CONTROL_MAX_AGE).unwrap_or_default();
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return DEFAULT_AGE;
    }
    // What is no number now is one that is too large.
    value.parse().map_or(MAX_AGE, Duration::from_secs).min(MAX_AGE)
}
