//! Helpers that several test programs share.
#![allow(dead_code, reason = "each test program uses some of them")]

pub mod damage;
pub mod environment;
pub mod history;
pub mod invariants;
pub mod registers;
pub mod translated;
pub mod tree;
