//! The fuzz targets, as functions of bytes.

mod decision;
mod environment;
mod matching;
#[path = "../../cors-policy/tests/oracle/naive.rs"]
mod naive;
mod near;

pub use decision::decision;
pub use environment::environment;
pub use matching::matching;
