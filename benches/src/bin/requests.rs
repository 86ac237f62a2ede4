//! Sends one of the requests a number of times, for valgrind.
//!
//! ```sh
//! requests "one route/no Origin/handler-cors" 1000
//! ```

use handler_cors_benches::{cases, measure};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let case = arguments.next().as_deref().and_then(cases::find);
    let times = arguments.next().and_then(|times| times.parse().ok());
    match (case, times) {
        (Some(case), Some(times)) => measure::repeat(&case, times),
        _ => {
            eprintln!("usage: requests <case> <times>, where <case> is one of");
            cases::all().iter().for_each(|case| eprintln!("  {:?}", case.id()));
            std::process::exit(2);
        }
    }
}
