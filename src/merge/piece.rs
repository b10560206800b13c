//! What a merge writes: lines, and the conflicts among them.

use std::borrow::Cow;
use std::ops::Range;

use super::Three;

/// Lines as they are written.
pub(super) type Lines<'t> = Vec<Cow<'t, str>>;

/// A part of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    Line(Cow<'t, str>),
    Conflict(Three<Lines<'t>>),
}

/// Some lines as they are.
pub(super) fn as_lines<'t>(lines: &[&'t str]) -> Lines<'t> {
    lines.iter().map(|line| Cow::Borrowed(*line)).collect()
}

/// Pieces that are the lines as they are.
pub(super) fn verbatim<'t>(lines: &[&'t str]) -> Vec<Piece<'t>> {
    lines.iter().map(|line| Piece::Line(Cow::Borrowed(*line))).collect()
}

/// The signs around the sides of a conflict, as git writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Markers {
    /// How many signs a marker has.
    pub size: usize,
    /// The names of the sides.
    pub ours: String,
    pub theirs: String,
    /// The name of the base, where it is shown.
    pub base: Option<String>,
}

/// A conflict, and where the text of the receiving side is that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlacedConflict {
    pub place: Range<usize>,
    pub sides: Three<String>,
}

/// A text in which each conflict is what the receiving side says, and the conflicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub text: String,
    pub conflicts: Vec<PlacedConflict>,
}

impl Resolved {
    pub(super) fn of(pieces: &[Piece<'_>]) -> Self {
        let mut resolved = Self::default();
        let mut lines = 0;
        for piece in pieces {
            match piece {
                Piece::Line(line) => resolved.push(line, &mut lines),
                Piece::Conflict(sides) => {
                    // A line end before the lines of a conflict belongs to it where it has none.
                    let start = resolved.text.len() + usize::from(lines > 0);
                    sides.ours.iter().for_each(|line| resolved.push(line, &mut lines));
                    let end = resolved.text.len();
                    let place = if sides.ours.is_empty() { end..end } else { start..end };
                    let sides = sides.as_ref().map(|lines| lines.join("\n"));
                    let has_theirs = !sides.theirs.is_empty() || !sides.ours.is_empty();
                    if has_theirs {
                        resolved.conflicts.push(PlacedConflict { place, sides });
                    }
                }
            }
        }
        resolved
    }

    fn push(&mut self, line: &str, lines: &mut usize) {
        if *lines > 0 {
            self.text.push('\n');
        }
        self.text.push_str(line);
        *lines += 1;
    }
}

impl PlacedConflict {
    /// What is written in its place.
    pub(super) fn text(&self, markers: &Markers) -> String {
        let Markers { size, ours, theirs, base } = markers;
        let line = |sign: char, name: &str| {
            let signs = String::from(sign).repeat(*size);
            if name.is_empty() { signs } else { format!("{signs} {name}") }
        };
        let mut lines = vec![line('<', ours)];
        let push = |lines: &mut Vec<String>, text: &str| {
            if !text.is_empty() {
                lines.push(text.to_owned());
            }
        };
        push(&mut lines, &self.sides.ours);
        if let Some(base) = base {
            lines.push(line('|', base));
            push(&mut lines, &self.sides.base);
        }
        lines.push(line('=', ""));
        push(&mut lines, &self.sides.theirs);
        lines.push(line('>', theirs));
        let text = lines.join("\n");
        // Where the receiving side has nothing, the place is the end of the line before.
        match self.place {
            Range { start: 0, end: 0 } => format!("{text}\n"),
            Range { start, end } if start == end => format!("\n{text}"),
            _ => text,
        }
    }
}
