//! Two entries that a merge made one, as where somebody deleted the conflict markers and nothing
//! else: one finding, at the heading that has lost its fields.

use std::collections::{HashMap, HashSet};

use super::LintedRegisters;
use crate::finding::{Finding, counted};
use crate::mirror::Paired;
use crate::register::{Entry, Register};
use crate::text::Span;

const HELP: &str = "put the fields of each entry below its heading, and give one of them a new ID";

/// A heading without fields, and the entry below it that may hold them.
struct Merged {
    bare: Span,
    below: Span,
    id: Option<String>,
    /// How many of its fields the entry below has twice.
    repeated: usize,
}

impl Merged {
    fn of(register: &Register<'_>, pair: &[Entry]) -> Option<Self> {
        let [bare, below] = pair else { return None };
        (bare.fields.is_empty() && !below.fields.is_empty()).then(|| Self {
            bare: bare.span,
            below: below.span,
            id: register.id(below).map(str::to_owned),
            repeated: repeated_fields(below),
        })
    }

    fn cause(&self) -> String {
        let id = self.id.as_deref().unwrap_or("the next entry");
        let fields = counted(self.repeated, "field", "fields");
        format!(
            "this heading has no fields, and {id} has {fields} twice: two entries were merged into one"
        )
    }
}

fn repeated_fields(entry: &Entry) -> usize {
    let mut seen = HashSet::new();
    let keys = entry.fields.iter().filter_map(|field| field.key).filter(|key| !key.may_repeat());
    keys.filter(|key| !seen.insert(*key)).count()
}

/// The headings of a register that an entry with fields follows, in its order.
struct MergedEntries {
    places: Vec<Merged>,
    /// The IDs of the entries below the headings.
    ids: HashSet<String>,
    /// The names of the headings, and the IDs, where two entries are one.
    names: HashSet<String>,
}

impl MergedEntries {
    fn of(register: &Register<'_>) -> Option<Self> {
        let (mut places, mut names) = (Vec::new(), HashSet::new());
        for pair in register.entries.windows(2) {
            let Some(place) = Merged::of(register, pair) else { continue };
            if place.repeated > 0 {
                names.extend(register.name(&pair[0]));
                names.extend(place.id.clone());
            }
            places.push(place);
        }
        let ids = places.iter().filter_map(|place| place.id.clone()).collect();
        (!places.is_empty()).then_some(Self { places, ids, names })
    }

    fn at(&self, span: Span) -> Option<&Merged> {
        let after = self.places.partition_point(|place| place.bare.start <= span.start);
        let place = self.places.get(after.checked_sub(1)?)?;
        (span.start < place.below.end).then_some(place)
    }

    /// Whether a finding inside the register follows from lost fields.
    fn explain(&self, finding: &Finding) -> bool {
        let is_row_twice = || !finding.related.is_empty() && finding.entry.is_some();
        if finding.rule == "orphan-triage-row" && is_row_twice() {
            return finding.entry.as_deref().is_some_and(|id| self.ids.contains(id));
        }
        let is_below = |place: &Merged| place.repeated > 0 && place.below.contains(finding.span);
        ["repeated-field", "placeholder-value"].contains(&finding.rule)
            && self.at(finding.span).is_some_and(is_below)
    }

    fn cause(&self, finding: &Finding) -> Option<String> {
        let place = self.at(finding.span).filter(|place| place.bare.contains(finding.span))?;
        (finding.rule == "missing-field" && place.repeated > 0).then(|| place.cause())
    }
}

/// A register with such headings, and its translation or what it translates.
struct MergedPair<'a> {
    leading: Option<&'a MergedEntries>,
    mirror: Option<&'a MergedEntries>,
}

impl MergedPair<'_> {
    /// Whether a finding about the pair follows from lost fields.
    fn explains(&self, finding: &Finding, has_cause: bool) -> bool {
        let is_copied = || {
            // A heading may wait for its translation, unless both registers have lost its fields.
            let place = self.mirror.and_then(|mirror| mirror.at(finding.span));
            self.leading.is_some() && place.is_some_and(|place| place.bare.contains(finding.span))
        };
        let is_named = || {
            let has = |own: &MergedEntries| {
                finding.entry.as_deref().is_some_and(|name| own.names.contains(name))
            };
            [self.leading, self.mirror].into_iter().flatten().any(has)
        };
        match finding.rule {
            "mirror-untranslated" => is_copied(),
            "unmirrored-entry" | "extra-mirror-entry" => has_cause && is_named(),
            rule => rule.starts_with("mirror-") && is_named(),
        }
    }
}

impl LintedRegisters<'_> {
    /// The findings, where two entries that were merged into one are one.
    pub(super) fn with_merged_once(
        self,
        mut findings: Vec<Finding>,
        pairs: &[Paired],
    ) -> Vec<Finding> {
        let of = |register: &&Register<'_>| {
            Some((register.source.path().to_string(), MergedEntries::of(register)?))
        };
        let merged: HashMap<String, MergedEntries> = self.registers.iter().filter_map(of).collect();
        if merged.is_empty() {
            return findings;
        }
        let mut has_cause = false;
        for finding in &mut findings {
            let entries = merged.get(&*finding.path);
            if let Some(cause) = entries.and_then(|entries| entries.cause(finding)) {
                finding.message = cause.into();
                finding.help = Some(HELP.into());
                has_cause = true;
            }
        }
        let pair = |pair: &Paired| {
            let [leading, mirror] = [pair.leading, pair.mirror].map(|at| merged.get(self.path(at)));
            let is_any = leading.is_some() || mirror.is_some();
            is_any.then(|| (self.path(pair.mirror), MergedPair { leading, mirror }))
        };
        let pairs: HashMap<&str, MergedPair<'_>> = pairs.iter().filter_map(pair).collect();
        let is_explained = |finding: &Finding| {
            let pair = pairs.get(&*finding.path);
            merged.get(&*finding.path).is_some_and(|own| own.explain(finding))
                || pair.is_some_and(|pair| pair.explains(finding, has_cause))
        };
        findings.retain(|finding| !is_explained(finding));
        findings
    }
}
