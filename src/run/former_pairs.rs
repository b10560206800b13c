//! Which registers were paired at a base revision: one that has lost its translation since then is
//! not compared any more, and nothing else would say so.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use anyhow::Result;

use super::base::Base;
use super::inputs::registers_of_revision;
use super::notes::Notes;
use crate::files::slashed;
use crate::mirror::{self, Paired};
use crate::settings::Settings;
use crate::text::Source;

/// By the path of each register of the run, the one that it was paired with at the base.
pub(super) fn of(base: &Base<'_>, notes: &dyn Notes) -> Result<HashMap<String, String>> {
    let settings = base.settings(notes)?;
    let settings = settings.as_ref().unwrap_or(base.current_settings());
    // The names that the registers had then.
    let then: Vec<(String, String)> =
        base.former_names()?.into_iter().map(|(now, then)| (slashed(&now), then)).collect();
    let mut paths: BTreeSet<String> = base.former_paths(settings).into_iter().collect();
    paths.extend(then.iter().map(|(_, then)| then.clone()));
    let paths: Vec<String> = paths.into_iter().collect();
    let mut partners: HashMap<String, String> = HashMap::new();
    let mut alone = Vec::new();
    for family in mirror::families_of_paths(&paths, settings) {
        let mut members: Vec<&String> = family.iter().map(|&at| &paths[at]).collect();
        members.sort_by_cached_key(|path| rank(path, settings));
        match members[..] {
            [only] => alone.push(only),
            [leading, second, ..] => {
                partners.insert(leading.clone(), second.clone());
                let others = members[1..].iter().copied();
                partners.extend(others.map(|path| (path.clone(), leading.clone())));
            }
            [] => {}
        }
    }
    let wanted: HashSet<&String> = then.iter().map(|(_, then)| then).collect();
    if alone.iter().any(|path| wanted.contains(path)) {
        partners.extend(named_partners(&alone, base, settings)?);
    }
    let partner = |(now, then): (String, String)| Some((now, partners.get(&then)?.clone()));
    Ok(then.into_iter().filter_map(partner).collect())
}

fn rank(path: &str, settings: &Settings) -> usize {
    mirror::family(path, settings).map_or(0, |family| mirror::language_rank(&family.tag, settings))
}

/// The partners of registers of which one names the other.
fn named_partners(
    paths: &[&String],
    base: &Base<'_>,
    settings: &Settings,
) -> Result<Vec<(String, String)>> {
    let mut sources: Vec<Source> = Vec::new();
    for path in paths {
        let bytes = base.bytes_then(Path::new(path))?;
        sources.extend(bytes.and_then(|bytes| Source::decode(path.as_str(), bytes).ok()));
    }
    let registers = registers_of_revision(&sources, settings).all;
    let pairs = mirror::pair_up(&registers, settings).pairs.into_iter();
    let both = pairs.flat_map(|Paired { leading, mirror }| {
        let path = |at: usize| registers[at].source.path().to_string();
        [(path(leading), path(mirror)), (path(mirror), path(leading))]
    });
    Ok(both.collect())
}
