//! The names under which `vocabulary:` gives words: each is one that is known, or of the team's own.

use super::ConfigError;
use super::configuration::{Config, States};
use super::resolve::Resolver;
use crate::text::listed;
use crate::vocabulary::{NAMES, UniqueMap, Vocabulary, Words, fold, nearest};

/// The names of one kind.
struct Names<'c> {
    /// What the kind is called: `state`.
    kind: &'static str,
    known: Vec<&'c str>,
    /// Those that the configuration itself gives, in any case.
    own: Vec<&'c str>,
    /// Whether a name that is like none of these may be of the registers' own.
    is_open: bool,
    /// What to do for a name of one's own.
    help: Option<&'static str>,
    /// What a word means that is no name: `Team` is a word for `Owner`.
    meaning: Option<&'c Vocabulary>,
}

impl Names<'_> {
    /// What to do about a name that is none of these; nothing where it is one.
    fn refusal(&self, name: &str) -> Option<String> {
        if self.known.contains(&name) || self.own.iter().any(|own| fold(own) == fold(name)) {
            return None;
        }
        let meant = |words: &Vocabulary| Some(words.name(words.key(name)?).to_owned());
        let all = || self.known.iter().chain(&self.own).copied();
        let other_case = all().find(|known| fold(known) == fold(name));
        let near = self.meaning.and_then(meant);
        let near = near.or_else(|| other_case.or_else(|| nearest(name, all())).map(str::to_owned));
        let known = || format!("write its words under one of {}", listed(&self.known));
        match (near, self.is_open) {
            (Some(near), true) if self.meaning.is_some() => Some(format!(
                "did you mean `{near}`? A field of your own has its name among its words"
            )),
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, true) => None,
            (None, false) => Some(self.help.map_or_else(known, str::to_owned)),
        }
    }
}

impl Resolver<'_> {
    /// Refuses words under a name that has no effect.
    pub(super) fn check_vocabulary(&self, config: &Config) -> Result<(), ConfigError> {
        if config.vocabulary.is_empty() {
            return Ok(());
        }
        let built_in = Vocabulary::with(&UniqueMap::default());
        let Some(english) = built_in.words("en") else { return Ok(()) };
        for words in config.vocabulary.values() {
            self.check_labels(words, config, &built_in)?;
            let kinds = [
                (&words.statuses, states(config, english)),
                (&words.priorities, priorities(config, english)),
                (&words.severities, closed("severity", &english.severities)),
                (&words.units, closed("unit", &english.units)),
                (&words.beside, closed("kind of such words", &english.beside)),
                (&words.headers, closed("kind of such headers", &english.headers)),
            ];
            for (given, names) in kinds {
                given.keys().try_for_each(|name| self.check_name(name, &names))?;
            }
        }
        Ok(())
    }

    fn check_name(&self, name: &str, names: &Names<'_>) -> Result<(), ConfigError> {
        let Some(help) = names.refusal(name) else { return Ok(()) };
        let kind = names.kind;
        let error = self.error(name, format!("no {kind} is called `{name}`"));
        Err(ConfigError { help: Some(help), ..error })
    }

    /// Checks the names of fields. A name of one's own makes a field, and is among its words.
    fn check_labels(
        &self,
        words: &Words,
        config: &Config,
        built_in: &Vocabulary,
    ) -> Result<(), ConfigError> {
        let known: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        let given: Vec<&str> = names_of_fields(config, false);
        let fields = Names {
            kind: "field",
            own: names_of_fields(config, true),
            is_open: true,
            help: None,
            meaning: Some(built_in),
            known,
        };
        words.labels.keys().try_for_each(|name| self.check_name(name, &fields))?;
        let help = Some("a field of your own has its words under `labels` first");
        let columns = Names { own: given, is_open: false, help, ..fields };
        words.columns.keys().try_for_each(|name| self.check_name(name, &columns))
    }
}

/// The names of fields in all languages; of those alone that are words of themselves, and not other
/// spellings of known names.
fn names_of_fields(config: &Config, is_own: bool) -> Vec<&str> {
    let all = config.vocabulary.values().flat_map(|words| words.labels.iter());
    let is_meant = |(name, words): &(&String, &Vec<String>)| {
        let is_known = NAMES.iter().any(|(_, known)| fold(known) == fold(name));
        !is_known && words.iter().any(|word| fold(word) == fold(name))
    };
    let wanted = all.filter(|field| !is_own || is_meant(field));
    wanted.map(|(name, _)| name.as_str()).collect()
}

/// The names of a kind to which no configuration adds any.
fn closed<'c>(kind: &'static str, known: &'c UniqueMap<Vec<String>>) -> Names<'c> {
    let known = known.keys().map(String::as_str).collect();
    Names { kind, known, own: Vec::new(), is_open: false, help: None, meaning: None }
}

/// The states. Where the configuration has no flow, the registers may have states of their own.
fn states<'c>(config: &'c Config, english: &'c Words) -> Names<'c> {
    let beside = match &config.states {
        Some(States::List(list)) => list.iter().collect(),
        Some(States::ByEnd(by)) => by.open.iter().chain(&by.closed).collect(),
        None => Vec::new(),
    };
    let read = config.read.iter().flat_map(|read| read.statuses.values());
    let own = config.flow.iter().flatten().chain(beside).chain(read);
    Names {
        own: own.map(String::as_str).collect(),
        is_open: config.flow.is_none(),
        help: Some("a state of your own is named under `flow` or `states` first"),
        ..closed("state", &english.statuses)
    }
}

/// The priorities. Where the configuration has no SLAs, the registers may have priorities of their own.
fn priorities<'c>(config: &'c Config, english: &'c Words) -> Names<'c> {
    let own = config.sla.iter().flat_map(|sla| sla.keys());
    Names {
        own: own.map(String::as_str).collect(),
        is_open: config.sla.is_none(),
        help: Some("a priority of your own has its SLA under `sla` first"),
        ..closed("priority", &english.priorities)
    }
}
