//! New texts as edits of the old ones.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use similar::DiffOp;

use super::open_register::OpenRegister;
use super::positions::Lines;
use super::session::Session;
use crate::finding::Edit;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::{Span, difference};

/// Beyond this time, what lies between the first and the last difference is one edit.
const LONGEST: Duration = Duration::from_millis(200);

/// The edits that make one text of another, line by line.
pub(super) fn between(old: &str, new: &str) -> Vec<Edit> {
    let [own, theirs] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut starts = vec![0];
    for line in &own {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    let ops = difference::of_lines_until(&own, &theirs, Some(Instant::now() + LONGEST));
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
        let old = &inputs.sources[new.at];
        let path = project.whole(&**old.path());
        files.add(&path, [old.text(), new.source.text()], session);
    }
    files.edit(session)
}

/// The edits of some files.
#[derive(Default)]
pub(super) struct Files(BTreeMap<String, Vec<Value>>);

impl Files {
    /// Adds what makes one text of a file of another.
    pub(super) fn add(&mut self, path: &Path, [old, new]: [&str; 2], session: &Session) {
        let edits = between(old, new);
        if !edits.is_empty() {
            self.add_edits(session.uri_of(path), old, &edits, session);
        }
    }

    fn add_edits(&mut self, uri: String, text: &str, edits: &[Edit], session: &Session) {
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

/// Edits of one document as an edit of the workspace.
pub(super) fn of_document(open: OpenRegister<'_>, edits: &[Edit]) -> Value {
    let mut files = Files::default();
    let document = open.document;
    files.add_edits(document.uri.clone(), &document.text, edits, open.session);
    files.edit(open.session)
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
