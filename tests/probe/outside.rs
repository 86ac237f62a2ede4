//! What is wrong outside of a correct application, and which finding names it: a layer of an axum router around it does what
//! proxies, gateways and caches do.

use crate::app::{app, probe};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
    ACCESS_CONTROL_REQUEST_METHOD, LOCATION, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use handler_cors::testing::probe::FindingKind::{self, *};
use handler_cors::testing::probe::Report;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The application inside a layer, GET of two paths included.
async fn probed(outside: impl FnOnce(Router) -> Router) -> Report {
    probed_over(&[Version::HTTP_11], outside).await
}

async fn probed_over(versions: &[Version], outside: impl FnOnce(Router) -> Router) -> Report {
    let app = app().build().unwrap();
    let mut service = outside(Router::from(app.clone()));
    let probe = probe(&app).at("http://api.example.com").get("/widgets").get("/account");
    let probe = probe.versions(versions.iter().copied());
    probe.run(&mut service).await.unwrap()
}

#[track_caller]
fn assert_found(report: &Report, expected: &[FindingKind]) {
    assert_eq!(report.kinds(), expected, "{report}");
}

fn is_preflight(request: &Request) -> bool {
    *request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// A layer that responds to OPTIONS itself.
async fn responding(response: fn(&Request) -> Response) -> Report {
    probed(|app| {
        app.layer(from_fn(move |request: Request, next: Next| async move {
            if *request.method() == Method::OPTIONS { response(&request) } else { next.run(request).await }
        }))
    })
    .await
}

/// A layer that changes the headers of responses.
async fn changing(change: fn(&mut HeaderMap)) -> Report {
    probed(|app| {
        app.layer(from_fn(move |request: Request, next: Next| async move {
            let mut response = next.run(request).await;
            change(response.headers_mut());
            response
        }))
    })
    .await
}

/// A layer that changes requests.
async fn rewriting(change: fn(&mut Request)) -> Report {
    probed(|app| {
        app.layer(from_fn(move |mut request: Request, next: Next| async move {
            change(&mut request);
            next.run(request).await
        }))
    })
    .await
}

#[tokio::test]
async fn statuses_in_place_of_a_preflight_response() {
    for (status, kind) in [
        (StatusCode::UNAUTHORIZED, LoginRequired),
        (StatusCode::PROXY_AUTHENTICATION_REQUIRED, LoginRequired),
        (StatusCode::FORBIDDEN, Rejected),
        (StatusCode::BAD_REQUEST, Rejected),
        (StatusCode::NOT_FOUND, NotFound),
        (StatusCode::METHOD_NOT_ALLOWED, MethodNotAllowed),
        (StatusCode::NOT_IMPLEMENTED, MethodNotAllowed),
        (StatusCode::TOO_MANY_REQUESTS, RateLimited),
        (StatusCode::BAD_GATEWAY, ServerError),
    ] {
        let report = probed(|app| {
            app.layer(from_fn(move |request: Request, next: Next| async move {
                if is_preflight(&request) { status.into_response() } else { next.run(request).await }
            }))
        });
        assert_found(&report.await, &[kind]);
    }
}

#[tokio::test]
async fn redirects() {
    let to_https = |request: &Request| {
        let location = format!("https://api.example.com{}", request.uri().path());
        (StatusCode::MOVED_PERMANENTLY, [(LOCATION, location)]).into_response()
    };
    assert_found(&responding(to_https).await, &[RedirectedToHttps]);
    let to_slash = |request: &Request| {
        let location = format!("{}/", request.uri().path());
        (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response()
    };
    assert_found(&responding(to_slash).await, &[RedirectedToSlash]);
    for location in ["https://login.example.com/", "/login", "http://[", "mailto:a@b.example"] {
        let report = probed(|app| {
            app.layer(from_fn(move |request: Request, next: Next| async move {
                match *request.method() {
                    Method::OPTIONS => (StatusCode::FOUND, [(LOCATION, location)]).into_response(),
                    _ => next.run(request).await,
                }
            }))
        });
        assert_found(&report.await, &[Redirected]);
    }
}

#[tokio::test]
async fn options_that_do_not_reach_the_router() {
    assert_found(&responding(|_| StatusCode::NO_CONTENT.into_response()).await, &[OptionsSwallowed]);
    assert_found(&responding(|_| "ok".into_response()).await, &[OptionsSwallowed]);
    // With headers of its own: for every origin, or for the one that asks.
    let for_all = |_: &Request| {
        let headers = [(ACCESS_CONTROL_ALLOW_ORIGIN, "*"), (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, DELETE")];
        (StatusCode::NO_CONTENT, headers).into_response()
    };
    let report = responding(for_all).await;
    assert_found(&report, &[HeaderMissing, HeaderOverwritten, VaryStripped, Wider]);
    let for_each = |request: &Request| {
        let headers = request.headers();
        let mut response = StatusCode::NO_CONTENT.into_response();
        for (name, from) in [
            (ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN),
            (ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_REQUEST_METHOD),
            (ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_REQUEST_HEADERS),
        ] {
            response.headers_mut().extend(headers.get(from).map(|value| (name, value.clone())));
        }
        response
    };
    let report = responding(for_each).await;
    assert!(report.findings.iter().any(|finding| finding.kind == Wider && finding.path == "/widgets/{id}"), "{report}");
}

#[tokio::test]
async fn doubled_headers() {
    assert_found(
        &changing(|headers| _ = headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))).await,
        &[HeaderDoubled, Wider],
    );
    // The same value, only where there is one.
    let again = |headers: &mut HeaderMap| {
        for name in [ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_MAX_AGE] {
            if let Some(value) = headers.get(&name).cloned() {
                headers.append(name, value);
            }
        }
    };
    assert_found(&changing(again).await, &[HeaderDoubled]);
    let joined = |headers: &mut HeaderMap| {
        if let Some(value) = headers.get(ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|value| value.to_str().ok()) {
            let value = HeaderValue::try_from(format!("{value}, {value}")).unwrap();
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, value);
        }
    };
    assert_found(&changing(joined).await, &[HeaderDoubled]);
}

#[tokio::test]
async fn missing_headers() {
    for name in [
        ACCESS_CONTROL_ALLOW_ORIGIN,
        ACCESS_CONTROL_ALLOW_CREDENTIALS,
        ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_HEADERS,
        ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_EXPOSE_HEADERS,
    ] {
        let removed = name.clone();
        let report = probed(|app| {
            app.layer(from_fn(move |request: Request, next: Next| {
                let removed = removed.clone();
                async move {
                    let mut response = next.run(request).await;
                    response.headers_mut().remove(&removed);
                    response
                }
            }))
        });
        let report = report.await;
        assert_found(&report, &[HeaderMissing]);
        assert!(report.findings.iter().all(|finding| finding.expected.starts_with(name.as_str())), "{name}: {report}");
    }
}

#[tokio::test]
async fn overwritten_headers() {
    fn overwrite(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
        if headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    let any = changing(|headers| overwrite(headers, ACCESS_CONTROL_ALLOW_ORIGIN, "*")).await;
    assert_found(&any, &[HeaderOverwritten]);
    let one = changing(|headers| overwrite(headers, ACCESS_CONTROL_ALLOW_ORIGIN, "https://app.example.com")).await;
    assert_found(&one, &[HeaderOverwritten]);
    let age = changing(|headers| overwrite(headers, ACCESS_CONTROL_MAX_AGE, "86400")).await;
    assert_found(&age, &[HeaderOverwritten]);
    let methods =
        changing(|headers| overwrite(headers, ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE")).await;
    assert_found(&methods, &[Wider]);
    let names = changing(|headers| overwrite(headers, ACCESS_CONTROL_ALLOW_HEADERS, "*")).await;
    assert_found(&names, &[Wider]);
    let names = changing(|headers| overwrite(headers, ACCESS_CONTROL_ALLOW_HEADERS, "content-type")).await;
    assert_found(&names, &[Narrower]);
    // A constant header on every response, whoever asks, and however often.
    let always = changing(|headers| {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("https://app.example.com"));
    });
    assert_found(&always.await, &[HeaderOverwritten]);
}

#[tokio::test]
async fn credentials_that_the_surface_does_not_allow() {
    let report = changing(|headers| {
        if headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
    });
    assert_found(&report.await, &[Wider]);
}

/// The mistakes of proxies that compare origins themselves: each is found by the look-alike that it lets in.
#[tokio::test]
async fn origins_that_the_surface_does_not_allow() {
    let mistakes: [fn(&str) -> bool; 8] = [
        |_| true,
        |origin| origin == "null",
        |origin| origin.starts_with("https://admin.example.com"),
        |origin| origin.ends_with("admin.example.com"),
        |origin| origin == "http://admin.example.com",
        |origin| origin.starts_with("https://admin.example.com:"),
        |origin| origin.len() == 25 && origin.starts_with("https://admin") && origin.ends_with("example.com"),
        |origin| origin.ends_with(".admin.example.com"),
    ];
    for (index, lets_in) in mistakes.into_iter().enumerate() {
        let report = probed(|app| {
            app.layer(from_fn(move |request: Request, next: Next| async move {
                let origin = request.headers().get(ORIGIN).cloned();
                let is_remove = request.uri().path() == "/widgets/7";
                let mut response = next.run(request).await;
                let origin = origin.filter(|origin| is_remove && lets_in(origin.to_str().unwrap()));
                response.headers_mut().extend(origin.map(|origin| (ACCESS_CONTROL_ALLOW_ORIGIN, origin)));
                response
            }))
        });
        let report = report.await;
        let found = report.findings.iter().any(|finding| finding.kind == Wider && finding.path == "/widgets/{id}");
        assert!(found, "{index}: {report}");
    }
}

#[tokio::test]
async fn vary_that_is_removed_or_replaced() {
    assert_found(&changing(|headers| drop(headers.remove(VARY))).await, &[VaryStripped]);
    let replaced = |headers: &mut HeaderMap| drop(headers.insert(VARY, HeaderValue::from_static("Accept-Encoding")));
    assert_found(&changing(replaced).await, &[VaryStripped]);
    let star = |headers: &mut HeaderMap| drop(headers.insert(VARY, HeaderValue::from_static("*")));
    assert_found(&changing(star).await, &[]);
    let added = |headers: &mut HeaderMap| _ = headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
    assert_found(&changing(added).await, &[]);
}

#[tokio::test]
async fn requests_that_are_changed_on_the_way() {
    // The application responds to what is no preflight then, from inside a login.
    let without_origin = rewriting(|request| drop(request.headers_mut().remove(ORIGIN))).await;
    assert_found(&without_origin, &[LoginRequired, OptionsSwallowed, HeaderMissing, Wider]);
    let path = rewriting(|request| *request.uri_mut() = "/elsewhere".parse().unwrap()).await;
    assert_found(&path, &[NotFound]);
    let origin = |request: &mut Request| {
        if request.headers().contains_key(ORIGIN) {
            request.headers_mut().insert(ORIGIN, HeaderValue::from_static("https://app.example.com"));
        }
    };
    assert!(rewriting(origin).await.kinds().contains(&HeaderOverwritten));
}

type Stored = Arc<Mutex<HashMap<(String, Method), Response<()>>>>;

/// A cache whose key is the URL and the method.
fn cache(app: Router, is_stored: fn(&Request) -> bool) -> Router {
    let serve = move |State(stored): State<Stored>, request: Request, next: Next| async move {
        if !is_stored(&request) {
            return next.run(request).await;
        }
        let key = (request.uri().to_string(), request.method().clone());
        let known = stored.lock().unwrap().get(&key).cloned();
        let stored_now = match known {
            Some(response) => response,
            None => {
                let (parts, _) = next.run(request).await.into_parts();
                let response = Response::from_parts(parts, ());
                stored.lock().unwrap().insert(key, response.clone());
                response
            }
        };
        stored_now.map(|()| Body::empty())
    };
    app.layer(from_fn_with_state(Stored::default(), serve))
}

#[tokio::test]
async fn caches_that_do_not_follow_vary() {
    let of_gets = probed(|app| cache(app, |request| *request.method() == Method::GET)).await;
    assert_found(&of_gets, &[CachedForAnotherOrigin]);
    // What is the same for every origin can be stored.
    let mut paths: Vec<_> = of_gets.findings.iter().map(|finding| finding.path.as_str()).collect();
    paths.dedup();
    assert_eq!(paths, ["/account"], "{of_gets}");
    let of_options = probed(|app| cache(app, |request| *request.method() == Method::OPTIONS)).await;
    assert_found(&of_options, &[CachedForAnotherOrigin]);
}

#[tokio::test]
async fn a_program_that_is_not_that_of_the_surface() {
    let app = app().build().unwrap();
    let mut narrower = app.resolved_surface().unwrap().rows().to_vec();
    for row in &mut narrower {
        row.origins = handler_cors::surface::OriginSource::Listed(vec!["https://new.example.com".to_owned()]);
    }
    narrower.retain(|row| row.path == "/widgets/{id}");
    let surface = handler_cors::surface::Surface::new(narrower);
    let probe = handler_cors::testing::probe::Probe::new(&surface).path("id", "7");
    let report = probe.run(&mut app.clone()).await.unwrap();
    assert_found(&report, &[Narrower]);
}

#[tokio::test]
async fn an_enforced_get_that_is_served() {
    let report = rewriting(|request| {
        // A gateway that makes every request look like one of the server's own pages.
        request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
    });
    let report = report.await;
    assert!(report.findings.iter().any(|finding| finding.kind == Wider && finding.path == "/account"), "{report}");
}

#[tokio::test]
async fn versions_that_differ() {
    let report = probed_over(&[Version::HTTP_11, Version::HTTP_2], |app| {
        app.layer(from_fn(async |request: Request, next: Next| {
            if request.version() == Version::HTTP_2 && is_preflight(&request) {
                return StatusCode::METHOD_NOT_ALLOWED.into_response();
            }
            next.run(request).await
        }))
    });
    let report = report.await;
    assert_found(&report, &[MethodNotAllowed, VersionsDiffer]);
    assert!(report.findings.iter().all(|finding| finding.request.version == "HTTP/2.0"), "{report}");
}

/// Each kind has a culprit, and no two have the same.
#[test]
fn each_kind_has_its_culprit() {
    let mut culprits: Vec<_> = FindingKind::ALL.iter().map(|kind| kind.culprit()).collect();
    culprits.sort_unstable();
    culprits.dedup();
    assert_eq!(culprits.len(), FindingKind::ALL.len());
}
