//! What is told of each gap's life: its commits, its states, and when its translations followed.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::mirror::Pair;
use crate::register::{Entry, Policy, Register};
use crate::run::timelines::Lived;
use crate::settings::Settings;
use crate::timeline::{FieldNews, Follow, Following, Happening, Life, Moment, News, Phase, Step};
use crate::vocabulary::Key;

/// The lives of all gaps of a run, with those of their translations.
pub(crate) struct Tales<'l> {
    /// Those of each register, in order.
    pub now: Vec<Shelf<'l>>,
    /// Those of gaps that are gone.
    gone: Vec<Tale<'l>>,
}

/// The lives of the entries of one register, in order.
pub(crate) struct Shelf<'l> {
    pub tales: Vec<Tale<'l>>,
    pub policy: Arc<Policy>,
    /// Whether it translates another register.
    pub is_mirror: bool,
}

/// The life of one gap.
pub(crate) struct Tale<'l> {
    pub path: String,
    pub life: Life<'l>,
    pub policy: Arc<Policy>,
    /// The language of each translation, and its life.
    mirrors: Vec<(String, Life<'l>)>,
}

impl<'l> Tales<'l> {
    pub(crate) fn of(registers: &[Register<'_>], lived: &'l Lived, settings: &Settings) -> Self {
        let pairs = crate::mirror::pair_up(registers, settings).pairs;
        let shelf = |(at, register): (usize, &Register<'_>)| {
            let policy = Arc::new(crate::register::Policy::of(
                register,
                &settings.promise,
                &settings.vocabulary,
            ));
            let path = register.source.path().to_string();
            let tale = |life| Tale {
                path: path.clone(),
                life,
                policy: policy.clone(),
                mirrors: Vec::new(),
            };
            let tales = lived.of_register(&path).into_iter().map(tale).collect();
            let is_mirror = pairs.iter().any(|pair| pair.mirror == at);
            Shelf { tales, policy: policy.clone(), is_mirror }
        };
        let mut now: Vec<Shelf<'l>> = registers.iter().enumerate().map(shelf).collect();
        for &crate::mirror::Paired { leading: source, mirror } in &pairs {
            let policies = [&*now[source].policy.clone(), &*now[mirror].policy.clone()];
            let (own, other) = (&registers[source], &registers[mirror]);
            for couple in Pair::new(own, other, policies, &settings.vocabulary).alignment.pairs {
                let place = |register: &Register<'_>, entry: &Entry| {
                    register.entries.iter().position(|own| std::ptr::eq(own, entry))
                };
                let places = place(own, couple.leading).zip(place(other, couple.mirror));
                let Some((at, mirror_at)) = places else { continue };
                let life = now[mirror].tales.get(mirror_at).map(|tale| tale.life.clone());
                if let Some((tale, life)) = now[source].tales.get_mut(at).zip(life) {
                    tale.mirrors.push((other.language.clone(), life));
                }
            }
        }
        let leading = now.iter().zip(registers).filter(|(shelf, _)| !shelf.is_mirror);
        let languages: HashSet<&str> =
            leading.map(|(_, register)| register.language.as_str()).collect();
        let own = now.iter().zip(registers);
        let policies: HashMap<&str, &Arc<Policy>> =
            own.map(|(shelf, register)| (&**register.source.path(), &shelf.policy)).collect();
        let gone = lived.ended().filter_map(|(path, life)| {
            // Of a translation that went, the source tells.
            let is_ours = life.last().is_some_and(|last| languages.contains(&*last.language));
            let policy = policies.get(&*path).copied().or(now.first().map(|own| &own.policy))?;
            let policy = policy.clone();
            is_ours.then_some(Tale { path, life, policy, mirrors: Vec::new() })
        });
        let gone = gone.collect();
        Self { now, gone }
    }

    /// Those of gaps, and not of their translations: a gap lives once.
    pub(crate) fn leading(&self) -> impl Iterator<Item = &Tale<'l>> {
        let now = self.now.iter().filter(|shelf| !shelf.is_mirror);
        now.flat_map(|shelf| &shelf.tales).chain(&self.gone)
    }

    /// Those that are called so, or, where none is, those that once were.
    pub(crate) fn called(&self, id: &str) -> Vec<&Tale<'l>> {
        let is_called = |step: &Step| step.stage.id.as_deref() == Some(id) || step.stage.name == id;
        let is_now =
            |tale: &&Tale<'l>| tale.life.last().is_some_and(|last| !last.is_end && is_called(last));
        let ever_was = |tale: &&Tale<'l>| tale.life.steps().any(|(_, step)| is_called(step));
        let mirrors = || {
            let mirrors = self.now.iter().filter(|shelf| shelf.is_mirror);
            mirrors.flat_map(|shelf| &shelf.tales)
        };
        let mut found: Vec<&Tale<'l>> = self.leading().filter(is_now).collect();
        if found.is_empty() {
            found = mirrors().filter(is_now).collect();
        }
        if found.is_empty() {
            found = self.leading().filter(ever_was).collect();
        }
        if found.is_empty() {
            found = mirrors().filter(ever_was).collect();
        }
        found
    }
}

/// What is told of one entry.
#[derive(Serialize)]
pub(crate) struct ToldLife {
    pub id: Option<String>,
    pub title: String,
    pub path: String,
    pub is_gone: bool,
    pub steps: Vec<ToldStep>,
    pub states: Vec<ToldState>,
}

/// What one commit made of an entry.
#[derive(Serialize)]
pub(crate) struct ToldStep {
    pub commit: Option<String>,
    pub day: Date,
    pub author: String,
    pub subject: String,
    pub path: String,
    pub id: Option<String>,
    pub happening: Happening,
    pub fields: Vec<ToldField>,
    pub mirrors: Vec<ToldFollow>,
    #[serde(skip)]
    pub gist: String,
}

/// What a field said, and says.
#[derive(Serialize)]
pub(crate) struct ToldField {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// When a translation followed.
#[derive(Serialize)]
pub(crate) struct ToldFollow {
    pub language: String,
    pub followed: &'static str,
    pub commit: Option<String>,
    pub day: Option<Date>,
    pub days: Option<i32>,
}

/// How long an entry was in a state.
#[derive(Serialize)]
pub(crate) struct ToldState {
    pub state: Option<String>,
    pub from: Date,
    /// Nothing for the one that it is in.
    pub until: Option<Date>,
    pub days: i32,
}

impl Tale<'_> {
    pub(crate) fn told(&self, today: Date, settings: &Settings) -> ToldLife {
        let last = self.life.last();
        let stage = last.map(|last| &last.stage);
        ToldLife {
            id: stage.and_then(|stage| stage.id.clone()),
            title: stage.map_or(String::new(), |stage| stage.heading.clone()),
            path: self.path.clone(),
            is_gone: last.is_some_and(|last| last.is_end),
            steps: self.steps(settings),
            states: self.states(today, settings),
        }
    }

    pub(crate) fn steps(&self, settings: &Settings) -> Vec<ToldStep> {
        let words = &settings.vocabulary;
        let mut steps = Vec::new();
        let mut path: Option<&str> = None;
        for (moment, step) in self.life.steps() {
            let has_moved = path.replace(&step.path).is_some_and(|path| path != &*step.path);
            let news = self.life.news(step, &self.policy, words);
            let nothing =
                || News { happening: Happening::Changed, stage: &step.stage, fields: Vec::new() };
            if let Some(news) = news.or_else(|| has_moved.then(nothing)) {
                steps.push(self.step(moment, step, &news, settings));
            }
        }
        steps
    }

    fn step(&self, moment: &Moment, step: &Step, news: &News<'_>, settings: &Settings) -> ToldStep {
        let words = &settings.vocabulary;
        let field = |news: &FieldNews<'_>| ToldField {
            field: news.field.to_owned(),
            before: news.before.map(str::to_owned),
            after: news.after.map(str::to_owned),
        };
        // Where nothing is said anew, there is nothing to follow.
        let is_news = !news.fields.is_empty() || news.happening == Happening::Added;
        let told = self.mirrors.iter().filter(|_| is_news && !step.is_end);
        let told = told.map(|(language, mirror)| {
            let following = Following { mirror, policy: &self.policy, words };
            ToldFollow::of(language, following.of(step, moment.day, news), moment.day)
        });
        let facts = [Key::Status, Key::Priority, Key::Owner].map(|key| step.stage.said(key));
        ToldStep {
            commit: moment.commit.clone(),
            day: moment.day,
            author: moment.author.clone(),
            subject: moment.subject.clone(),
            path: step.path.to_string(),
            id: step.stage.id.clone(),
            happening: news.happening,
            fields: news.fields.iter().map(field).collect(),
            mirrors: told.collect(),
            gist: facts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }

    fn states(&self, today: Date, settings: &Settings) -> Vec<ToldState> {
        let phases = self.life.phases(&self.policy, &settings.vocabulary);
        let untils = phases.iter().skip(1).map(|(moment, _)| Some(moment.day)).chain([None]);
        let each = phases.iter().zip(untils).filter_map(|((moment, phase), until)| {
            let state = match *phase {
                Phase::State(state) => self.policy.flow.get(state).cloned(),
                Phase::Other => None,
                Phase::Gone => return None,
            };
            // Clocks differ, and go wrong.
            let days = (until.unwrap_or(today) - moment.day).get_days().max(0);
            Some(ToldState { state, from: moment.day, until, days })
        });
        each.collect()
    }
}

impl ToldFollow {
    fn of(language: &str, follow: Follow<'_>, day: Date) -> Self {
        let (followed, moment) = match follow {
            Follow::Before => ("before", None),
            Follow::Along => ("along", None),
            Follow::Later(moment) => ("later", Some(moment)),
            Follow::NotYet => ("not-yet", None),
        };
        Self {
            language: language.to_owned(),
            followed,
            commit: moment.and_then(|moment| moment.commit.clone()),
            day: moment.map(|moment| moment.day),
            days: moment.map(|moment| (moment.day - day).get_days().max(0)),
        }
    }
}
