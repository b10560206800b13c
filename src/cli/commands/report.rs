//! `gapreg report`: what a team looks at.

use std::collections::{BTreeMap, HashMap};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::cli::commands::completions;
use crate::cli::shared::terminal::Terminal;
use crate::cli::{CLEAN, Global};
use crate::files::{self, DocsTree};
use crate::finding::Finding;
use crate::lint::Scope;
use crate::output::Format;
use crate::register::{Entry, Form, Policy, Register, Tracked};
use crate::report::{
    self, BACK, Event, Gap, Picture, Progress, Report, Seen, Spell, Tongue, Track, Translation,
};
use crate::rules::Environment;
use crate::run::groups as survey;
use crate::run::history::History;
use crate::run::inputs::Session;
use crate::run::tales::{Tale, Tales, ToldField};
use crate::run::timelines::Lived;
use crate::settings::{Selection, Settings};
use crate::text::LineIndex;
use crate::timeline::{Deadline, Happening, Moment, Phase};
use crate::vocabulary::Key;

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg report -o public/                  one page, public/index.html, that needs nothing else
  gapreg report --lang tr -o public/ docs/  the same in Turkish
  gapreg report --format markdown >> \"$GITHUB_STEP_SUMMARY\"
  gapreg report --svg burndown > open.svg   one plot by itself
  gapreg report --svg badge-overdue -o docs/badges";

#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// Registers, or folders to search for them [default: the current folder]
    #[arg(add = completions::registers())]
    paths: Vec<PathBuf>,
    /// Write it into this folder, which is made where there is none [default: standard output]
    #[arg(short = 'o', long = "output", value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: PageFormat,
    /// Write only this plot or badge, as SVG
    #[arg(long, value_enum, value_name = "NAME", conflicts_with = "format")]
    svg: Option<Picture>,
    /// The language of the report's own words
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<Tongue>,
}

/// What is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum PageFormat {
    /// One page that needs nothing else
    #[default]
    Html,
    /// For a wiki, or the summary of a job
    Markdown,
}

pub(crate) fn run(args: &PageArgs, global: &Global, terminal: &Terminal) -> Result<u8> {
    if !matches!(global.output_format, Format::Human) {
        bail!("`--output-format` is for findings; `--format` says how a report is written");
    }
    if args.folder.is_some() && terminal.output_file().is_some() {
        bail!("`-o` and `--output-file` both say where to write; name one of them");
    }
    let is_page = args.svg.is_none() && args.format == PageFormat::Html;
    let is_shown = args.folder.is_none() && terminal.output_file().is_none();
    if is_page && is_shown && std::io::stdout().is_terminal() {
        bail!("a page is nothing for a terminal; name a folder for it: `gapreg report -o public`");
    }
    let mut session = Session::open(&args.paths, Selection::default(), global, terminal)?;
    session.take_translations(terminal);
    if session.has_failed {
        bail!("not all registers could be read; nothing was written");
    }
    let report = told(&session, args.lang, terminal);
    let (name, text) = match (args.svg, args.format) {
        (Some(picture), _) => {
            let name = clap::ValueEnum::to_possible_value(&picture);
            let name = name.map_or(String::new(), |name| name.get_name().to_owned());
            (format!("{name}.svg"), report::drawing(&report, picture))
        }
        (None, PageFormat::Html) => ("index.html".to_owned(), report::page(&report)),
        (None, PageFormat::Markdown) => ("report.md".to_owned(), report::markdown(&report)),
    };
    match &args.folder {
        Some(folder) => put(&folder.join(name), &text, terminal)?,
        None => terminal.print(|out| out.write_all(text.as_bytes()))?,
    }
    Ok(session.code(CLEAN))
}

/// Writes a file, unless something else than a report stands there.
fn put(path: &Path, text: &str, terminal: &Terminal) -> Result<()> {
    let name = Terminal::name(path);
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", Terminal::name(folder)))?;
    let is_free = match std::fs::metadata(path) {
        Ok(there) if there.is_file() => {
            std::fs::read(path).is_ok_and(|bytes| report::is_one(&String::from_utf8_lossy(&bytes)))
        }
        Ok(_) => false,
        Err(_) => !path.is_symlink(),
    };
    if !is_free {
        bail!("`{name}` is there already and is no report; nothing was written");
    }
    files::put(path, text)?;
    terminal.say(&format!("wrote {name}"));
    Ok(())
}

/// All that is told of the registers of a run.
fn told(session: &Session, lang: Option<Tongue>, terminal: &Terminal) -> Report {
    let settings = &session.settings;
    let lived = Lived::of(session, terminal);
    let (registers, _) = session.registers(&session.sources);
    let tales = Tales::of(&registers, &lived, settings);
    let translations = Translations::of(&registers, session, terminal);
    let flow = Flow::of(&tales);
    let gaps = tales.now.iter().zip(&registers).filter(|(tales, _)| !tales.is_mirror);
    let gaps = gaps.flat_map(|(tales, register)| {
        let lines = LineIndex::new(register.source);
        let entries = register.entries.iter().zip(&tales.tales);
        let gap = |(entry, tale): (&Entry, &Tale<'_>)| {
            let line = lines.position(entry.span.start as usize).line;
            let gap = gap(register, entry, tale, &flow, session);
            let translation = translations.of_entry(register, entry);
            Gap { translation, path: format!("{}:{line}", gap.path), ..gap }
        };
        entries.map(gap).collect::<Vec<_>>()
    });
    let gaps: Vec<Gap> = gaps.collect();
    let born = tales.leading().filter_map(|tale| tale.life.born());
    let born = born.filter(|moment| moment.commit.is_some());
    let since = born.map(|moment| moment.day).min();
    let leading = tales.now.iter().zip(&registers).find(|(tales, _)| !tales.is_mirror);
    let is_turkish = leading.is_some_and(|(_, register)| register.language == "tr");
    let tongue = lang.unwrap_or(if is_turkish { Tongue::Tr } else { Tongue::En });
    Report {
        day: session.today,
        commit: lived.newest_commit(),
        registers: session.sources.iter().map(|source| source.path().to_string()).collect(),
        tracks: tales.leading().map(|tale| track(tale, &flow, settings)).collect(),
        before: before(&tales, since, session),
        flow: flow.in_words(tongue, settings),
        gaps,
        since,
        tongue,
    }
}

/// The states of all registers, in order.
struct Flow {
    states: Vec<String>,
}

impl Flow {
    fn of(tales: &Tales<'_>) -> Self {
        let mut states: Vec<String> = Vec::new();
        for tales in tales.now.iter().filter(|tales| !tales.is_mirror) {
            // A state that only one of them has stands behind the one it follows there.
            let mut at = 0;
            for state in &tales.policy.flow {
                let place = states.iter().position(|known| known == state);
                at = place.unwrap_or_else(|| {
                    states.insert(at, state.clone());
                    at
                }) + 1;
            }
        }
        Self { states }
    }

    /// The place of a state of some entry's own flow.
    fn place(&self, tale: &Tale<'_>, state: usize) -> Option<usize> {
        let name = tale.policy.flow.get(state)?;
        self.states.iter().position(|known| known == name)
    }

    /// What the states are called in a language; a state of the team's own keeps its name.
    fn in_words(&self, tongue: Tongue, settings: &Settings) -> Vec<String> {
        let words = &settings.vocabulary;
        let name =
            |state: &String| words.status_word(tongue.code(), state).unwrap_or(state).to_owned();
        self.states.iter().map(name).collect()
    }
}

/// How far an entry has come by its own flow.
fn progress(state: Option<usize>, policy: &Policy, settings: &Settings) -> Progress {
    match state {
        Some(state) if state >= policy.last_state() => Progress::Done,
        Some(state) if state >= policy.repaired_from(&settings.vocabulary) => Progress::Repaired,
        Some(1..) => Progress::Started,
        _ => Progress::Open,
    }
}

/// How entries stood some days ago, where history reaches so far.
fn before(tales: &Tales<'_>, since: Option<Date>, session: &Session) -> Option<Vec<Seen>> {
    let settings = &session.settings;
    let day = session.today.checked_sub(BACK.days()).ok().filter(|day| since <= Some(*day))?;
    since?;
    let seen = tales.leading().filter_map(|tale| {
        if tale.life.born()?.day > day {
            return None;
        }
        let life = tale.life.until(day);
        let last = life.last().filter(|last| !last.is_end)?;
        let said = |key| last.stage.said(key);
        let tracked = Tracked::read(said, &tale.policy, &settings.vocabulary);
        Some(Seen {
            progress: progress(tracked.state, &tale.policy, settings),
            days: tracked.due.map(|due| (due - day).get_days()),
        })
    });
    Some(seen.collect())
}

fn gap(
    register: &Register<'_>,
    entry: &Entry,
    tale: &Tale<'_>,
    flow: &Flow,
    session: &Session,
) -> Gap {
    let (words, policy) = (&session.settings.vocabulary, &tale.policy);
    let tracked = Tracked::of(register, entry, policy, words);
    let area: Vec<&str> = entry.area.iter().map(|&step| register.text(step)).collect();
    let said = |key| register.value_of(entry, key).map(str::to_owned);
    Gap {
        id: register.id(entry).map(str::to_owned),
        title: register.text(entry.title).to_owned(),
        area: area.join(" → "),
        path: register.source.path().to_string(),
        language: register.language.clone(),
        status: said(Key::Status),
        state: tracked.state.and_then(|state| flow.place(tale, state)),
        progress: progress(tracked.state, policy, &session.settings),
        priority: tracked.priority.map(str::to_owned).or_else(|| said(Key::Priority)),
        owner: said(Key::Owner),
        first_seen: tracked.first_seen,
        deadline: Deadline::of(&tale.life, session.today, policy, words).unwrap_or(Deadline::NONE),
        translation: None,
        text: text(register, entry),
        history: tale.events(&session.settings),
    }
}

/// The text of an entry; of a row or an item, its fields.
fn text(register: &Register<'_>, entry: &Entry) -> String {
    if entry.form == Form::Heading {
        let start = register.heading_end(entry).min(entry.span.end as usize);
        return register.source.text()[start..entry.span.end as usize].to_owned();
    }
    let fields = entry
        .fields
        .iter()
        .map(|field| format!("- **{}:** {}\n", register.text(field.label), register.value(field)));
    fields.collect()
}

fn track(tale: &Tale<'_>, flow: &Flow, settings: &Settings) -> Track {
    let spell = |(moment, phase): (&Moment, Phase)| {
        let state = if let Phase::State(state) = phase { Some(state) } else { None };
        let phase = match phase {
            Phase::State(state) => flow.place(tale, state).map_or(Phase::Other, Phase::State),
            other => other,
        };
        Spell { day: moment.day, phase, progress: progress(state, &tale.policy, settings) }
    };
    tale.life.phases(&tale.policy, &settings.vocabulary).into_iter().map(spell).collect()
}

impl Tale<'_> {
    fn events(&self, settings: &Settings) -> Vec<Event> {
        let steps = self.steps(settings).into_iter().map(|told| Event {
            day: told.day,
            commit: told.commit,
            is_added: told.happening == Happening::Added,
            gist: told.gist,
            fields: told
                .fields
                .into_iter()
                .map(|ToldField { field, before, after }| (field, before, after))
                .collect(),
        });
        steps.collect()
    }
}

/// What is wrong with translations.
struct Translations {
    /// By the path of a register and the ID of an entry, what was found.
    found: HashMap<(String, String), Vec<Finding>>,
    /// The translations of each register.
    mirrors: BTreeMap<String, Vec<String>>,
}

impl Translations {
    fn of(registers: &[Register<'_>], session: &Session, terminal: &Terminal) -> Self {
        let mut mirrors: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let path = |at: usize| registers[at].source.path().to_string();
        for crate::mirror::Paired { leading: source, mirror } in
            crate::mirror::pair_up(registers, &session.settings).pairs
        {
            mirrors.entry(path(source)).or_default().push(path(mirror));
        }
        let mut found: HashMap<(String, String), Vec<Finding>> = HashMap::new();
        if !mirrors.is_empty() {
            let pages = DocsTree::new(&session.settings, &session.cwd);
            let past = History::of(session, terminal);
            let world = Environment {
                today: session.today,
                pages: &pages,
                history: Some(&past),
                changes: None,
            };
            for finding in survey::survey(session, world, Scope::Mirrors, terminal).findings {
                let Some(entry) = finding.entry.clone() else { continue };
                found.entry((finding.path.to_string(), entry)).or_default().push(finding);
            }
        }
        Self { found, mirrors }
    }

    fn of_entry(&self, register: &Register<'_>, entry: &Entry) -> Option<Translation> {
        let path = register.source.path().to_string();
        let mirrors = self.mirrors.get(&path)?;
        let Some(name) = register.name(entry) else { return Some(Translation::InStep) };
        let paths = std::iter::once(&path).chain(mirrors);
        let found = paths.filter_map(|path| self.found.get(&(path.clone(), name.clone())));
        let found: Vec<&Finding> = found.flatten().collect();
        if found.iter().any(|finding| {
            crate::rules::rule(finding.rule).and_then(crate::rules::Rule::lag)
                == Some(crate::mirror::Lag::Missing)
        }) {
            return Some(Translation::Missing);
        }
        if found.is_empty() {
            return Some(Translation::InStep);
        }
        let told = |finding: &&Finding| format!("`{}`: {}", finding.path, finding.message);
        Some(Translation::Behind(found.iter().map(told).collect()))
    }
}
