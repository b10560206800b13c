//! The contradictions in the fields of one entry.

use super::*;

#[test]
fn fields_find_each_other_by_what_they_mean_and_by_their_labels() {
    let with = |fields: &str| format!("# R\n\n{}", entry("G-01", fields));
    let own = with("- **Owner:** A\n- **Zeta:** a 10\n- **Eta:** b 20\n");
    insta::assert_snapshot!(report(&own, &with("- **Sorumlu:** A\n- **Zeta:** a 10\n- **Teta:** b 20\n")), @"");
    insta::assert_snapshot!(report(&own, &with("- **Sorumlu:** A\n- **Eta:** b 20\n- **Yota:** a 10\n")), @"Field G-01 Yota at `Yota`: in the source, `Yota` comes after `Sorumlu`; in the source: `Zeta`");
    insta::assert_snapshot!(report(&own, &with("- **Zeta:** a 10\n- **Eta:** b 20\n- **Eta:** c 30\n")), @"
    Field G-01 Owner at `G-01`: the translation has no `Owner`; the source has it: `Owner`; fixed: - **Sorumlu:** A
    Field G-01 Eta at `Eta`: the source has no `Eta` here
    ");
    // An empty value, and one of several lines, is not copied.
    insta::assert_snapshot!(report(&with("- **Owner:**\n"), &with("")), @"Field G-01 Owner at `G-01`: the translation has no `Owner`; the source has it: `Owner`");
    insta::assert_snapshot!(report(&with("- **Owner:**\n  - A\n  - B\n"), &with("")), @"Field G-01 Owner at `G-01`: the translation has no `Owner`; the source has it: `Owner`");
    // A misspelt label is reported in its own register.
    insta::assert_snapshot!(report(&with("- **Sympton:** a\n"), &with("- **Symptom:** a\n")), @"");
    insta::assert_snapshot!(report(&with("- **Symptom:** a\n"), &with("- **Sympton:** a\n")), @"");
    insta::assert_snapshot!(report(&with("- **Sympton:** a\n"), &with("- **Impact:** a\n")), @"
    Field G-01 Sympton at `G-01`: the translation has no `Sympton`; the source has it: `Sympton`
    Field G-01 Impact at `Impact`: the source has no `Impact` here
    ");
    insta::assert_snapshot!(report(&with("- **Symptom:** a\n"), &with("- **Symptom:**\n")), @"Field G-01 Symptom at `Symptom`: Symptom is empty here, and not there; in the source: `Symptom`");
}

#[test]
fn code_is_reported_one_by_one_or_as_a_list() {
    let with =
        |text: &str| format!("# R\n\n{}", entry("G-01", &format!("- **Symptom:** {text}\n")));
    let own = with("Says `a` and 404 at http://x.org/en/b.");
    insta::assert_snapshot!(report(&own, &with("Der `a`, 404, http://x.org/tr/b.")), @"");
    insta::assert_snapshot!(report(&own, &with("Der `b`, 503, http://y.org/tr/b.")), @"
    Code G-01 Symptom at `b`: `b` here, `a` in the source; in the source: `a`; fixed: - **Symptom:** Der `a`, 503, http://y.org/tr/b.
    Code G-01 Symptom at `http://y.org/tr/b`: http://y.org/tr/b here, http://x.org/en/b in the source; in the source: `http://x.org/en/b`
    Code G-01 Symptom at `503`: 503 here, 404 in the source; in the source: `404`
    ");
    insta::assert_snapshot!(report(&own, &with("Der `a`, `c`, 404, 405, 406, http://x.org/tr/b.")), @"Code G-01 Symptom at `c`: `c`, 405, 406 do not occur in the source");
    insta::assert_snapshot!(report(&own, &with("Der.")), @"Code G-01 Symptom at `Der.`: `a`, 404, http://x.org/en/b of the source are missing here; in the source: `a`");
    insta::assert_snapshot!(report(&with("Says `/docs/en/a.md`."), &with("Der `/docs/en/c.md`.")), @"Code G-01 Symptom at `/docs/en/c.md`: `/docs/en/c.md` here, `/docs/en/a.md` in the source; in the source: `/docs/en/a.md`; fixed: - **Symptom:** Der `/docs/tr/a.md`.");
}

#[test]
fn shapes_are_compared_unless_code_tells_of_them() {
    let with = |label: &str, items: &str| {
        format!("# R\n\n{}", entry("G-01", &format!("- **{label}:**\n{items}")))
    };
    let own = with("Escalation Package", "  - a\n  - b\n");
    insta::assert_snapshot!(report(&own, &with("Escalation paketi", "  - a\n")), @"Shape G-01 Escalation Package at `- a`: no list here, 2 items in the source; in the source: `- a`");
    let own = with("UI endpoints", "  - `GET /a`\n  - `GET /b`\n");
    insta::assert_snapshot!(report(&own, &with("UI endpoints", "  - `GET /a`\n")), @"Code G-01 UI endpoints at `- `GET /a``: `GET /b` of the source is missing here; in the source: `GET /b`");
    insta::assert_snapshot!(report(&own, &with("UI endpoints", "  - `GET /a`\n  - `GET /b`\n  - c\n")), @"Shape G-01 UI endpoints at `- `GET /a``: 3 items here, 2 items in the source; in the source: `- `GET /a``");
}

#[test]
fn words_that_are_not_translated_are_reported() {
    let with =
        |text: &str| format!("# R\n\n{}", entry("G-01", &format!("- **Symptom:** {text}\n")));
    let own = with("The button of the desk answers that this is not there.");
    insta::assert_snapshot!(report(&own, &own), @"Untranslated G-01 Symptom at `The button of the desk answers that this is not there.`: this is copied from the source, and not translated; in the source: `The button of the desk answers that this is not there.`");
    insta::assert_snapshot!(report(&own, &with("The button of that desk answers that it is not there.")), @"Untranslated G-01 Symptom at `The button of that desk answers that it is not there.`: this is still in English; in the source: `The button of the desk answers that this is not there.`");
    insta::assert_snapshot!(report(&own, &with("Masanın düğmesi bunun olmadığını söylüyor.")), @"");
    insta::assert_snapshot!(report(&own, &with("Masa dedi ki: “the button of the desk is not there”.")), @"");
    insta::assert_snapshot!(report(&with("`a` `b`"), &with("`a` `b`")), @"");
    insta::assert_snapshot!(report(&with("Acme Desk Panel"), &with("Acme Desk Panel")), @"");
    let copied =
        own.replace("### G-01: It fails\n", "### G-01: It fails\n\n<!-- gapreg:untranslated -->\n");
    insta::assert_snapshot!(report(&own, &copied), @"Untranslated G-01 at `<!-- gapreg:untranslated -->`: this entry is copied, and waits for its translation; the entry in the source: `It fails`");
}

#[test]
fn values_are_compared_each_by_its_own_flow() {
    let with = |flow: &str, fields: &str| {
        format!("# R\n\n- Status flow: {flow}\n\n### G-01: It fails\n\n- **ID:** G-01\n{fields}\n")
    };
    let own = with("New → Doing → Done", "- **Status:** Doing\n- **Owner:** Doing\n");
    let same = with("Yeni → Sürüyor → Bitti", "- **Status:** Sürüyor\n- **Owner:** Doing\n");
    insta::assert_snapshot!(report(&own, &same), @"");
    let later = with("Yeni → Sürüyor → Bitti", "- **Status:** Bitti\n- **Owner:** Bitti\n");
    insta::assert_snapshot!(report(&own, &later), @"
    Value G-01 Status at `Bitti`: the translation says `Bitti`, the source says `Doing`; the source's value: `Doing`; fixed: - **Status:** Sürüyor
    Value G-01 Owner at `Bitti`: the translation says `Bitti`, the source says `Doing`; the source's value: `Doing`; fixed: - **Owner:** Doing
    ");
    let other = with("Yeni → Bitti", "- **Status:** Bitti\n- **Owner:**\n");
    insta::assert_snapshot!(report(&own, &other), @"
    Value  Status flow at `Yeni → Bitti`: the Status flow is another than in the source; in the source: `New → Doing → Done`
    Value G-01 Status at `Bitti`: the translation says `Bitti`, the source says `Doing`; the source's value: `Doing`
    Value G-01 Owner at `Owner`: Owner is empty, the source says `Doing`; the source's value: `Doing`; fixed: - **Owner:** Doing
    ");
    let odd = with("Yeni → Sürüyor → Bitti", "- **Status:** strange\n- **Owner:** Doing\n");
    insta::assert_snapshot!(report(&own, &odd), @"Value G-01 Status at `strange`: the translation says `strange`, the source says `Doing`; the source's value: `Doing`");
}

#[test]
fn what_is_not_sound_is_not_copied() {
    let with = |fields: &str| format!("# R\n\n{}", entry("G-01", fields));
    let fixed = |own: &str, theirs: &str| report(&with(own), &with(theirs)).contains("fixed");
    assert!(fixed("- **Status:** Fixed\n", "- **Status:** Open\n"));
    assert!(!fixed("- **Status:** Fixde\n", "- **Status:** Open\n"));
    assert!(!fixed("- **SLA:** soon\n- **Owner:** Web\n", "- **Owner:** Web\n"));
    assert!(!fixed("- **Owner:** TBD\n", "- **Owner:** Web\n"));
    assert!(fixed("- **Owner:** TBD\n", "- **Owner:**\n"));
    assert!(fixed("- **UI endpoints:** `GET /a`\n", "- **UI endpoints:** `GET /b`\n"));
    assert!(!fixed("- **UI endpoints:** `PSOT /a`\n", "- **UI endpoints:** `GET /a`\n"));
    let header = |day: &str| format!("# R\n\n**Last reviewed:** {day}\n\n{}", entry("G-01", ""));
    let own = report(&header("2026-02-31"), &header("2026-01-04"));
    assert!(!own.is_empty() && !own.contains("fixed"), "{own}");
}

#[test]
fn a_missing_literal_is_reported_once_and_a_misspelt_label_elsewhere() {
    let with = |fields: &str| format!("# R\n\n{}", entry("G-01", fields));
    let own = with("- **Symptom:** It answers `A` and `B`.\n- **Workaround:** Wait.");
    insta::assert_snapshot!(report(&own, &with("- **Belirti:** `A` yanıtı gelir.\n- **Geçici çözüm:** Bekleyin.")), @"Code G-01 Symptom at ``A` yanıtı gelir.`: `B` of the source is missing here; in the source: `B`");
    insta::assert_snapshot!(report(&own, &with("- **Belirti:** `A`, `B` ve `C` gelir.\n- **Geçici çözüm:** Bekleyin.")), @"Code G-01 Symptom at `C`: `C` does not occur in the source");
    let slip =
        with("- **Belirti:** `A` ve `B` gelir.\n- **Wrokaround:** Bekleyin.\n- **Etki:** Olmaz.");
    insta::assert_snapshot!(report(&own, &slip), @"Field G-01 Impact at `Etki`: the source has no `Etki` here");
}

#[test]
fn words_are_copied_or_foreign_only_where_there_are_enough() {
    let with = |text: &str| format!("# R\n\n{}", entry("G-01", &format!("- **Symptom:** {text}")));
    let same = |text: &str| report(&with(text), &with(text));
    let all = [
        "The button does not work.",
        "The `x` button.",
        "`x` The button does not work.",
        "Ines Ana Max Eva Tom Kim Lea Jan Ute Ben Ali Cem",
        "Ines Ana Max Eva Tom Kim Lea Jan Ute Ben Ali",
        "Ok.",
        "",
    ];
    insta::assert_snapshot!(all.map(same).join("\n–\n"), @"
    Untranslated G-01 Symptom at `The button does not work.`: this is copied from the source, and not translated; in the source: `The button does not work.`
    –

    –
    Untranslated G-01 Symptom at ``x` The button does not work.`: this is copied from the source, and not translated; in the source: ``x` The button does not work.`
    –
    Untranslated G-01 Symptom at `Ines Ana Max Eva Tom Kim Lea Jan Ute Ben Ali Cem`: this is copied from the source, and not translated; in the source: `Ines Ana Max Eva Tom Kim Lea Jan Ute Ben Ali Cem`
    –

    –

    –
    ");
    assert_eq!(report(&with("The button's gone now."), &with("The button s gone now.")), "");
    let own = with("The button is gone, and that was seen by nobody.");
    insta::assert_snapshot!(report(&own, &with("This button is gone, and it was seen by nobody.")), @"Untranslated G-01 Symptom at `This button is gone, and it was seen by nobody.`: this is still in English; in the source: `The button is gone, and that was seen by nobody.`");
    insta::assert_snapshot!(report(&own, &with("This button is gone, and it was “seen” by nobody.")), @"");
    insta::assert_snapshot!(report(&own, &with("Düğme yok, and the reason is seen by nobody.")), @"");
}

#[test]
fn a_value_is_copied_as_the_translation_writes_its_values() {
    let with = |fields: [&str; 2]| {
        let [one, other] = fields.map(|fields| fields.replace(" / ", "\n"));
        format!("# R\n\n{}{}", entry("G-01", &one), entry("G-02", &other))
    };
    let own =
        with(["- **Severity:** High / - **SLA:** 14d", "- **Severity:** High / - **SLA:** 7d"]);
    insta::assert_snapshot!(report(&own, &with(["- **Önem:** düşük / - **SLA:** 7 gün", "- **Önem:** yüksek / - **SLA:** 7 gün"])), @"
    Value G-01 Severity at `düşük`: the translation says `düşük`, the source says `High`; the source's value: `High`; fixed: 
    Value G-01 SLA at `7 gün`: the translation says `7 gün`, the source says `14d`; the source's value: `14d`; fixed: - **SLA:** 14 gün
    ");
    // What is struck out holds no more, and stays.
    let own = with(["- **Owner:** ~~Ada~~ Mia / - **SLA:** 30d", "- **Owner:** Jo"]);
    insta::assert_snapshot!(report(&own, &with(["- **Sorumlu:** Mia / - **SLA:** ~~7d~~ 14d", "- **Sorumlu:** Jo"])), @"Value G-01 SLA at `~~7d~~ 14d`: the translation says `~~7d~~ 14d`, the source says `30d`; the source's value: `30d`; fixed: - **SLA:** ~~7d~~ ~~14d~~ 30d");
    // Nor is a note below a value written over.
    insta::assert_snapshot!(report(&own, &with(["- **Sorumlu:** Ada /   Ask her first. / - **SLA:** 30d", "- **Sorumlu:** Jo"])), @"Value G-01 Owner at `Ada`: the translation says `Ada`, the source says `~~Ada~~ Mia`; the source's value: `~~Ada~~ Mia`; fixed: - **Sorumlu:** Mia");
}

#[test]
fn the_row_of_a_section_has_a_place_of_its_own() {
    let table =
        "| ID | Status | Owner |\n|---|---|---|\n| G-01 | Open | Ada |\n| G-02 | Open | Ada |\n";
    for line in ["**Workaround:** Wait", "- **Workaround:** Wait", "Workaround: Wait"] {
        let section = |id: &str| format!("\n## {id} — It fails\n\n{line}\n\nOne call.\n");
        let own = format!("# R\n\n{table}{}{}", section("G-01"), section("G-02"));
        assert_eq!(report(&own, &own), "", "{line}");
        // A table below its sections is the same register.
        let below = format!("# R\n{}{}\n## Summary\n\n{table}", section("G-01"), section("G-02"));
        assert_eq!(report(&own, &below), "", "{line}");
    }
}

#[test]
fn a_label_that_one_side_knows_shifts_no_other() {
    let with = |fields: [&str; 2]| {
        let [one, other] = fields.map(|fields| fields.replace(" / ", "\n"));
        format!("# R\n\n{}{}", entry("G-01", &one), entry("G-02", &other))
    };
    let own = with([
        "- **Shown:** A button. / - **Owner:** @ada / - **Ticket:** [T-21](https://t.example/T-21) / - **Promised:** 15 May 2027 / - **How bad:** high",
        "- **Shown:** A link. / - **Owner:** @mia / - **Ticket:** [T-22](https://t.example/T-22) / - **Promised:** Q1 2027 / - **How bad:** low",
    ]);
    let same = with([
        "- **Görünen:** Bir düğme. / - **Sorumlu:** @ada / - **Kayıt:** [T-21](https://t.example/T-21) / - **Söz:** 15 Mayıs 2027 / - **Ne kadar kötü:** yüksek",
        "- **Görünen:** Bir bağ. / - **Sorumlu:** @mia / - **Kayıt:** [T-22](https://t.example/T-22) / - **Söz:** 2027 1. çeyrek / - **Ne kadar kötü:** düşük",
    ]);
    insta::assert_snapshot!(report(&own, &same), @"");
    // A field that one side has more is that, and shifts no others either.
    let more = same.replace("- **Kayıt:**", "- **Not:** Yeni.\n- **Kayıt:**");
    insta::assert_snapshot!(report(&own, &more), @"
    Field G-01 Not at `Not`: the source has no `Not` here
    Field G-02 Not at `Not`: the source has no `Not` here
    ");
    let less = same.replacen("- **Söz:** 15 Mayıs 2027\n", "", 1);
    insta::assert_snapshot!(report(&own, &less), @"Field G-01 Promised at `G-01`: the translation has no `Promised`; the source has it: `Promised`");
    let other = same.replacen("T-22", "T-23", 2);
    assert!(report(&own, &other).contains("Ticket"), "{}", report(&own, &other));
}

#[test]
fn words_of_the_source_are_not_copied() {
    let with = |fields: &str| format!("# R\n\n{}", entry("G-01", fields));
    let fixed = |own: &str, theirs: &str| {
        let text = report(
            &with(&format!("- **Owner:** {own}\n")),
            &with(&format!("- **Sorumlu:** {theirs}\n")),
        );
        text.contains("fixed")
    };
    for own in
        ["Ada", "@ada", "ada", "Backend team", "Web, API", "Ada Holm", "SRE", "Payments and more"]
    {
        assert!(fixed(own, "Mia"), "{own}");
    }
    for own in [
        "waiting for legal",
        "Waiting for legal",
        "the desk",
        "whoever is on call",
        "nobody yet",
        "Nobody yet",
    ] {
        assert!(!fixed(own, "Mia"), "{own}");
    }
    // These say the same.
    for (own, theirs) in [
        ("nobody yet", "henüz kimse"),
        ("none yet", "henüz yok"),
        ("@ada (API), @mia", "@ada, @mia (masa)"),
    ] {
        let text = report(
            &with(&format!("- **Owner:** {own}\n")),
            &with(&format!("- **Sorumlu:** {theirs}\n")),
        );
        assert_eq!(text, "");
    }
}
