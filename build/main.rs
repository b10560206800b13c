//! What is known once the program is built: the words of all languages, and what it is built from.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo that way")]

mod commit;
mod tables;

use std::{env, error, path::Path};

fn main() -> Result<(), Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=build");
    tables::write(Path::new(&env::var("OUT_DIR")?))?;
    let version = env::var("CARGO_PKG_VERSION")?;
    let version = match commit::commit(&env::var("CARGO_MANIFEST_DIR")?) {
        Some(commit) => format!("{version} ({commit})"),
        None => version,
    };
    println!("cargo::rustc-env=GAPREG_VERSION={version}");
    Ok(())
}
