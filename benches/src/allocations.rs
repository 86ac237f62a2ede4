//! Counting allocations. This is a module of the programs that count them, not of the library, because the counting allocator
//! costs instructions.

use handler_cors_benches::cases::Case;

/// The allocations of one request, including building it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allocations {
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

pub(crate) fn allocations(case: &Case) -> Allocations {
    let (mut app, template) = (case.app(), case.template());
    // Warm up.
    drop(app.response(template.request()));
    let info = allocation_counter::measure(|| drop(app.response(template.request())));
    Allocations { count: info.count_total, bytes: info.bytes_total }
}
