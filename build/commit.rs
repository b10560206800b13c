//! The commit that the program is built from, for `--version`.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

/// The variable that gives the commit where there is no repository.
const FROM_ENVIRONMENT: &str = "GAPREG_COMMIT";

/// The number of digits of a shortened commit hash.
const DIGITS: usize = 9;

/// The commit, and its day if that is known.
pub fn commit(manifest_dir: &str) -> Option<String> {
    println!("cargo::rerun-if-env-changed={FROM_ENVIRONMENT}");
    let given = env::var(FROM_ENVIRONMENT).ok().filter(|given| !given.is_empty());
    given.or_else(|| of_repository(manifest_dir)).or_else(|| of_package(manifest_dir))
}

fn of_repository(manifest_dir: &str) -> Option<String> {
    let git = |args: &[&str]| {
        let output = Command::new("git").args(args).current_dir(manifest_dir).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    // The source may be unpacked within the repository of another project.
    let root = git(&["rev-parse", "--show-toplevel"])?;
    if fs::canonicalize(root).ok()? != fs::canonicalize(manifest_dir).ok()? {
        return None;
    }
    // Both files change with each commit and each checkout.
    for name in ["HEAD", "logs/HEAD"] {
        let path = Path::new(manifest_dir).join(git(&["rev-parse", "--git-path", name])?);
        println!("cargo::rerun-if-changed={}", path.display());
    }
    git(&["log", "-1", &format!("--abbrev={DIGITS}"), "--format=%h %cs"])
}

/// `cargo package` writes the commit into the package.
fn of_package(manifest_dir: &str) -> Option<String> {
    let text = fs::read_to_string(Path::new(manifest_dir).join(".cargo_vcs_info.json")).ok()?;
    let info: Value = serde_json::from_str(&text).ok()?;
    Some(info["git"]["sha1"].as_str()?.get(..DIGITS)?.to_owned())
}
