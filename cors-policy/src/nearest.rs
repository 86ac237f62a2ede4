//! The word that was meant.

/// The candidate nearest to a word, if it is so near that it was probably meant.
pub(crate) fn nearest(word: &str, candidates: &[&'static str]) -> Option<&'static str> {
    // Longer ones are no slips, and their comparison would take time.
    if word.len() > 32 {
        return None;
    }
    let (distance, near) = candidates.iter().map(|candidate| (distance(word, candidate), *candidate)).min()?;
    (distance <= near.len().div_ceil(3).min(3)).then_some(near)
}

/// How many bytes are to be inserted, removed, replaced, or swapped with their neighbour, in any case of letters.
fn distance(word: &str, candidate: &str) -> usize {
    let (word, candidate) = (word.to_ascii_lowercase().into_bytes(), candidate.to_ascii_lowercase().into_bytes());
    let mut rows = vec![(0..=candidate.len()).collect::<Vec<_>>()];
    for (i, byte) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, other) in candidate.iter().enumerate() {
            let replaced = rows[i][j] + usize::from(byte != other);
            let mut best = replaced.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *byte == candidate[j - 1] && word[i - 1] == *other {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[word.len()][candidate.len()]
}
