// Shared with the build script, which writes handlers with long lists.

/// The lengths of the lists.
pub const LENGTHS: [usize; 6] = [1, 3, 10, 100, 1_000, 10_000];

/// The entry of a list of exact origins.
pub fn exact(at: usize) -> String {
    format!("https://app-{at:05}.example.com")
}

/// The entry of a list of subdomain patterns.
pub fn pattern(at: usize) -> String {
    format!("https://*.tenant-{at:05}.example")
}
