//! Standard output and standard error: results, notes and colours.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use owo_colors::{OwoColorize, Style};

use super::arguments::{ColorWhen, Global};
use super::progress::{ProgressLine, Shown};
use crate::files::OutputFile;
use crate::git::HistoryGaps;
use crate::output::printable;
use crate::run::inputs::shown;
use crate::run::{Note, Notes, ShownProgress};
use crate::settings::{FILE_NAMES, has_usual_name};

/// Where results and notes go.
#[derive(Debug)]
pub(crate) struct Terminal {
    color: ColorWhen,
    is_quiet: bool,
    is_verbose: bool,
    output_file: Option<PathBuf>,
    started: Instant,
    line: ProgressLine,
    /// What the project of the run could not ask git.
    gaps: OnceLock<HistoryGaps>,
}

impl Terminal {
    pub(crate) fn new(global: &Global) -> Self {
        Self {
            color: global.color,
            is_quiet: global.quiet,
            is_verbose: global.verbose,
            output_file: global.output_file.clone(),
            started: Instant::now(),
            line: ProgressLine::default(),
            gaps: OnceLock::new(),
        }
    }

    /// Takes note of what a run cannot ask git.
    pub(crate) fn watch(&self, gaps: &HistoryGaps) {
        self.gaps.get_or_init(|| gaps.clone());
    }

    /// Says what could not be asked of git. It comes last, when all was asked.
    pub(crate) fn report_gaps(&self) {
        for sentence in self.gaps.get().map(HistoryGaps::take).unwrap_or_default() {
            self.warn(&sentence);
        }
    }

    /// Whether [`Self::print`] writes colours.
    pub(crate) fn has_color(&self) -> bool {
        match self.color.choice() {
            anstream::ColorChoice::Auto if self.output_file.is_some() => false,
            anstream::ColorChoice::Auto => is_colored(&io::stdout()),
            choice => choice == anstream::ColorChoice::Always,
        }
    }

    /// The width of the terminal, where standard output is one.
    pub(crate) fn width(&self) -> Option<usize> {
        if self.output_file.is_some() || !io::stdout().is_terminal() {
            return None;
        }
        std::env::var("COLUMNS").ok()?.parse().ok()
    }

    /// Writes results: to the file asked for, else to standard output.
    pub(crate) fn print(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        if let Some(path) = &self.output_file {
            self.refuse_known_name(path)?;
            return put(path, self.color.choice(), write)
                .with_context(|| format!("cannot write `{}`", shown(path)));
        }
        let stdout = anstream::AutoStream::new(io::stdout().lock(), self.color.choice());
        let mut out = BufWriter::with_capacity(64 * 1024, stdout);
        Ok(write(&mut out).and_then(|()| out.flush())?)
    }

    /// A command that reads no registers knows them, and the configuration, by their names.
    fn refuse_known_name(&self, path: &Path) -> Result<()> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_known = FILE_NAMES.contains(&&*name) || has_usual_name(&name);
        if self.gaps.get().is_none() && is_known && path.symlink_metadata().is_ok() {
            bail!("`{}` is a register or a configuration; name another output file", shown(path));
        }
        Ok(())
    }

    /// Writes results that quote files, so that no line of a file is taken for a command: the
    /// runner of GitHub Actions obeys lines that start with `::`.
    pub(crate) fn quote(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        if !is_read_by_runner() || self.output_file.is_some() {
            return self.print(write);
        }
        // A file that was written before cannot hold it.
        let word = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
        self.print(|out| {
            let mut text = Vec::new();
            write(&mut text)?;
            writeln!(out, "::stop-commands::{word}")?;
            // What shows a log of the runner obeys these all the same.
            out.write_all(String::from_utf8_lossy(&text).replace("##[", "# #[").as_bytes())?;
            writeln!(out, "::{word}::")
        })
    }

    /// Writes results that quote files and that other programs read: lines that the runner would obey
    /// are changed, and nothing is added.
    pub(crate) fn print_inert(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        if !is_read_by_runner() || self.output_file.is_some() {
            return self.print(write);
        }
        let mut text = Vec::new();
        write(&mut text)?;
        let text = String::from_utf8_lossy(&text);
        let text = without_commands(&text);
        self.print(|out| write!(out, "{text}"))
    }

    /// Writes a file's text to standard output, to the byte; on a terminal, without what it obeys.
    pub(crate) fn pass_on(text: &str) -> Result<()> {
        let mut out = io::stdout().lock();
        if out.is_terminal() {
            let lines: Vec<_> = text.split('\n').map(printable).collect();
            let shown = lines.join("\n");
            return Ok(out.write_all(shown.as_bytes()).and_then(|()| out.flush())?);
        }
        Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?)
    }

    /// Writes results on standard error, where standard output is taken.
    pub(crate) fn print_aside(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        if self.output_file.is_some() {
            return self.print(write);
        }
        let mut text = Vec::new();
        write(&mut text)?;
        let text = String::from_utf8_lossy(&text);
        let text = if is_read_by_runner() { without_commands(&text) } else { text.as_ref().into() };
        let stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        let mut out = BufWriter::new(stderr);
        Ok(write!(out, "{text}").and_then(|()| out.flush())?)
    }

    /// The file that results go to, if they go to one.
    pub(crate) fn output_file(&self) -> Option<&Path> {
        self.output_file.as_deref()
    }

    /// Says something about the run.
    pub(crate) fn say(&self, message: &str) {
        self.note(Note::Info(message));
    }

    /// Says that something is wrong, and goes on.
    pub(crate) fn warn(&self, message: &str) {
        self.note(Note::Warning(message));
    }

    /// Says something about the run to those who asked for more.
    pub(crate) fn detail(&self, message: &str) {
        self.note(Note::Detail(message));
    }

    /// Asks something; the answer comes on the same line.
    pub(crate) fn ask(&self, question: &str) {
        let mut stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        // Where standard error is closed, no answer will come either.
        let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
    }

    /// Says why something could not be done.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        self.note(Note::Error(error));
    }

    fn to_stderr(&self, message: &str) {
        self.line.clear();
        let message = if is_read_by_runner() { without_commands(message) } else { message.into() };
        let mut stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        // Where standard error is closed, nothing can be said about it.
        let _ = writeln!(stderr, "{message}");
    }
}

impl Notes for Terminal {
    fn note(&self, note: Note<'_>) {
        match note {
            Note::Info(message) if !self.is_quiet => self.to_stderr(message),
            Note::Detail(message) if self.is_verbose => self.to_stderr(message),
            Note::Info(_) | Note::Detail(_) => {}
            Note::Warning(message) => {
                let label = "warning:".style(Style::new().yellow().bold());
                self.to_stderr(&format!("{label} {message}"));
            }
            Note::Error(error) => {
                let message = format!("{error:#}");
                let lines: Vec<_> = message.lines().map(printable).collect();
                let label = "error:".style(Style::new().red().bold());
                self.to_stderr(&format!("{label} {}", lines.join("\n")));
            }
        }
    }

    fn progress(&self, what: &str) -> Option<ShownProgress> {
        if self.is_quiet {
            return None;
        }
        let shown = Shown::after_a_second(what.to_owned(), self.started, &self.line)?;
        Some(Box::new(shown))
    }

    fn wants_detail(&self) -> bool {
        self.is_verbose
    }
}

/// Writes results to a file, which takes its place when it is whole.
fn put(
    path: &Path,
    color: anstream::ColorChoice,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut file = OutputFile::create(path)?;
    // In a file colours are wanted only where they were asked for.
    if color == anstream::ColorChoice::Always {
        let mut out = BufWriter::new(&mut file);
        write(&mut out).and_then(|()| out.flush())?;
        drop(out);
    } else {
        let mut out = anstream::StripStream::new(Vec::new());
        write(&mut out)?;
        file.write_all(&out.into_inner())?;
    }
    file.flush()?;
    file.finish()
}

/// Whether the runner of GitHub Actions reads what is printed.
pub(crate) fn is_read_by_runner() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|is| is == "true")
}

/// A message none of whose lines the runner takes for a command.
pub(crate) fn without_commands(message: &str) -> Cow<'_, str> {
    let is_command = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
    if !message.lines().any(is_command) {
        return message.into();
    }
    let lines = message.split('\n').map(|line| line.replace("::", ": :").replace("##[", "# #["));
    lines.collect::<Vec<_>>().join("\n").into()
}

fn is_colored(stdout: &io::Stdout) -> bool {
    anstream::AutoStream::choice(stdout) != anstream::ColorChoice::Never
}
