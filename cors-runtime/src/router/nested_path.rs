//! Paths below prefixes, as axum joins and strips them.

/// The path that axum gives to a nested route: `/` is the prefix itself.
pub(super) fn nested_path(prefix: &str, path: &str) -> String {
    if prefix.ends_with('/') {
        format!("{prefix}{}", path.trim_start_matches('/'))
    } else if path == "/" {
        prefix.to_owned()
    } else {
        format!("{prefix}{path}")
    }
}

/// A prefix below another one. Neither ends in `/`, so that the empty one is the root.
pub(super) fn nested_prefix(prefix: &str, inner: &str) -> String {
    format!("{}{inner}", prefix.trim_end_matches('/'))
}

/// What is left of a path below a prefix, of which each capture is a segment.
pub(super) fn stripped_path<'a>(path: &'a str, prefix: &str) -> &'a str {
    let segments = prefix.trim_end_matches('/').matches('/').count();
    path.match_indices('/').nth(segments).map_or("/", |(start, _)| &path[start..])
}
