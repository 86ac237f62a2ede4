//! Wall times by criterion. `benches/tables times` runs this, and prints them as tables.

use criterion::{BatchSize, Criterion};
use handler_cors_benches::{cases, measure};
use std::time::Duration;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(500))
        .configure_from_args();
    let cases = cases::all();
    // The first measurement should not include the start of the process.
    measure::repeat(&cases[0], 2_000_000);
    for case in cases {
        let (mut app, template) = (case.app(), case.template());
        let mut group = criterion.benchmark_group(&case.table);
        let id = criterion::BenchmarkId::new(&case.row, case.contender.name());
        group.bench_function(id, |bencher| {
            // Building the request and dropping the response are not measured.
            let request = || template.request();
            bencher.iter_batched(request, |request| app.response(request), BatchSize::SmallInput);
        });
    }
    criterion.final_summary();
}
