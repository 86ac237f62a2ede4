//! Header names.

use super::suggest;
use super::table::{Row, table};
use super::template::Value::{Char, Str};
use super::template::{fill, say, write_list_or, write_or};
use crate::headers;
use crate::problem::HeaderProblem;
use crate::slice::{equal, equal_ignoring_case};
use crate::text::Text;

table! { HeaderProblem:
    EmptyHeader => "empty_header",
        say("an empty string is not a header name"),
        say("write a header name, as in `\"x-request-id\"`");
    SeveralHeaders { text } => "several_headers",
        fill("`{}` contains several header names", &[Str(text)]),
        write_list_or(headers::several(text), "write each name as a separate string");
    HeaderCharacter { text, character } => "header_character",
        fill("`{}` contains {}; header names cannot contain it", &[Str(text), Char(character)]),
        write_or(suggest::header_name(text), "write only the name of the header, as in `x-request-id`");
    WildcardInHeader { text } => "wildcard_in_header",
        fill("`{}` contains `*`, which is not a wildcard within a header name", &[Str(text)]),
        say("write each name as a separate string, or `\"*\"` alone for every header");
    DuplicateHeader { name, earlier } => "duplicate_header",
        duplicate(name, earlier),
        say("remove one of the two");

    ForbiddenRequestHeader { name } => "forbidden_request_header",
        fill("`{}` is a forbidden request header: browsers never let scripts set it", &[Str(name)]),
        forbidden(name);
    CorsHeaderRequested { name } => "cors_header_in_request",
        fill("`{}` is a CORS response header; browsers never send it", &[Str(name)]),
        say("remove it; the policy adds it to responses");
    AnyHeaderWithCredentials => "any_header_with_credentials",
        say("`*` is not a wildcard with `credentials`: browsers treat it as a header named `*`"),
        say("name the headers, as in `headers = [\"x-request-id\"]`, or remove `credentials`");
    AnyHeaderRead => "any_header_read",
        say("`*` is not the name of a header that an extractor can read"),
        say("write the names of the headers, as in `[\"x-tenant\"]`");
    HeaderBesideAny { name } => "any_header_not_alone",
        fill("`*` already allows every header except `authorization`, including `{}`", &[Str(name)]),
        fill("remove `{}`, or remove `\"*\"`", &[Str(name)]);

    ForbiddenResponseHeader { name } => "forbidden_response_header",
        fill("`{}` is a forbidden response header: browsers never let scripts read it", &[Str(name)]),
        say("remove it");
    CorsHeaderExposed { name } => "cors_header_exposed",
        fill("`{}` is a CORS header, which only browsers need to read", &[Str(name)]),
        say("remove it");
    AnyExposedWithCredentials => "any_exposed_with_credentials",
        say("`*` is not a wildcard with `credentials`: browsers treat it as a header named `*`"),
        say("name the headers, as in `expose = [\"x-total-count\"]`, or remove `credentials`");
    ExposedBesideAny { name } => "any_exposed_not_alone",
        fill("`*` already exposes every header, including `{}`", &[Str(name)]),
        fill("remove `{}`, or remove `\"*\"`", &[Str(name)]);
    SafelistedExposed { name } => "safelisted_header",
        fill("`{}` is a safelisted response header, which allowed origins can always read", &[Str(name)]),
        say("remove it");
}

#[inline]
const fn duplicate(name: &str, earlier: &str) -> Text {
    if equal(name, earlier) {
        return fill("duplicate header `{}`", &[Str(name)]);
    }
    fill("duplicate header: `{}` and `{}` differ only in case", &[Str(earlier), Str(name)])
}

#[inline]
const fn forbidden(name: &str) -> Text {
    if equal_ignoring_case(name, "cookie") {
        return say("remove it; `credentials` lets pages send cookies");
    }
    say("remove it; browsers set it by themselves")
}
