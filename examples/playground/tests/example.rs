//! The playground as a program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_playground");

/// Killed when the test ends.
pub(crate) struct Example {
    process: Child,
    pub(crate) api: String,
    pub(crate) app: String,
    pub(crate) cross_site: String,
}

impl Drop for Example {
    fn drop(&mut self) {
        self.process.kill().and_then(|()| self.process.wait()).unwrap();
    }
}

impl Example {
    pub(crate) fn start() -> Example {
        let mut process = Command::new(PROGRAM).arg("0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut origin = || {
            let line = lines.next().expect("the example prints its origins").unwrap();
            line.rsplit(' ').next().unwrap().to_owned()
        };
        let [api, app, cross_site, _same_site] = std::array::from_fn(|_| origin());
        Example { process, api, app, cross_site }
    }

    /// The head and the body of a response of the API.
    pub(crate) fn get(&self, target: &str) -> (String, String) {
        let host = self.api.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host.replace("localhost", "127.0.0.1")).unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }
}

/// The error for an argument with which it does not start.
pub(crate) fn error_for(argument: &str) -> String {
    let output = Command::new(PROGRAM).arg(argument).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}
