//! A program that others host: whoever runs it names the origins of their pages, in a file, on the command line or in an environment
//! variable. Without any of them, it serves its own pages only. The desktop app is always allowed.
//!
//! ```sh
//! cargo run -p self_hosted                                              # its own pages, and the desktop app
//! cargo run -p self_hosted -- --origin https://app.corp.example --origin 'https://*.pages.corp.example'
//! cargo run -p self_hosted -- --config examples/self_hosted/example.toml
//! APP_ORIGINS=https://app.corp.example cargo run -p self_hosted
//! cargo run -p self_hosted -- --origin app.corp.example/                # does not start, and says what to write
//! cargo run -p self_hosted -- --surface > surface.json                  # what handler-cors-probe compares a deployment with
//! ```

use clap::Parser;
use handler_cors::{BuildError, CorsRouter, Origins, Policy, cors};
use serde::Deserialize;
use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

/// Any https host that an operator names, and the desktop app, whose pages have another origin on Windows and Android.
#[cors(
    within = ["https://*"],
    always = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"],
    env = "APP_ORIGINS",
    default = [],
)]
static PAGES: Origins;

/// What the pages may do.
#[cors(origins = PAGES, headers = ["x-request-id"], credentials, max_age = 600)]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list_notes() -> &'static str {
    "all notes\n"
}

#[cors(policy = WEB, methods = [POST])]
async fn create_note(text: String) -> String {
    format!("noted: {text}\n")
}

/// A server for notes.
#[derive(Parser)]
struct Arguments {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:3000")]
    address: SocketAddr,
    /// A TOML file with `origins = ["https://app.example.com"]`.
    #[arg(long)]
    config: Option<PathBuf>,
    /// An origin whose pages may use this server, such as `https://app.example.com`. Can be repeated; goes before the file.
    #[arg(long = "origin")]
    origins: Vec<String>,
    /// Write the surface in JSON, for `handler-cors-probe`, and end.
    #[arg(long)]
    surface: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    /// Absent: the environment variable counts. Empty: the server's own pages only.
    origins: Option<Vec<String>>,
}

/// The origins of the command line, else of the file.
fn named(arguments: &Arguments, config: Config) -> Option<Vec<String>> {
    if arguments.origins.is_empty() { config.origins } else { Some(arguments.origins.clone()) }
}

fn app(named: Option<Vec<String>>) -> Result<CorsRouter, BuildError> {
    let mut app = CorsRouter::new().route("/notes", (list_notes, create_note));
    if let Some(origins) = named {
        app = app.bind_origins(&PAGES, origins);
    }
    app.build()
}

async fn run() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let config = match &arguments.config {
        Some(path) => toml::from_str(&std::fs::read_to_string(path)?)?,
        None => Config::default(),
    };
    let app = app(named(&arguments, config))?;
    let surface = app.resolved_surface()?;
    if arguments.surface {
        println!("{}", serde_json::to_string_pretty(&surface)?);
        return Ok(());
    }
    print!("{surface}");
    let listener = tokio::net::TcpListener::bind(arguments.address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests;
