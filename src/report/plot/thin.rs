//! No more points than can be told apart.

use std::fmt::Write;

use super::canvas::Px;

/// The points that share a column of pixels: where they begin, and which they are.
pub(super) struct Column {
    pub x: u32,
    pub points: std::ops::Range<usize>,
}

/// Puts points into columns of a pixel, from the left to the right.
pub(super) fn columns(places: impl Iterator<Item = u32>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (at, x) in places.enumerate() {
        match columns.last_mut() {
            Some(last) if x / 10 <= last.x / 10 => last.points.end = at + 1,
            _ => columns.push(Column { x, points: at..at + 1 }),
        }
    }
    columns
}

/// Steps from height to height, each held until the next: the last of every column, and between
/// it and the one before also how far up and down the values went, if `with_extremes`.
pub(super) fn steps(columns: &[Column], with_extremes: bool, y: impl Fn(usize) -> u32) -> String {
    let mut path = String::new();
    let mut now = None;
    for Column { x, points } in columns {
        let last = y(points.end - 1);
        let inner = points.clone().map(&y).filter(|_| with_extremes);
        let (top, bottom) = inner.fold((last, last), |(t, b), y| (t.min(y), b.max(y)));
        let (x, start) = (Px(*x), now.unwrap_or(last));
        let ends = (start.min(last), start.max(last));
        let turns =
            [(top < ends.0).then_some(top), (bottom > ends.1).then_some(bottom), Some(last)];
        if now.is_none() {
            let _ = write!(path, "M{x} {}", Px(start));
        } else if turns.iter().flatten().any(|y| *y != start) {
            let _ = write!(path, "H{x}");
        }
        let mut height = start;
        for y in turns.into_iter().flatten().filter(|y| std::mem::replace(&mut height, *y) != *y) {
            let _ = write!(path, "V{}", Px(y));
        }
        now = Some(last);
    }
    path
}

/// Of so many rows, which are shown if no more than `most` may be: the first, and after each of
/// equally many the last.
pub(super) fn rows(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    let rest = count - 1;
    (0..most).map(|at| at * rest / (most - 1)).collect()
}
