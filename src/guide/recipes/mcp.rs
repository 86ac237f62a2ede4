use handler_cors::{BuildError, CorsRouter, Policy, cors};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer};
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, ServerHandler};
use std::sync::Arc;

/// Clients that run in a page. Others, such as desktop programs, need no policy.
#[cors(
    origins = ["https://inspector.example.com"],
    headers = ["authorization", "mcp-protocol-version", "mcp-session-id", "mcp-method", "mcp-name", "last-event-id"],
    expose = ["mcp-session-id", "www-authenticate"],
    enforce, // GET opens a stream
)]
static MCP: Policy;

struct Clock;

impl ServerHandler for Clock {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn call_tool(
        &self,
        _tool: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        Ok(CallToolResult::success(vec![ContentBlock::text("noon")]).into())
    }
}

pub fn app(host: &str) -> Result<CorsRouter, BuildError> {
    // rmcp rejects other hosts than loopback by itself; a proxy in front must pass `Host` on.
    let config = StreamableHttpServerConfig::default().with_allowed_hosts([host]);
    let mcp = StreamableHttpService::new(|| Ok(Clock), Arc::new(LocalSessionManager::default()), config);
    CorsRouter::new().route("/mcp", MCP.service(mcp)).build()
}
