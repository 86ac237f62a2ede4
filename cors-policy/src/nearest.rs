//! Suggestions for misspelt words.

/// Returns the candidate that was probably meant by a misspelt word: the nearest one, if at most three of its bytes
/// differ, and at most a third of them.
///
/// ```
/// use handler_cors_policy::nearest;
///
/// assert_eq!(nearest("orgins", &["origins", "methods"]), Some("origins"));
/// assert_eq!(nearest("age", &["max_age", "expose"]), None);
/// ```
#[must_use]
#[inline]
pub fn nearest(word: &str, candidates: &[&'static str]) -> Option<&'static str> {
    // A longer word is not a misspelling, and to compare it would take time.
    if word.len() > 64 {
        return None;
    }
    let mut nearest = None;
    for candidate in candidates {
        let found = (distance(word.as_bytes(), candidate.as_bytes()), *candidate);
        let is_near = found.0 <= candidate.len().div_ceil(3).min(3);
        if is_near && nearest.is_none_or(|nearest| found < nearest) {
            nearest = Some(found);
        }
    }
    nearest.map(|(_, candidate)| candidate)
}

/// The number of bytes to insert, remove, replace, or swap with their neighbour.
#[inline]
fn distance(word: &[u8], candidate: &[u8]) -> usize {
    // The distances between the first `i` bytes of one and the first `j` bytes of the other.
    let width = candidate.len() + 1;
    let mut distances = vec![0; (word.len() + 1) * width];
    for at in 0..distances.len() {
        let (i, j) = (at / width, at % width);
        if i == 0 || j == 0 {
            distances[at] = i + j;
            continue;
        }
        let (byte, other) = (word[i - 1], candidate[j - 1]);
        let replaced = distances[at - width - 1] + usize::from(byte != other);
        let mut best = replaced.min(distances[at - width] + 1).min(distances[at - 1] + 1);
        if i > 1 && j > 1 && byte == candidate[j - 2] && word[i - 2] == other {
            best = best.min(distances[at - 2 * width - 2] + 1);
        }
        distances[at] = best;
    }
    distances[distances.len() - 1]
}
