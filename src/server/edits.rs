//! New texts as edits of the old ones.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::positions::Lines;
use super::session::Session;
use crate::finding::Edit;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::{Source, Span};

/// Beyond this time, what lies between the first and the last difference is one edit.
const LONGEST: Duration = Duration::from_millis(200);

/// The edits that make one text of another, line by line.
pub(super) fn between(old: &str, new: &str) -> Vec<Edit> {
    let (own, theirs): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = own.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let rest = own.len().min(theirs.len()) - same;
    let backwards = own.iter().rev().zip(theirs.iter().rev()).take(rest);
    let same_end = backwards.take_while(|(a, b)| a == b).count();
    let (own, theirs) = (&own[same..own.len() - same_end], &theirs[same..theirs.len() - same_end]);
    let start: usize = old.split_inclusive('\n').take(same).map(str::len).sum();
    let deadline = Some(Instant::now() + LONGEST);
    let ops = capture_diff_slices_deadline(Algorithm::Myers, own, theirs, deadline);
    let mut starts = vec![start];
    for line in own {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    let edit = |op: DiffOp| {
        let (lines, new) = (op.old_range(), op.new_range());
        let span = Span::new(starts[lines.start], starts[lines.end]);
        (op.tag() != similar::DiffTag::Equal).then(|| Edit { span, text: theirs[new].concat() })
    };
    ops.into_iter().filter_map(edit).collect()
}

/// New texts of several files as one edit of the workspace.
pub(super) fn of_files(
    new: &[NewText],
    inputs: &Inputs,
    project: &Project,
    session: &Session,
) -> Value {
    let mut files = Files::default();
    for new in new {
        files.add(&inputs.sources[new.at], &new.source, project, session);
    }
    files.edit(session)
}

/// The edits of some files.
#[derive(Default)]
pub(super) struct Files(BTreeMap<String, Vec<Value>>);

impl Files {
    /// Adds what makes one text of a file of another.
    pub(super) fn add(&mut self, old: &Source, new: &Source, project: &Project, session: &Session) {
        let edits = between(old.text(), new.text());
        if !edits.is_empty() {
            let uri = session.uri_of(&project.whole(&**old.path()));
            self.add_edits(uri, old.text(), &edits, session);
        }
    }

    pub(super) fn add_edits(&mut self, uri: String, text: &str, edits: &[Edit], session: &Session) {
        self.0.entry(uri).or_default().extend(in_protocol(text, edits, session));
    }

    /// The edit of the workspace.
    pub(super) fn edit(self, session: &Session) -> Value {
        if !session.client.takes_versions {
            return json!({ "changes": self.0 });
        }
        let changes = self.0.into_iter().map(|(uri, edits)| {
            let version = session.documents.get(&uri).and_then(|document| document.version);
            json!({ "textDocument": { "uri": uri, "version": version }, "edits": edits })
        });
        json!({ "documentChanges": changes.collect::<Vec<_>>() })
    }
}

/// Edits as editors take them.
pub(super) fn in_protocol(text: &str, edits: &[Edit], session: &Session) -> Vec<Value> {
    let lines = Lines::of(text);
    let encoding = session.client.encoding;
    let one = |edit: &Edit| json!({ "range": lines.range(text, edit.span, encoding), "newText": edit.text });
    edits.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::applied;

    #[test]
    fn edits_make_the_new_text_of_the_old() {
        let texts = ["", "a\n", "a\nb\nc\n", "a\nx\nc\n", "a\r\nb", "c\nb\na\n", "\n\n"];
        for old in texts {
            for new in texts {
                assert_eq!(applied(old, &between(old, new)), new, "{old:?} {new:?}");
            }
        }
        assert_eq!(between("a\nb\nc\n", "a\nx\nc\n").len(), 1);
    }
}
