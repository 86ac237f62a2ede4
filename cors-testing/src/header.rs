//! Header values, as Fetch reads them from a response (§2.2.2).

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};

/// "Get": all values of a header, joined, as scripts and the CORS check see them.
pub(crate) fn combined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter().map(text).peekable();
    values.peek()?;
    Some(values.collect::<Vec<_>>().join(", "))
}

/// "Extracting header list values" of a list of methods or header names, or the value that is not such a list. Empty
/// members do not count (RFC 9110, section 5.6.1.2).
pub(crate) fn list<T>(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Vec<T>>, String>
where
    T: for<'a> TryFrom<&'a [u8]>,
{
    let Some(value) = combined(headers, name) else { return Ok(None) };
    let members = value.split(',').map(|member| member.trim_matches([' ', '\t'])).filter(|member| !member.is_empty());
    let parsed = members.map(|member| T::try_from(member.as_bytes()).ok()).collect::<Option<Vec<_>>>();
    parsed.map(Some).ok_or(value)
}

/// The value without the white space around it. Bytes outside ASCII become one character each, as in browsers.
pub(crate) fn text(value: &HeaderValue) -> String {
    value.as_bytes().trim_ascii().iter().copied().map(char::from).collect()
}
