//! The files of a run: finds configuration and registers, reads them, looks up pages of the
//! manual, and writes.

mod configuration;
mod exchange;
mod find;
mod ignored;
mod lock;
mod names;
mod output_file;
mod pages;
mod path_groups;
mod paths;
mod read;
mod temporary;
mod write;

pub(crate) use configuration::{governed, settings, settings_from};
pub(crate) use find::{NoRegister, find, is_searched, texts_below};
pub(crate) use ignored::is_ignored;
pub(crate) use lock::{FolderLock, lock_folder};
pub(crate) use names::names_in;
pub(crate) use output_file::{OutputFile, is_same_file};
pub(crate) use pages::DocsTree;
pub(crate) use path_groups::{PathGroup, path_groups};
pub(crate) use paths::{from_repository, leads_out, real, repository_above, seen_from, slashed};
pub(crate) use read::{Decoded, bytes, read, read_as, read_input, text_within};
pub(crate) use temporary::remove_left_behind;
pub(crate) use write::{
    Prepared, check_writable, create, make_folder, other_names, prepare, put, refuse_read_only,
    write_atomically,
};
