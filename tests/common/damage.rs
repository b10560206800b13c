//! Damaged registers: lines are dropped, repeated, swapped and changed.

use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};

/// The same fifty cases for each property, so that a run fails only because of a change in the
/// code. `PROPTEST_CASES` asks for that number of new, random cases instead. The failing cases are
/// kept in the file `regressions`.
pub fn cases(regressions: &'static str) -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok().and_then(|wanted| wanted.parse().ok());
    let rng_seed = wanted.map_or(RngSeed::Fixed(2026), |_| RngSeed::Random);
    let config = ProptestConfig { cases: wanted.unwrap_or(50), rng_seed, ..Default::default() };
    let persistence = Some(Box::new(FileFailurePersistence::Direct(regressions)) as Box<_>);
    ProptestConfig { failure_persistence: persistence, ..config }
}

/// Text that opens, closes, hides or breaks a block or a field.
const SCRAPS: [&str; 24] = [
    "```",
    "<!--",
    "-->",
    "<!-- gapreg-ignore bad-sla -->",
    "<!-- gapreg-ignore-file missing-id: x -->",
    "> ",
    "**",
    "`",
    "|",
    "- **ID:**",
    "- **ID:** G-011",
    "- **SLA:** soon",
    "- **Prioirty:** p1",
    "### 1.2 A → b",
    "#### Symptom",
    "Ã¼ÅŸ",
    "\u{fffd}",
    "\u{1b}[0m",
    "\u{202e}",
    "İ",
    "\r",
    "\t",
    "---",
    "| G-011 | P0 | Open |",
];

#[derive(Clone, Debug)]
enum Harm {
    Drop(prop::sample::Index),
    Repeat(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, &'static str),
    Append(prop::sample::Index, &'static str),
    Cut(prop::sample::Index),
}

/// Lines are dropped, repeated or swapped, or all further lines are cut off.
fn disorder() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Harm::Drop),
        at().prop_map(Harm::Repeat),
        (at(), at()).prop_map(|(a, b)| Harm::Swap(a, b)),
        at().prop_map(Harm::Cut),
    ]
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    let scrap = || prop::sample::select(SCRAPS.to_vec());
    prop_oneof![
        4 => disorder(),
        1 => (at(), scrap()).prop_map(|(at, scrap)| Harm::Insert(at, scrap)),
        1 => (at(), scrap()).prop_map(|(at, scrap)| Harm::Append(at, scrap)),
    ]
}

/// One of some texts with damaged lines.
#[allow(dead_code, reason = "not every test that shares this file needs it")]
pub fn harmed(texts: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    done(texts, prop::collection::vec(harm(), 0..12))
}

/// One of some texts with a few lines dropped, repeated, swapped or cut off.
#[allow(dead_code, reason = "not every test that shares this file needs it")]
pub fn disordered(texts: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    done(texts, prop::collection::vec(disorder(), 0..4))
}

fn done<H: Strategy<Value = Vec<Harm>>>(
    texts: &[&'static str],
    harms: H,
) -> impl Strategy<Value = String> + use<H> {
    (prop::sample::select(texts.to_vec()), harms, any::<bool>()).prop_map(|(text, harms, crlf)| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for harm in harms {
            if lines.is_empty() {
                break;
            }
            let len = lines.len();
            match harm {
                Harm::Drop(at) => drop(lines.remove(at.index(len))),
                Harm::Repeat(at) => lines.insert(at.index(len), lines[at.index(len)].clone()),
                Harm::Swap(a, b) => lines.swap(a.index(len), b.index(len)),
                Harm::Insert(at, scrap) => lines.insert(at.index(len), scrap.to_owned()),
                Harm::Append(at, scrap) => lines[at.index(len)].push_str(scrap),
                Harm::Cut(at) => lines.truncate(at.index(len) + 1),
            }
        }
        lines.join(if crlf { "\r\n" } else { "\n" })
    })
}
