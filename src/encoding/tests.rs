//! Broken text is repaired, sound text stays as it is.

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use encoding_rs::Encoding;

use super::byte_table::ENCODINGS;
use super::loss::marks_of_loss;
use super::*;

fn broken(text: &str, encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn healed(text: &str) -> String {
    let mut out = text.to_owned();
    for repair in repairs(text).into_iter().rev() {
        out.replace_range(repair.span.range(), &repair.text);
    }
    out
}

#[test]
fn text_broken_by_each_encoding_is_repaired() {
    let sound = "# Öncelik → “açık” · şu gün 🔒 ığdır’ın İşi";
    for (name, encoding) in ENCODINGS {
        assert_eq!(healed(&broken(sound, encoding)), sound, "{name}");
    }
}

#[test]
fn text_read_as_latin_1_is_repaired_whole() {
    let read = |text: &str| text.bytes().map(char::from).collect::<String>();
    for sound in ["Çözüldü", "Öncelik: Yüksek, ığdır", "# Übersicht „Größe“", "l’été → 🔒"]
    {
        assert_eq!(healed(&read(sound)), sound);
    }
}

#[test]
fn a_first_letter_that_became_two_signs_is_repaired() {
    assert_eq!(healed("# Ã–ncelik\n"), "# Öncelik\n");
    assert_eq!(healed("Ã‡alışma and Ã“rdenes\n"), "Çalışma and Órdenes\n");
}

/// Words of every built-in language, and signs between them.
fn sound() -> impl Strategy<Value = String> {
    let words = vec![
        "açık",
        "İşlemde",
        "süre",
        "uzamıyor",
        "ĞÜŞÖÇ",
        "gap’ler",
        "“Çözüldü”",
        "404",
        "naïve",
        "→",
        "–",
        "…",
        "🔒",
        "🏗️",
        "the desk",
        "`GET /a`",
        "**Öncelik:**",
        "\n",
        "|",
        "(ığdır)",
        "Größe",
        "„Übersicht“",
        "Äpfel…",
        "¿Qué?",
        "¡año!",
        "NÚMERO",
        "À côté",
        "œuvre",
        "l’état",
        "« ça »",
        "Ý",
        "ação",
        "NÃO",
        "três",
        "Статус:",
        "Ёж",
        "не",
        "缺口",
        "狀態：",
        "，。",
        "未关闭",
        "상태",
        "심각도",
        "·",
        "privé…”",
        "ESPAÑ…",
        "(ÇÁ»)",
        "Bonn–Århus",
        "é—",
        "‘Ñ’",
        "−6109",
        "√2",
        "∑ ∂ ∞",
        "xᵉ",
        "已知问题与当前最佳实践",
        "Рабочая кнопка",
    ];
    prop::collection::vec(prop::sample::select(words), 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_failure_persistence(
        FileFailurePersistence::Direct("tests/regressions/encoding.txt")
    ))]

    #[test]
    fn text_that_was_broken_once_or_twice_is_repaired(text in sound(), which in 0usize..3, twice: bool) {
        let encoding = ENCODINGS[which].1;
        prop_assert!(super::healed(&text).is_none(), "sound text stays");
        // One word that nobody writes so proves that the text is broken.
        let text = format!("{text}\nsüre");
        let mut broken = broken(&text, encoding);
        if twice {
            broken = self::broken(&broken, encoding);
        }
        let healed = super::healed(&broken).map_or(broken, |(text, _)| text);
        prop_assert_eq!(healed, text);
    }
}

#[test]
fn a_lost_letter_at_the_end_of_a_word_comes_back() {
    let restored = |text: &str, texts: &[&str]| {
        restored(text, texts.iter().map(|text| Ok::<_, ()>((*text).to_owned()))).unwrap()
    };
    let (sound, damaged) = ("- Sayaç boş dönüyor\n", "- Sayaç bo? dönüyor\n");
    assert_eq!(restored(damaged, &[damaged, sound]), Some((sound.to_owned(), 1)));
    // What somebody took out stays so.
    let (typo, fixed) = ("- Sayaçç boş mu?\n", "- Sayaç boş mu?\n");
    assert_eq!(restored(fixed, &[fixed, typo]), None);
}

#[test]
fn a_sign_that_was_broken_twice_is_not_read_in_another_encoding() {
    for (_, encoding) in ENCODINGS {
        for sound in ["a − b", "PR #30, −6109 satır, ışık söndü", "√, ∑ und ∞"] {
            let text = broken(&broken(sound, encoding), encoding);
            let healed = super::healed(&text).map_or_else(|| text.clone(), |(text, _)| text);
            assert_eq!(healed, sound);
        }
    }
}

#[test]
fn sound_text_stays() {
    for sound in [
        "# Açık gap’ler → “Çözüldü” – KAPANIŞI’nın “DEĞİLİ”, ı İ ğ Ğ",
        "„Ä“ und „Ö“, Größe – naïve “MAÇÃ” É» ‹Å›",
        "缺口清冊 🔒🏗️ данные",
        "See §7–§10 and “§3–§4”; 5 °C–7 °C, −5\u{a0}°C–7\u{a0}°C, ±3 §",
        "Luleå–Å–Bodø, route Å–Bergen, BJØRÅ™ (Å®)",
        "Voir l’alinéa Â§ 4, « CAFÉ », le «É» et l’été",
        "√π and 2√πr, ¬∃, ≈∞, √Ω",
        "A lone Ã¼ or Â· between words",
        "Fälle: Ä–Z, Ä…Ö; „Ä“–„Ö“; GRÖSSE–ÄNDERUNG",
        "ÇANKAYA–ÜSKÜDAR, Ö–Ü, “Ş”–“Ç”, İ…",
    ] {
        assert_eq!(super::healed(sound), None, "{sound}");
    }
}

#[test]
fn what_could_be_sound_is_broken_where_the_rest_of_the_text_is() {
    let sound = "# Süre § 4\n\n· İlk satır\n§ · Ö–Ü\n";
    for (name, encoding) in ENCODINGS {
        let healed = super::healed(&broken(sound, encoding));
        assert_eq!(healed.map(|(text, _)| text).as_deref(), Some(sound), "{name}");
    }
}

#[test]
fn lost_letters_are_restored_from_older_versions() {
    let sound = "# Ödünç süresi uzamıyor\r\nSüre: 7 gün, sabit\n- Düğme 404 döndürüyor\nkısa\n";
    let damaged: String = sound.chars().filter(char::is_ascii).collect();
    let versions = |texts: &[&str]| -> Vec<Result<String, ()>> {
        texts.iter().map(|text| Ok((*text).to_owned())).collect()
    };
    let restored = |text: &str, texts: &[&str]| restored(text, versions(texts).into_iter());
    let got = restored(&damaged, &[&damaged, sound]).unwrap();
    assert_eq!(got, Some((sound.replace("kısa", "ksa"), 3)));
    // A line that was changed since is not restored.
    let changed = damaged.replace("404", "500");
    let got = restored(&changed, &[sound]).unwrap().unwrap().0;
    assert!(got.contains("- Dme 500") && got.contains("# Ödünç"), "{got}");
    assert_eq!(restored(sound, &[sound]), Ok(None));
    assert_eq!(restored("sound \u{fffd} text", &["other text"]), Ok(None));
}

#[test]
fn question_marks_within_several_words_are_lost_letters() {
    let text = "- **Do?rulama:** say?l?yor\n- Fiyat d?s?k, neden?\n`a?b` /x?y=1 one?two\n";
    let found: Vec<u32> = lost_letters(text, 0).iter().map(|span| span.start).collect();
    assert_eq!(found, [6, 36, 65]);
    let apart = "a\u{a0}Do?rulama\u{a0}say?l?yor\u{3000}d?s?k\n";
    assert_eq!(lost_letters(apart, 0).len(), 1);
    for text in ["Ready?Yes", "`a?b` `c?d` `e?f` `g?h`", "/a?b=c /d?e=f /g?h=i", "a? b? c? d?"] {
        assert_eq!(lost_letters(text, 0), [], "{text}");
    }
}

#[test]
fn lines_with_question_marks_for_letters_come_back() {
    let whole = "- **Doğrulama:** Fiyat düşük görünüyor, neden?\n- Kupon sayılıyor\n";
    let back = |text: &str| {
        let versions = std::iter::once(Ok::<_, ()>(whole.to_owned()));
        restored(text, versions).unwrap().map(|(text, _)| text)
    };
    let lost = "- **Do?rulama:** Fiyat dü?ük görünüyor, neden?\n- Kupon say?l?yor\n";
    assert_eq!(back(lost).as_deref(), Some(whole));
    assert_eq!(
        restored(
            "Shop ? Cart, can?t pay\n",
            std::iter::once(Ok::<_, ()>("Shop → Cart, can’t pay\n".to_owned()))
        )
        .unwrap()
        .map(|(text, _)| text)
        .as_deref(),
        Some("Shop → Cart, can’t pay\n")
    );
    // Somebody asks, or writes other words.
    assert_eq!(back("- Kupon sayılıyor?\n"), None);
    assert_eq!(back("- Kupon say?l?yor mu\n"), None);
}

#[test]
fn marks_of_loss_are_listed_once_a_line() {
    let text = "a\u{fffd}\u{fffd}b\u{fffd}\n\tc\r\n\0 \u{ff0c}d\u{1}";
    let found: Vec<_> = marks_of_loss(text, 0).iter().map(|s| s.of(text)).collect();
    assert_eq!(found, ["\u{fffd}\u{fffd}", "\0"]);
}
