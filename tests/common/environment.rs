//! The environment of registers in tests: the built-in settings, a day, and no manual pages.

use std::path::Path;

use gapreg::rules::{Environment, Pages};
use gapreg::settings::Settings;

struct NoPages;

impl Pages for NoPages {
    fn exist(&self, _: &str, pages: &[&str]) -> Vec<Option<bool>> {
        vec![None; pages.len()]
    }
}

pub fn settings() -> Settings {
    Settings::built_in(Path::new("/"))
}

pub fn on(today: &str) -> Environment<'static> {
    Environment::new(today.parse().unwrap(), &NoPages)
}
