//! Registers linted by all rules, for the other tests.

use std::fmt::Write;

use super::*;

/// The findings in a register, one in a line.
pub(super) fn linted(text: &str) -> String {
    linted_with("", text)
}

pub(super) fn findings(config: &str, text: &str) -> Vec<Finding> {
    let root = Path::new("/");
    let settings = if config.is_empty() {
        Settings::built_in(root)
    } else {
        let read = Config::read("gapreg.yaml", config, &names()).unwrap();
        Settings::new(read, Some(("gapreg.yaml", config)), root, root).unwrap()
    };
    let source = Source::new("docs/en/gap-register.md", text);
    let register = Register::read(&source, settings.reading()).unwrap();
    let (pages, today) = (KnownPages(None), TODAY.parse().unwrap());
    let environment = Environment::new(today, &pages);
    lint::lint(&[register], &settings, environment)
}

/// The findings in a register with a configuration, one in a line.
pub(super) fn linted_with(config: &str, text: &str) -> String {
    let line_of = |span: crate::text::Span| text[..span.start as usize].matches('\n').count() + 1;
    let mut out = String::new();
    for found in findings(config, text) {
        let Finding { rule, level, span, entry, field, message, help, related, fix, .. } = found;
        let (entry, field) = (entry.unwrap_or_default(), field.unwrap_or_default());
        let name = format!("{rule} {entry} {field}");
        let _ = write!(out, "{} {level:?} {}: {message}", line_of(span), name.trim_end());
        let _ = help.map(|help| write!(out, " | {help}"));
        let _ = fix.map(|fix| write!(out, " | {:?}: {}", fix.safety, fix.title));
        for related in &related {
            let _ = write!(out, " | {}: {}", line_of(related.span), related.message);
        }
        out.push('\n');
    }
    out
}
