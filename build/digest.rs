//! Hashes as a content security policy writes them.

use sha2::{Digest, Sha256};

/// The SHA-256 of a text, in Base64.
pub fn digest(text: &str) -> String {
    base64(&Sha256::digest(text))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(three.get(at).copied().unwrap_or_default())
        });
        let letter = |at: usize| LETTERS[(bits >> (18 - 6 * at) & 63) as usize] as char;
        let letters = (0..4).map(|at| if at <= three.len() { letter(at) } else { '=' });
        letters.collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}
