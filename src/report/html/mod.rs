//! A report as one HTML page that loads nothing else.

mod codes;
mod controls;
mod elements;
mod entries;
mod figures;
mod page;

pub(crate) use page::page;
