//! The command line.

use clap::{Parser, ValueEnum};
use std::num::NonZeroU32;
use std::path::PathBuf;

/// Compares the CORS responses of a deployment with the surface of its handler-cors router.
///
/// Sends preflights, and nothing else unless `--get` asks for it. Exit status: 0 if nothing was found, 1 if something was, 2 if it could
/// not probe.
#[derive(Debug, Parser)]
#[command(name = "handler-cors-probe", version, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Where browsers reach the deployment, as in `https://api.example.com`
    pub(crate) url: String,
    /// The surface in JSON, a file or `-` for the standard input
    pub(crate) surface: PathBuf,
    /// The value of a path parameter, as in `id=1`, or the path to send for a row, as in `/assets/*=/assets/a.css`
    #[arg(long = "path", value_name = "NAME=VALUE", value_parser = named)]
    pub(crate) paths: Vec<(String, String)>,
    /// Send GET and HEAD too to the rows with this path, as in `/widgets/{id}`
    #[arg(long = "get", value_name = "PATH")]
    pub(crate) gets: Vec<String>,
    /// An origin that is allowed where the surface leaves it to the program
    #[arg(long = "origin", value_name = "ORIGIN")]
    pub(crate) origins: Vec<String>,
    /// How many patterns of each row to probe
    #[arg(long, value_name = "COUNT", default_value_t = 8)]
    pub(crate) origins_per_row: usize,
    /// Which versions of HTTP to use
    #[arg(long, value_enum, default_value_t = Http::Auto)]
    pub(crate) http: Http,
    /// The most requests per second
    #[arg(long, value_name = "COUNT", default_value = "10")]
    pub(crate) rate: NonZeroU32,
    /// The most requests in all
    #[arg(long, value_name = "COUNT", default_value_t = 2000)]
    pub(crate) max_requests: usize,
    /// The most seconds in all
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) time_limit: u64,
    /// Trust the certificates of this authority too, a file in PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// Write the report in JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// The versions of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Http {
    /// HTTP/1.1, and HTTP/2 if the server offers it by TLS
    Auto,
    /// HTTP/1.1
    #[value(name = "1")]
    One,
    /// HTTP/2, without TLS too
    #[value(name = "2")]
    Two,
    /// HTTP/1.1 and HTTP/2, without TLS too
    Both,
}

/// The value may have a `=` itself; a name does not.
fn named(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE, as in `id=1`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn paths_have_a_name_and_a_value() {
        assert_eq!(named("q=a=b"), Ok(("q".to_owned(), "a=b".to_owned())));
        for text in ["id", "=1", "id="] {
            assert!(named(text).is_err(), "{text}");
        }
    }
}
