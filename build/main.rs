//! What is known when the program is built: the words of all languages, the files of the report's
//! page, and the commit.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo that way")]

mod commit;
mod digest;
#[path = "../src/text/lookalike.rs"]
#[allow(dead_code, reason = "only the look of a sign is needed here")]
mod lookalike;
mod report;
mod tables;

/// What the files of the crate that are used here know as `crate::text`.
mod text {
    pub(crate) use crate::lookalike;
}

use std::{env, error, path::Path};

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR")?;
    tables::write(Path::new(&out))?;
    report::write(Path::new(&out))?;
    let version = env::var("CARGO_PKG_VERSION")?;
    let version = match commit::commit(&env::var("CARGO_MANIFEST_DIR")?) {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    };
    println!("cargo::rustc-env=GAPREG_VERSION={version}");
    Ok(())
}
