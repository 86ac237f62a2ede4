//! A disallowed origin with the longest search in the table of exact origins.
//!
//! The hash is a copy of that in `cors-runtime/src/matching.rs`, which the worst case depends on. If the two differ, this is just
//! some disallowed origin.

use crate::origins;

/// An origin that is not in the list, and whose slot is at the start of the longest run of the table.
pub(crate) fn worst_case(length: usize) -> String {
    let taken = table(length);
    let run = |at: usize| (0..taken.len()).take_while(|ahead| taken[(at + ahead) % taken.len()]).count();
    let candidates = (0..100_000).map(|at| format!("https://app-{at:05}.example.net"));
    let home = |origin: &String| hash(origin.as_bytes()) as usize & (taken.len() - 1);
    candidates.max_by_key(|origin| run(home(origin))).unwrap_or_default()
}

/// Which slots are taken.
fn table(length: usize) -> Vec<bool> {
    let size = (length * 2).next_power_of_two();
    let mut taken = vec![false; size];
    for at in 0..length {
        let mut slot = hash(origins::exact(at).as_bytes()) as usize & (size - 1);
        while taken[slot] {
            slot = (slot + 1) & (size - 1);
        }
        taken[slot] = true;
    }
    taken
}

fn hash(bytes: &[u8]) -> u64 {
    let last = bytes.last_chunk().map_or(0, |last| u64::from_le_bytes(*last));
    let words = bytes.chunks_exact(8).filter_map(|word| word.first_chunk()).map(|word| u64::from_le_bytes(*word));
    words.fold(mix(bytes.len() as u64 ^ last), |state, word| mix(state ^ word))
}

fn mix(word: u64) -> u64 {
    let product = word.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    product ^ (product >> 29)
}
