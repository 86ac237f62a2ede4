//! A stranger's origin that costs the table of exact origins its longest search.
//!
//! The hash is that of `cors-runtime/src/matching.rs`, written once more: a benchmark of the worst case has to know it. If the
//! two differ, the stranger is merely any stranger.

use crate::origins;

/// An origin that is not in the list of exact origins, and lands at the start of the longest run of the list's table.
pub(crate) fn stranger(length: usize) -> String {
    let taken = table(length);
    let run = |at: usize| (0..taken.len()).take_while(|ahead| taken[(at + ahead) % taken.len()]).count();
    let strangers = (0..100_000).map(|at| format!("https://app-{at:05}.example.net"));
    let home = |origin: &String| hash(origin.as_bytes()) as usize & (taken.len() - 1);
    strangers.max_by_key(|origin| run(home(origin))).unwrap_or_default()
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
