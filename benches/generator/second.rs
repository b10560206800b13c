//! Registers by a second author, who writes otherwise than the first: what a seed draws.
//!
//! A speed that hangs on one author's habits is not the speed of the program.
#![allow(clippy::format_push_string, reason = "what a text is made with takes no time that counts")]

use std::fmt::Display;

use super::Language;
use super::chance::Chance;
use super::panel::{BRANCHES, CALLS, ENVIRONMENTS, OWNERS, PLACES};
use super::state::State;
use super::tracked;

/// How a register of the second author looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    seed: usize,
    /// Entries are rows of a table, not sections.
    is_table: bool,
    /// Labels and states come from the configuration.
    has_own_words: bool,
    /// Lists within fields, and code blocks.
    is_nested: bool,
    has_crlf: bool,
    /// The sentences of a field.
    prose: usize,
}

/// Labels in the order in which a field has its value in [`Style::values`].
const LABELS: [[&str; 15]; 2] = [
    [
        "Gap ID",
        "First seen on",
        "Env",
        "State",
        "Prio",
        "Responsible",
        "Service level",
        "Fix Version",
        "Criticality",
        "Manual page",
        "Observed",
        "Root cause",
        "User impact",
        "Mitigation",
        "Done when",
    ],
    [
        "Kayıt no",
        "Tespit tarihi",
        "Ortam",
        "Durum",
        "Öncelik",
        "Sorumlu",
        "Hedef süre",
        "Hedef sürüm",
        "Şiddet",
        "İlgili sayfa",
        "Gözlem",
        "Kök neden",
        "Etkisi",
        "Geçici çözüm",
        "Kabul kriteri",
    ],
];
const EVIDENCE: [&str; 2] = ["Escalation pack", "Eskalasyon"];
const CLOSURE: [&str; 2] = ["Resolution note", "Kapanış kanıtı"];
const STATES: [[&str; 4]; 2] = [
    ["Reported", "Under way", "Deployed", "Closed"],
    ["Açık", "Devam Ediyor", "Düzeltildi", "Doğrulandı"],
];
/// Words that only the configuration knows, by the place of the label, and for all states.
const OWN_LABELS: [(usize, &str); 3] =
    [(5, "Shelfkeeper"), (10, "Witnessed"), (14, "Bell rings when")];
const OWN_STATES: [&str; 4] = ["Shelved", "On the cart", "Bound", "Catalogued"];

/// What makes the words of [`OWN_LABELS`] and [`OWN_STATES`] known.
const CONFIGURATION: &str = "\
vocabulary:
  en:
    labels: { Owner: [Shelfkeeper], Symptom: [Witnessed], Verification: [Bell rings when] }
    statuses: { Open: [Shelved], In Progress: [On the cart], Fixed: [Bound], Verified: [Catalogued] }
";

const TITLES: [[&str; 4]; 2] = [
    [
        "Totals differ from the list",
        "The second page repeats the first",
        "Notes vanish",
        "A receipt has no date",
    ],
    [
        "Toplamlar listeyle uyuşmuyor",
        "İkinci sayfa birinciyi tekrarlıyor",
        "Notlar kayboluyor",
        "Fişte tarih yok",
    ],
];
const SENTENCES: [[&str; 6]; 2] = [
    [
        "On `@screen` the row of @branch is drawn twice, and which of the two is kept depends on the hour.",
        "A reader who returns @amount items at once sees *some* of them, while the desk sees **all**.",
        "The answer holds the field `total`, whose number is older than the list by one night (see [the page](/docs/help.md)).",
        "Nobody at @branch can say since when; the oldest receipt that shows it is from last winter.",
        "After signing in anew the figure is right for a while, then it falls behind again by @amount.",
        "What helps is to ask for fewer rows, to wait, and to ask again.",
    ],
    [
        "`@screen` ekranında @branch satırı iki kez çiziliyor; hangisinin kalacağı saate göre değişiyor.",
        "Aynı anda @amount ödünç iade eden okur bunların *bir kısmını*, masa ise **hepsini** görüyor.",
        "Yanıttaki `total` alanı listeden bir gece geride kalıyor (bkz. [yardım sayfası](/docs/help.md)).",
        "@branch şubesinde kimse ne zamandan beri böyle olduğunu söyleyemiyor; en eski fiş geçen kıştan.",
        "Yeniden giriş yapınca sayı bir süre doğru, sonra yine @amount eksik kalıyor.",
        "Daha az satır istemek, beklemek ve yeniden istemek işe yarıyor.",
    ],
];

/// The columns of the triage table.
const SUMMARY: [usize; 4] = [0, 3, 4, 5];

/// An entry, and its row in the triage table, or in that of all entries.
struct Entry {
    text: String,
    row: String,
}

fn row<const N: usize>(cells: [impl Display; N]) -> String {
    format!("|{}\n", cells.map(|cell| format!(" {cell} |")).concat())
}

impl Style {
    /// What a seed draws. Seeds from 0 on differ in what costs most: the shape and the words.
    pub fn drawn(seed: usize) -> Self {
        let mut chance = Chance::new(seed);
        Self {
            seed,
            is_table: seed % 3 == 1,
            has_own_words: seed % 3 == 2,
            is_nested: chance.below(2) == 0,
            has_crlf: chance.below(2) == 0,
            prose: 1 + chance.below(4),
        }
    }

    /// The text of `gapreg.yaml`.
    pub fn configuration(self) -> &'static str {
        if self.has_own_words { CONFIGURATION } else { "" }
    }

    /// A register of `count` entries.
    pub fn register(self, language: Language, count: usize, state: State) -> String {
        let labels = self.labels(language);
        let entries: Vec<Entry> =
            (1..=count).map(|number| self.entry(language, number, state)).collect();
        let mut text = format!("# Lending desk: gap register\n\n{}", self.policy(language));
        if self.is_table {
            text += &row(labels);
            text += &row(["---"; 15]);
        } else {
            for entry in &entries {
                text += &entry.text;
            }
            // The triage table is the last section.
            text +=
                &["\n## Triage\n\n", &row(SUMMARY.map(|at| labels[at])), &row(["---"; 4])].concat();
        }
        for entry in &entries {
            text += &entry.row;
        }
        if self.has_crlf { text.replace('\n', "\r\n") } else { text }
    }

    fn labels(self, language: Language) -> [&'static str; 15] {
        let mut labels = LABELS[language as usize];
        for (at, own) in OWN_LABELS.into_iter().filter(|_| self.has_own_words) {
            labels[at] = own;
        }
        labels
    }

    fn states(self, language: Language) -> [&'static str; 4] {
        if self.has_own_words { OWN_STATES } else { STATES[language as usize] }
    }

    fn policy(self, language: Language) -> String {
        let flow = self.states(language).join(" → ");
        let [sla, flow_label] = match language {
            Language::English => ["Default SLAs", "Lifecycle"],
            Language::Turkish => ["Varsayılan SLA", "Durum akışı"],
        };
        format!("{sla}: P0 = 24h, P1 = 7d, P2 = 30d.\n\n{flow_label}: {flow}.\n\n## 1. Gaps\n\n")
    }

    fn entry(self, language: Language, number: usize, state: State) -> Entry {
        let mut chance = Chance::new(number ^ (self.seed << 32));
        let mut own = tracked(&mut chance);
        let at = ["Open", "In Progress", "Fixed", "Verified"].iter().position(|s| own[0].1 == *s);
        let step = at.unwrap_or_default();
        self.states(language)[step].clone_into(&mut own[0].1);
        let closed = own[5].1.clone();
        state.spoil(number, &mut own);
        let values = self.values(language, number, &own, &mut chance);
        if self.is_table {
            return Entry { text: String::new(), row: row(values) };
        }
        let title = chance.pick(&TITLES[language as usize]);
        let mut text = format!("### 1.{number} {title} ({number})\n\n");
        for (at, (label, value)) in self.labels(language).iter().zip(&values).enumerate() {
            text += &format!("* **{label}**: {value}\n");
            if self.is_nested && at == 10 {
                text += "  1. Open the **list**.\n     - Choose a branch.\n     - Choose a *month*.\n  2. Count the rows.\n";
            }
        }
        let [call, _] = chance.pick(&CALLS);
        let call = call.replace("@resource", "loans").replace("@key", "loan_id");
        let evidence = EVIDENCE[language as usize];
        text += &format!("* **{evidence}**: `{call}`\n");
        if self.is_nested {
            text += "\n  ```json\n  { \"total\": 12, \"rows\": [] }\n  ```\n\n";
        }
        if step == 3 {
            text +=
                &format!("* **{}**: {closed}, 2.1.0, {}\n", CLOSURE[language as usize], "`desk`");
        }
        text += &[state.extra_field(number), "\n"].concat();
        Entry { text, row: row(SUMMARY.map(|at| &values[at])) }
    }

    /// The values of an entry, in the order of [`LABELS`].
    fn values(
        self,
        language: Language,
        number: usize,
        own: &[(&'static str, String); 7],
        chance: &mut Chance,
    ) -> [String; 15] {
        let place = chance.pick(&PLACES);
        let branch = *chance.pick(&BRANCHES);
        let code = language.words().code;
        let mut prose = || {
            let all = &SENTENCES[language as usize];
            let said: Vec<&str> = (0..self.prose).map(|_| *chance.pick(all)).collect();
            let amount = (20 + chance.below(180)).to_string();
            said.join(" ")
                .replace("@screen", place.screen)
                .replace("@branch", branch)
                .replace("@amount", &amount)
        };
        let [observed, cause, impact, mitigation, proof] = std::array::from_fn(|_| prose());
        let of = |name: &str| {
            own.iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        [
            format!("LD-{number:05}"),
            of("seen"),
            (*chance.pick(&ENVIRONMENTS)).to_owned(),
            of("status"),
            of("priority"),
            (*chance.pick(&OWNERS)).to_owned(),
            of("sla"),
            of("version"),
            of("severity"),
            format!("`/docs/{code}/admin/{}.md`", place.page),
            format!("{observed} ({number})"),
            cause,
            impact,
            mitigation,
            proof,
        ]
    }
}
