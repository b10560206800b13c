//! `odd-character`: a sign in an ID, label or value that only looks like the right one.

use std::collections::{HashMap, HashSet};

use super::findings::quoted;
use super::{Check, Context, Findings, Group, Rule};
use crate::finding::{Edit, Finding, Fix, Level, Safety, counted};
use crate::register::{Entry, Field, PartRow};
use crate::text::lookalike::{self, Look};
use crate::text::{Ordered, Span, sort_by_place};
use crate::vocabulary::Key;

pub(super) const RULE: Rule = Rule {
    name: "odd-character",
    group: Group::Fields,
    level: Level::Warning,
    fixes: Some(Safety::Safe),
    page: include_str!("odd_character.md"),
    check: Check::Register(check),
};

/// Languages whose colon is wide.
const WIDE: [&str; 3] = ["zh", "ja", "ko"];

/// What a text is, and so which signs are odd in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// An ID, a date, or one of a few words.
    Exact,
    /// A label: a bent apostrophe is right in it.
    Label,
    /// A name or a version: dashes and quotes are right in it.
    Name,
}

/// A place with odd signs, and what it should say.
struct OddPlace {
    key: Key,
    /// The first odd sign.
    sign: char,
    edit: Edit,
}

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut rows = odd_rows(cx);
    let is_in_rows = !rows.is_empty();
    let entries = cx.entries().filter(|_| is_in_rows).chain(cx.judged().filter(|_| !is_in_rows));
    for (entry, _) in entries {
        let mut places = odd_places(cx, entry);
        let id = cx.register.id(entry).unwrap_or_default();
        places.extend(rows.remove(id).unwrap_or_default());
        if let Some(finding) = report(cx, found, places) {
            finding.entry(cx.register.name(entry));
        }
    }
    let mut others: Vec<(&str, Vec<OddPlace>)> = rows.into_iter().collect();
    others.order_by_key(|(id, _)| *id);
    for (id, places) in others {
        if let Some(finding) = report(cx, found, places) {
            finding.entry(Some(id.to_owned()).filter(|id| !id.is_empty()));
        }
    }
    report_headers(cx, found);
    let reviews = cx.register.metadata.iter().filter(|f| f.key == Some(Key::LastReviewed));
    let mut places = Vec::new();
    for field in reviews {
        add_odd_label(cx, field, &mut places);
        add_odd_value(cx, field, &mut places);
    }
    for place in places {
        report(cx, found, vec![place]);
    }
}

/// One finding about all places of an entry.
fn report<'f>(
    cx: &Context<'_>,
    found: &'f mut Findings,
    mut places: Vec<OddPlace>,
) -> Option<&'f mut Finding> {
    sort_by_place(&mut places, |place| place.edit.span);
    places.dedup_by_key(|place| place.edit.span);
    let first = places.first()?;
    let text = cx.register.text(first.edit.span);
    let odd = first.sign;
    let looks = match lookalike::look(odd)? {
        Look::Of(' ') => "looks like a blank".to_owned(),
        Look::Of(plain) => format!("looks like `{plain}`"),
        Look::Nothing => "is not seen".to_owned(),
    };
    let mut message = format!("{} holds U+{:04X}, which {looks}", quoted(text), u32::from(odd));
    let others = places.len() - 1;
    if others > 0 {
        message = format!("{message}; {}", counted(others, "more place", "more places"));
    }
    let title = format!("write {}", quoted(&first.edit.text));
    let (span, name) = (first.edit.span, cx.words().name(first.key));
    let edits = places.into_iter().map(|place| place.edit).collect();
    Some(found.at(span, message).field(name).fix(Fix { safety: Safety::Safe, title, edits }))
}

/// Reports the odd headers of tables whose rows are entries, each of them once.
fn report_headers(cx: &Context<'_>, found: &mut Findings) {
    let mut seen = HashSet::new();
    for (entry, _) in cx.judged() {
        for field in entry.fields.iter().filter(|field| !entry.span.contains(field.label)) {
            if let Some(key) = field.key.filter(|_| seen.insert(field.label)) {
                report(
                    cx,
                    found,
                    odd_place(cx, key, field.label, Part::Label).into_iter().collect(),
                );
            }
        }
    }
}

/// The odd cells of the triage table, by the ID of their row.
fn odd_rows<'a>(cx: &Context<'a>) -> HashMap<&'a str, Vec<OddPlace>> {
    let mut odd: HashMap<&str, Vec<OddPlace>> = HashMap::new();
    for PartRow { table, row, .. } in cx.register.triage_rows() {
        let cells = table.columns.iter().zip(&row.cells);
        let cells = cells.filter_map(|(column, &cell)| {
            let key = column.key.filter(|&key| key != Key::Id)?;
            let part = part_of(key).filter(|_| !cx.register.text(cell).is_ascii())?;
            odd_place(cx, key, cx.register.bare_span(cell), part)
        });
        let id = odd_place(cx, Key::Id, row.id, Part::Exact);
        let places: Vec<OddPlace> = id.into_iter().chain(cells).collect();
        if !places.is_empty() {
            odd.entry(cx.register.plain(row.id)).or_default().extend(places);
        }
    }
    odd
}

fn odd_places(cx: &Context<'_>, entry: &Entry) -> Vec<OddPlace> {
    let ids = entry.id.into_iter().chain(entry.heading_id);
    let ids = ids.filter_map(|id| odd_place(cx, Key::Id, id, Part::Exact));
    let mut places: Vec<OddPlace> = ids.collect();
    // Several values may have one label.
    let mut last = None;
    for field in entry.fields.iter().filter(|field| entry.span.contains(field.span)) {
        // The label of a cell is the header of its column.
        if entry.span.contains(field.label) && last.replace(field.label) != Some(field.label) {
            add_odd_label(cx, field, &mut places);
        }
        add_odd_value(cx, field, &mut places);
    }
    places
}

fn add_odd_label(cx: &Context<'_>, field: &Field, places: &mut Vec<OddPlace>) {
    let Some(key) = field.key else { return };
    if field.label != field.value && field.label.end <= field.value.start {
        places.extend(odd_place(cx, key, field.label, Part::Label));
        places.extend(wide_colon(cx, key, field));
    }
}

fn add_odd_value(cx: &Context<'_>, field: &Field, places: &mut Vec<OddPlace>) {
    let Some(key) = field.key else { return };
    let Some(part) = part_of(key).filter(|_| !cx.register.text(field.value).is_ascii()) else {
        return;
    };
    let span = cx.register.bare_span(cx.register.first_line(field.value));
    // What is in parentheses is a remark.
    let text = cx.register.text(span);
    let said = text.split('(').next().unwrap_or(text).trim_end();
    places.extend(odd_place(cx, key, span.part(text, said), part));
}

/// A wide colon after a label, in a language that has none.
fn wide_colon(cx: &Context<'_>, key: Key, field: &Field) -> Option<OddPlace> {
    const COLON: &str = "：";
    let between = Span { start: field.label.end, end: field.value.start };
    // A value may be far below its label.
    let all = cx.register.text(between);
    let is_colon = all.trim_start_matches(['*', '_', '`', ' ']).starts_with(COLON);
    if !is_colon || WIDE.contains(&cx.register.language.as_str()) {
        return None;
    }
    let text = all.lines().next().unwrap_or(all);
    let mut plain = text.replace(COLON, ":");
    // A wide colon has its blank in it.
    if !plain.contains(char::is_whitespace) && text.len() == all.len() && !field.value.is_empty() {
        plain.push(' ');
    }
    Some(OddPlace { key, sign: '：', edit: Edit { span: between.part(all, text), text: plain } })
}

/// What the value of a key is; nothing for prose.
fn part_of(key: Key) -> Option<Part> {
    match key {
        Key::Status
        | Key::Priority
        | Key::Severity
        | Key::Sla
        | Key::FirstSeen
        | Key::LastReviewed
        | Key::Due
        | Key::AcceptedUntil => Some(Part::Exact),
        Key::Owner | Key::Environment | Key::TargetVersion => Some(Part::Name),
        _ => None,
    }
}

fn odd_place(cx: &Context<'_>, key: Key, span: Span, part: Part) -> Option<OddPlace> {
    let text = cx.register.text(span);
    if text.is_ascii() {
        return None;
    }
    let signs = Signs { part, is_wide: WIDE.contains(&cx.register.language.as_str()) };
    let Repaired { text, first } = signs.repaired(text);
    // A sentence is none of the few words that a value may be.
    let is_known =
        || text.chars().count() <= LONGEST && cx.policy.is_understood(key, &text, cx.words());
    let is_value = key != Key::Id && part == Part::Exact;
    let sign = first.filter(|_| !text.is_empty() && (!is_value || is_known()))?;
    Some(OddPlace { key, sign, edit: Edit { span, text } })
}

/// A longer value is a sentence.
const LONGEST: usize = 40;

/// Which signs are right in a text.
#[derive(Clone, Copy)]
struct Signs {
    part: Part,
    /// Whether wide signs are right in its language.
    is_wide: bool,
}

/// A text with the signs that it should have, and the first that it should not.
struct Repaired {
    text: String,
    first: Option<char>,
}

impl Signs {
    fn repaired(self, text: &str) -> Repaired {
        let mut out = String::with_capacity(text.len());
        let (mut before, mut first) = (None, None);
        let mut signs = text.chars().peekable();
        while let Some(c) = signs.next() {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            // Between blanks, a dash is a dash.
            let is_inside = is_letter(before) && is_letter(signs.peek().copied());
            match lookalike::look(c).filter(|&look| self.is_odd(c, look, is_inside)) {
                None => out.push(c),
                Some(look) => {
                    first = first.or(Some(c));
                    if let Look::Of(plain) = look {
                        out.push(plain);
                    } else {
                        // What is before it is still before the next sign.
                        continue;
                    }
                }
            }
            before = Some(c);
        }
        // Quotes around a value are no part of it.
        let quoted = out.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let text = quoted.filter(|_| !text.starts_with('"')).map(str::to_owned).unwrap_or(out);
        Repaired { text, first }
    }

    fn is_odd(self, c: char, look: Look, is_inside: bool) -> bool {
        match look {
            Look::Of('-') => is_inside && self.part != Part::Name,
            Look::Of('"') => self.part == Part::Exact,
            Look::Of('\'') => false,
            Look::Of(plain) => !self.is_wide || plain.is_alphanumeric() || c < '\u{3000}',
            Look::Nothing => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired_text(text: &str, part: Part) -> String {
        Signs { part, is_wide: false }.repaired(text).text
    }

    #[test]
    fn wide_signs_are_right_where_the_language_has_them() {
        let signs = Signs { part: Part::Label, is_wide: true };
        assert!(signs.repaired("当前状态（CYG）").first.is_none());
        assert_eq!(signs.repaired("优先级\u{ff11}").text, "优先级1");
    }

    #[test]
    fn signs_are_repaired_where_they_are_odd() {
        assert_eq!(repaired_text("G\u{2011}001", Part::Exact), "G-001");
        assert_eq!(repaired_text("In\u{a0}Progress\u{200b}", Part::Exact), "In Progress");
        assert_eq!(repaired_text("\u{201c}Open\u{201d}", Part::Exact), "Open");
        assert_eq!(repaired_text("Open – until Friday", Part::Exact), "Open – until Friday");
        assert_eq!(repaired_text("UI endpoint’leri", Part::Label), "UI endpoint’leri");
        assert_eq!(repaired_text("First\u{2060} seen", Part::Label), "First seen");
        assert_eq!(repaired_text("North–South\u{a0}team", Part::Name), "North–South team");
    }
}
