//! States, priorities and owners as teams write them: beside signs of a legend, in remarks, composed of words.

use super::with_register;
use crate::register::{ConfiguredPolicy, Policy, TrackedValues};
use crate::vocabulary::{Key, UniqueMap, Vocabulary};

/// Each entry of a text: its title, its state, its level, its owner.
fn understood(text: &str) -> Vec<String> {
    let words = Vocabulary::with(&UniqueMap::default());
    with_register(text, |register| {
        let policy = Policy::of(register, &ConfiguredPolicy::default(), &words);
        let said = |entry| {
            let tracked = TrackedValues::of(register, entry, &policy, &words);
            let state = tracked.meaning().map_or("–", |state| policy.state_name(state));
            let level = tracked.priority.or(tracked.severity).unwrap_or("–");
            let owner = register.value_of(entry, Key::Owner).unwrap_or("–");
            format!("{} | {state} | {level} | {owner}", register.text(entry.title))
        };
        register.entries.iter().map(said).collect()
    })
}

/// The state of a status in a register that explains signs.
fn state_beside(legend: &str, status: &str) -> String {
    let text = format!(
        "# Known gaps\n\n{legend}\n\n| ID | Gap | Status |\n|---|---|---|\n| K-1 | Slip is blank | {status} |\n\
         | K-2 | Fine is doubled | open |\n"
    );
    let said = understood(&text).remove(0);
    said.split(" | ").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_sign_with_more_words_is_read_by_its_words_then_by_the_legend() {
    let legend = "🟢 up and running · 🚧 somebody builds it · ❌ missing";
    for (status, state) in [
        ("❌ Missing, the cron job", "Open"),
        ("❌ nothing but a button", "Open"),
        ("🚧 In progress – numbers are off", "In Progress"),
        ("🚧 numbers are off", "In Progress"),
        ("🟢 Done (seen by support)", "Fixed"),
        ("🟢 since 1.9", "Fixed"),
        ("❌ Dropped, the works council", "Cancelled"),
        ("❌", "Open"),
    ] {
        assert_eq!(state_beside(legend, status), state, "{status}");
    }
    // Other signs say otherwise than usual: what is not explained in words of states is not known.
    for status in ["🟡", "🟡 see minutes"] {
        let legend = "🟢 open · 🟡 ask the board · 🔴 closed";
        assert_eq!(state_beside(legend, status), "–", "{status}");
    }
    assert_eq!(state_beside("🟢 works · ⚪ we won't do it", "⚪"), "Won't fix");
    assert_eq!(state_beside("✅ c'è · ⚠️ c'è in parte · ⛔ manca del tutto", "⚠️"), "In Progress");
}

#[test]
fn a_state_that_is_half_or_denied_is_never_taken_for_closed() {
    let none = ["açık değil", "not open any more", "nicht mehr offen"];
    let open = ["not resolved on phones", "noch nicht erledigt (Portal)", "çözülmedi, ekran boş"];
    let half =
        ["fatto a metà, manca il PDF", "done in part", "zrobione w połowie", "hecho a medias"];
    let fixed = [
        "behoben, noch nicht abgenommen",
        "fixed, not yet verified",
        "live since March",
        "seit 4. März behoben",
    ];
    let unknown = ["fixed on the web, open on phones", "Fixed (open on iOS)"];
    for (texts, state) in [
        (&none[..], "–"),
        (&open, "Open"),
        (&half, "In Progress"),
        (&fixed, "Fixed"),
        (&unknown, "–"),
    ] {
        for status in texts {
            assert_eq!(state_beside("", status), state, "{status}");
        }
    }
}

#[test]
fn a_remark_at_the_end_says_state_and_owner_where_several_do() {
    let text = "# Bekannte Lücken\n\n1. Preise gelten ab Mitternacht. (Offen, Nele)\n2. ~~Kurse fehlen~~ (Erledigt, Jan)\n\
                3. Storno bricht ab (in Arbeit, Nele)\n4. Die Liste (Seite 2) ist leer. (Offen, Ole)\n";
    assert_eq!(
        understood(text),
        [
            "Preise gelten ab Mitternacht | Open | – | Nele",
            "Kurse fehlen | Fixed | – | Jan",
            "Storno bricht ab | In Progress | – | Nele",
            "Die Liste (Seite 2) ist leer | Open | – | Ole",
        ]
    );
    let text = "# Known gaps\n\n- Export is empty (Search)\n- Import stops (Billing)\n- Mail is late (Portal)\n";
    assert!(understood(text).iter().all(|it| it.ends_with(") | – | – | –")), "{text}");
}

#[test]
fn names_and_accounts_at_the_ends_of_lines_are_owners_where_most_have_one() {
    let text = "# Bilinen eksikler\n\n- `K-1` Parsel kaydı yok · **Deniz** · yüksek\n- `K-2` Harita boş · **Umut** · düşük\n\
                - `K-3` Rapor geç · **Deniz** · yüksek\n";
    assert_eq!(
        understood(text),
        [
            "Parsel kaydı yok | – | High | Deniz",
            "Harita boş | – | Low | Umut",
            "Rapor geç | – | High | Deniz",
        ]
    );
    let text = "# Known gaps\n\n- [ ] #4 Balance is stale @lena\n- [x] #5 Export stops @omar\n- [ ] #6 Mail to @all\n";
    assert_eq!(
        understood(text),
        [
            "Balance is stale | Open | – | @lena",
            "Export stops | Fixed | – | @omar",
            "Mail to | Open | – | @all",
        ]
    );
    let one = "# Known gaps\n\n- [ ] #4 Balance is stale\n- [x] #5 Export stops\n- [ ] #6 No mail to @all\n";
    assert!(understood(one)[2].starts_with("No mail to @all | Open | – | –"), "{one}");
}

#[test]
fn tags_before_and_behind_the_words_are_values() {
    let text = "# Known gaps\n\n- [P1] [done] TODO(erik): results arrive twice\n- [P2] [blocked] TODO(mia): slots are lost\n\
                - [P3] [not started] lists are empty\n- [P3] labels are cut [in progress]\n";
    assert_eq!(
        understood(text),
        [
            "results arrive twice | Fixed | P1 | erik",
            "slots are lost | Blocked | P2 | mia",
            "lists are empty | Open | P3 | –",
            "labels are cut | In Progress | P3 | –",
        ]
    );
}

#[test]
fn who_is_to_repair_it_may_be_behind_a_word_for_what_is_tracked() {
    let text = "# Known gaps\n\n- [P1] [open] BUG(ana): bells are silent\n- [P2] [open] FIXME(can): ropes are wet\n\
                - [P3] [open] API(v2): lamps are off\n- [P3] [open] RISK(high): crates fall\n";
    assert_eq!(
        understood(text),
        [
            "bells are silent | Open | P1 | ana",
            "ropes are wet | Open | P2 | can",
            "API(v2): lamps are off | Open | P3 | –",
            "RISK(high): crates fall | Open | P3 | –",
        ]
    );
}

#[test]
fn a_dot_within_a_number_or_a_day_ends_nothing() {
    let text = "# Offene Punkte\n\n- ~~Export als PDF~~ – behoben in 7.4. Danke!\n\
                - SMS machen wir nicht (Beschluss vom 5. Oktober), zu teuer\n- Mail kommt spät. Am Montag.\n";
    let said = understood(text);
    assert_eq!(said[1], "SMS machen wir nicht (Beschluss vom 5. Oktober), zu teuer | – | – | –");
    assert_eq!(said[2], "Mail kommt spät | – | – | –");
    with_register(text, |register| {
        let status = register.value_of(&register.entries[0], Key::Status);
        assert_eq!(status, Some("behoben in 7.4"));
    });
}
