//! Where a contract in JSON writes its values.

/// Looks for values in the order in which a list has them.
#[derive(Debug)]
pub(super) struct ValuePlaces<'t> {
    text: &'t str,
    at: usize,
    missed: usize,
}

/// Each value that is not found costs a look at the whole rest of the text.
const MOST_MISSED: usize = 32;

impl<'t> ValuePlaces<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0, missed: 0 }
    }

    /// Where a value is written behind the last one; the last one where it is written otherwise.
    pub(super) fn next(&mut self, value: &str) -> usize {
        if self.missed > MOST_MISSED {
            return self.at;
        }
        let rest = &self.text[self.at..];
        let written = |value: &str| rest.find(&format!("\"{value}\""));
        match written(value).or_else(|| written(&value.replace('/', "\\/"))) {
            Some(at) => self.at += at + 1,
            None => self.missed += 1,
        }
        self.at
    }
}
