//! Reduces points to those that make a visible difference.

use std::fmt::Write;

use super::canvas::Px;

/// Points in one column of pixels.
pub(super) struct PixelColumn {
    pub x: u32,
    pub points: std::ops::Range<usize>,
}

/// The points in each column of pixels, from left to right.
pub(super) fn columns(places: impl Iterator<Item = u32>) -> Vec<PixelColumn> {
    let mut columns: Vec<PixelColumn> = Vec::new();
    for (at, x) in places.enumerate() {
        match columns.last_mut() {
            Some(last) if x / 10 <= last.x / 10 => last.points.end = at + 1,
            _ => columns.push(PixelColumn { x, points: at..at + 1 }),
        }
    }
    columns
}

/// A path that keeps each height until the next column. It has the last height of every column, and
/// with `with_extremes` also the highest and the lowest.
pub(super) fn steps(
    columns: &[PixelColumn],
    with_extremes: bool,
    y: impl Fn(usize) -> u32,
) -> String {
    let mut path = String::new();
    let mut now = None;
    for PixelColumn { x, points } in columns {
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

/// The rows to show if there are too many: the first, and others at equal distances up to the last.
pub(super) fn rows(count: usize, most: usize) -> Vec<usize> {
    if count <= most {
        return (0..count).collect();
    }
    let rest = count - 1;
    (0..most).map(|at| at * rest / (most - 1)).collect()
}
