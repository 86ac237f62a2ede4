//! Prints how long it takes to register a thousand routes, to build the router and to drop it: the lowest time of some runs, since
//! whatever else the machine does can only add to it.

use handler_cors_benches::app::App;
use handler_cors_benches::apps;
use handler_cors_benches::cases::REGISTRATIONS;
use handler_cors_benches::contender::Contender;
use std::time::{Duration, Instant};

const RUNS: usize = 50;

fn main() {
    println!("\n| a thousand routes: registration and build | bare axum | handler-cors | ÷ |\n|---|--:|--:|--:|");
    for (name, shape) in REGISTRATIONS {
        let [bare, ours] = [Contender::Bare, Contender::HandlerCors].map(|contender| {
            lowest(|| match apps::app(contender, shape) {
                App::Axum(_) => {}
                App::Cors(router) => drop(router.build().expect("the router can be built")),
            })
        });
        let [bare, ours] = [bare, ours].map(|time| time.as_secs_f64() * 1e3);
        println!("| {name} | {bare:.2} ms | {ours:.2} ms | {:.1} |", ours / bare);
    }
}

fn lowest(run: impl Fn()) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..RUNS).map(timed).min().unwrap_or_default()
}
