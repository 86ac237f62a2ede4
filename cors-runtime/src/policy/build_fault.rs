//! Why the origins of a static cannot be used: as data for programs, and as text for people.

use std::fmt;
use std::panic::Location;

/// A reason why a router cannot be built. [`BuildError::faults`](crate::BuildError::faults) lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildFault {
    /// One of the origins that are named at run time is invalid.
    #[non_exhaustive]
    Origin {
        /// The name of the static `Origins`.
        origins: &'static str,
        /// Where the origin comes from.
        source: OriginsFrom,
        /// Its place among the origins of the source, counted from 1.
        entry: usize,
        /// The origin, as it is named.
        value: String,
        /// The short name of the problem, such as `trailing_slash`.
        problem: &'static str,
        /// What is wrong.
        message: String,
        /// What to write instead.
        help: String,
    },
    /// An environment variable cannot be read.
    #[non_exhaustive]
    Variable {
        /// The name of the static `Origins`.
        origins: &'static str,
        /// The file of the static.
        file: &'static str,
        /// The line in that file.
        line: u32,
        /// The name of the variable.
        variable: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
    /// Nothing names the origins of a static: no binding, no variable, no default.
    #[non_exhaustive]
    NotNamed {
        /// The name of the static `Origins`.
        origins: &'static str,
        /// The file of the static.
        file: &'static str,
        /// The line in that file.
        line: u32,
        /// What to do.
        help: String,
    },
    /// An entry of [`CorsRouter::server_origins`](crate::CorsRouter::server_origins) is not an origin.
    #[non_exhaustive]
    ServerOrigin {
        /// The file of the call.
        file: &'static str,
        /// The line in that file.
        line: u32,
        /// What is wrong.
        message: String,
        /// What to write instead.
        help: String,
    },
    /// No route of the router takes its origins from a static that is bound.
    #[non_exhaustive]
    UnusedBinding {
        /// The name of the static `Origins`.
        origins: &'static str,
        /// The file of the call that binds it.
        file: &'static str,
        /// The line in that file.
        line: u32,
    },
}

/// Where origins that are named at run time come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OriginsFrom {
    /// [`CorsRouter::bind_origins`](crate::CorsRouter::bind_origins).
    #[non_exhaustive]
    Binding {
        /// The file of the call.
        file: &'static str,
        /// The line in that file.
        line: u32,
    },
    /// An environment variable.
    #[non_exhaustive]
    Variable {
        /// The name of the variable.
        name: &'static str,
        /// The file of the static that names it.
        file: &'static str,
        /// The line in that file.
        line: u32,
    },
}

impl BuildFault {
    /// A fault of `server_origins`, whose help is on a line of its own.
    pub(crate) fn server_origin(at: &'static Location<'static>, text: &str) -> BuildFault {
        let (message, help) = text.split_once("\n  help: ").unwrap_or((text, ""));
        let (message, help) = (message.to_owned(), help.to_owned());
        BuildFault::ServerOrigin { file: at.file(), line: at.line(), message, help }
    }

    /// The line above the faults of one source.
    fn heading(&self) -> String {
        match self {
            BuildFault::Origin { origins, source: OriginsFrom::Binding { file, line }, .. } => {
                format!("invalid origins of `{origins}`, bound at {file}:{line}:")
            }
            BuildFault::Origin { origins, source: OriginsFrom::Variable { name, file, line }, .. }
            | BuildFault::Variable { origins, variable: name, file, line, .. } => {
                format!("invalid value of environment variable `{name}`, named by `{origins}` ({file}:{line}):")
            }
            BuildFault::NotNamed { origins, file, line, .. } => format!("`{origins}` ({file}:{line}) has no origins:"),
            BuildFault::ServerOrigin { file, line, .. } => format!("invalid `server_origins` at {file}:{line}:"),
            BuildFault::UnusedBinding { origins, .. } => format!("`{origins}` is bound without effect:"),
        }
    }
}

/// The fault alone. [`BuildError`](crate::BuildError) also says where its origins come from.
impl fmt::Display for BuildFault {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BuildFault::Origin { entry, problem, message, help, .. } => {
                write!(f, "entry {entry}: {message} [cors::{problem}]\n  help: {help}")
            }
            BuildFault::Variable { message, help, .. } | BuildFault::ServerOrigin { message, help, .. } => {
                write!(f, "{message}\n  help: {help}")
            }
            BuildFault::NotNamed { help, .. } => {
                write!(f, "nothing names them when the program starts\n  help: {help}")
            }
            BuildFault::UnusedBinding { file, line, origins } => write!(
                f,
                "no route of the router that is bound at {file}:{line} has `origins = {origins}`\n  help: write `origins = {origins}` \
                 on a handler or a policy of this router, or move the call to the router with these routes"
            ),
        }
    }
}

/// Writes faults, those of one source below one heading.
pub(crate) fn write_faults(faults: &[BuildFault], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut last = String::new();
    for fault in faults {
        let heading = fault.heading();
        if heading != last {
            f.write_str(if last.is_empty() { "" } else { "\n\n" })?;
            f.write_str(&heading)?;
            last = heading;
        }
        write!(f, "\n{fault}")?;
    }
    Ok(())
}
