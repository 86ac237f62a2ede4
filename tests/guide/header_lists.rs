//! The lists of headers that the guide recommends compile, and are those of its table.

use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], headers = ["x-grpc-web", "x-user-agent", "grpc-timeout"], expose = ["grpc-status", "grpc-message", "grpc-status-details-bin"])]
static GRPC_WEB: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["connect-protocol-version", "connect-timeout-ms", "x-user-agent"])]
static CONNECT: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name", "last-event-id", "authorization"], expose = ["mcp-session-id", "www-authenticate"])]
static MCP: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["tus-resumable", "upload-length", "upload-offset", "upload-metadata", "upload-defer-length", "upload-concat", "x-http-method-override", "x-requested-with", "authorization"], expose = ["location", "tus-resumable", "tus-version", "tus-extension", "tus-max-size", "upload-offset", "upload-length", "upload-metadata", "upload-defer-length", "upload-concat"])]
static TUS: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["depth", "destination", "if", "if-match", "if-none-match", "lock-token", "overwrite", "timeout", "authorization"], expose = ["dav", "etag", "lock-token", "location"])]
static WEBDAV: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["authorization", "x-requested-with"])]
static MATRIX: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["authorization", "content-md5", "range", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token", "x-amz-user-agent", "amz-sdk-invocation-id", "amz-sdk-request", "x-amz-sdk-checksum-algorithm", "x-amz-checksum-crc32"], expose = ["etag", "x-amz-request-id", "x-amz-version-id", "x-amz-id-2"])]
static S3: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["sentry-trace", "baggage", "traceparent"])]
static SENTRY: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["traceparent", "tracestate", "baggage"])]
static OPENTELEMETRY: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["hx-request", "hx-boosted", "hx-current-url", "hx-history-restore-request", "hx-prompt", "hx-target", "hx-trigger", "hx-trigger-name"], expose = ["hx-location", "hx-push-url", "hx-redirect", "hx-refresh", "hx-replace-url", "hx-reswap", "hx-retarget", "hx-trigger"])]
static HTMX: Policy;

/// What is in backticks in a cell of the table, but for `x-amz-meta-…`, of which there are many.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).filter(|name| name.is_ascii() && !name.contains(' ')).collect()
}

#[test]
fn the_header_lists_compile() {
    let page = include_str!("../../src/guide/recipes.md").split_once("# Header lists").unwrap().1;
    let policies: [(&str, &'static Policy); 10] = [
        ("gRPC-web", &GRPC_WEB),
        ("Connect", &CONNECT),
        ("MCP, streamable HTTP", &MCP),
        ("tus 1.0", &TUS),
        ("WebDAV", &WEBDAV),
        ("Matrix", &MATRIX),
        ("S3", &S3),
        ("Sentry in the page", &SENTRY),
        ("OpenTelemetry in the page", &OPENTELEMETRY),
        ("htmx", &HTMX),
    ];
    for (client, policy) in policies {
        let line = page.lines().find(|line| line.starts_with(&format!("| {client} |"))).expect(client);
        let cells: Vec<&str> = line.split('|').collect();
        let app: CorsRouter = CorsRouter::new().route("/", policy.get(async || ()));
        let surface = app.surface();
        let row = &surface.rows()[0];
        let headers: Vec<&str> =
            row.headers.iter().map(String::as_str).filter(|name| *name != "content-type").collect();
        assert_eq!(headers, names(cells[2]), "{client}");
        assert_eq!(row.expose, names(cells[3]), "{client}");
    }
    let rows = page.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows, policies.len() + 2, "the heading, and Socket.IO, which needs none");
}
