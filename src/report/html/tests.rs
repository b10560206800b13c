//! The policy of the page, and what becomes of text in it.

use super::{POLICY, SCRIPT, STYLE, coded, escaped};

/// SHA-256, as FIPS 180-4 has it.
fn sha256(bytes: &[u8]) -> [u8; 32] {
    let is_prime = |n: &u64| (2..*n).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
    let primes: Vec<u64> = (2..).filter(is_prime).take(64).collect();
    // The first 32 bits behind the point of a root: by whole numbers, as floats are too short.
    let root = |prime: u64, power: u32| {
        let wanted = u128::from(prime) << (32 * power);
        let (mut low, mut high) = (0u128, 1u128 << 40);
        while high - low > 1 {
            let middle = low.midpoint(high);
            if middle.pow(power) <= wanted { low = middle } else { high = middle }
        }
        (low & 0xffff_ffff) as u32
    };
    let mut state: Vec<u32> = primes[..8].iter().map(|&prime| root(prime, 2)).collect();
    let constants: Vec<u32> = primes.iter().map(|&prime| root(prime, 3)).collect();
    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in message.chunks(64) {
        let word = |four: &[u8]| u32::from_be_bytes(four.try_into().unwrap());
        let mut w: Vec<u32> = block.chunks(4).map(word).collect();
        for at in 16..64 {
            let (a, b) = (w[at - 15], w[at - 2]);
            let s0 = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let s1 = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            let sum = w[at - 16].wrapping_add(s0).wrapping_add(w[at - 7]).wrapping_add(s1);
            w.push(sum);
        }
        let mut v = state.clone();
        for (k, w) in constants.iter().zip(&w) {
            let s1 = v[4].rotate_right(6) ^ v[4].rotate_right(11) ^ v[4].rotate_right(25);
            let choice = (v[4] & v[5]) ^ (!v[4] & v[6]);
            let one = v[7].wrapping_add(s1).wrapping_add(choice).wrapping_add(*k);
            let one = one.wrapping_add(*w);
            let s0 = v[0].rotate_right(2) ^ v[0].rotate_right(13) ^ v[0].rotate_right(22);
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
            v.pop();
            v.insert(0, one.wrapping_add(s0.wrapping_add(majority)));
            v[4] = v[4].wrapping_add(one);
        }
        state.iter_mut().zip(v).for_each(|(state, v)| *state = state.wrapping_add(v));
    }
    let bytes: Vec<u8> = state.into_iter().flat_map(u32::to_be_bytes).collect();
    bytes.try_into().unwrap()
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

#[test]
fn the_policy_names_this_style_and_this_script() {
    assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    for (kind, text) in [("style", STYLE), ("script", SCRIPT)] {
        let hash = base64(&sha256(text.as_bytes()));
        assert!(POLICY.contains(&format!("{kind}-src 'sha256-{hash}'")), "{kind}: {hash}");
    }
}

#[test]
fn text_stays_text_and_code_between_backticks_is_code() {
    assert_eq!(escaped("<a href=\"x\">&\u{1b}"), "&lt;a href=&quot;x&quot;&gt;&amp;\\u{1b}");
    assert_eq!(coded("`a<b>`: says `x`"), "<code>a&lt;b&gt;</code>: says <code>x</code>");
    assert_eq!(coded("one ` alone"), "one ` alone");
}
