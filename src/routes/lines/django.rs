//! What Django's `show_urls` prints. It names no methods.

use super::super::contract::FoundRoutes;
use super::{Line, operations};
use crate::routes::base_path::joined;

pub(super) fn read(lines: &[Line<'_>], base: &str) -> Option<FoundRoutes> {
    let rows = lines.iter().filter(|line| row(line.text).is_some()).count();
    let paths =
        lines.iter().filter(|line| line.text.trim_start_matches(['|', ' ']).starts_with('/'));
    let is_verbose = lines.iter().any(|line| line.text.trim_start().starts_with("Controller:"));
    if !is_verbose && (rows == 0 || rows * 2 < paths.count()) {
        return None;
    }
    let mut found = FoundRoutes::new("django-urls", Vec::new());
    for line in lines {
        let path = row(line.text).or_else(|| Some(line.text.trim()).filter(|_| is_verbose));
        let is_route = |path: &&str| path.starts_with('/') && !is_suffix(path);
        if let Some(path) = path.filter(is_route) {
            found.operations.extend(operations(Vec::new(), &joined(base, path), line.place(path)));
        }
    }
    Some(found)
}

/// Whether a route of the REST framework is another with an extension behind it: `/v1.json`.
pub(in super::super) fn is_suffix(path: &str) -> bool {
    path.contains("<drf_format_suffix")
}

/// The path of a row: the view is behind it, as a name with dots.
fn row(line: &str) -> Option<&str> {
    let cells = line.trim_start_matches(['|', ' ']);
    let end = cells.find(['\t', '|']).or_else(|| cells.find("  ")).or_else(|| cells.find(' '))?;
    let path = cells[..end].trim();
    let view = cells[end..].trim_start_matches(['\t', '|', ' ']);
    let view = view.split(['\t', '|', ' ']).next().unwrap_or_default();
    let is_view = view.contains('.')
        && view.chars().all(|c| c.is_alphanumeric() || "._<>-".contains(c))
        && !view.starts_with('.')
        && !view.contains("..");
    (path.starts_with('/') && is_view).then_some(path)
}
