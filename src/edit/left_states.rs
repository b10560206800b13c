//! States that an entry says in its text, in a form that is not read as a field: `**Status.** Under investigation.`

use super::target::EditTarget;
use crate::register::Entry;
use crate::text::LineIndex;
use crate::vocabulary::Key;

/// What to say of a line in the text of an entry that gives another state than the one that is set.
pub(super) fn left_in_text(target: EditTarget<'_>, entry: &Entry, status: &str) -> Option<String> {
    let EditTarget { register, policy, settings } = target;
    let words = &settings.vocabulary;
    let new = policy.meaning(status, words)?;
    let field = entry.field(Key::Status).map(|field| field.value);
    [Some(entry.span), entry.detail].into_iter().flatten().find_map(|place| {
        let whole = register.text(place);
        whole.lines().find_map(|line| {
            let said = labelled_state(line, |label| words.key(label) == Some(Key::Status))?;
            let span = place.part(whole, said);
            let is_field = field.is_some_and(|own| own.contains(span) || span.contains(own));
            let is_other = policy.meaning(said, words).is_some_and(|state| state != new);
            (is_other && !is_field).then(|| {
                let line = LineIndex::new(register.source).position(span.start as usize).line;
                format!("line {line} in its text still says `{said}`: edit it in the register")
            })
        })
    })
}

/// The state behind a label in strong text that starts a line, or a label with a colon.
fn labelled_state(line: &str, is_label: impl Fn(&str) -> bool) -> Option<&str> {
    let line = line.trim_start_matches(['-', '*', '+', '>', '_', ' ', '\t']);
    let end = line.find(['.', ':', '：', '*', '_'])?;
    let (label, rest) = line.split_at(end);
    let value = rest.trim_start_matches(['.', ':', '：', '*', '_', ' ']);
    let value = value.trim_end_matches(['.', '*', '_', ' ']);
    let is_marked = rest.len() > rest.trim_start_matches(['.', ':', '：', '*', '_']).len();
    (is_marked && !value.is_empty() && is_label(label.trim())).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_may_end_with_a_stop() {
        let state = |line| labelled_state(line, |label| label == "Status");
        assert_eq!(state("**Status.** Under investigation."), Some("Under investigation"));
        assert_eq!(state("- *Status:* open"), Some("open"));
        assert_eq!(state("Status. Fixed in 4.2"), Some("Fixed in 4.2"));
        assert_eq!(state("**Status**: open"), Some("open"));
        assert_eq!(state("Status of the valve: open"), None);
        assert_eq!(state("The status. Open"), None);
    }
}
