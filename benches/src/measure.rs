//! How a request is counted.

use crate::cases::Case;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use std::io;
use std::path::Path;
use std::pin::pin;
use std::process::{Command, Stdio};
use std::task::{Context, Poll, Waker};
use tower_service::Service;

/// Calls the app as a server does that has it at hand. Nothing in these apps waits, so that one poll is enough.
pub fn answer(app: &mut Router, request: Request) -> Response {
    let mut future = pin!(app.call(request));
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("an app of this comparison waits"),
    }
}

/// What `requests` run under valgrind: everything once, and the request this many times.
pub fn repeat(case: &Case, times: u32) {
    let (mut app, template) = (case.app(), case.template());
    for _ in 0..times {
        drop(answer(&mut app, template.request()));
    }
}

const FEW: u32 = 50;
const MANY: u32 = 250;

/// Instructions of one request, the building of the request included: what 200 requests more cost, so that the program's
/// start and what is made once cancel out. `requests` is the path of the program of that name.
///
/// # Errors
///
/// If valgrind cannot be started, or says nothing about instructions.
pub fn instructions(requests: &Path, case: &Case) -> io::Result<u64> {
    let [few, many] = [FEW, MANY].map(|times| run(requests, case, times));
    Ok((many? - few?) / u64::from(MANY - FEW))
}

fn run(requests: &Path, case: &Case, times: u32) -> io::Result<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(requests)
        .args([case.id(), times.to_string()])
        .stdout(Stdio::null())
        .output()?;
    let report = String::from_utf8_lossy(&output.stderr);
    let count = report.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok());
    count.ok_or_else(|| io::Error::other(report.into_owned()))
}
