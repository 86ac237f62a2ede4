//! The surface as data.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::surface::{Enforcement, NamedBy, OriginSource, Row, Surface};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn pages(named: NamedBy) -> OriginSource {
    OriginSource::of_static("PAGES", named, texts(&["https://*", "http://localhost:*"]), texts(&["tauri://localhost"]))
}

fn surface() -> Surface {
    let mut post = Row::new("/b", "POST", "create");
    post.file = "src/main.rs".to_owned();
    post.line = 7;
    post.policy = Some("WEB".to_owned());
    post.origins = pages(NamedBy::environment(Some("APP_ORIGINS"), None));
    post.headers = vec!["x-a".to_owned(), "content-type".to_owned()];
    post.expose = vec!["x-b".to_owned()];
    post.credentials = true;
    post.max_age = Some(60);
    post.enforcement = Enforcement::AllMethods;
    post.dangerously = vec!["public_suffixes".to_owned()];
    let mut get = Row::new("/b", "GET", "list");
    get.origins = pages(NamedBy::Predicate);
    Surface::new(vec![post, get, Row::new("/a", "DELETE", "clear")])
}

#[test]
fn rows_are_sorted_by_path_and_method() {
    let expected = "\
METHOD  PATH  ORIGINS                      ALLOWS                                                                                                       HANDLER
DELETE  /a                                                                                                                                              clear
GET     /b    PAGES, bound to a predicate                                                                                                               list
                within https://*
                within http://localhost:*
                always tauri://localhost
POST    /b    PAGES, from APP_ORIGINS      credentials; headers x-a, content-type; expose x-b; max age 60 s; enforce; dangerously(public_suffixes); policy WEB  create
                within https://*
                within http://localhost:*
                always tauri://localhost
";
    let normalized =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(normalized(&surface().to_string()), normalized(expected));
    assert!(format!("{:#}", surface()).contains("create (src/main.rs:7)"));
}

#[test]
fn the_origins_of_a_static() {
    let rows = [
        (NamedBy::List, "PAGES, bound to a list"),
        (NamedBy::environment(None, None), "PAGES, not bound"),
        (NamedBy::environment(None, Some(Vec::new())), "PAGES, default none"),
        (
            NamedBy::environment(Some("APP_ORIGINS"), Some(texts(&["https://a.example", "https://b.example"]))),
            "PAGES, from APP_ORIGINS, default https://a.example https://b.example",
        ),
    ];
    for (named, expected) in rows {
        let mut row = Row::new("/", "GET", "list");
        row.origins = pages(named);
        assert!(Surface::new(vec![row]).to_string().contains(&format!(" {expected} ")), "{expected}");
    }
    let mut row = Row::new("/", "GET", "list");
    row.origins = pages(NamedBy::List).resolved(texts(&["https://a.example"]));
    let text = Surface::new(vec![row]).to_string();
    assert!(text.contains("  now https://a.example\n") && !text.contains("within"), "{text}");
}

#[cfg(feature = "serde")]
#[test]
fn a_surface_is_read_back_from_json() {
    let json = serde_json::to_string(&surface()).unwrap();
    assert_eq!(serde_json::from_str::<Surface>(&json).unwrap(), surface());
}
