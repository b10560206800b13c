//! The hash by which built-in words are found: the build script and the program agree on it.

/// A number that few other words have. It looks at the length and at both ends, which tell most words apart.
pub(crate) fn word_hash(word: &[u8]) -> usize {
    let (first, last) = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (word.iter().fold(0, |all, &byte| (all << 8) | u64::from(byte)), 0),
    };
    let mixed =
        (first ^ last.rotate_left(29) ^ word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize
}
