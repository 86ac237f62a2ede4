//! Exemptions, as in `dangerously(...)`.

use super::table::{Row, table};
use super::template::Value::Str;
use super::template::{did_you_mean, fill, say};
use crate::problem::ExemptionProblem;

table! { ExemptionProblem:
    UnknownExemption { name, near } => "unknown_exemption",
        fill("unknown check `{}` in `dangerously(...)`", &[Str(name)]),
        did_you_mean(
            near,
            "write the check to disable: `insecure_origins`, `public_suffixes`, `null_origin`, `any_host`, `unenforced` or `cross_site_navigations`",
        );
    DuplicateExemption { name } => "duplicate_exemption",
        fill("duplicate `{}` in `dangerously(...)`", &[Str(name)]),
        say("remove one of the two");

    InsecureOriginsWithoutCredentials => "insecure_origins_without_credentials",
        say("`dangerously(insecure_origins)` has no effect here; `http://` is allowed without `credentials`"),
        say("remove `insecure_origins`");
    InsecureOriginsUnneeded => "insecure_origins_unneeded",
        say("`dangerously(insecure_origins)` has no effect here; no origin except loopback starts with `http://`"),
        say("remove `insecure_origins`");
    PublicSuffixesUnneeded => "public_suffixes_unneeded",
        say("`dangerously(public_suffixes)` has no effect here; no wildcard matches sites under a public suffix"),
        say("remove `public_suffixes`");
    NullOriginUnneeded => "null_origin_unneeded",
        say("`dangerously(null_origin)` has no effect here; `null` is not in `origins`"),
        say("remove `null_origin`");
    AnyHostWithoutCredentials => "any_host_without_credentials",
        say("`dangerously(any_host)` has no effect here; without `credentials`, `*` can be the host of an app or an extension"),
        say("remove `any_host`");
    AnyHostUnneeded => "any_host_unneeded",
        say("`dangerously(any_host)` has no effect here; no origin has `*` as its host, as in `moz-extension://*`"),
        say("remove `any_host`");
    UnenforcedUnneeded => "unenforced_unneeded",
        say(
            "`dangerously(unenforced)` has no effect here; without `enforce`, only `POST`, `PUT`, `PATCH` and `DELETE` are enforced",
        ),
        say("remove `unenforced`");
    UnenforcedForAny => "unenforced_for_any_origin",
        say("`dangerously(unenforced)` has no effect here; `*` allows every origin, so nothing is rejected"),
        say("remove `unenforced`");
    UnenforcedBesideEnforce => "unenforced_with_enforce",
        say("`enforce` and `dangerously(unenforced)` contradict each other"),
        say("remove `enforce`, or remove `unenforced`");
    NavigationsWithoutEnforce => "navigations_without_enforce",
        say("`dangerously(cross_site_navigations)` has no effect here; without `enforce`, `GET` is served to navigations anyway"),
        say("remove `cross_site_navigations`, or add `enforce`");
    NavigationsUnneeded => "navigations_unneeded",
        say("`dangerously(cross_site_navigations)` has no effect here; no method is `GET` or `HEAD`"),
        say("remove `cross_site_navigations`");
}
