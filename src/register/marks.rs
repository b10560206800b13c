//! The marks around a value: code, bold, struck out.

/// The marks, the longer ones first.
const MARKS: [&str; 5] = ["***", "**", "~~", "*", "`"];

/// Marks of emphasis that may also be a part of a word: they count on both sides only.
const UNDERSCORES: [&str; 2] = ["__", "_"];

/// A value without the marks around all of it. Marks within it, as in `` staging `v2` ``, belong to
/// it. `before` is the line up to the value: bold that opens there (`**Status: Open**`) may end with
/// the value.
pub(super) fn without<'t>(text: &'t str, before: &str) -> &'t str {
    let mut inner = text.trim_matches([' ', '\t']);
    while let Some(next) = without_one(inner, before) {
        inner = next.trim_matches([' ', '\t']);
    }
    inner
}

fn without_one<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    let underlined = UNDERSCORES.iter().find_map(|mark| {
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.is_empty() && !inner.contains('_')).then_some(inner)
    });
    underlined.or_else(|| without_mark(text, before))
}

fn without_mark<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    MARKS.iter().find_map(|mark| {
        let is_within = |inner: &str| inner.contains(&mark[..1]);
        let both = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = both.filter(|inner| !inner.is_empty()) {
            return (!is_within(inner)).then_some(inner);
        }
        let opened = text.strip_prefix(mark).filter(|inner| !is_within(inner));
        let closed = text.strip_suffix(mark).filter(|inner| !is_within(inner));
        let is_open = || before.matches(mark).count() % 2 == 1;
        opened.or_else(|| closed.filter(|_| is_open()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_marks_around_the_whole_value_are_taken_off() {
        for (text, bare) in [
            ("`G-001`", "G-001"),
            ("**P1**", "P1"),
            ("~~**Open**~~", "Open"),
            ("***x***", "x"),
            ("__P1__", "P1"),
            ("_Open_", "Open"),
            ("_id", "_id"),
            ("_a_ and _b_", "_a_ and _b_"),
            ("__job_id__", "__job_id__"),
            ("staging `v2`", "staging `v2`"),
            ("`a` and `b`", "`a` and `b`"),
            ("**bold** end", "**bold** end"),
            ("see **bold**", "see **bold**"),
            ("ends in *", "ends in *"),
            ("**Open", "Open"),
            ("Open", "Open"),
        ] {
            assert_eq!(without(text, "- **Status:** "), bare);
        }
        assert_eq!(without("Open**", "- **Status: "), "Open");
        assert_eq!(without("Open**", "- **Status:** "), "Open**");
    }
}
