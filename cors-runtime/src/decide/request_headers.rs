//! The request headers that a preflight asks for.

use super::decision::PreflightHeaders;
use crate::policy::is_allowed;
use http::HeaderMap;
use http::header::ACCESS_CONTROL_REQUEST_HEADERS;

/// The requested header names that a browser does not find in `Access-Control-Allow-Headers` (Fetch §4.8, step 7).
pub(crate) fn headers_not_allowed(preflight: Option<&PreflightHeaders>, headers: &HeaderMap) -> Vec<String> {
    let value = preflight.and_then(|preflight| preflight.headers.as_ref()).and_then(|value| value.to_str().ok());
    let allowed: Vec<&str> = value.unwrap_or_default().split(", ").collect();
    let mut missing = Vec::new();
    for value in headers.get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        for name in value.to_str().unwrap_or_default().split(',') {
            let name = name.trim();
            if !name.is_empty() && !is_allowed(name, &allowed) {
                missing.push(name.escape_debug().to_string());
            }
        }
    }
    missing
}
