//! Turns the languages' YAML into data that costs no time at the start of the program: a sorted
//! table of folded words for each kind of word, and each language as JSON, which is only read when
//! text is written in that language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::path::Path;
use std::{error, fs};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;

#[path = "../src/vocabulary/fold.rs"]
#[allow(dead_code, reason = "only the folding is needed here")]
mod fold;
#[path = "../src/vocabulary/phrase.rs"]
#[allow(dead_code, reason = "only the phrases themselves are needed here")]
mod phrase;
#[path = "../src/vocabulary/word_hash.rs"]
mod word_hash;

use word_hash::word_hash;

/// In the order of preference, if a text could be in several languages.
const LANGUAGES: &[&str] = &[
    "en", "tr", "de", "es", "fr", "pt", "ru", "zh", "ko", "ar", "ja", "it", "pl", "nl", "no", "cs",
    "sv",
];

/// The kinds of words that each have a meaning: the name of the table and the key in the YAML.
const MEANINGS: [(&str, &str); 11] = [
    ("LABELS", "labels"),
    ("STATUSES", "statuses"),
    ("PRIORITIES", "priorities"),
    ("SEVERITIES", "severities"),
    ("VALUES", "values"),
    ("UNITS", "units"),
    ("BESIDE", "beside"),
    ("HEADERS", "headers"),
    ("PARTICLES", "particles"),
    ("SHADES", "shades"),
    ("SECTIONS", "sections"),
];

/// The kinds of words that have no further meaning.
const KINDS: [&str; 11] = [
    "closed",
    "tracking",
    "subjects",
    "fillers",
    "asides",
    "totals",
    "leftovers",
    "pairs",
    "connectives",
    "missing",
    "present",
];

/// The kinds of words that people also type without accents: `Oncelik` for `Öncelik`.
const TYPED_PLAINLY: [&str; 5] = ["labels", "statuses", "priorities", "severities", "subjects"];

/// The languages whose words are often typed like that. Without accents, many words of French are English ones.
const PLAIN_LANGUAGES: [&str; 5] = ["tr", "de", "es", "pt", "pl"];

/// A shorter word without its accents may be another one.
const SHORTEST_PLAIN: usize = 4;

/// What would be English: Turkish `süre` and Spanish `versión`.
const ENGLISH: [&str; 2] = ["sure", "version"];

/// The kinds of phrases, which are looked up whatever signs are between their words.
const PHRASES: [&str; 2] = ["manual", "gapless"];

type Result<T, E = Box<dyn error::Error>> = std::result::Result<T, E>;

/// Folded words, each with its meaning.
type Table = BTreeMap<String, String>;

/// Writes the tables and the languages into a folder.
pub fn write(out: &Path) -> Result<()> {
    println!("cargo::rerun-if-changed=src/vocabulary/fold.rs");
    println!("cargo::rerun-if-changed=src/vocabulary/phrase.rs");
    println!("cargo::rerun-if-changed=src/vocabulary/word_hash.rs");
    println!("cargo::rerun-if-changed=src/text/lookalike.rs");
    let mut languages: Vec<(&str, Value)> = Vec::new();
    for &code in LANGUAGES {
        let path = format!("src/vocabulary/{code}.yaml");
        println!("cargo::rerun-if-changed={path}");
        let words: Value = serde_yaml::from_str(&fs::read_to_string(path)?)?;
        fs::write(out.join(format!("{code}.json")), words.to_string())?;
        languages.push((code, words));
    }
    fs::write(out.join("tables.rs"), tables(&languages)?)?;
    Ok(())
}

/// The words of one kind, each with its meaning.
fn meanings(path: &str, languages: &[(&str, Value)]) -> Result<Table> {
    let mut table = Table::new();
    // A heading that is a state says it in forms that values do not have.
    let more = if path == "statuses" { "headings" } else { "" };
    for (language, words) in languages {
        let lists = [path, more].into_iter().filter_map(|path| words[path].as_object());
        for (meaning, spellings) in lists.flatten() {
            // Canonical names are understood in every language. The other kinds list all words.
            let is_listed =
                ["labels", "sections", "beside", "headers", "particles", "shades"].contains(&path);
            let own = (!is_listed).then_some(meaning.as_str());
            for word in own.into_iter().chain(strings(spellings)) {
                enter(&mut table, word, meaning).map_err(|other| {
                    format!("{language}.yaml: under {path}, `{word}` is {meaning} and {other}")
                })?;
            }
        }
    }
    if TYPED_PLAINLY.contains(&path) {
        add_plain_forms(&mut table, languages, path);
    }
    Ok(table)
}

/// Adds the words as they are typed without accents, where that is no word with another meaning.
fn add_plain_forms(table: &mut Table, languages: &[(&str, Value)], path: &str) {
    let mut plain: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (code, words) in languages.iter().filter(|(code, _)| PLAIN_LANGUAGES.contains(code)) {
        let by_meaning = words[path].as_object().into_iter().flatten();
        let by_meaning = by_meaning.map(|(meaning, list)| (meaning.as_str(), list));
        // Of a kind without meanings, all words mean the same.
        for (meaning, list) in by_meaning.chain([("", &words[path])]) {
            let forms = strings(list).flat_map(|word| plain_forms(word, code));
            for form in forms.map(|form| fold::fold(&form)) {
                plain.entry(form).or_default().insert(meaning);
            }
        }
    }
    plain.retain(|form, _| form.len() >= SHORTEST_PLAIN && !ENGLISH.contains(&form.as_str()));
    for (form, meanings) in plain {
        if let Some(meaning) = meanings.first().filter(|_| meanings.len() == 1) {
            table.entry(form).or_insert_with(|| (*meaning).to_owned());
        }
    }
}

/// A word in letters of English: `Öncelik` as `Oncelik`; one of German as `Prioritaet`, too. None where it
/// is in such letters already.
fn plain_forms(word: &str, code: &str) -> Vec<String> {
    let letters = word.replace('ß', "ss").replace('ł', "l").replace('ı', "i");
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let mut forms = vec![letters.nfd().filter(|c| !is_accent(c)).collect::<String>()];
    if code == "de" {
        forms.push(letters.nfd().map(|c| if c == '\u{308}' { 'e' } else { c }).collect());
    }
    forms.retain(|form| form.is_ascii() && form != word);
    forms
}

fn tables(languages: &[(&str, Value)]) -> Result<String> {
    let mut code = String::new();
    for (name, path) in MEANINGS {
        write_table(&mut code, name, "&str", &meanings(path, languages)?)?;
    }
    for kind in KINDS {
        let words = languages.iter().flat_map(|(_, words)| strings(&words[kind]));
        let mut table: Table = words.map(|word| (fold::fold(word), String::new())).collect();
        if TYPED_PLAINLY.contains(&kind) {
            add_plain_forms(&mut table, languages, kind);
        }
        write_table(&mut code, &kind.to_uppercase(), "&str", &table)?;
    }
    for kind in PHRASES {
        let words = languages.iter().flat_map(|(_, words)| strings(&words[kind]));
        let connectives: BTreeSet<String> = languages
            .iter()
            .flat_map(|(_, words)| strings(&words["connectives"]))
            .map(fold::fold)
            .collect();
        let phrase = |text| phrase::phrase(text, |word| connectives.contains(word));
        let table = words.map(|text| (phrase(text), String::new())).collect();
        write_table(&mut code, &kind.to_uppercase(), "&str", &table)?;
    }
    let mut table = Table::new();
    for (kind, (language, words)) in
        ["placeholders", "absent"].iter().flat_map(|kind| languages.iter().map(move |l| (kind, l)))
    {
        for word in strings(&words[kind]) {
            enter(&mut table, word, kind)
                .map_err(|_| format!("{language}.yaml: `{word}` is a placeholder and absent"))?;
        }
    }
    write_table(&mut code, "PLACEHOLDERS", "&str", &table)?;
    write_table(&mut code, "OWN_STATUSES", "&str", &own_statuses(languages))?;
    write_common(&mut code, languages)?;
    let labels = languages.iter().filter_map(|(_, words)| words["labels"].as_object());
    let spellings = labels.flat_map(|labels| labels.values()).flat_map(strings);
    let spellings = spellings.map(|spelling| (spelling.to_owned(), ())).collect();
    write_table(&mut code, "SPELLINGS", "()", &spellings)?;
    write!(code, "const SHIPPED: [(&str, &str, &str); {}] = [", LANGUAGES.len())?;
    for (language, words) in languages {
        let letters = words["letters"].as_str().unwrap_or_default();
        write!(
            code,
            "({language:?}, {letters:?}, include_str!(concat!(env!(\"OUT_DIR\"), \"/{language}.json\"))),"
        )?;
    }
    code.push_str("];\n");
    Ok(code)
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Adds a word. The error is the meaning that the word already has.
fn enter(table: &mut Table, word: &str, meaning: &str) -> Result<(), String> {
    match table.insert(fold::fold(word), meaning.to_owned()) {
        Some(other) if other != meaning => Err(other),
        _ => Ok(()),
    }
}

/// Each language's own word for each state: the first in its list.
fn own_statuses(languages: &[(&str, Value)]) -> Table {
    let states = languages.iter().filter_map(|(_, words)| words["statuses"].as_object());
    let first = |(state, words): (&String, &Value)| {
        Some((fold::fold(strings(words).next()?), state.clone()))
    };
    states.flat_map(|states| states.iter().filter_map(first)).collect()
}

/// Writes a `WordTable`: the words, for each hash the word that has it, and what words mean.
fn write_table<T: fmt::Debug + Ord>(
    code: &mut String,
    name: &str,
    kind: &str,
    table: &BTreeMap<String, T>,
) -> Result<()> {
    let meanings: BTreeSet<&T> = table.values().collect();
    let meanings: Vec<&T> = meanings.into_iter().collect();
    // A fifth of the places is empty at least, so that a look for no word ends soon.
    let places = (table.len() * 5 / 4 + 1).next_power_of_two();
    let mut slots: Vec<(u16, u8, u8)> = vec![(0, u8::MAX, 0); places];
    let mut text = String::new();
    for (word, meaning) in table {
        let mut at = word_hash(word.as_bytes()) % places;
        while slots[at].1 != u8::MAX {
            at = (at + 1) % places;
        }
        let meant = u8::try_from(meanings.partition_point(|known| *known < meaning))?;
        let length = u8::try_from(word.len())?;
        if length == u8::MAX {
            return Err(format!("`{word}` is too long").into());
        }
        slots[at] = (u16::try_from(text.len())?, length, meant);
        text.push_str(word);
    }
    writeln!(
        code,
        "static {name}: WordTable<{kind}> = WordTable {{ text: {text:?}, slots: &{slots:?}, \
         meanings: &{meanings:?} }};"
    )?;
    Ok(())
}

/// Frequent words, each with a bit for every language that has it.
fn write_common(code: &mut String, languages: &[(&str, Value)]) -> Result<()> {
    let mut table: BTreeMap<String, u32> = BTreeMap::new();
    for (at, (_, words)) in languages.iter().enumerate() {
        for word in strings(&words["common"]) {
            *table.entry(fold::fold(word)).or_default() |= 1 << at;
        }
    }
    write_table(code, "COMMON", "u32", &table)
}
