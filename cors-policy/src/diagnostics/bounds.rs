//! Bounds of origins that are configured at run time, and values outside of them.

use super::table::{Row, table};
use super::template::Value::{Bounds, Plain, Str};
use super::template::{fill, say, write_list_or, write_or};
use crate::origin::repair;
use crate::problem::BoundsProblem;
use crate::slice::equal;
use crate::text::Text;

table! { BoundsProblem:
    NoBounds => "no_bounds",
        say("`within` is empty, so no origin could be configured"),
        say("write the bounds, as in `within = [\"https://*.example.com\"]`");
    AnyBound => "any_bound",
        say("`*` is not a bound, because it covers every origin"),
        say(
            "write your domains, as in `https://*.example.com`; to allow every origin, write `origins = [\"*\"]` on the policy; to decide in code, write `origins = dynamic(path)`",
        );
    NullBound => "null_bound",
        say("`null` is the origin of every sandboxed frame and local file, so any website can send it"),
        say("remove it and give the page an origin of its own");
    ExemptionOfPolicy { name } => "exemption_of_policy",
        fill("`dangerously({})` has no effect here; bounds by themselves allow nothing", &[Plain(name)]),
        remove_exemption(name);
    InsecureBound { origin } => "insecure_bound",
        fill(
            "`{}` in `within` is not safe with `credentials`: a network attacker can tamper with `http://` pages and make credentialed requests as the user",
            &[Str(origin)],
        ),
        say(
            "remove it from `within`, or remove `credentials`; if you can do neither, add `dangerously(insecure_origins)`",
        );

    EmptyVariable => "empty_variable",
        say("the value is empty, so no cross-origin request would be allowed"),
        say("write origins separated by commas, as in `https://app.example.com,https://www.example.com`");
    EmptyEntry => "empty_entry",
        say("empty element"),
        say("remove the extra comma");
    SeveralInEntry { text } => "several_in_entry",
        fill("`{}` contains several origins without a comma between them", &[Str(text)]),
        write_list_or(repair::entries(text), "write origins separated by commas");
    QuotedEntry { text } => "quoted_entry",
        fill("`{}` is in quotation marks or brackets, which origins cannot contain", &[Str(text)]),
        write_or(repair::unquoted(text), "write it without quotation marks and brackets");
    AnyInVariable { within } => "any_in_variable",
        fill("`*` is not within {}", &[Bounds(within)]),
        say("name the allowed origins");
    NullInVariable { within } => "null_in_variable",
        fill("`null`, which any website can send, is not within {}", &[Bounds(within)]),
        say("name the allowed origins");
    NotWithin { origin, within } => "not_within",
        fill("`{}` is not within {}", &[Str(origin), Bounds(within)]),
        say("name an origin within these bounds, which only the source code can change");
}

#[inline]
const fn remove_exemption(name: &str) -> Text {
    if equal(name, "null_origin") {
        return say("remove `null_origin`");
    }
    fill("remove it here, and write `dangerously({})` on the policy that needs it", &[Plain(name)])
}
