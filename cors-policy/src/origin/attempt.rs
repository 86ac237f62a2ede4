//! The `?` operator for `const fn`.

macro_rules! attempt {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(problem) => return Err(problem),
        }
    };
}

pub(super) use attempt;
