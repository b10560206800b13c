//! A plot outside of a page.

use super::canvas::CLASS;

/// The style of all plots. A page has it once.
pub(super) const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/plot.css"));

/// A plot as a file of its own, for an `<img>`, with its style. A badge needs no style and stays as
/// it is.
pub(crate) fn standalone(svg: &str) -> String {
    match svg.split_once('>') {
        Some((opening, rest)) if opening.contains(CLASS) => {
            format!("{opening}>\n<style>\n{STYLE}</style>{rest}\n")
        }
        _ => format!("{svg}\n"),
    }
}
