//! `ConnectInfo` for handlers that extract it.

use super::CorsRouter;
use axum::ServiceExt;
use axum::extract::Request;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;

impl CorsRouter {
    /// Into what `axum::serve` takes, for handlers that extract
    /// [`ConnectInfo`](https://docs.rs/axum/0.8/axum/extract/struct.ConnectInfo.html), as
    /// [`axum::Router::into_make_service_with_connect_info`].
    ///
    /// # Panics
    ///
    /// If the router cannot be [built](Self::build).
    ///
    /// ```no_run
    /// use axum::extract::ConnectInfo;
    /// use handler_cors::{CorsRouter, cors};
    /// use std::net::SocketAddr;
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET])]
    /// async fn whence(ConnectInfo(peer): ConnectInfo<SocketAddr>) -> String {
    ///     peer.to_string()
    /// }
    ///
    /// # async fn serve() -> std::io::Result<()> {
    /// let app: CorsRouter = CorsRouter::new().route("/whence", whence);
    /// let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    /// axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await
    /// # }
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
    #[must_use]
    #[track_caller]
    pub fn into_make_service_with_connect_info<C>(self) -> IntoMakeServiceWithConnectInfo<CorsRouter, C> {
        ServiceExt::<Request>::into_make_service_with_connect_info(self.built())
    }
}
