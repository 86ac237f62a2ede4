//! Header values, as Fetch reads them from an answer (§2.2.2).

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};

/// A header that has to be a list of names, and is not.
#[derive(Debug)]
pub(super) struct Malformed;

/// "Get": all values of a header in one, as the page and the CORS check see it.
pub(super) fn combined(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut values = headers.get_all(name).iter().map(text).peekable();
    values.peek()?;
    Some(values.collect::<Vec<_>>().join(", "))
}

/// "Extracting header list values" of a list of tokens. Empty members do not count (RFC 9110, section 5.6.1.2).
pub(super) fn tokens(headers: &HeaderMap, name: &HeaderName) -> Result<Option<Vec<String>>, Malformed> {
    let Some(value) = combined(headers, name) else { return Ok(None) };
    let members = value.split(',').map(|member| member.trim_matches([' ', '\t'])).filter(|member| !member.is_empty());
    let tokens = members.map(|member| is_token(member).then(|| member.to_owned()).ok_or(Malformed));
    tokens.collect::<Result<_, _>>().map(Some)
}

/// A token (RFC 9110, section 5.6.2).
pub(super) fn is_token(text: &str) -> bool {
    let is_token_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token_byte)
}

/// The value without the white space around it, which no browser sees; bytes that are no ASCII each as a character.
pub(super) fn text(value: &HeaderValue) -> String {
    value.as_bytes().trim_ascii().iter().copied().map(char::from).collect()
}
