//! The language of a register, by its path, its title, its words and its letters.

use crate::register::Reading;
use crate::register::declaration::inner_path;
use crate::text::{Source, Span, char_start};
use crate::vocabulary::{PathLanguage, Vocabulary};

/// How much of a text is read to count words.
const SAMPLE: usize = 8 * 1024;

/// The language of a register.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RegisterLanguage {
    pub code: String,
    /// Its tag, as the path has it where it names a region: `tr-TR`; else the code.
    pub tag: String,
}

/// The language of a source.
pub(super) fn of(source: &Source, title: Option<Span>, reading: Reading<'_>) -> RegisterLanguage {
    let vocabulary = reading.vocabulary;
    let path = from_root(source.path(), reading);
    if let Some(PathLanguage { code, tag }) = vocabulary.language_in_path(&path) {
        let is_regional = tag.len() > code.len();
        let tag = if is_regional { &path[tag] } else { code };
        return RegisterLanguage { code: code.to_owned(), tag: tag.to_owned() };
    }
    let code = of_title(title.map_or("", |title| source.slice(title)), vocabulary)
        .or_else(|| of_words(source.text(), vocabulary))
        .unwrap_or("en");
    RegisterLanguage { code: code.to_owned(), tag: code.to_owned() }
}

/// A path relative to the root, so that the language does not depend on the working directory.
fn from_root(path: &str, reading: Reading<'_>) -> String {
    let inner = inner_path(path, reading.cwd, reading.root);
    inner.to_string_lossy().replace('\\', "/")
}

/// `Backend Gap Register (TR)`.
fn of_title<'v>(title: &str, vocabulary: &'v Vocabulary) -> Option<&'v str> {
    let inner = title.trim_end().strip_suffix([')', ']'])?;
    let (_, tag) = inner.rsplit_once(['(', '['])?;
    vocabulary.language_of(tag.trim())
}

/// With fewer known words and letters the language is unknown.
const FEW: usize = 3;

/// The language of which a text has most frequent words and letters.
pub(crate) fn of_words<'v>(text: &str, vocabulary: &'v Vocabulary) -> Option<&'v str> {
    let sample = &text[..char_start(text, SAMPLE)];
    // Abbreviations in capitals (`EST`, `EM`) are left out.
    let is_abbreviation = |word: &&str| word.chars().all(char::is_uppercase);
    let words = sample.split_whitespace().filter(|word| !is_address(word));
    let words = words.flat_map(|word| word.split(|c: char| !c.is_alphabetic()));
    let words = words.filter(|word| !is_abbreviation(word));
    let all = words.clone();
    let mut counts: Vec<(usize, &str)> = vocabulary.languages().map(|code| (0, code)).collect();
    for languages in words.map(|word| vocabulary.languages_of(word)).filter(|&bits| bits != 0) {
        for (at, count) in counts.iter_mut().enumerate().take(64) {
            count.0 += usize::from(languages & (1 << at) != 0);
        }
    }
    let beyond_ascii: String = sample.chars().filter(|c| !c.is_ascii()).collect();
    for (count, code) in &mut counts {
        let letters = vocabulary.letters(code);
        // A configuration may list any letters.
        let has_ascii = letters.bytes().any(|byte| byte.is_ascii());
        let signs = if has_ascii { sample } else { &beyond_ascii };
        *count += signs.chars().filter(|&c| letters.contains(c)).count();
    }
    // The vocabulary lists the languages in order of preference: the first of equals wins.
    let best = counts.into_iter().rev().max_by_key(|&(count, _)| count);
    let best = best.filter(|&(count, _)| count >= FEW).map(|(_, code)| code);
    let best = best.filter(|code| !has_other_letters(sample, vocabulary.letters(code)))?;
    let at = vocabulary.languages().position(|code| code == best)?;
    let mut own = all.filter(|word| at < 64 && vocabulary.languages_of(word) & (1 << at) != 0);
    // One word may be a name: `owner: Al`.
    let is_one_word = own.next().is_some_and(|first| own.all(|word| word == first));
    let letters = vocabulary.letters(best);
    (!is_one_word || sample.contains(|c| letters.contains(c))).then_some(best)
}

/// Whether many of the Latin letters with marks in a text are none of the letters of a language: the text is in
/// another one, which the vocabulary does not know.
fn has_other_letters(text: &str, letters: &str) -> bool {
    const MANY: usize = 10;
    let marked = text.chars().filter(|c| matches!(c, '\u{c0}'..='\u{24f}') && c.is_alphabetic());
    let (own, others): (Vec<char>, Vec<char>) = marked.partition(|&c| letters.contains(c));
    others.len() >= MANY && others.len() * 4 > own.len()
}

/// Whether a word is an address, a path or code, whose parts are words of no language: `github.com`.
fn is_address(word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    word.contains(['/', '`', '@'])
        || word.match_indices('.').any(|(at, _)| {
            is_part(word[..at].chars().last()) && is_part(word[at + 1..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::values::IdPattern;
    use crate::vocabulary::UniqueMap;

    fn language(path: &str, text: &str) -> String {
        language_from("/r", path, text)
    }

    fn language_from(cwd: &str, path: &str, text: &str) -> String {
        let source = Source::new(path, text);
        let title = Span::new(0, text.find('\n').unwrap_or(text.len()));
        let vocabulary = Vocabulary::with(&UniqueMap::default());
        let (id, cwd) = (IdPattern::default(), Path::new(cwd));
        let reading = Reading {
            vocabulary: &vocabulary,
            id: &id,
            cwd,
            root: Path::new("/r"),
            declarations: None,
        };
        of(&source, Some(title), reading).code
    }

    #[test]
    fn it_is_the_same_from_every_folder() {
        assert_eq!(language_from("/r/docs/tr", "gap-register.md", "Register (EN)"), "tr");
        assert_eq!(language_from("/r/docs/tr", "../en/gap-register.md", ""), "en");
        assert_eq!(language_from("/r/de", "/r/docs/tr/gap-register.md", ""), "tr");
        assert_eq!(language_from("/r", "/tr/gap-register.md", ""), "tr");
        assert_eq!(language_from("/tr/x", "/r/gap-register.md", "Register (EN)"), "en");
    }

    #[test]
    fn path_title_words_and_letters_give_it_in_that_order() {
        assert_eq!(language("docs/tr/x/gap-register.md", "Register (EN)"), "tr");
        assert_eq!(language("gap-register.tr.md", ""), "tr");
        assert_eq!(language("gap_register_TR.md", ""), "tr");
        assert_eq!(language("docs/tr-TR/gap-register.md", "Register (EN)"), "tr");
        assert_eq!(language("gap-register.md", "Register (TR)"), "tr");
        assert_eq!(language("gap-register.md", "Register (tr-TR)"), "tr");
        assert_eq!(language("gap-register.md", "Kayıt\n\nBu liste bir ekip için tutulur"), "tr");
        assert_eq!(language("gap-register.md", "List\n\nThis is the list of the team"), "en");
        assert_eq!(language("gap-register.md", ""), "en");
        assert_eq!(
            language("gap-register.md", "課題一覧\n\n管理番号 課題 状態 認証失敗 対応中"),
            "ja"
        );
        assert_eq!(language("gap-register.md", "缺陷列表\n\n编号 问题 状态 登录失败 处理中"), "zh");
        assert_eq!(language("gap-register.md", "缺陷清單\n\n編號 問題 狀態 登入失敗 處理中"), "zh");
        let names = "Gaps\n\n- Slow (owner: Al)\n- Blank (owner: Al)\n- Crash (owner: Al)\n";
        assert_eq!(language("gap-register.md", names), "en");
        let addresses = "Lost\n\nhttps://a.com/com.de\n\nme@um.com, a.com, `com um`, b.com\n";
        assert_eq!(language("gap-register.md", addresses), "en");
    }
}
