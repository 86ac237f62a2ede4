//! Paths as they are routed, `/users/{id}` or `/assets/*`, and as they are sent.

use super::error::ProbeProblem;
use http::uri::PathAndQuery;

/// What the caller has named: the values of parameters, and the paths of rows.
pub(super) type Named = [(String, String)];

/// Whether a row serves what is below a prefix.
pub(super) fn is_prefix(row: &str) -> bool {
    row.ends_with("/*")
}

/// The path that is sent for a row.
pub(super) fn sent(row: &str, named: &Named) -> Result<String, Vec<ProbeProblem>> {
    let value = |name: &str| named.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let path = match value(row) {
        Some(path) => path.to_owned(),
        None if is_prefix(row) => return Err(vec![ProbeProblem::MissingPath { row: row.to_owned() }]),
        None => filled(row, value)?,
    };
    let is_path = path.starts_with('/') && !path.contains(['?', '#']) && path.parse::<PathAndQuery>().is_ok();
    if is_path && matches(row, &path) {
        Ok(path)
    } else {
        Err(vec![ProbeProblem::InvalidPath { row: row.to_owned(), path }])
    }
}

/// The names of the parameters of a row.
pub(super) fn parameters(row: &str) -> Vec<&str> {
    pieces(row).into_iter().filter_map(Piece::parameter).collect()
}

fn filled<'a>(row: &str, value: impl Fn(&str) -> Option<&'a str>) -> Result<String, Vec<ProbeProblem>> {
    let (mut path, mut missing) = (String::new(), Vec::new());
    for piece in pieces(row) {
        match piece {
            Piece::Text(text) => path += text,
            Piece::Parameter(name) | Piece::Rest(name) => match value(name) {
                Some(value) => path += value,
                None => missing.push(ProbeProblem::MissingParameter { row: row.to_owned(), name: name.to_owned() }),
            },
        }
    }
    if missing.is_empty() { Ok(path) } else { Err(missing) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    /// `{name}`
    Parameter(&'a str),
    /// `{*name}`
    Rest(&'a str),
}

impl<'a> Piece<'a> {
    fn parameter(self) -> Option<&'a str> {
        match self {
            Piece::Text(_) => None,
            Piece::Parameter(name) | Piece::Rest(name) => Some(name),
        }
    }
}

/// `{{` and `}}` are braces.
fn pieces(mut row: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while !row.is_empty() {
        let (piece, rest) = if let Some(rest) = row.strip_prefix("{{") {
            (Piece::Text("{"), rest)
        } else if let Some(rest) = row.strip_prefix("}}") {
            (Piece::Text("}"), rest)
        } else if let Some((name, rest)) = row.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            (name.strip_prefix('*').map_or(Piece::Parameter(name), Piece::Rest), rest)
        } else {
            let end = row.char_indices().skip(1).find(|(_, c)| matches!(c, '{' | '}')).map_or(row.len(), |(at, _)| at);
            (Piece::Text(&row[..end]), &row[end..])
        };
        pieces.push(piece);
        row = rest;
    }
    pieces
}

/// Whether a row serves a path, other rows apart.
pub(super) fn matches(row: &str, path: &str) -> bool {
    match row.strip_suffix("/*") {
        Some(prefix) => matches_pieces(&pieces(prefix), path, true),
        None => matches_pieces(&pieces(row), path, false),
    }
}

fn matches_pieces(pieces: &[Piece<'_>], path: &str, is_prefix: bool) -> bool {
    match pieces {
        [] => path.is_empty() || is_prefix && path.starts_with('/'),
        [Piece::Text(text), rest @ ..] => {
            path.strip_prefix(text).is_some_and(|path| matches_pieces(rest, path, is_prefix))
        }
        [Piece::Rest(_), ..] => !path.is_empty(),
        [Piece::Parameter(_), rest @ ..] => {
            // A parameter may have a suffix in its segment.
            let segment = path.split('/').next().unwrap_or_default().len();
            (1..=segment).rev().any(|end| path.is_char_boundary(end) && matches_pieces(rest, &path[end..], is_prefix))
        }
    }
}

/// Whether a row may serve paths that this one matches too: text goes before parameters, and longer prefixes before shorter ones.
/// Routes go before what is below a prefix; a service below a prefix is a route too, which the surface does not tell.
pub(super) fn may_precede(other: &str, row: &str) -> bool {
    ranks(other) < ranks(row) || !is_prefix(other) && is_prefix(row)
}

/// Of each segment. The end of a prefix comes last.
fn ranks(row: &str) -> Vec<u8> {
    let segments = row.split('/').map(|segment| match segment {
        "*" => 3,
        _ if segment.starts_with("{*") => 2,
        _ if pieces(segment).iter().any(|piece| piece.parameter().is_some()) => 1,
        _ => 0,
    });
    segments.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn parameters_are_filled_in() {
        let given =
            named(&[("id", "7"), ("rest", "a/b"), ("/assets/*", "/assets/a.css"), ("/users/{id}", "/users/me")]);
        for (row, expected) in [
            ("/", "/"),
            ("/widgets", "/widgets"),
            ("/widgets/{id}", "/widgets/7"),
            ("/widgets/{id}/parts/{*rest}", "/widgets/7/parts/a/b"),
            ("/{{id}}", "/{id}"),
            ("/assets/*", "/assets/a.css"),
            ("/users/{id}", "/users/me"),
        ] {
            assert_eq!(sent(row, &given), Ok(expected.to_owned()), "{row}");
        }
    }

    #[test]
    fn missing_values_are_named() {
        let row = || "/a/{x}/{y}".to_owned();
        let missing = |name: &str| ProbeProblem::MissingParameter { row: row(), name: name.to_owned() };
        assert_eq!(sent(&row(), &[]), Err(vec![missing("x"), missing("y")]));
        assert_eq!(sent("/b/*", &[]), Err(vec![ProbeProblem::MissingPath { row: "/b/*".to_owned() }]));
    }

    #[test]
    fn paths_are_of_their_rows() {
        for (row, path) in [
            ("/w/{id}", "/w/a/b"),
            ("/w/{id}", "/w/"),
            ("/w/{id}", "/w/a?b"),
            ("/w/{id}", "/w/a b"),
            ("/b/*", "/bc"),
            ("/b/*", "b/c"),
        ] {
            let given = named(&[(row, path)]);
            assert!(sent(row, &given).is_err(), "{row} {path}");
        }
    }

    #[test]
    fn the_most_specific_row_serves_a_path() {
        for (path, rows) in [
            ("/users/me", ["/users/me", "/users/{id}"]),
            ("/users/me", ["/users/{id}", "/users/*"]),
            ("/users/me", ["/users/{id}", "/{*rest}"]),
            ("/users/me", ["/users/*", "/*"]),
        ] {
            assert!(rows.iter().all(|row| matches(row, path)), "{path}");
            assert!(may_precede(rows[0], rows[1]) && !may_precede(rows[1], rows[0]), "{rows:?}");
        }
    }
}
