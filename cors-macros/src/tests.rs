//! What the attribute expands to, against `tests/expansion/*.rs`; `UPDATE_EXPANSION=1 cargo test` rewrites them.

use crate::expand_attribute;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::path::Path;
use std::str::FromStr;

/// The expansion of the one item in `source`, whose first attribute is `#[cors(...)]`.
fn expanded(source: &str) -> TokenStream {
    let mut trees = TokenStream::from_str(source).expect("the source has tokens").into_iter();
    let (_pound, attribute) = (trees.next(), trees.next());
    let Some(TokenTree::Group(attribute)) = attribute else { panic!("the source starts with an attribute") };
    let arguments = attribute.stream().into_iter().find_map(|tree| match tree {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
        _ => None,
    });
    expand_attribute(arguments.unwrap_or_default(), trees.collect())
}

#[track_caller]
fn assert_expands(name: &str, source: &str) {
    let tokens = expanded(source);
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error} in {tokens}"));
    let source: String =
        source.trim().lines().map(|line| format!("// {}\n", line.trim_start_matches("        "))).collect();
    let text = format!("{source}\n{}", prettyplease::unparse(&file));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expansion").join(name).with_extension("rs");
    if std::env::var_os("UPDATE_EXPANSION").is_some() {
        std::fs::write(&path, &text).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{} differs; UPDATE_EXPANSION=1 rewrites it:\n{text}", path.display());
}

#[test]
fn list_widgets() {
    assert_expands(
        "list_widgets",
        r#"
        #[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [GET], expose = ["X-Total-Count"])]
        async fn list_widgets(State(db): State<Db>) -> Json<Vec<Widget>> {
            Json(db.widgets())
        }
        "#,
    );
}

#[test]
fn create_widget() {
    assert_expands(
        "create_widget",
        r#"
        #[cors(
            origins = ["https://admin.example.com", #[cfg(debug_assertions)] "http://localhost:5173"],
            methods = [POST],
            headers = [CONTENT_TYPE, "X-Request-Id"],
            credentials,
            max_age = 600,
        )]
        /// Makes a widget.
        #[instrument]
        #[allow(clippy::unused_async)]
        #[cfg(feature = "write")]
        #[deprecated]
        pub(crate) async fn create_widget(user: User<'_>, State(db): State<Db>, Json(new): Json<NewWidget>) -> StatusCode {
            StatusCode::CREATED
        }
        "#,
    );
}

#[test]
fn no_arguments() {
    assert_expands(
        "no_arguments",
        r#"
        #[cors(crate = web::cors, origins = ["*"], methods = [GET, HEAD], enforce)]
        pub async fn health() {}
        "#,
    );
}

#[test]
fn generic() {
    assert_expands(
        "generic",
        r#"
        #[cors(origins = ["https://app.example.com"], methods = [GET])]
        pub async fn show<'a, R: Repository, const PAGE: usize>(State(r): State<R>, id: Id<'a>) -> Result<Json<R::Item>, Gone>
        where
            R::Item: Serialize,
        {
            r.page(id, PAGE)
        }
        "#,
    );
}

#[test]
fn associated() {
    assert_expands(
        "associated",
        r#"
        #[cors(origins = ["https://app.example.com"], methods = [GET, HEAD])]
        /// Lists widgets.
        #[instrument]
        #[cfg(feature = "read")]
        #[allow(clippy::unused_async)]
        pub async fn list<T>(State(store): State<Self>, filter: T) -> Json<Vec<Widget>> {
            Json(store.list(filter))
        }
        "#,
    );
}

/// The items of a body have a `Self` of their own.
#[test]
fn self_of_an_item_in_the_body() {
    assert_expands(
        "self_of_an_item_in_the_body",
        r#"
        #[cors(origins = ["*"], methods = [GET])]
        async fn depth() -> String {
            struct Tree(Vec<Self>);
            impl Tree {
                fn leaf() -> Self {
                    Self(Vec::new())
                }
            }
            Tree::leaf().depth().to_string()
        }
        "#,
    );
}

#[test]
fn opaque_answer() {
    assert_expands(
        "opaque_answer",
        r#"
        #[cors(origins = ["https://app.example.com"], methods = [DELETE], dangerously(unenforced))]
        async fn remove<T: Store>(State(store): State<T>) -> Result<impl IntoResponse, StatusCode> {
            store.remove()
        }
        "#,
    );
}

#[test]
fn constants() {
    assert_expands(
        "constants",
        r#"
        #[cors(
            origins = ["https://app.example.com", config::SHOP, #[cfg(test)] env!("TEST_ORIGIN")],
            methods = [GET],
            credentials,
            dangerously(insecure_origins),
        )]
        async fn basket() -> String {
            String::new()
        }
        "#,
    );
}

#[test]
fn conditional_origins() {
    assert_expands(
        "conditional_origins",
        r#"
        #[cors(origins = [#[cfg(a)] "https://a.example.com", #[cfg(not(a))] "https://b.example.com"], methods = [GET])]
        async fn either() {}
        "#,
    );
}

#[test]
fn warnings() {
    assert_expands(
        "warnings",
        r#"
        #[cors(origins = ["http://localhost:5173"], methods = [GET], expose = [CONTENT_TYPE])]
        async fn local() {}
        "#,
    );
}

#[test]
fn faulty_policy() {
    assert_expands(
        "faulty_policy",
        r#"
        #[cors(orgins = ["https://a.example.com/", #[cfg(a)] "https://b.example.com", #[cfg(b)] "https://b.example.com"])]
        #[cfg(c)]
        async fn faulty(Json(new): Json<New>) -> Json<Old> {
            new.into()
        }
        "#,
    );
}

#[test]
fn faulty_handler() {
    assert_expands(
        "faulty_handler",
        r#"
        #[cors(origins = ["https://app.example.com"], methods = [GET])]
        fn faulty(host: impl Host, #[cfg(a)] id: Id) -> &'static str {
            "[]"
        }
        "#,
    );
}

#[test]
fn no_handler() {
    assert_expands(
        "no_handler",
        r#"
        #[cors(origins = ["https://app.example.com"], methods = [GET])]
        struct Widgets {
            count: u32,
        }
        "#,
    );
}

#[test]
fn named_policy() {
    assert_expands(
        "named_policy",
        r#"
        #[cors(
            origins = ["https://shop.example.com", config::SHOP],
            headers = ["x-request-id"],
            credentials,
            max_age = 600,
            dangerously(insecure_origins),
        )]
        /// What the storefront's pages may do.
        #[cfg(feature = "shop")]
        #[allow(deprecated)]
        #[deprecated]
        pub(crate) static STOREFRONT: Policy;
        "#,
    );
}

#[test]
fn under_a_named_policy() {
    assert_expands(
        "under_a_named_policy",
        r#"
        #[cors(policy = policies::STOREFRONT, methods = [GET])]
        async fn basket(session: Session, upgrade: WebSocketUpgrade) -> Response {
            upgrade.on_upgrade(session)
        }
        "#,
    );
}

#[test]
fn origins() {
    assert_expands(
        "origins",
        r#"
        #[cors(
            within = ["https://*.github.io", #[cfg(debug_assertions)] LOCAL],
            always = ["tauri://localhost", SHELL],
            env = "APP_ORIGINS",
            default = [#[cfg(debug_assertions)] LOCAL],
            dangerously(public_suffixes),
        )]
        pub static PAGES: handler_cors::Origins;
        "#,
    );
}

#[test]
fn origins_without_default() {
    assert_expands(
        "origins_without_default",
        r#"
        #[cors(within = ["https://*"], default = [])]
        static PAGES: Origins;
        "#,
    );
}

#[test]
fn origins_of_a_static() {
    assert_expands(
        "origins_of_a_static",
        r#"
        #[cors(origins = crate::PAGES, methods = [GET], credentials, dangerously(insecure_origins, any_host))]
        async fn account(session: Session) {}
        "#,
    );
}

#[test]
fn faulty_static() {
    assert_expands(
        "faulty_static",
        r#"
        #[cors(origins = WEB, credentials = true)]
        #[cfg(c)]
        static mut SHOP: Policy = Policy::new();
        "#,
    );
}

#[track_caller]
fn assert_errors(source: &str, expected: &[&str]) {
    let text = expanded(source).to_string();
    let mut names = Vec::new();
    for part in text.split("[cors::").skip(1) {
        names.push(part.split(']').next().unwrap_or_default());
    }
    assert_eq!(names, expected, "{text}");
}

#[test]
fn errors_of_arguments_come_in_the_order_of_the_source() {
    assert_errors(
        r#"#[cors(max_age = -1, credentials = true, origins = [, #[a] 5, * "https://a.example.com",], methods = {"GET" * 1},
            headers: [*] expose = [], cache; env = OTHER,, dangerously("unenforced"))]
        async fn faulty() {}"#,
        &[
            "negative_max_age",
            "flag_with_value",
            "empty_element",
            "attribute_on_element",
            "unexpected_element",
            "unquoted_star",
            "missing_comma",
            "expected_list",
            "unexpected_element",
            "missing_equals",
            "any_header_with_credentials",
            "missing_comma",
            "unknown_key",
            "semicolon",
            "origins_key",
            "env_form",
            "empty_argument",
            "quoted_exemption",
        ],
    );
}

#[test]
fn errors_of_items_follow_those_of_arguments() {
    assert_errors(
        r#"#[cors(methods = [GET], origins = Any)]
        #[cors]
        unsafe extern "C" fn faulty(#[cfg(a)] a: impl A, b: Option<impl B>) {}"#,
        &[
            "any_origin",
            "duplicate_attribute",
            "unsafe_handler",
            "extern_handler",
            "not_async",
            "cfg_on_argument",
            "impl_trait_argument",
            "nested_impl_trait",
        ],
    );
    assert_errors(
        "#[cors(env)] #[cors] const WEB: Policy = Policy::new();",
        &["env_form", "missing_key", "duplicate_attribute", "const_item", "wrong_type", "static_with_value"],
    );
}

/// Every build of every handler pays for the expansion.
#[test]
fn size() {
    fn count(tokens: TokenStream) -> usize {
        let counts = tokens.into_iter().map(|tree| match tree {
            TokenTree::Group(group) => 2 + count(group.stream()),
            _ => 1,
        });
        counts.sum()
    }
    let tokens = count(expanded(
        r#"#[cors(origins = ["https://app.example.com"], methods = [GET])]
        async fn list(State(db): State<Db>) -> Json<Vec<Widget>> { todo!() }"#,
    ));
    assert!(tokens <= 255, "{tokens} tokens");
}
