//! handler-cors in real browsers. README.md says what is tried.

mod browser;
mod caches;
mod policy_sets;
mod requests;
mod sessions;
mod site;
mod sockets;
mod tls;

use browser::Engine;
use site::Transport;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|argument| argument.parse::<usize>());
    let (Some(Ok(sets)), Some(Ok(seed)), None) = (numbers.next(), numbers.next(), numbers.next()) else {
        eprintln!("usage: browsers SETS SEED");
        return ExitCode::from(2);
    };
    let mut failed = 0;
    let mut report = |what: String, wrong: &[String]| {
        println!(
            "{what}: {}",
            if wrong.is_empty() { "right".to_owned() } else { format!("WRONG\n{}", wrong.join("\n")) }
        );
        failed += wrong.len();
    };
    for engine in [Engine::Chromium, Engine::Firefox] {
        let name = engine.name();
        for transport in [Transport::Plain, Transport::Tls1, Transport::Tls2] {
            report(format!("{name}, sockets, {}", transport.name()), &sockets::check(engine, transport).await);
        }
        for transport in [Transport::Plain, Transport::Tls1] {
            report(format!("{name}, requests, {}", transport.name()), &requests::check(engine, transport).await);
        }
        report(format!("{name}, sessions"), &sessions::check(engine).await);
        let mut caches = caches::check(engine, sets, seed as u64).await;
        if caches.cached == 0 {
            caches.wrong.push("no request has used the cache".to_owned());
        }
        let (requests, cached) = (caches.requests, caches.cached);
        report(format!("{name}, caches, {sets} sets, {requests} requests, {cached} of them cached"), &caches.wrong);
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
