//! The rules about pages of the manual.

use super::ignores::{new_in_page, silence_pages};
use super::level::findings_in;
use super::reading::weakened_gate;
use super::sort;
use crate::finding::Finding;
use crate::register::Register;
use crate::rules::{Check, ManualContext, RULES};
use crate::settings::Settings;
use crate::text::Source;

/// The sign that a page may have comments which ignore findings.
const IGNORES: &str = "gapreg-ignore";

/// Runs the rules about pages.
pub(crate) fn check_pages(cx: ManualContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        match rule.check {
            Check::Page(check) => {
                for page in cx.pages() {
                    let path = page.page().source.path();
                    let Some(mut found) = findings_in(rule, path, cx.settings) else { continue };
                    check(&page, &mut found);
                    findings.extend(found.into_vec());
                }
            }
            Check::Described(check) => {
                for (at, register) in cx.registers.iter().enumerate() {
                    let path = register.source.path();
                    let Some(mut found) = findings_in(rule, path, cx.settings) else { continue };
                    check(&cx, at, &mut found);
                    findings.extend(found.into_vec());
                }
            }
            _ => {}
        }
    }
    let sources = cx.pages().map(|page| page.page().source);
    let annotated: Vec<&Source> = sources.filter(|own| own.text().contains(IGNORES)).collect();
    let read = annotated.iter().map(|source| Register::parse(source, cx.settings.reading()));
    let annotated: Vec<Register<'_>> = read.filter_map(Result::ok).collect();
    let mut findings = silence_pages(findings, &annotated, cx.registers, cx.settings);
    sort(&mut findings);
    findings
}

/// Reports the comments of a page that ignore findings and that its base did not have.
pub(crate) fn weakened_page(
    now: &Source,
    then: Option<&Source>,
    settings: &Settings,
) -> Vec<Finding> {
    if !now.text().contains(IGNORES) {
        return Vec::new();
    }
    let read = |source| Register::parse(source, settings.reading()).ok();
    let Some(page) = read(now) else { return Vec::new() };
    weakened_gate(now.path(), settings, |found| {
        new_in_page(&page, then.and_then(read).as_ref(), settings, found);
    })
}
