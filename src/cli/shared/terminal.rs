//! Standard output and standard error: colours, and who hears what.

use std::borrow::Cow;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result};
use owo_colors::{OwoColorize, Style};

use crate::cli::Global;
use crate::cli::shared::progress::{Busy, Line};
use crate::output::printable;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    fn choice(self) -> anstream::ColorChoice {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
    }
}

/// Where a run speaks.
#[derive(Debug)]
pub(crate) struct Terminal {
    color: ColorWhen,
    is_quiet: bool,
    is_verbose: bool,
    output_file: Option<PathBuf>,
    started: Instant,
    line: Line,
}

impl Terminal {
    pub(crate) fn new(global: &Global) -> Self {
        Self {
            color: global.color,
            is_quiet: global.quiet,
            is_verbose: global.verbose,
            output_file: global.output_file.clone(),
            started: Instant::now(),
            line: Line::default(),
        }
    }

    /// Whether what is written by [`Self::print`] may be coloured.
    pub(crate) fn has_color(&self) -> bool {
        match self.color.choice() {
            anstream::ColorChoice::Auto if self.output_file.is_some() => false,
            anstream::ColorChoice::Auto => is_colored(&io::stdout()),
            choice => choice == anstream::ColorChoice::Always,
        }
    }

    /// How wide the terminal is that reads along.
    pub(crate) fn width(&self) -> Option<usize> {
        if self.output_file.is_some() || !io::stdout().is_terminal() {
            return None;
        }
        std::env::var("COLUMNS").ok()?.parse().ok()
    }

    /// Writes results: to the file asked for, else to standard output.
    pub(crate) fn print(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        if let Some(path) = &self.output_file {
            let context = || format!("cannot write `{}`", Self::name(path));
            let file = File::create(path).with_context(context)?;
            // In a file colours are wanted only where they were asked for.
            let mut out = BufWriter::new(anstream::AutoStream::new(file, self.color.choice()));
            return write(&mut out).and_then(|()| out.flush()).with_context(context);
        }
        let stdout = anstream::AutoStream::new(io::stdout().lock(), self.color.choice());
        let mut out = BufWriter::with_capacity(64 * 1024, stdout);
        Ok(write(&mut out).and_then(|()| out.flush())?)
    }

    /// Writes results for people that quote what stands in files, so that no line of theirs is taken for an
    /// order: the runner of GitHub Actions reads along, and obeys lines that start with `::`.
    pub(crate) fn quote(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        if !is_read_along() || self.output_file.is_some() {
            return self.print(write);
        }
        // Nobody who wrote a file beforehand can have guessed it.
        let word = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
        self.print(|out| {
            writeln!(out, "::stop-commands::{word}")?;
            write(out)?;
            writeln!(out, "::{word}::")
        })
    }

    /// Writes a file's text to standard output, to the byte.
    pub(crate) fn pass_on(text: &str) -> Result<()> {
        let mut out = io::stdout().lock();
        Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?)
    }

    /// Writes results beside others that have standard output to themselves.
    pub(crate) fn print_aside(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        if self.output_file.is_some() {
            return self.print(write);
        }
        let stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        let mut out = BufWriter::new(stderr);
        Ok(write(&mut out).and_then(|()| out.flush())?)
    }

    /// The file that results go to, if they go to one.
    pub(crate) fn output_file(&self) -> Option<&Path> {
        self.output_file.as_deref()
    }

    /// Says something about the run.
    pub(crate) fn say(&self, message: &str) {
        if !self.is_quiet {
            self.to_stderr(message);
        }
    }

    /// Says what goes on for as long as the answer lives, if that takes long.
    pub(crate) fn busy(&self, what: impl Into<String>) -> Option<Busy> {
        if self.is_quiet { None } else { Busy::with(what.into(), self.started, &self.line) }
    }

    /// Asks something; the answer comes on the same line.
    pub(crate) fn ask(&self, question: &str) {
        let mut stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        // Where nobody listens, nobody answers either.
        let _ = write!(stderr, "{question}").and_then(|()| stderr.flush());
    }

    /// Says something about the run to those who asked for more.
    pub(crate) fn detail(&self, message: &str) {
        if self.is_verbose {
            self.to_stderr(message);
        }
    }

    /// Whether the user wants to know more.
    pub(crate) fn is_verbose(&self) -> bool {
        self.is_verbose
    }

    /// Says that something is amiss, and goes on.
    pub(crate) fn warn(&self, message: &str) {
        self.to_stderr(&format!("{} {message}", "warning:".style(Style::new().yellow().bold())));
    }

    /// Says why something could not be done.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        let message = format!("{error:#}");
        let lines: Vec<_> = message.lines().map(printable).collect();
        let label = "error:".style(Style::new().red().bold());
        self.to_stderr(&format!("{label} {}", lines.join("\n")));
    }

    fn to_stderr(&self, message: &str) {
        self.line.clear();
        let message = if is_read_along() { without_orders(message) } else { message.into() };
        let mut stderr = anstream::AutoStream::new(io::stderr().lock(), self.color.choice());
        // Where nobody listens there is nobody to tell that nobody listens.
        let _ = writeln!(stderr, "{message}");
    }

    /// The name of a file, fit for a message.
    pub(crate) fn name(path: &Path) -> String {
        printable(&crate::files::slashed(path)).into_owned()
    }
}

/// Whether the runner of GitHub Actions reads what is printed.
fn is_read_along() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|is| is == "true")
}

/// A message none of whose lines the runner takes for an order.
fn without_orders(message: &str) -> Cow<'_, str> {
    let is_order = |line: &str| line.trim_start().starts_with("::") || line.contains("##[");
    if !message.lines().any(is_order) {
        return message.into();
    }
    let lines = message.lines().map(|line| line.replace("::", ": :").replace("##[", "# #["));
    lines.collect::<Vec<_>>().join("\n").into()
}

fn is_colored(stdout: &io::Stdout) -> bool {
    anstream::AutoStream::choice(stdout) != anstream::ColorChoice::Never
}
