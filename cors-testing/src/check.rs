//! The CORS check (Fetch, §4.10).

use crate::blocked::{Blocked, Stage};
use crate::header::combined;
use http::HeaderMap;
use http::header::{ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN};

/// Checks that a response lets pages of this origin read it. `stage` is for the error.
pub(crate) fn cors_check(
    headers: &HeaderMap,
    origin: &str,
    includes_credentials: bool,
    stage: Stage,
) -> Result<(), Blocked> {
    let origin = || origin.to_owned();
    let Some(allowed) = combined(headers, &ACCESS_CONTROL_ALLOW_ORIGIN) else {
        return Err(Blocked::AllowOriginMissing { stage, origin: origin() });
    };
    if allowed == "*" {
        return if includes_credentials { Err(Blocked::AllowOriginWildcard { stage }) } else { Ok(()) };
    }
    if allowed.contains(',') {
        return Err(Blocked::AllowOriginMultiple { stage, value: allowed });
    }
    if allowed != origin() {
        return Err(Blocked::AllowOriginMismatch { stage, origin: origin(), value: allowed });
    }
    let credentials = combined(headers, &ACCESS_CONTROL_ALLOW_CREDENTIALS);
    if includes_credentials && credentials.as_deref() != Some("true") {
        return Err(Blocked::AllowCredentialsMissing { stage, value: credentials });
    }
    Ok(())
}
