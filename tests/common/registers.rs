//! Small registers in English, and ways to change them.

/// A sound entry with the ID `G-001`; each test changes the part that it is about.
pub const ENTRY: &str = "\
### 1.1 Loans → Renewals → Renewal is refused

- **ID:** G-001
- **First Seen:** 2026-02-01
- **Environment:** all
- **Status:** Open
- **Priority:** P1
- **Owner:** Backend
- **SLA:** 7d
- **Target Version:** TBD
- **Impact:** High

- **Source page:** `/docs/en/loans.md`
- **Symptom:** The button answers 404.
- **Impact:** Readers renew at the desk.
- **Admin Workaround:** Renew at the desk.
- **Escalation Package:**
  - The request and its answer
- **Verification (done when fixed):** The button renews.
";

/// A sound register with that entry.
pub fn sound() -> String {
    format!(
        "# Register (EN)\n\n**Last reviewed:** 2026-02-02\n\n## Triage Summary\n\n\
         | ID | Priority | Owner | SLA | Status |\n|---|---|---|---|---|\n\
         | G-001 | P1 | Backend | 7d | Open |\n\n> SLA default: P0=24h, P1=7d.\n\n\
         ## 1) Open gaps\n\n{ENTRY}"
    )
}

/// The same with an SLA that is not a duration, in the entry and in the table.
pub fn with_bad_sla() -> String {
    sound().replace("- **SLA:** 7d\n", "- **SLA:** soon\n").replace("| 7d |", "| soon |")
}

const ROW: &str = "| G-001 | P1 | Backend | 7d | Open |\n";

/// A register with three entries: one open, one in progress, one fixed.
pub fn three() -> String {
    let entry = |number: usize, title: &str, status: &str, symptom: &str| {
        ENTRY
            .replace("1.1", &format!("1.{number}"))
            .replace("G-001", &format!("G-00{number}"))
            .replace("Renewal is refused", title)
            .replace("**Status:** Open", &format!("**Status:** {status}"))
            .replace("The button answers 404.", symptom)
    };
    let second = entry(2, "Fine is doubled", "In Progress", "Each fine stands twice on the slip.");
    let third = entry(3, "Hold list is empty", "Fixed", "The list of holds shows nothing at all.");
    let row = |id: &str, status: &str| ROW.replace("G-001", id).replace("Open", status);
    let rows = [ROW, &row("G-002", "In Progress"), &row("G-003", "Fixed")].concat();
    format!("{}\n{second}\n{third}", sound().replace(ROW, &rows))
}

/// The register with a text replaced within one entry.
pub fn with(text: &str, id: &str, from: &str, to: &str) -> String {
    let start = text.find(&format!("**ID:** {id}")).unwrap();
    let (before, entry) = text.split_at(start);
    assert!(entry.contains(from), "{id} has no {from:?}");
    format!("{before}{}", entry.replacen(from, to, 1))
}

/// The register without an entry.
pub fn without(text: &str, heading: &str) -> String {
    let start = text.find(heading).unwrap();
    let end = text[start + 3..].find("\n### ").map_or(text.len(), |end| start + 3 + end + 1);
    format!("{}{}", &text[..start], &text[end..])
}

/// The register [`three`], or one like it, in Turkish; its labels stay.
pub fn in_turkish(text: &str) -> String {
    text.replace("Register (EN)", "Kayıt (TR)")
        .replace("Renewal is refused", "Uzatma reddediliyor")
        .replace("Fine is doubled", "Ceza iki kez yazılıyor")
        .replace("Hold list is empty", "Bekleme listesi boş")
        .replace("The button answers 404.", "Düğme 404 yanıtı veriyor.")
        .replace("Each fine stands twice on the slip.", "Her ceza fişte iki kez duruyor.")
        .replace("The list of holds shows nothing at all.", "Bekleyenler listesi boş görünüyor.")
        .replace("Readers renew at the desk.", "Okurlar uzatmayı bankoda yaptırıyor.")
        .replace("Renew at the desk.", "Bankoda uzatın.")
        .replace("The request and its answer", "İstek ve yanıtı")
        .replace("The button renews.", "Düğme süreyi uzatıyor.")
        .replace("/docs/en/", "/docs/tr/")
}
