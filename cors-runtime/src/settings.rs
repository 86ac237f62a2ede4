//! What a router is told beside policies.

use crate::server_origins::ServerOrigins;
use http::StatusCode;
use std::sync::Arc;

/// The settings of a router. Where routers are merged or nested, those of the inner one hold, and the outer one fills what is left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The status of the response to an allowed preflight.
    pub(crate) preflight_status: Option<StatusCode>,
    pub(crate) report_only: Option<bool>,
    pub(crate) server_origins: Option<Arc<ServerOrigins>>,
}

impl Settings {
    /// Fills what is left.
    pub(crate) fn settle(&mut self, outer: &Settings) {
        let Settings { preflight_status, report_only, server_origins } = self;
        *preflight_status = preflight_status.or(outer.preflight_status);
        *report_only = report_only.or(outer.report_only);
        if server_origins.is_none() {
            server_origins.clone_from(&outer.server_origins);
        }
    }

    pub(crate) fn is_report_only(&self) -> bool {
        self.report_only.unwrap_or(false)
    }
}
