//! The CORS check (Fetch, §4.10).

use super::blocked::{Blocked, Stage};
use super::list::combined;
use http::HeaderMap;
use http::header::{ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN};

/// Whether an answer says that a page of this origin may read it. `stage` is for the words.
pub(super) fn check(headers: &HeaderMap, origin: &str, is_credentialed: bool, stage: Stage) -> Result<(), Blocked> {
    let origin = || origin.to_owned();
    let Some(allowed) = combined(headers, &ACCESS_CONTROL_ALLOW_ORIGIN) else {
        return Err(Blocked::AllowOriginMissing { stage, origin: origin() });
    };
    if allowed == "*" {
        return if is_credentialed { Err(Blocked::AllowOriginAnyWithCredentials { stage }) } else { Ok(()) };
    }
    if allowed.contains(',') {
        return Err(Blocked::AllowOriginSeveral { stage, value: allowed });
    }
    if allowed != origin() {
        return Err(Blocked::AllowOriginOther { stage, origin: origin(), value: allowed });
    }
    let credentials = combined(headers, &ACCESS_CONTROL_ALLOW_CREDENTIALS);
    if is_credentialed && credentials.as_deref() != Some("true") {
        return Err(Blocked::AllowCredentialsMissing { stage, value: credentials });
    }
    Ok(())
}
