//! The surface as data.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::surface::{Enforcement, OriginSource, Row, Surface};

fn surface() -> Surface {
    let mut post = Row::new("/b", "POST", "create");
    post.file = "src/main.rs".to_owned();
    post.line = 7;
    post.policy = Some("WEB".to_owned());
    post.origins = OriginSource::environment(
        "PAGES",
        "APP_ORIGINS",
        vec!["https://*.example.com".to_owned()],
        vec!["https://a.example.com".to_owned(), "https://b.example.com".to_owned()],
    );
    post.headers = vec!["x-a".to_owned(), "content-type".to_owned()];
    post.expose = vec!["x-b".to_owned()];
    post.credentials = true;
    post.max_age = Some(60);
    post.enforcement = Enforcement::AllMethods;
    post.dangerously = vec!["public_suffixes".to_owned()];
    let mut get = Row::new("/b", "GET", "list");
    get.origins = OriginSource::predicate("is_tenant");
    Surface::new(vec![post, get, Row::new("/a", "DELETE", "clear")])
}

#[test]
fn rows_are_sorted_by_path_and_method() {
    let expected = "\
METHOD  PATH  ORIGINS                   ALLOWS                                                                                                       HANDLER
DELETE  /a                                                                                                                                           clear
GET     /b    dynamic(is_tenant)                                                                                                                     list
POST    /b    PAGES, from APP_ORIGINS:  credentials; headers x-a, content-type; expose x-b; max age 60 s; enforce; dangerously(public_suffixes); policy WEB  create
                https://a.example.com
                https://b.example.com
";
    let normalized =
        |text: &str| text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>();
    assert_eq!(normalized(&surface().to_string()), normalized(expected));
    assert!(format!("{:#}", surface()).contains("create (src/main.rs:7)"));
}

#[cfg(feature = "serde")]
#[test]
fn a_surface_is_read_back_from_json() {
    let json = serde_json::to_string(&surface()).unwrap();
    assert_eq!(serde_json::from_str::<Surface>(&json).unwrap(), surface());
}
