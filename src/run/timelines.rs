//! The lives of the gaps of a run, as git and the files that stand here tell them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::shared::terminal::Terminal;
use crate::files::{real, repository_above, seen_from, slashed};
use crate::finding::counted;
use crate::git::{Changed, Chronicle, GitError, Recorded, Touched, contents, touched};
use crate::run::changes;
use crate::run::inputs::Session;
use crate::text::Source;
use crate::timeline::{Album, Life, Lives, Moment, Seen, Told};

/// The lives of the gaps of a run.
pub(crate) struct Lived {
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
    pub(crate) fn of(session: &Session, terminal: &Terminal) -> Self {
        let _asking = terminal.busy("asking git what was");
        let mut groups: BTreeMap<Option<PathBuf>, Here<'_>> = BTreeMap::new();
        for source in &session.sources {
            let whole = real(&session.cwd.join(&**source.path()));
            let root = whole.parent().and_then(repository_above);
            let inner = root.as_ref().and_then(|root| whole.strip_prefix(root).ok());
            let inner = slashed(inner.unwrap_or(Path::new(&**source.path())));
            groups.entry(root).or_default().insert(inner, source);
        }
        let mut told = Self {
            cwd: session.cwd.clone(),
            parts: Vec::new(),
            places: HashMap::new(),
            has_history: false,
            is_shallow: false,
        };
        let mut unread = 0;
        for (root, here) in groups {
            let known = root.as_deref().map(|root| read(root, &here, session));
            let known = known.and_then(|known| tolerated(known, terminal));
            let (chronicle, lives, lost) = known.unwrap_or_else(|| {
                let nothing = Chronicle::default();
                let now = self::lives(&nothing, None, &here, session);
                (nothing, now, 0)
            });
            unread += lost;
            told.has_history |= !chronicle.commits.is_empty();
            told.is_shallow |= chronicle.is_shallow;
            for (inner, source) in &here {
                let place = (told.parts.len(), Arc::from(&**inner));
                told.places.insert(source.path().clone(), place);
            }
            told.parts.push(Part { root, lives });
        }
        if told.is_shallow {
            terminal.say("note: this clone is shallow; what was before it starts is not known");
        }
        if unread > 0 {
            let versions = counted(unread, "version", "versions");
            terminal.say(&format!(
                "note: {versions} of these registers cannot be read; what changed there is dated by the next that can"
            ));
        }
        told
    }

    /// The newest commit that changed a register.
    pub(crate) fn newest_commit(&self) -> Option<String> {
        let moments = self.parts.iter().flat_map(|part| &part.lives.moments);
        let newest = moments.filter(|moment| moment.commit.is_some()).max_by_key(|own| own.day);
        newest.and_then(|moment| moment.commit.clone())
    }

    /// The life of each entry of a register, in order.
    pub(crate) fn of_register(&self, path: &str) -> Vec<Life<'_>> {
        let Some((part, inner)) = self.places.get(path) else { return Vec::new() };
        let lives = &self.parts[*part].lives;
        lives.of_register(inner).iter().map(|&last| lives.life(last)).collect()
    }

    /// The lives of the gaps that went, each with the register that told of it last, as users name
    /// it.
    pub(crate) fn ended(&self) -> impl Iterator<Item = (String, Life<'_>)> {
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

/// What a repository knows of the registers in it, the lives of their entries, and how many versions
/// nobody can read.
fn read(
    root: &Path,
    here: &Here<'_>,
    session: &Session,
) -> Result<(Chronicle, Lives, usize), GitError> {
    let mut paths: BTreeSet<String> = here.keys().cloned().collect();
    let mut library =
        Library { root, session, albums: HashMap::new(), seen: HashMap::new(), unread: 0 };
    loop {
        let chronicle = Chronicle::of(root, &paths)?;
        library.read(&chronicle.commits)?;
        let lives = lives(&chronicle, Some(&library), here, session);
        // What seems to be new may have stood in another register before.
        let count = paths.len();
        paths.extend(forerunners(root, &lives, &paths, session)?);
        if paths.len() == count {
            return Ok((chronicle, lives, library.unread));
        }
    }
}

/// The registers that were changed, renamed or removed when entries came.
fn forerunners(
    root: &Path,
    lives: &Lives,
    paths: &BTreeSet<String>,
    session: &Session,
) -> Result<Vec<String>, GitError> {
    let settings = &session.settings;
    let language = |inner: &str| {
        crate::mirror::family(&name(root, inner, session), settings).map(|family| family.language)
    };
    let languages: HashSet<Option<String>> = paths.iter().map(|path| language(path)).collect();
    let births: BTreeSet<Option<&str>> =
        lives.births().map(|step| lives.moments[step.moment].commit.as_deref()).collect();
    let commits: Vec<&str> = births.iter().copied().flatten().collect();
    let is_one_of_ours = |file: &Touched| {
        let is_renamed = file.new.as_ref().is_some_and(|new| paths.contains(new));
        let is_register = settings.is_register(&name(root, &file.old, session));
        is_renamed || (is_register && languages.contains(&language(&file.old)))
    };
    let touched = touched(root, &commits, births.contains(&None))?;
    Ok(touched.into_iter().filter(is_one_of_ours).map(|file| file.old).collect())
}

/// Follows the entries through all commits, and into what stands here.
fn lives(
    chronicle: &Chronicle,
    library: Option<&Library<'_>>,
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
    Lives::through(moments, |at| match (commits.get(at), library) {
        (Some(commit), Some(library)) => {
            commit.files.iter().filter_map(|file| library.told(file)).collect()
        }
        _ => standing(commits, library, here, session),
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

/// All versions of the registers of a repository, each read once.
struct Library<'l> {
    root: &'l Path,
    session: &'l Session,
    albums: HashMap<String, (Arc<str>, Album)>,
    /// By its path and the name of what it holds; nothing of one that cannot be read.
    seen: HashMap<(String, String), Option<Arc<Seen>>>,
    /// How many versions are no text, or are not in this clone.
    unread: usize,
}

impl Library<'_> {
    /// Reads what is not known yet.
    fn read(&mut self, commits: &[Recorded]) -> Result<(), GitError> {
        let files = commits.iter().flat_map(|commit| &commit.files);
        let versions = files.filter_map(|file| Some((file.path.clone(), file.blob.clone()?)));
        let mut asked = HashSet::new();
        let versions: Vec<(String, String)> = versions
            .filter(|version| !self.seen.contains_key(version) && asked.insert(version.clone()))
            .collect();
        let blobs: Vec<&str> = versions.iter().map(|(_, blob)| blob.as_str()).collect();
        contents(self.root, &blobs, |at, bytes| {
            let (path, _) = &versions[at];
            let text = bytes.and_then(|bytes| self.text(path, bytes));
            self.unread += usize::from(text.is_none());
            let seen = text.and_then(|text| self.see(path, text));
            self.seen.insert(versions[at].clone(), seen);
            Ok(())
        })
    }

    fn text(&mut self, path: &str, bytes: Vec<u8>) -> Option<Source> {
        if !self.albums.contains_key(path) {
            let name = Arc::from(name(self.root, path, self.session));
            self.albums.insert(path.to_owned(), (name, Album::default()));
        }
        let (name, _) = self.albums.get(path)?;
        Source::decode(name.clone(), bytes).ok()
    }

    fn see(&mut self, path: &str, text: Source) -> Option<Arc<Seen>> {
        let (_, album) = self.albums.get_mut(path)?;
        album.read(text, self.session.settings.reading())
    }

    /// What a commit made of a file; nothing where nobody can read what it left.
    fn told(&self, file: &Changed) -> Option<Told> {
        let seen = match &file.blob {
            Some(blob) => Some(self.seen.get(&(file.path.clone(), blob.clone()))?.clone()?),
            None => None,
        };
        Some((Arc::from(&*file.path), seen))
    }
}

/// What stands here now, of each register; and which of those that git knows are gone.
fn standing(
    commits: &[Recorded],
    library: Option<&Library<'_>>,
    here: &Here<'_>,
    session: &Session,
) -> Vec<Told> {
    let read = |source: &Source| Some(Arc::new(changes::seen(source, &session.settings)?));
    let now = here.iter().map(|(inner, source)| (Arc::from(&**inner), read(source)));
    let now = now.filter(|(_, seen)| seen.is_some());
    let known = commits.iter().flat_map(|commit| &commit.files).map(|file| &*file.path);
    let known: BTreeSet<&str> = known.filter(|path| !here.contains_key(*path)).collect();
    // Of those that nobody asked for, what they say now is told, too.
    let others = known.into_iter().filter_map(|path| {
        let whole = library.map(|library| library.root.join(path));
        // What is a link now, is another register by another name.
        let whole = whole.filter(|whole| !whole.is_symlink());
        let bytes = whole.and_then(|whole| std::fs::read(whole).ok());
        let Some(bytes) = bytes else { return Some((Arc::from(path), None)) };
        let source = Source::decode(path, bytes).ok()?;
        Some((Arc::from(path), Some(read(&source)?)))
    });
    now.chain(others).collect()
}
