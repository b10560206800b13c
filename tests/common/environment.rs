//! The environment of registers in tests: the built-in settings, a day, and no manual pages.

use std::path::Path;

use gapreg::rules::{Pages, Surroundings};
use gapreg::settings::Settings;

struct NoPages;

impl Pages for NoPages {
    fn stand(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
        vec![None; pages.len()]
    }
}

pub fn settings() -> Settings {
    Settings::built_in(Path::new("/"))
}

pub fn on(today: &str) -> Surroundings<'static> {
    Surroundings { today: today.parse().unwrap(), pages: &NoPages, past: None, changes: None }
}
