//! Bounds of origins that are configured at run time, and values outside of them.

use super::suggest;
use super::table::{Row, table};
use super::template::Value::{Bounds, Plain, Str};
use super::template::{fill, fill_or, say, write_list_or, write_or};
use crate::origin::repair;
use crate::problem::BoundsProblem;
use crate::slice::{contains, equal};
use crate::text::Text;

table! { BoundsProblem:
    NoBounds => "no_bounds",
        say("`within` is empty, so no origin could be named"),
        say("write the bounds, as in `within = [\"https://*.example.com\"]`, or `within = [\"https://*\"]` for any host");
    NoAlways => "no_always",
        say("`always` is empty"),
        say("remove it, or write what is always allowed, as in `always = [\"tauri://localhost\"]`");
    AnyInAlways => "any_in_always",
        say("`*` in `always` allows every origin, whatever else is named"),
        say(
            "write `origins = [\"*\"]` on the policy; to allow every origin only where nothing is named, write `within = [\"*\"], default = [\"*\"]`",
        );
    NullBound => "null_bound",
        say("`null` is the origin of every sandboxed frame and local file, so any website can send it"),
        say("remove it and give the page an origin of its own");
    AnyHostBoundForm { text, scheme } => "any_host_bound_form",
        fill("`{}` has a port, but a bound for any host is for any port too", &[Str(text)]),
        fill("write `{}://*`", &[Plain(scheme)]);
    DefaultNotWithin { origin } => "default_not_within",
        fill("`{}` in `default` is not within the bounds", &[Str(origin)]),
        if equal(origin, "*") {
            say("write `within = [\"*\"]`, or `default = []` to allow none")
        } else {
            fill("add it to `within`, or write `always = [\"{}\"]` if it is allowed whatever is named", &[Plain(origin)])
        };
    ExemptionOfPolicy { name } => "exemption_of_policy",
        fill("`dangerously({})` has no effect here; bounds by themselves allow nothing", &[Plain(name)]),
        remove_exemption(name);

    AnyBoundWithCredentials => "any_bound_with_credentials",
        say(
            "`*` in `within` cannot be combined with `credentials`: every website could be allowed to make credentialed requests as the user",
        ),
        say(
            "write `https://*` in `within`, or remove `credentials`; a program that allows every origin only sometimes declares a second policy without `credentials`, and chooses one of the two when it starts",
        );
    InsecureBound { origin, key } => "insecure_bound",
        fill(
            "`{}` in `{}` is not safe with `credentials`: a network attacker can tamper with `http://` pages and make credentialed requests as the user",
            &[Str(origin), Plain(key)],
        ),
        fill(
            "remove it from `{}`, or remove `credentials`; if you can do neither, add `dangerously(insecure_origins)`",
            &[Plain(key)],
        );
    AnyHostBound { pattern, key } => "any_host_bound",
        fill(
            "`{}` in `{}` with `credentials` lets every extension or app of this scheme make credentialed requests as the user",
            &[Str(pattern), Plain(key)],
        ),
        fill("remove it from `{}`, or remove `credentials`; if you can do neither, add `dangerously(any_host)`", &[Plain(key)]);

    EmptyEntry => "empty_entry",
        say("empty element"),
        say("remove it, and the comma beside it if there is one");
    SeveralInEntry { text } => "several_in_entry",
        fill("`{}` contains several origins", &[Str(text)]),
        write_list_or(
            if contains(text, b',') { repair::several(text) } else { repair::entries(text) },
            "write each origin as an entry of its own",
        );
    QuotedEntry { text } => "quoted_entry",
        fill("`{}` is in quotation marks or brackets, which origins cannot contain", &[Str(text)]),
        write_or(repair::unquoted(text), "write it without quotation marks and brackets");
    AnyEntry { within } => "any_entry",
        fill("`*` is not within {}", &[Bounds(within)]),
        fill_or("name the allowed origins, as in `{}`", suggest::within(within), "name the allowed origins");
    AnyHostEntry { text } => "any_host_entry",
        fill("`{}` would allow every host", &[Str(text)]),
        say("name each host, or a domain that you control, as in `https://*.example.com`");
    NullEntry => "null_entry",
        say("`null` cannot be named, because any website can send it"),
        say("name the allowed origins");
    NotWithin { origin, within } => "not_within",
        fill("`{}` is not within {}", &[Str(origin), Bounds(within)]),
        match suggest::over_https(origin, within) {
            Some(text) => fill("write `{}`; only the source code can change the bounds", &[Str(text.as_str())]),
            None => fill_or(
                "name an origin within these bounds, such as `{}`; only the source code can change them",
                suggest::within(within),
                "name an origin within these bounds, which only the source code can change",
            ),
        };
    PublicSuffixEntry { pattern } => "public_suffix_entry",
        fill("`{}` allows sites under a public suffix that you do not control", &[Str(pattern)]),
        say("name each host, or a domain that you control, as in `https://*.example.com`");
    SuffixesUnknown { pattern } => "suffixes_unknown",
        fill("`{}` has a wildcard, and this program has no list of public suffixes to check it with", &[Str(pattern)]),
        say("name each host, or build the program with the feature `public-suffixes` of `handler-cors`");
}

#[inline]
const fn remove_exemption(name: &str) -> Text {
    if equal(name, "null_origin") {
        return say("remove `null_origin`");
    }
    fill("remove it here, and write `dangerously({})` on the policy that needs it", &[Plain(name)])
}
