//! Probes a whole application, with made-up values for its paths.

use handler_cors::CorsRouter;
use handler_cors::testing::probe::{Probe, ProbeProblem};

/// Panics with the report if a response is not as the surface says. `gets` are rows that GET and HEAD are sent to.
pub(crate) async fn check_probe(app: &CorsRouter, gets: &[&str]) {
    let app = app.clone().build().unwrap();
    let mut probe = Probe::new(&app.resolved_surface().unwrap()).at("https://server.example.org");
    if let Err(error) = probe.at_most() {
        for problem in error.problems() {
            probe = match problem {
                ProbeProblem::MissingParameter { name, .. } => probe.path(name, "1"),
                ProbeProblem::MissingPath { row } => probe.path(row, &row.replace('*', "no/such/path")),
                problem => panic!("{problem}"),
            };
        }
    }
    let probe = gets.iter().fold(probe, |probe, path| probe.get(path));
    let report = probe.run(&mut app.clone()).await.unwrap();
    assert!(report.is_clean(), "{}\n{report}", app.surface());
}
