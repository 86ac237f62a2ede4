//! The cases in `testing::Browser`.

use crate::case::{API, API_PORT, APP, Ask, Case, PORT};
use crate::seen::{Outcome, Seen};
use crate::server::Site;
use handler_cors::testing::{Blocked, Browser, Credentials, Mode, Page, Redirect, Request, Response};
use std::time::Duration;

pub(crate) async fn run(cases: &[Case]) -> Vec<Vec<Seen>> {
    let site = Site::new(cases);
    let mut app = site.router();
    let mut all = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let page = page(case.page);
        let mut seen = Vec::new();
        for step in &case.steps {
            page.browser().advance(Duration::from_millis(step.ask.wait));
            let outcome = page.fetch(&mut app, request(&step.ask, number)).await;
            seen.push(Seen { outcome: described(outcome), sent: site.take(number) });
        }
        all.push(seen);
    }
    all
}

/// Only pages of the API's own site have its cookie, as with `SameSite=Lax`.
fn page(origin: &str) -> Page {
    let page = Browser::at(origin);
    if [API, API_PORT, APP, PORT].contains(&origin) {
        page.browser().set_cookies("api.example.test", "session=1");
    }
    page
}

fn request(ask: &Ask, case: usize) -> Request {
    let request = Request::new(ask.method, &format!("{}/c/{case}{}", ask.at, ask.path));
    let request = ask.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    let request = match ask.body {
        Some(body) => match ask.body_is {
            "bytes" => request.body(body),
            "stream" => request.stream(body),
            _ => request.text(body),
        },
        None => request,
    };
    request
        .credentials(match ask.credentials {
            "omit" => Credentials::Omit,
            "include" => Credentials::Include,
            _ => Credentials::SameOrigin,
        })
        .mode(match ask.mode {
            "no-cors" => Mode::NoCors,
            "same-origin" => Mode::SameOrigin,
            _ => Mode::Cors,
        })
        .redirect(match ask.redirect {
            "error" => Redirect::Error,
            "manual" => Redirect::Manual,
            _ => Redirect::Follow,
        })
}

fn described(outcome: Result<Response, Blocked>) -> Outcome {
    match outcome {
        Ok(answer) => Outcome::Read {
            status: answer.status().as_u16(),
            r#type: if answer.is_cors() { "cors" } else { "basic" }.to_owned(),
            url: answer.url().to_owned(),
            redirected: answer.is_redirected(),
            headers: answer
                .headers()
                .keys()
                .map(|name| (name.to_string(), answer.header(name.as_str()).unwrap()))
                .collect(),
            body: answer.text().into_owned(),
        },
        Err(Blocked::Opaque) => Outcome::Opaque,
        Err(Blocked::OpaqueRedirect) => Outcome::OpaqueRedirect,
        Err(other) => Outcome::Blocked { why: other.to_string() },
    }
}
