//! Origins near a pattern, made from the fuzzer's bytes.

use libfuzzer_sys::arbitrary::{Result, Unstructured};

const FILLINGS: [&str; 16] =
    ["a", "b", "a.b", "a-b", "x1.a", "-", "_", "a_b", "0", "", ".", "a.", "A", "*", "a..b", "xn--4ca"];
const PORTS: [&str; 12] = ["", "", ":", ":1", ":80", ":443", ":8443", ":8080", ":0", ":65536", ":*", ":01"];

pub(crate) fn near(pattern: &str, bytes: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let mut origin = match pattern.strip_suffix(":*") {
        Some(host) => host.to_owned() + bytes.choose(&PORTS)?,
        None => pattern.to_owned(),
    };
    if origin.contains('*') {
        origin = origin.replacen('*', bytes.choose(&FILLINGS)?, 1);
    }
    let mut origin = origin.into_bytes();
    for _ in 0..bytes.int_in_range(0..=3)? {
        let at = bytes.int_in_range(0..=origin.len())?;
        let length = bytes.int_in_range(0..=3)?.min(origin.len() - at);
        let piece = bytes.arbitrary::<[u8; 2]>()?;
        let piece = &piece[..bytes.int_in_range(0..=2)?];
        origin.splice(at..at + length, piece.iter().copied());
    }
    Ok(origin)
}
