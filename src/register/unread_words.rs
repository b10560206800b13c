//! Words in an entry that may be its state or its level and are not read as that: `*parked* Login fails`.

use super::{Entry, Form, Policy, Register, without_marker};
use crate::text::Span;
use crate::vocabulary::{Key, Vocabulary};

/// What may enclose words that are set apart, the longer marks first.
const PAIRS: [[&str; 2]; 11] = [
    ["***", "***"],
    ["**", "**"],
    ["*", "*"],
    ["__", "__"],
    ["_", "_"],
    ["`", "`"],
    ["(", ")"],
    ["[", "]"],
    ["（", "）"],
    ["【", "】"],
    ["［", "］"],
];

/// What parts words on a line. Behind a comma or a bar, only the last words can be a value.
const SIGNS: [&str; 11] = [" — ", " – ", " - ", ": ", "：", ". ", " · ", "; ", " | ", ", ", "、"];
const BEFORE_LAST: [&str; 3] = [" | ", ", ", "、"];

/// Behind these, a line may name a person.
const DASHES: [&str; 5] = [" — ", " – ", " - ", " · ", " | "];

/// A longer text is a sentence.
const MOST_WORDS: usize = 3;
const LONGEST: usize = 40;

/// Words of a line that something sets apart from the others.
#[derive(Clone, Copy, Debug)]
struct ApartWords<'t> {
    span: Span,
    /// What is before them and behind them.
    signs: [&'t str; 2],
    is_first: bool,
    /// Whether it is the first or the last of the line.
    is_at_end: bool,
}

impl ApartWords<'_> {
    /// Whether other words are set apart in the same way.
    fn is_like(&self, other: &Self) -> bool {
        self.signs == other.signs && self.is_first == other.is_first
    }
}

impl Register<'_> {
    /// Words of an entry that may be its value of a key and are not read so: a value, set apart from the
    /// others or alone on a line; or any word, where other entries have such a value.
    pub(crate) fn unread_words(
        &self,
        entry: &Entry,
        key: Key,
        policy: &Policy,
        words: &Vocabulary,
    ) -> Option<Span> {
        if !key.is_short() || key == Key::Id || matches!(entry.form, Form::Row(_)) {
            return None;
        }
        let is_level = matches!(key, Key::Status | Key::Priority | Key::Severity);
        let is_word = |text: &str| policy.word_meaning(key, text, words).is_some();
        // `State open`, `owner Ada`
        let is_labelled = |text: &str| {
            let (label, value) = text.split_once(' ').unwrap_or_default();
            words.key(plain(label)) == Some(key) && (is_word(plain(value)) || !is_level)
        };
        let is_value = |text: &str| is_word(text) || is_labelled(text);
        let is_free = |words: Span| !self.is_read_in(entry, key, words);
        let apart = self.apart_words(entry);
        let is_stated = |words: &&ApartWords<'_>| {
            let text = self.text(words.span);
            let is_meant = || is_value(text) || self.has_sibling(entry, key, words, is_value);
            is_free(words.span)
                && (is_labelled(text) || (is_level && words.is_at_end && is_meant()))
        };
        let stated = apart.iter().find(is_stated).map(|words| words.span);
        let is_sign =
            |sign: &Span| is_free(*sign) && policy.meaning(self.text(*sign), words).is_some();
        let sign = || self.signs_of(entry).filter(|_| key == Key::Status).find(is_sign);
        let is_known_level = |text: &str| {
            let keys = [Key::Status, Key::Priority, Key::Severity];
            keys.into_iter().any(|key| policy.word_meaning(key, text, words).is_some())
        };
        let named = || {
            let account = self.accounts(entry).find(|it| is_free(*it));
            account.or_else(|| self.person_apart(entry, &apart, is_known_level))
        };
        let person = || named().filter(|it| is_free(*it));
        let person = || person().filter(|_| matches!(key, Key::Owner | Key::ResolutionOwner));
        stated.or_else(sign).or_else(person).or_else(|| {
            let whole = self.text(entry.span);
            let lines = whole.lines().skip(1).map(|line| entry.span.part(whole, plain(line)));
            let mut alone = lines.filter(|line| is_level && !line.is_empty() && is_free(*line));
            alone.find(|line| is_value(short_clause(self.text(*line))))
        })
    }

    /// The accounts that the first line of an entry names in parentheses or behind a dash: `(@moth, since
    /// May)`. Others are words of the sentence, such as `@media`.
    fn accounts(&self, entry: &Entry) -> impl Iterator<Item = Span> {
        let line = self.first_line(entry.span);
        let text = self.text(line);
        let words = text.split(|c: char| c.is_whitespace() || "(),;:".contains(c));
        let is_account = |word: &&str| {
            let name = word.strip_prefix('@');
            name.is_some_and(|name| name.starts_with(char::is_alphabetic) && !name.contains('/'))
        };
        let is_apart = move |word: &&str| {
            let before = &text[..word.as_ptr() as usize - text.as_ptr() as usize];
            before.matches('(').count() > before.matches(')').count()
                || DASHES.iter().any(|dash| before.ends_with(dash))
        };
        words.filter(is_account).filter(is_apart).map(move |word| line.part(text, word))
    }

    /// The name behind the words of an item, in parentheses or behind a dash, where other items have one
    /// there: `(Mia)`, `— High — Mia`.
    fn person_apart(
        &self,
        entry: &Entry,
        apart: &[ApartWords<'_>],
        is_level: impl Fn(&str) -> bool,
    ) -> Option<Span> {
        const SEVERAL: usize = 3;
        let is_person = |words: &&ApartWords<'_>| {
            let text = self.text(words.span);
            let is_apart = words.signs == ["(", ")"] || DASHES.contains(&words.signs[0]);
            is_apart && !words.is_first && may_be_person(text) && !is_level(text)
        };
        let own = apart.iter().find(is_person)?;
        let has_one = |other: &&Entry| {
            let alike = |it: &ApartWords<'_>| it.signs[0] == own.signs[0] && is_person(&it);
            self.apart_words(other).iter().any(alike)
        };
        let alike = self.entries.iter().filter(|other| other.form == entry.form);
        (alike.filter(has_one).take(SEVERAL).count() == SEVERAL).then_some(own.span)
    }

    /// Whether words are read as a short value of an entry, or hold that of a key, or are its ID or title.
    fn is_read_in(&self, entry: &Entry, key: Key, words: Span) -> bool {
        let is_short = |key: Option<Key>| key.is_some_and(Key::is_short);
        let mut fields = entry.fields.iter().filter(|field| is_short(field.key));
        let is_in = |span: Span| span.contains(words) || words.contains(span);
        fields.any(|field| {
            field.value.contains(words) || (field.key == Some(key) && words.contains(field.value))
        }) || [entry.id, entry.number].into_iter().flatten().any(is_in)
            || plain(self.text(entry.title)) == self.text(words)
    }

    /// The signs at both ends of the first line of an entry, without those that the file explains as levels.
    fn signs_of(&self, entry: &Entry) -> impl Iterator<Item = Span> {
        let line = self.first_line(entry.span);
        let text = self.text(line);
        let bare = text.trim_matches(|c: char| c.is_ascii_punctuation() || c == ' ');
        let mut tokens = bare.split_whitespace();
        let ends = [tokens.next(), tokens.next_back()].into_iter().flatten();
        let is_sign = |token: &&str| !token.contains(|c: char| c.is_ascii() || c.is_alphanumeric());
        let is_of_level = |token: &&str| {
            let mut explained = self.signs.iter().filter(|sign| self.text(sign.label) == *token);
            explained.any(|sign| sign.key.is_some_and(|key| key != Key::Status))
        };
        ends.filter(is_sign)
            .filter(move |token| !is_of_level(token))
            .map(move |it| line.part(text, it))
    }

    /// Whether another entry has a value of a key where this one has some words.
    fn has_sibling(
        &self,
        entry: &Entry,
        key: Key,
        words: &ApartWords<'_>,
        is_value: impl Fn(&str) -> bool,
    ) -> bool {
        let is_other = |other: &&Entry| other.form == entry.form && other.span != entry.span;
        self.entries.iter().filter(is_other).any(|other| {
            let value = other.field(key).map(|field| field.value);
            let is_read = |span: Span| value.is_some_and(|own| own.contains(span));
            let mut alike = self.apart_words(other).into_iter().filter(|own| own.is_like(words));
            alike.any(|own| is_read(own.span) || is_value(self.text(own.span)))
        })
    }

    /// The words of the first line of an entry that are set apart from the others.
    fn apart_words<'t>(&'t self, entry: &Entry) -> Vec<ApartWords<'t>> {
        let line = self.first_line(entry.span);
        let text = without_marker(self.text(line));
        let line = line.part(self.text(line), text);
        // An ID and a box are passed over, and a title of its own.
        let is_passed = |part: &str, names: &[Option<Span>]| {
            let span = line.part(text, part);
            let names = names.iter().flatten().filter(|name| span.contains(**name));
            let names = names.map(|name| self.text(*name));
            let rest = names.fold(part.to_owned(), |part, name| part.replacen(name, "", 1));
            let rest = rest.replacen("[x]", "", 1).replacen("[X]", "", 1);
            !rest.contains(char::is_alphanumeric)
        };
        let ids = [entry.id, entry.number];
        let names = [entry.id, entry.number, Some(entry.title)];
        let mut found = Vec::new();
        let enclosed = enclosed(text);
        let parted = parted(text);
        for (signs, inner) in enclosed.into_iter().chain(parted) {
            let inner = plain(inner);
            let start = inner.as_ptr() as usize - text.as_ptr() as usize;
            let is_last = !text[start + inner.len()..].contains(char::is_alphanumeric);
            let is_first = !is_last && is_passed(&text[..start], &names);
            let is_word = inner.len() <= LONGEST
                && inner.contains(char::is_alphanumeric)
                && inner.split_whitespace().count() <= MOST_WORDS;
            // Alone on its line, it is the title.
            let is_alone = is_last && is_passed(&text[..start], &ids);
            let is_at_end = is_last || (is_first && !BEFORE_LAST.contains(&signs[1]));
            if is_word && !is_alone {
                found.push(ApartWords { span: line.part(text, inner), signs, is_first, is_at_end });
            }
        }
        found
    }
}

/// Whether words are the name of a person, and neither a code nor a remark: `Mia`, `Ada Holm`.
fn may_be_person(text: &str) -> bool {
    const MOST_NAMES: usize = 2;
    let mut names = text.split_whitespace();
    let is_name = |name: &str| {
        let mut letters = name.chars();
        let is_first = letters.next().is_some_and(char::is_uppercase);
        is_first && name.chars().count() > 1 && letters.all(|c| c.is_lowercase() || c == '-')
    };
    text.split_whitespace().count() <= MOST_NAMES && names.all(is_name)
}

/// The parts of a line between two signs of a pair, each with these signs.
fn enclosed(line: &str) -> Vec<([&'static str; 2], &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = line[at..].chars().next() {
        let rest = &line[at..];
        let is_word = line[..at].ends_with(char::is_alphanumeric);
        let pair = PAIRS.into_iter().find(|[open, _]| rest.starts_with(open));
        let inner = pair.and_then(|[open, close]| {
            let inner = &rest[open.len()..];
            let (inner, behind) = inner.split_once(close)?;
            let is_mark = open == close;
            let is_link = open == "[" && behind.starts_with(['(', '[']);
            let is_open = !is_mark || (!is_word && !inner.starts_with(' '));
            (is_open && !is_link).then_some(([open, close], inner))
        });
        at += match inner {
            Some((signs, inner)) => {
                found.push((signs, inner));
                signs[0].len() + inner.len() + signs[1].len()
            }
            None => pair.map_or(letter.len_utf8(), |[open, _]| open.len()),
        };
    }
    found
}

/// The parts of a line before its first sign and behind its last one, each with that sign.
fn parted(line: &str) -> Vec<([&'static str; 2], &str)> {
    let mut places: Vec<(usize, &'static str)> = SIGNS
        .into_iter()
        .flat_map(|sign| line.match_indices(sign).map(move |(at, _)| (at, sign)))
        .collect();
    places.sort_unstable();
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = "";
    for (at, sign) in places.into_iter().chain([(line.len(), "")]) {
        if at >= start {
            found.push(([before, sign], &line[start..at]));
            (start, before) = (at + sign.len(), sign);
        }
    }
    found
}

/// A text without the marks of a list and of emphasis around it.
fn plain(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "*_`~-+.()[]（）【】［］。".contains(c))
}

/// The first word of a few, else all of a text.
fn short_clause(text: &str) -> &str {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    if words.count() < MOST_WORDS { first } else { text }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::settings::Settings;
    use crate::text::Source;

    /// The words of the first entry that may be its status.
    fn unread(items: &str) -> Option<String> {
        unread_value(items, Key::Status)
    }

    fn unread_value(items: &str, key: Key) -> Option<String> {
        let source = Source::new("gap-register.md", format!("# Gaps\n\n{items}"));
        let settings = Settings::built_in(Path::new("/"));
        let words = &settings.vocabulary;
        let register = Register::read(&source, settings.reading()).unwrap();
        let policy = Policy::of(&register, &settings.promise, words);
        let found = register.unread_words(&register.entries[0], key, &policy, words)?;
        Some(register.text(found).to_owned())
    }

    #[test]
    fn a_state_that_is_set_apart_may_be_the_status() {
        for (items, words) in [
            ("- **S-1** *open* Seats are lost\n", Some("open")),
            ("2. S-1: `open` Seats are lost\n", Some("open")),
            // It is read.
            ("- S-1: Seats are lost [blocked]\n", None),
            ("- S-1: open. Seats are lost\n", Some("open")),
            ("- S-1: Seats are lost, open\n", Some("open")),
            ("- S-1: Seats are lost. State open\n", Some("State open")),
            ("- **S-1: Seats are lost** [open] — owner Ada\n", Some("open")),
            ("- S-1: Seats are lost\n  - open\n", Some("open")),
            ("- S-1: Seats are lost\n  Open since May.\n", Some("Open since May")),
            // Such a word within a sentence, or a title, is none.
            ("- S-1: The *open* window is cold\n", None),
            ("- S-1: Missing, late and lost seats\n", None),
            ("- S-1: Missing\n", None),
            ("- S-1: Seats are lost (Ada)\n- S-2: Lamps are dark\n", None),
        ] {
            assert_eq!(unread(items).as_deref(), words, "{items}");
        }
    }

    #[test]
    fn a_name_behind_a_dash_or_an_account_may_be_the_owner() {
        // With a level in front of them, such names are read.
        let others = "- **F-2** Guichet fermé – Odile\n- **F-3** Porte lente – Rémi\n";
        for (first, words) in [
            ("- **F-1** Badge refusé – Odile\n", Some("Odile")),
            ("- **F-1** Badge refusé – High – jeudi\n", None),
            // It is read.
            ("- **F-1** Badge refusé (@odile, depuis mai)\n", None),
            ("- **F-1** Badge refusé – @odile\n", None),
            ("- **F-1** Badge refusé, voir `@odile/badge`\n", None),
            ("- **F-1** Le style @media (écran) est perdu\n", None),
            ("- **F-1** Badge refusé\n", None),
        ] {
            let found = unread_value(&format!("{first}{others}"), Key::Owner);
            assert_eq!(found.as_deref(), words, "{first}");
        }
        let first = "- **F-1** Badge refusé – Odile\n- **F-2** Guichet fermé\n";
        assert_eq!(unread_value(first, Key::Owner), None, "no other has a name there");
    }

    #[test]
    fn any_word_may_be_a_state_where_others_have_theirs() {
        let others = "- S-2: Lamps are dark (open)\n- S-3: Bells ring — fixed\n";
        for (first, words) in [
            ("- S-1: Seats are lost (mothballed)\n", Some("mothballed")),
            ("- S-1: Seats are lost — mothballed\n", Some("mothballed")),
            ("- S-1: Seats are lost [mothballed]\n", None),
            ("- S-1: Seats are lost (when the second bus leaves)\n", None),
        ] {
            assert_eq!(unread(&format!("{first}{others}")).as_deref(), words, "{first}");
        }
    }
}
