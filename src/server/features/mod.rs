//! What editors show of registers: a file for each request.

pub(super) mod completion;
pub(super) mod configuration;
pub(super) mod definition;
pub(super) mod folding;
pub(super) mod formatting;
pub(super) mod hints;
pub(super) mod hover;
pub(super) mod lenses;
pub(super) mod links;
pub(super) mod references;
pub(super) mod rename;
pub(super) mod symbols;
