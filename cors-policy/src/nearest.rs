//! The word that was meant.

/// The candidate nearest to a word, if it is so near that it was probably meant: up to three of its bytes, and no more than
/// a third of them, differ.
///
/// ```
/// use handler_cors_policy::nearest;
///
/// assert_eq!(nearest("orgins", &["origins", "methods"]), Some("origins"));
/// assert_eq!(nearest("age", &["max_age", "expose"]), None);
/// ```
#[must_use]
pub fn nearest(word: &str, candidates: &[&'static str]) -> Option<&'static str> {
    // Longer ones are no slips, and their comparison would take time.
    if word.len() > 64 {
        return None;
    }
    let distances = candidates.iter().map(|candidate| (distance(word, candidate), *candidate));
    let near = distances.filter(|(distance, candidate)| *distance <= candidate.len().div_ceil(3).min(3));
    near.min().map(|(_, candidate)| candidate)
}

/// How many bytes are to be inserted, removed, replaced, or swapped with their neighbour.
fn distance(word: &str, candidate: &str) -> usize {
    let (word, candidate) = (word.as_bytes(), candidate.as_bytes());
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
