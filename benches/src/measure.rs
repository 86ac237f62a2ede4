//! Counting the instructions of a request.

use crate::cases::Case;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The instructions of `requests` under valgrind, with this many requests.
pub fn repeat(case: &Case, times: u32) {
    let (mut app, template) = (case.app(), case.template());
    for _ in 0..times {
        drop(app.response(template.request()));
    }
}

const FEW: u32 = 50;
const MANY: u32 = 250;

/// The instructions of one request, including building it. This is the cost of 200 more requests, so that start-up cancels out.
/// `requests` is the path of that program.
///
/// # Errors
///
/// If valgrind cannot be started, or reports no instructions.
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
