//! The settings of a router, which hold for all that is in it.

use super::CorsRouter;
use super::bounds::OriginList;
use crate::server_origins::ServerOrigins;
use http::StatusCode;
use std::sync::Arc;

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// The status of allowed preflights, instead of 204: clients from before 2014 may need 200.
    ///
    /// It applies to all routes of this router. A merged or nested router keeps its own setting.
    ///
    /// # Panics
    ///
    /// If the status is not 2xx: for browsers, any other denies the preflight (Fetch §4.8, "ok status").
    ///
    /// # Example
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// use axum::http::StatusCode;
    ///
    /// let app: CorsRouter = CorsRouter::new().preflight_status(StatusCode::OK);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn preflight_status(self, status: StatusCode) -> Self {
        assert!(
            status.is_success(),
            "`preflight_status({status})`: for browsers, a status other than 200 to 299 denies the preflight"
        );
        let mut parts = self.into_parts();
        parts.settings.preflight_status = Some(status);
        CorsRouter::of(parts)
    }

    /// Where browsers reach this server: pages of these origins are the server's own, and their requests are same-origin.
    ///
    /// It matters for browsers that send no `Sec-Fetch-Site`: over plain HTTP, and Chromium's WebSockets. Without it, a page is the
    /// server's own if the host in its `Origin` is the one that the request was sent to (`Host`, or `:authority` of HTTP/2). A proxy that
    /// replaces `Host` breaks that. Forwarded headers are never read, because anyone can send them.
    ///
    /// The list is closed. Each entry is one of these:
    ///
    /// | entry | means |
    /// |---|---|
    /// | `https://www.example.com` | this origin, byte for byte |
    /// | `https://{host}` | `https`, and the host of the request |
    /// | `http://{host}` | `http`, and the host of the request |
    ///
    /// `{host}` does not mean a host that another entry names. `["https://{host}"]` is right behind any proxy that ends TLS and keeps
    /// `Host`. Without `{host}`, pages whose host name an attacker rebinds to this server (DNS rebinding) are cross-origin, so that their
    /// unsafe requests and WebSockets are rejected.
    ///
    /// Where routers are merged or nested, what the inner one declares holds for it.
    ///
    /// Entries that are not origins are errors of [`build`](CorsRouter::build).
    ///
    /// ```
    /// # use handler_cors::CorsRouter;
    /// let app: CorsRouter = CorsRouter::new().server_origins(["https://www.example.com", "http://{host}"]);
    /// assert!(app.build().is_ok());
    ///
    /// let app: CorsRouter = CorsRouter::new().server_origins(["www.example.com"]);
    /// let error = app.build().unwrap_err().to_string();
    /// assert!(error.contains("help: write `https://www.example.com`"), "{error}");
    /// ```
    #[track_caller]
    pub fn server_origins(self, origins: impl OriginList) -> Self {
        let mut parts = self.into_parts();
        parts.settings.server_origins = Some(Arc::new(ServerOrigins::parse(origins.texts())));
        CorsRouter::of(parts)
    }

    /// Rejects nothing, and reports what would be rejected. It is meant for a configuration value.
    ///
    /// What the policies allow is served as usual. Whatever they would reject, deny or remove passes unchanged, as if this crate were not
    /// there, with an event and a [`Report`](crate::Report) in the extensions of its response. A `CorsLayer` that is still inside goes on
    /// responding to it. So a policy, or a new `enforce`, can be tried on a busy site. No other promise of this crate holds meanwhile.
    ///
    /// Where routers are merged or nested, what the inner one says holds for it. [`surface`](CorsRouter::surface) begins with `REPORT ONLY`,
    /// and building such a router is a `WARN` event.
    ///
    /// ```
    /// use handler_cors::{CorsRouter, Policy, cors};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// static WEB: Policy;
    ///
    /// # let existing = axum::Router::new();
    /// # struct Config { cors_report_only: bool }
    /// # let config = Config { cors_report_only: true };
    /// let app: CorsRouter = WEB.router(existing).report_only(config.cors_report_only);
    /// # let _ = app.into_make_service();
    /// ```
    pub fn report_only(self, report_only: bool) -> Self {
        let mut parts = self.into_parts();
        parts.settings.report_only = Some(report_only);
        CorsRouter::of(parts)
    }
}
