//! The lives of the gaps of a run, as git and the files that stand here tell them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::gate;
use super::session::Session;
use super::terminal::Terminal;
use crate::history::{Changed, Chronicle, GitError, Recorded, contents};
use crate::life::{Album, Life, Lives, Moment, Seen, Told};
use crate::text::Source;
use crate::workspace::{real, repository_above, seen_from, slashed};

/// The lives of the gaps of a run.
pub(super) struct Lived {
    cwd: PathBuf,
    parts: Vec<Part>,
    /// Of each register, by its path, the part that knows it, and its path there.
    places: HashMap<Arc<str>, (usize, Arc<str>)>,
    /// Whether some register lies in a repository.
    pub has_history: bool,
    /// Whether some history is not there whole.
    pub is_shallow: bool,
}

/// The registers of one repository, or those in none.
struct Part {
    root: Option<PathBuf>,
    lives: Lives,
}

/// The registers that stand in one place: the path of each from there, and what it says.
type Here<'s> = BTreeMap<String, &'s Source>;

impl Lived {
    /// The lives of all gaps that the registers of a session tell of, up to what stands there now.
    /// Without git, that is what stands there now.
    pub(super) fn of(session: &Session, terminal: &Terminal) -> Self {
        let _asking = terminal.busy("asking git what was");
        let mut groups: BTreeMap<Option<PathBuf>, Here<'_>> = BTreeMap::new();
        for source in &session.sources {
            let whole = real(&session.cwd.join(&**source.path()));
            let root = whole.parent().and_then(repository_above);
            let inner = root.as_ref().and_then(|root| whole.strip_prefix(root).ok());
            let inner = slashed(inner.unwrap_or(Path::new(&**source.path())));
            groups.entry(root).or_default().insert(inner, source);
        }
        let mut lived = Self {
            cwd: session.cwd.clone(),
            parts: Vec::new(),
            places: HashMap::new(),
            has_history: false,
            is_shallow: false,
        };
        for (root, here) in groups {
            let read = root.as_deref().map(|root| read(root, &here, session));
            let (chronicle, lives) =
                read.and_then(|read| tolerated(read, terminal)).unwrap_or_else(|| {
                    (
                        Chronicle::default(),
                        lives(&Chronicle::default(), &Versions::new(), &here, session),
                    )
                });
            lived.has_history |= !chronicle.commits.is_empty();
            lived.is_shallow |= chronicle.is_shallow;
            for (inner, source) in &here {
                let place = (lived.parts.len(), Arc::from(&**inner));
                lived.places.insert(source.path().clone(), place);
            }
            lived.parts.push(Part { root, lives });
        }
        if lived.is_shallow {
            terminal.say("note: this clone is shallow; what was before it starts is not known");
        }
        lived
    }

    /// The newest commit that changed a register.
    pub(super) fn newest_commit(&self) -> Option<String> {
        let moments = self.parts.iter().flat_map(|part| &part.lives.moments);
        let newest = moments.filter(|moment| moment.commit.is_some()).max_by_key(|own| own.day);
        newest.and_then(|moment| moment.commit.clone())
    }

    /// The life of each entry of a register, in order.
    pub(super) fn of_register(&self, path: &str) -> Vec<Life<'_>> {
        let Some((part, inner)) = self.places.get(path) else { return Vec::new() };
        let lives = &self.parts[*part].lives;
        lives.of_register(inner).iter().map(|&last| lives.life(last)).collect()
    }

    /// The lives of the gaps that went, each with the register that told of it last, as users name
    /// it.
    pub(super) fn ended(&self) -> impl Iterator<Item = (String, Life<'_>)> {
        self.parts.iter().flat_map(move |Part { root, lives }| {
            let name = move |inner: &str| match root {
                Some(root) => slashed(&seen_from(&self.cwd, &root.join(inner))),
                None => inner.to_owned(),
            };
            lives.ended().map(move |end| (name(&lives.steps[end].path), lives.life(end)))
        })
    }
}

/// What users call a file.
fn name(root: &Path, inner: &str, session: &Session) -> String {
    slashed(&seen_from(&session.cwd, &root.join(inner)))
}

/// Why git could not be asked is told, and what stands here is told all the same.
fn tolerated<T>(read: Result<T, GitError>, terminal: &Terminal) -> Option<T> {
    read.map_err(|why| terminal.warn(&format!("what was before is not known: {why}"))).ok()
}

/// What a repository knows of the registers in it, and the lives of their entries.
fn read(root: &Path, here: &Here<'_>, session: &Session) -> Result<(Chronicle, Lives), GitError> {
    let is_register = |inner: &str| session.settings.is_register(&name(root, inner, session));
    let chronicle = Chronicle::of(root, here.keys().cloned(), is_register)?;
    let versions = versions(root, &chronicle.commits, session)?;
    let lives = lives(&chronicle, &versions, here, session);
    Ok((chronicle, lives))
}

/// Follows the entries through all commits, and into what stands here.
fn lives(
    chronicle: &Chronicle,
    versions: &Versions<'_>,
    here: &Here<'_>,
    session: &Session,
) -> Lives {
    let commits = &chronicle.commits;
    let mut moments: Vec<Moment> = commits.iter().map(moment).collect();
    moments.push(Moment {
        commit: None,
        day: session.today,
        author: String::new(),
        subject: String::new(),
        parents: commits.len().checked_sub(1).into_iter().collect(),
    });
    Lives::through(moments, |at| match commits.get(at) {
        Some(commit) => commit.files.iter().filter_map(|file| brought(file, versions)).collect(),
        None => standing(commits, here, session),
    })
}

fn moment(commit: &Recorded) -> Moment {
    Moment {
        commit: Some(commit.id.clone()),
        day: commit.day,
        author: commit.author.clone(),
        subject: commit.subject.clone(),
        parents: commit.parents.clone(),
    }
}

/// What each version says, by its path and the name of what it holds.
type Versions<'c> = HashMap<(&'c str, &'c str), Arc<Seen>>;

/// Reads every version once.
fn versions<'c>(
    root: &Path,
    commits: &'c [Recorded],
    session: &Session,
) -> Result<Versions<'c>, GitError> {
    let files = commits.iter().flat_map(|commit| &commit.files);
    let versions = files.filter_map(|file| Some((&*file.path, file.blob.as_deref()?)));
    let mut known = HashSet::new();
    let versions: Vec<(&str, &str)> = versions.filter(|version| known.insert(*version)).collect();
    let blobs: Vec<&str> = versions.iter().map(|(_, blob)| *blob).collect();
    let mut albums: HashMap<&str, (Arc<str>, Album)> = HashMap::new();
    let mut seen = Versions::with_capacity(versions.len());
    contents(root, &blobs, |at, bytes| {
        let version @ (path, _) = versions[at];
        let album = || (Arc::from(name(root, path, session)), Album::default());
        let (name, album) = albums.entry(path).or_insert_with(album);
        let source = bytes.and_then(|bytes| Source::decode(name.clone(), bytes).ok());
        let read = source.and_then(|source| album.read(source, session.settings.reading()));
        seen.extend(read.map(|read| (version, read)));
        Ok(())
    })?;
    Ok(seen)
}

/// What a commit made of a file; nothing where nobody can read what it left.
fn brought(file: &Changed, versions: &Versions<'_>) -> Option<Told> {
    let seen = match &file.blob {
        Some(blob) => Some(versions.get(&(&*file.path, &**blob))?.clone()),
        None => None,
    };
    Some((Arc::from(&*file.path), seen))
}

/// What stands here now, of each register; and which of those that git knows are gone.
fn standing(commits: &[Recorded], here: &Here<'_>, session: &Session) -> Vec<Told> {
    let read = |source: &Source| Some(Arc::new(gate::seen(source, &session.settings)?));
    let now = here.iter().map(|(inner, source)| (Arc::from(&**inner), read(source)));
    let now = now.filter(|(_, seen)| seen.is_some());
    let known = commits.iter().flat_map(|commit| &commit.files).map(|file| &*file.path);
    let known: BTreeSet<&str> = known.collect();
    let gone = known.into_iter().filter(|path| !here.contains_key(*path));
    now.chain(gone.map(|path| (Arc::from(path), None))).collect()
}
