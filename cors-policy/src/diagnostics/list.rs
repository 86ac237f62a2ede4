//! Lists of origins.

use super::suggest;
use super::table::{Row, table};
use super::template::Value::{Plain, Str};
use super::template::{fill, fill_or, say, write_or};
use crate::problem::ListProblem;
use crate::text::Text;

const CONTROL: &str = "; if you control all of them, add `dangerously(public_suffixes)`";

table! { ListProblem:
    NoOrigins => "no_origins",
        say("`origins` is empty, so no cross-origin request would be allowed"),
        say(
            "write the allowed origins, as in `origins = [\"https://app.example.com\"]`, or `origins = [\"*\"]` to allow every origin",
        );
    NoOriginsLeft => "no_origins_left",
        say("`#[cfg]` removes every element of this list, so no cross-origin request would be allowed"),
        say("write one element without `#[cfg]`, or put the condition on the whole item");

    AnyBeside { other } => "any_origin_not_alone",
        match other {
            Some(other) => fill("`*` already allows every origin, including `{}`", &[Str(other)]),
            None => say("`*` already allows every origin; it must be the only element"),
        },
        match other {
            Some(other) => fill("remove `{}`, or remove `\"*\"`", &[Str(other)]),
            None => say("remove the other elements, or remove `\"*\"`"),
        };
    DuplicateOrigin { origin } => "duplicate_origin",
        fill("duplicate origin `{}`", &[Str(origin)]),
        say("remove one of the two");
    CoveredOrigin { origin, by } => "covered_origin",
        fill("`{}` is already covered by `{}`", &[Str(origin), Str(by)]),
        fill("remove `{}`, or remove `{}` if it allows too much", &[Str(origin), Str(by)]);

    AnyWithCredentials => "any_origin_with_credentials",
        say(
            "`*` cannot be combined with `credentials`: every website could make credentialed requests as the user, so browsers reject this",
        ),
        say("name the origins, as in `origins = [\"https://app.example.com\"]`, or remove `credentials`");
    InsecureOrigin { origin } => "insecure_origin",
        fill(
            "`{}` is not safe with `credentials`: a network attacker can tamper with `http://` pages and make credentialed requests as the user",
            &[Str(origin)],
        ),
        fill_or(
            "write `{}`, or remove `credentials`; if you can do neither, add `dangerously(insecure_origins)`",
            suggest::with_other_scheme("https", origin),
            "write `https://`, or remove `credentials`; if you can do neither, add `dangerously(insecure_origins)`",
        );

    AnyHostWithCredentials { pattern, scheme } => "any_host_with_credentials",
        fill(
            "`{}` with `credentials` lets every page of the scheme `{}` make credentialed requests as the user, including extensions and apps that you do not control",
            &[Str(pattern), Plain(scheme)],
        ),
        say("write the host, or remove `credentials`; if you can do neither, add `dangerously(any_host)`");

    PublicSuffix { pattern, suffix } => "public_suffix",
        fill(
            "`{}` allows every site under the public suffix `{}`, including ones you do not control",
            &[Str(pattern), Str(suffix)],
        ),
        own_site(pattern);
    SingleLabel { pattern, label } => "single_label_suffix",
        fill(
            "`{}` allows every site under `{}`, which counts as a public suffix because it is a single label",
            &[Str(pattern), Str(label)],
        ),
        if suggest::is_subdomain_wildcard(pattern) { own_site(pattern) } else { own_names(pattern) };
    PublicSuffixBelow { pattern, suffix } => "public_suffix_below",
        fill(
            "`{}` also allows every site under the public suffix `{}`, including ones you do not control",
            &[Str(pattern), Str(suffix)],
        ),
        fill("write each of your hosts as a separate element{}", &[Plain(CONTROL)]);
    PublicSuffixInLabel { pattern, suffix } => "public_suffix_in_label",
        fill(
            "`{}` allows sites that you do not control: anyone can choose such a name under the public suffix `{}`",
            &[Str(pattern), Str(suffix)],
        ),
        own_names(pattern);
    MissingDot { pattern } => "missing_dot",
        missing_dot(pattern),
        write_or(
            suggest::with_dot(pattern),
            "write each host as a separate element, such as `https://app.example.com`",
        );
    SharedHost { pattern, host } => "shared_host",
        fill(
            "`{}` allows sites that you do not control: anyone can have a site under `{}`",
            &[Str(pattern), Str(host)],
        ),
        fill("write each of your hosts as a separate element{}", &[Plain(CONTROL)]);

    AnyInConstant => "any_in_constant",
        say("a constant in a list of origins must be one exact origin; this one is `*`"),
        say("write `\"*\"` as a literal");
    NullInConstant => "null_in_constant",
        say("a constant in a list of origins must be one exact origin; this one is `null`"),
        say("write `\"null\"` as a literal");
    WildcardInConstant { pattern } => "wildcard_in_constant",
        fill("a constant in a list of origins must be one exact origin; this one is the pattern `{}`", &[Str(pattern)]),
        fill("write `\"{}\"` as a literal, so that public suffixes can be checked", &[Plain(pattern)]);

    LoopbackOrigin { origin, of_shell } => "loopback_origin",
        fill(
            "`{}` is on the user's own machine, where any program can serve pages; it is also allowed in production",
            &[Str(origin)],
        ),
        fill(
            match of_shell {
                false => "write `#[cfg(debug_assertions)] \"{}\"` if it is only for development",
                true => "write `#[cfg(debug_assertions)] \"{}\"` if it is only for development; if it is the origin of an app on Android or Windows, write the app's origin on other platforms beside it, such as `tauri://localhost` or `capacitor://localhost`",
            },
            &[Plain(origin)],
        );
}

#[inline]
const fn missing_dot(pattern: &str) -> Text {
    match suggest::look_alike(pattern) {
        Some(other) => fill(
            "`{}` has no dot after `*`, so it also matches domains that you do not control, such as `{}`",
            &[Str(pattern), Str(other.as_str())],
        ),
        None => fill("`{}` has no dot after `*`, so it also matches domains that you do not control", &[Str(pattern)]),
    }
}

/// For `https://*.github.io`.
#[inline]
const fn own_site(pattern: &str) -> Text {
    match (suggest::with_name_for_star(pattern, "my-site"), suggest::with_name_for_star(pattern, "*.my-site")) {
        (Some(site), Some(below)) => fill(
            "write your own site, such as `{}` or `{}`{}",
            &[Str(site.as_str()), Str(below.as_str()), Plain(CONTROL)],
        ),
        (Some(site), None) => fill("write your own site, such as `{}`{}", &[Str(site.as_str()), Plain(CONTROL)]),
        (None, _) => fill("write your own site{}", &[Plain(CONTROL)]),
    }
}

/// For `https://app-*.vercel.app`.
#[inline]
const fn own_names(pattern: &str) -> Text {
    match suggest::with_name_for_star(pattern, "1") {
        Some(host) => fill(
            "write each of your hosts as a separate element, such as `{}`{}",
            &[Str(host.as_str()), Plain(CONTROL)],
        ),
        None => fill("write each of your hosts as a separate element{}", &[Plain(CONTROL)]),
    }
}
