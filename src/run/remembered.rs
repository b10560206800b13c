//! Checks a group of registers again after a change: what is read and found is kept for the next time.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::groups::{Checker, GroupResults, paths_of};
use super::inputs::{Inputs, ReadRegisters};
use crate::document::Conflicts;
use crate::lint::Memory;
use crate::register::{KeptRegister, LastRead};
use crate::text::Source;

/// What is kept of the registers of a group.
#[derive(Debug, Default)]
pub(super) struct GroupMemory {
    files: HashMap<PathBuf, FileMemory>,
    found: Memory,
}

/// Of more registers that are checked together, only those are kept that are open.
const MOST_KEPT: usize = 8;

/// What is kept of a register.
#[derive(Debug)]
struct FileMemory {
    key: FileKey,
    read: LastRead,
}

/// What distinguishes a register from what it was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FileKey {
    /// A hash of what its text is known by.
    pub text: u64,
    /// A hash of all else that it is checked with.
    pub state: u64,
}

impl FileKey {
    /// What distinguishes all that is found in the register alone.
    fn of_all(self) -> u64 {
        self.text.rotate_left(1) ^ self.state
    }
}

impl Checker<'_> {
    /// Reads registers and checks them together; of what has not changed, what is kept counts. Each of
    /// `members` has its key.
    pub(super) fn check_again(
        self,
        members: &[usize],
        keys: &[FileKey],
        inputs: &Inputs,
        memory: &mut GroupMemory,
    ) -> GroupResults {
        let read = members.iter().zip(keys).map(|(&at, &key)| {
            let path = &inputs.unread[at];
            self.read_again(path, key, memory.files.remove(path))
                .map(|read| (path.clone(), key, read))
        });
        // What cannot be read as a register is reported by the usual way.
        let Some(mut files) = read.collect::<Option<Vec<_>>>() else {
            *memory = GroupMemory::default();
            return self.read_and_check(members, inputs);
        };
        let reading = self.project.settings.reading();
        let kept: Vec<KeptRegister> =
            files.iter_mut().map(|(_, _, read)| read.take(reading)).collect();
        let registers = kept.into_iter().zip(&files).map(|(kept, (_, key, read))| {
            memory.found.expect(read.source().path(), key.of_all());
            kept.with(read.source())
        });
        let registers = ReadRegisters { all: registers.collect(), unread: Vec::new() };
        let mut group = self.check_group(&registers, Some(&mut memory.found));
        let kept: Vec<KeptRegister> = registers.all.into_iter().map(KeptRegister::of).collect();
        let is_small = members.len() <= MOST_KEPT;
        for ((path, key, mut read), kept) in files.into_iter().zip(kept) {
            group.files.push(read.source().path().clone());
            group.kept.push(read.source().twin());
            read.put(kept);
            if is_small || self.project.texts.has(&self.project.whole(&path)) {
                memory.files.insert(path, FileMemory { key, read });
            }
        }
        let pointed: HashSet<&Arc<str>> = group.findings.iter().flat_map(paths_of).collect();
        group.kept.retain(|source| pointed.contains(source.path()));
        group
    }

    /// Reads a register, as far as it is not the same as before; nothing where that is none.
    fn read_again(self, path: &Path, key: FileKey, last: Option<FileMemory>) -> Option<LastRead> {
        let last = last.filter(|last| last.key.state == key.state);
        let last = match last {
            Some(last) if last.key == key => return Some(last.read),
            last => last.map(|last| last.read),
        };
        let source: Arc<Source> = Arc::new(self.project.read(path).ok()?.ok()?);
        if Conflicts::of(&source).is_some() {
            return None;
        }
        let reading = self.project.settings.reading();
        match last {
            Some(last) => last.next(source, reading).ok(),
            None => LastRead::of(source, reading).ok(),
        }
    }
}
