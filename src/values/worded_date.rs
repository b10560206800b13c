//! Dates with words, written as others are.

use jiff::civil::Date;

use super::months::{month, months_like};

/// How dates with words are written: `4 January 2026`, `Jan 04, 2026`, `2026年1月4日`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WordedDate {
    model: Vec<Part>,
    /// The names of the months; none where the dates have none.
    months: Vec<String>,
    /// Whether days and months below ten have a zero in front.
    is_padded: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Name,
    Day,
    Other(String),
}

impl WordedDate {
    /// What dates of one form are written like; nothing where their words are more than the names of
    /// months and signs behind numbers.
    pub(super) fn like(dates: &[&str]) -> Option<Self> {
        let model = model(dates.first()?)?;
        let words = dates.iter().flat_map(|date| runs(date));
        let names: Vec<&str> = words.filter(|word| month(word).is_some()).collect();
        let months = if names.is_empty() { Vec::new() } else { months_like(&names)? };
        let mut numbers = dates.iter().flat_map(|date| runs(date));
        let is_padded = numbers.any(|run| run.len() == 2 && run.starts_with('0'));
        Some(Self { model, months, is_padded })
    }

    /// A date like those.
    pub(super) fn write(&self, date: Date) -> Option<String> {
        let number = |number: i8| {
            if self.is_padded { format!("{number:02}") } else { number.to_string() }
        };
        let name = || self.months.get(usize::try_from(date.month()).ok()?.checked_sub(1)?).cloned();
        let written = self.model.iter().map(|part| {
            Some(match part {
                Part::Year => date.year().to_string(),
                Part::Month => number(date.month()),
                Part::Name => name()?,
                Part::Day => number(date.day()),
                Part::Other(text) => text.clone(),
            })
        });
        written.collect()
    }
}

/// The parts of a date.
fn model(date: &str) -> Option<Vec<Part>> {
    let all = runs(date);
    let has_name = all.iter().any(|run| month(run).is_some());
    let mut parts = Vec::new();
    for (at, &run) in all.iter().enumerate() {
        let is_number = run.starts_with(|c: char| c.is_ascii_digit());
        let is_word = run.starts_with(char::is_alphabetic);
        let part = match run {
            _ if is_number && run.len() == 4 => Part::Year,
            _ if is_number && (has_name || parts.contains(&Part::Month)) => Part::Day,
            _ if is_number => Part::Month,
            _ if is_word && month(run).is_some() => Part::Name,
            "de" | "年" | "月" | "日" | "년" | "월" | "일" => Part::Other(run.to_owned()),
            // `4th`
            _ if is_word => return None,
            _ => Part::Other(run.to_owned()),
        };
        // Each is there once.
        if !matches!(part, Part::Other(_)) && parts.contains(&part) {
            return None;
        }
        // A sign such as quotes is no part of a date.
        if at == 0 && matches!(part, Part::Other(_)) {
            return None;
        }
        parts.push(part);
    }
    let is_whole = parts.contains(&Part::Year) && parts.contains(&Part::Day);
    is_whole.then_some(parts)
}

/// The numbers, the words and what is between them.
fn runs(text: &str) -> Vec<&str> {
    let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
    let (mut runs, mut rest) = (Vec::new(), text.trim());
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push(run);
        rest = after;
    }
    runs
}
