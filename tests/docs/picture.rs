//! `docs/terminal.svg`, the picture in the README: the output of a real run, with its colours.
//! `UPDATE_DOCS=1 cargo test --test docs` draws it.

use std::fmt::Write as _;
use std::fs;

use unicode_width::UnicodeWidthStr as _;

use crate::console::Desk;
use crate::is_updating;

const PICTURE: &str = "docs/terminal.svg";
/// Three kinds of findings are enough for a picture.
const SHOWN: &str = "gapreg lint docs/en --select stale-triage-row,unknown-field,missing-field";

/// Columns of the terminal; what is behind them is cut off.
const COLUMNS: usize = 112;
/// Width of a column and height of a line, in pixels.
const COLUMN: f64 = 8.0;
const LINE: usize = 18;
const MARGIN: usize = 16;

/// A part of a line that has one style.
struct Run {
    start: usize,
    text: String,
    style: Style,
}

#[derive(Clone, Copy, Default)]
struct Style {
    is_bold: bool,
    color: Option<&'static str>,
}

impl Style {
    /// The style after an escape sequence of the terminal, such as `1` or `91`.
    fn after(self, codes: &str) -> Self {
        codes.split(';').fold(self, |style, code| match code {
            "" | "0" => Self::default(),
            "1" => Self { is_bold: true, ..style },
            "31" | "91" => Self { color: Some("#ff7b72"), ..style },
            "32" | "92" => Self { color: Some("#7ee787"), ..style },
            "33" | "93" => Self { color: Some("#e3b341"), ..style },
            "34" | "94" => Self { color: Some("#79c0ff"), ..style },
            "36" | "96" => Self { color: Some("#76e3ea"), ..style },
            _ => style,
        })
    }
}

/// The parts of a line of a terminal, up to the last column.
fn runs(line: &str) -> Vec<Run> {
    let (mut runs, mut style, mut start) = (Vec::new(), Style::default(), 0);
    for (at, piece) in line.split('\u{1b}').enumerate() {
        let text = match piece.strip_prefix('[').and_then(|rest| rest.split_once('m')) {
            Some((codes, text)) if at > 0 => {
                style = style.after(codes);
                text
            }
            _ => piece,
        };
        let text: String = text.chars().take(COLUMNS.saturating_sub(start)).collect();
        let width = text.width();
        if !text.trim().is_empty() {
            runs.push(Run { start, text, style });
        }
        start += width;
    }
    runs
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn drawn(run: &Run, line: usize) -> String {
    let blanks = run.text.len() - run.text.trim_start().len();
    let text = run.text.trim();
    let [x, length] = [run.start + blanks, text.width()]
        .map(|columns| f64::from(u32::try_from(columns).unwrap()) * COLUMN);
    let x = x + f64::from(u32::try_from(MARGIN).unwrap());
    let y = MARGIN + LINE * (line + 1);
    let fill = run.style.color.map(|color| format!(" fill=\"{color}\"")).unwrap_or_default();
    let weight = if run.style.is_bold { " font-weight=\"bold\"" } else { "" };
    let text = escaped(text);
    format!("<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{fill}{weight}>{text}</text>\n")
}

/// The picture of a terminal with lines in it.
fn picture(lines: &[String]) -> String {
    let width = (f64::from(u32::try_from(COLUMNS).unwrap()) * COLUMN).round() + 2.0 * 16.0;
    let height = LINE * (lines.len() + 1) + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{SHOWN}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" \
         font-size=\"13\" fill=\"#e6edf3\">\n"
    );
    for (number, line) in lines.iter().enumerate() {
        for run in runs(line) {
            svg.push_str(&drawn(&run, number));
        }
    }
    let _ = writeln!(svg, "</g>\n</svg>");
    svg
}

#[test]
fn the_picture_shows_what_the_program_prints() {
    let printed = Desk::new().run(&format!("{SHOWN} --color always"));
    let prompt = format!("\u{1b}[92m$\u{1b}[0m {SHOWN}");
    let lines: Vec<String> =
        std::iter::once(prompt).chain(printed.lines().map(str::to_owned)).collect();
    let now = picture(&lines);
    if is_updating() {
        fs::write(PICTURE, now).unwrap();
    } else {
        let drawn = fs::read_to_string(PICTURE).unwrap_or_default();
        assert!(drawn == now, "`UPDATE_DOCS=1 cargo test --test docs` draws {PICTURE} again");
    }
}
