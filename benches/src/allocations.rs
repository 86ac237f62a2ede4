//! Counting allocations. A module of the programs that count them, not of the library: what is linked with the counting
//! allocator spends instructions on it.

use handler_cors_benches::cases::Case;
use handler_cors_benches::measure::answer;

/// What one request allocates, the building of the request included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allocations {
    pub(crate) count: u64,
    pub(crate) bytes: u64,
}

pub(crate) fn allocations(case: &Case) -> Allocations {
    let (mut app, template) = (case.app(), case.template());
    // What is made once.
    drop(answer(&mut app, template.request()));
    let info = allocation_counter::measure(|| drop(answer(&mut app, template.request())));
    Allocations { count: info.count_total, bytes: info.bytes_total }
}
