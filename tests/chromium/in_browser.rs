//! The cases in `testing::Browser`.

use crate::case::{API, API_PORT, APP, Case, FetchCall, PORT};
use crate::seen::{Outcome, Seen};
use crate::server::Site;
use handler_cors::testing::{Blocked, Browser, Credentials, Mode, Page, Redirect, Request, Response};
use std::time::Duration;

pub(crate) async fn run(cases: &[Case], browser: fn() -> Browser) -> Vec<Vec<Seen>> {
    let site = Site::new(cases);
    let mut app = site.router();
    let mut all = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let page = page(browser(), case.page);
        let mut seen = Vec::new();
        for step in &case.steps {
            page.browser().advance(Duration::from_millis(step.call.wait));
            let outcome = page.fetch(&mut app, request(&step.call, number)).await;
            seen.push(Seen { outcome: described(outcome), sent: site.take(number) });
        }
        all.push(seen);
    }
    all
}

/// Only same-site pages have the cookie of the API, as with `SameSite=Lax`.
fn page(browser: Browser, origin: &str) -> Page {
    let page = browser.page(origin);
    if [API, API_PORT, APP, PORT].contains(&origin) {
        page.browser().set_cookies("api.example.test", "session=1");
    }
    page
}

fn request(call: &FetchCall, case: usize) -> Request {
    let request = Request::new(call.method, &format!("{}/c/{case}{}", call.at, call.path));
    let request = call.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let request = match call.body {
        Some(body) => match call.body_is {
            "bytes" => request.body(body),
            "stream" => request.stream([body]),
            _ => request.text(body),
        },
        None => request,
    };
    request
        .credentials(match call.credentials {
            "omit" => Credentials::Omit,
            "include" => Credentials::Include,
            _ => Credentials::SameOrigin,
        })
        .mode(match call.mode {
            "no-cors" => Mode::NoCors,
            "same-origin" => Mode::SameOrigin,
            _ => Mode::Cors,
        })
        .redirect(match call.redirect {
            "error" => Redirect::Error,
            "manual" => Redirect::Manual,
            _ => Redirect::Follow,
        })
}

fn described(outcome: Result<Response, Blocked>) -> Outcome {
    match outcome {
        Ok(response) => Outcome::Read {
            status: response.status().as_u16(),
            r#type: if response.is_cors() { "cors" } else { "basic" }.to_owned(),
            url: response.url().to_owned(),
            redirected: response.is_redirected(),
            headers: response
                .headers()
                .keys()
                .map(|name| (name.to_string(), response.header(name.as_str()).unwrap()))
                .collect(),
            body: response.text().into_owned(),
        },
        Err(Blocked::Opaque) => Outcome::Opaque,
        Err(Blocked::OpaqueRedirect) => Outcome::OpaqueRedirect,
        Err(other) => Outcome::Blocked { why: other.to_string() },
    }
}
