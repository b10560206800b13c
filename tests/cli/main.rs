//! The program from outside, as its users see it.

mod bad_input;
mod config;
mod fixes;
mod ignores;
mod json;
mod lint;
mod list;
mod tree;
