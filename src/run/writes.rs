//! What is written where: new texts for files that were read.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Error, Result, bail};

use super::inputs::{Inputs, ReadRegisters, shown};
use super::notes::Notes;
use crate::files::{self, Prepared};
use crate::lint;
use crate::register::Register;
use crate::settings::Settings;
use crate::text::Source;

/// What a file that was read is to become.
#[derive(Debug)]
pub struct NewText {
    /// The place of the file among the sources that were read.
    pub at: usize,
    /// The new text.
    pub source: Source,
}

impl Inputs {
    /// Says why a source cannot be written, if it cannot.
    pub(crate) fn expect_writable(&self, at: usize) -> Result<()> {
        let source = &self.sources[at];
        let path = Path::new(&**source.path());
        if let Some(other) = self.held.get(source.path()) {
            let (own, other) = (shown(path), shown(Path::new(&**other)));
            bail!("`{own}` stays as it is, as `{other}` holds conflict markers");
        }
        if source.has_lone_returns() {
            bail!(
                "`{}` has line ends of old (CR alone): convert them first, as in `tr '\\r' '\\n'`; \
                 nothing was written",
                shown(path)
            );
        }
        if !self.may_write_read_only {
            files::refuse_read_only(path)?;
        }
        Ok(files::check_writable(path, source.text())?)
    }

    /// Writes new texts to their files, and gives the places of those that could be written. A note
    /// says where one could not. Each is whole on the disk before the first takes its place.
    pub(crate) fn write(&mut self, new: Vec<NewText>, notes: &dyn Notes) -> Vec<usize> {
        let ready = self.prepare(new, notes).0;
        self.put(ready, notes)
    }

    /// The texts that can be written, and whether these are all.
    fn prepare(&mut self, new: Vec<NewText>, notes: &dyn Notes) -> (Vec<Ready>, bool) {
        self.remove_left_behind();
        let count = new.len();
        let mut ready = Vec::with_capacity(count);
        for new in new {
            match self.prepare_file(&new, notes) {
                Ok(file) => ready.push(Ready { new, file }),
                Err(why) => self.fail(&why, notes),
            }
        }
        let is_whole = ready.len() == count;
        (ready, is_whole)
    }

    /// Removes what runs that were interrupted left beside the files of this one.
    fn remove_left_behind(&self) {
        let paths = self.sources.iter().filter_map(|source| Path::new(&**source.path()).parent());
        for folder in paths.collect::<BTreeSet<_>>() {
            let here = folder.as_os_str().is_empty();
            files::remove_left_behind(if here { Path::new(".") } else { folder });
        }
    }

    fn prepare_file(&self, new: &NewText, notes: &dyn Notes) -> Result<Prepared> {
        self.expect_writable(new.at)?;
        let old = &self.sources[new.at];
        let path = Path::new(&**old.path());
        if files::other_names(path) > 0 {
            let name = shown(path);
            notes.warn(&format!("`{name}` has other names (hard links); they keep the old text"));
        }
        Ok(files::prepare(path, old.text(), new.source.text())?)
    }

    fn put(&mut self, ready: Vec<Ready>, notes: &dyn Notes) -> Vec<usize> {
        let mut written = Vec::with_capacity(ready.len());
        for Ready { new, file } in ready {
            match file.put() {
                Ok(()) => {
                    written.push(new.at);
                    self.replace(new);
                }
                Err(why) => self.fail(&why.into(), notes),
            }
        }
        written
    }

    fn fail(&mut self, why: &Error, notes: &dyn Notes) {
        notes.error(why);
        self.has_failed = true;
    }

    /// Puts a new text in the place of what was read, and writes nothing.
    pub(crate) fn replace(&mut self, new: NewText) {
        self.sources[new.at] = Arc::new(new.source);
    }

    /// Writes new texts that belong together to their files, and gives their places; none is written
    /// where one of them cannot be.
    pub(crate) fn write_all(&mut self, new: Vec<NewText>, notes: &dyn Notes) -> Vec<usize> {
        let (ready, is_whole) = self.prepare(new, notes);
        if is_whole { self.put(ready, notes) } else { Vec::new() }
    }
}

/// A text that is ready to take the place of its file.
struct Ready {
    new: NewText,
    file: Prepared,
}

/// Registers after some of their texts were replaced in the inputs; only those are read again.
pub(crate) fn read_again<'s>(
    registers: ReadRegisters<'s>,
    inputs: &'s Inputs,
    settings: &Settings,
) -> ReadRegisters<'s> {
    let now: HashMap<&str, &Arc<Source>> =
        inputs.sources.iter().map(|source| (&**source.path(), source)).collect();
    let mut again = ReadRegisters { all: Vec::new(), unread: registers.unread };
    for register in registers.all {
        match now.get(&**register.source.path()) {
            Some(source) if !std::ptr::eq(register.source, Arc::as_ptr(source)) => {
                match Register::parse(source, settings.reading()) {
                    Ok(register) => again.all.push(register),
                    Err(deep) => again.unread.extend(lint::too_deep(source.path(), deep, settings)),
                }
            }
            _ => again.all.push(register),
        }
    }
    again
}
