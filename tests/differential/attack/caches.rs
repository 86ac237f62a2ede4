//! Whether a cache would give a response to a request for which there is another.

use super::Wrong;
use super::hostile::Request;
use super::sent::Sent;
use axum::http::Method;

/// Two responses of one URI and method that differ, though nothing that the first one varies by does.
pub(super) fn confused(requests: &[Request], sent: &[Sent]) -> Option<Wrong> {
    let all = || requests.iter().zip(sent).filter(|(request, _)| is_cacheable(request));
    all().filter(|(_, sent)| sent.all("cache-control") != ["no-store"]).find_map(|(request, stored)| {
        let (other, response) = all().find(|(other, response)| {
            let varies = differing(request, other).any(|name| stored.varies_by(name));
            !varies && shown(stored) != shown(response)
        })?;
        let details = format!("{request}\n  {stored}\n{other}\n  {response}");
        Some(Wrong { why: "a cache would give the first response to the second request", details })
    })
}

/// A handshake is never served from a cache.
fn is_cacheable(request: &Request) -> bool {
    [Method::GET, Method::HEAD, Method::OPTIONS].contains(&request.method) && request.all("upgrade").is_empty()
}

fn differing<'a>(one: &'a Request, other: &'a Request) -> impl Iterator<Item = &'static str> + 'a {
    let names = one.lines.iter().chain(&other.lines).map(|line| line.0);
    names.filter(|name| one.all(name) != other.all(name))
}

fn shown(sent: &Sent) -> (u16, Vec<String>, bool) {
    (sent.status, sent.cors(), sent.sets_cookies())
}
