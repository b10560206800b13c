//! The cells of a merged register, and of the conflicts in it.

use std::collections::HashSet;

use super::piece::Piece;

/// The lines of tables of a merged register, with their cells.
pub(super) struct KeptCells<'p> {
    cells: HashSet<&'p str>,
    lines: Vec<&'p str>,
}

impl<'p> KeptCells<'p> {
    pub(super) fn of(pieces: &'p [Piece<'_>]) -> Self {
        let mut lines: Vec<&'p str> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Line(line) => lines.push(line),
                Piece::Conflict(sides) => {
                    let sides = sides.ours.iter().chain(&sides.theirs);
                    lines.extend(sides.map(|line| &**line));
                }
            }
        }
        lines.retain(|line| line.contains('|'));
        let cells = lines.iter().flat_map(|line| line.split('|').map(str::trim)).collect();
        Self { cells, lines }
    }

    /// Whether a text is in a cell. A text with an escaped bar is looked for in the lines.
    pub(super) fn has(&self, text: &str) -> bool {
        self.cells.contains(text) || self.lines.iter().any(|line| line.contains(text))
    }
}
