//! `source-page-language`: a source page in another language.

use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Fix, Level, Safety};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "source-page-language",
    group: Group::Pages,
    level: Level::Error,
    fixes: Some(Safety::Unsafe),
    page: include_str!("source_page_language.md"),
    check: Check::Register(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let own = cx.register.language.as_str();
    for (entry, _) in cx.judged() {
        for page in cx.register.source_pages(entry) {
            let text = cx.register.text(page);
            let is_other = |tag: &&str| cx.words().language_of(tag) != Some(own);
            let Some(other) = language_of(cx, text).filter(is_other) else { continue };
            let place = page.part(text, other);
            let own = if other.contains(['-', '_']) { cx.register.tag.as_str() } else { own };
            let message = format!("this register is written in `{own}`, the page in `{other}`");
            found.of(cx, entry, page, message).field(cx.words().name(Key::SourcePage)).fix(
                Fix::replace(Safety::Unsafe, format!("cite the page under `{own}`"), place, own),
            );
        }
    }
}

/// The first folder of a path that is the code of a language, else the suffix of its name.
fn language_of<'t>(cx: &Context<'_>, path: &'t str) -> Option<&'t str> {
    let is_language = |part: &&str| {
        let is_code =
            |code: &str| part.starts_with(code) && cx.words().language_of(part) == Some(code);
        cx.words().languages().any(is_code)
    };
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.split('#').next().unwrap_or(name);
    folders.split('/').find(is_language).or_else(|| name.split('.').skip(1).find(is_language))
}
