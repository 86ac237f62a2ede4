//! Compares the CORS responses of a deployment with the surface of its handler-cors router. `README.md` shows how.

mod arguments;
mod client;
mod problems;

use arguments::Arguments;
use clap::Parser;
use client::{BoxError, Client, versions};
use handler_cors_policy::surface::Surface;
use handler_cors_testing::probe::{Probe, Report};
use indicatif::{ProgressBar, ProgressStyle};
use reqwest::Url;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

/// Nothing was found.
const CLEAN: u8 = 0;
/// Something was found.
const FOUND: u8 = 1;
/// It could not probe, or not all.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let report = runtime.map_err(BoxError::from).and_then(|runtime| runtime.block_on(run(&arguments)));
    match report {
        Ok(report) => ExitCode::from(status(&report)),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(FAILED)
        }
    }
}

fn status(report: &Report) -> u8 {
    match report {
        _ if report.is_clean() => CLEAN,
        _ if report.findings.is_empty() => FAILED,
        _ => FOUND,
    }
}

async fn run(arguments: &Arguments) -> Result<Report, BoxError> {
    let surface = surface(&arguments.surface)?;
    let probe = probe(&surface, arguments);
    // Before anything is sent.
    at_most(&probe, arguments)?;
    let server = Url::parse(&arguments.url)?;
    let versions = versions(&server, arguments).await?;
    let probe = probe.versions(versions.iter().copied());
    let at_most = at_most(&probe, arguments)?;
    announce(arguments, at_most, versions.len());
    let mut client = Client::new(server, arguments)?;
    client.progress = progress(at_most);
    let report = probe.run(&mut client).await?;
    client.progress.finish_and_clear();
    write(&report, arguments.json)?;
    Ok(report)
}

fn surface(path: &Path) -> Result<Surface, BoxError> {
    let mut text = String::new();
    if path == Path::new("-") {
        io::stdin().read_to_string(&mut text)?;
    } else {
        text = fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    }
    serde_json::from_str(&text).map_err(|error| problems::no_surface(path, &error).into())
}

fn probe(surface: &Surface, arguments: &Arguments) -> Probe {
    let probe = Probe::new(surface).at(&arguments.url).origins_per_row(arguments.origins_per_row);
    let probe = arguments.paths.iter().fold(probe, |probe, (name, value)| probe.path(name, value));
    let probe = arguments.gets.iter().fold(probe, |probe, path| probe.get(path));
    arguments.origins.iter().fold(probe, |probe, origin| probe.origin(origin))
}

/// How many requests it takes, if they are within the limit.
fn at_most(probe: &Probe, arguments: &Arguments) -> Result<usize, BoxError> {
    let at_most = probe.at_most().map_err(|error| problems::text(&error))?;
    if at_most > arguments.max_requests {
        return Err(problems::too_many(at_most, arguments.max_requests).into());
    }
    Ok(at_most)
}

/// Says what will be sent, before it is sent.
fn announce(arguments: &Arguments, at_most: usize, versions: usize) {
    let methods = if arguments.gets.is_empty() { "OPTIONS" } else { "OPTIONS, GET and HEAD" };
    let http = if versions == 1 { "" } else { ", over HTTP/1.1 and HTTP/2" };
    let Arguments { url, rate, time_limit, .. } = arguments;
    eprintln!(
        "probing {url}: at most {at_most} requests{http}, {methods}, at most {rate} per second, for at most {time_limit} s"
    );
}

/// Hidden where the standard error is no terminal.
fn progress(at_most: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} requests, {eta} left");
    let bar = ProgressBar::new(at_most as u64);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn write(report: &Report, json: bool) -> Result<(), BoxError> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer_pretty(&mut out, report)?;
        writeln!(out)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(())
}
