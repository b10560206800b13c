//! The programs with which `gapreg` is compared. They are the binary of the bench, started again,
//! so that they are built by the same compiler in the same profile.

use std::ffi::OsString;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use clap::Parser;

use crate::drain::drain;

/// The first argument for the program that only reads its arguments and prints a line.
pub const HELLO: &str = "baseline-hello";
/// The first argument for the program that reads a file, or all files of a folder, and parses them.
pub const DRAIN: &str = "baseline-drain";

/// The first argument for the program that lets git print every blob of a list, and reads that.
pub const PRINT: &str = "baseline-print";

/// Greets a file.
#[derive(Debug, Parser)]
struct Hello {
    /// What to greet
    path: PathBuf,
}

/// Runs the program that the first argument asks for. False if it asks for none.
pub fn play() -> bool {
    let mut args = std::env::args_os().skip(1);
    match args.next().as_ref().and_then(|first| first.to_str()) {
        Some(HELLO) => hello(args),
        Some(DRAIN) => drain_files(args.next()),
        Some(PRINT) => print_blobs(args.next()),
        _ => return false,
    }
    true
}

fn hello(args: impl Iterator<Item = OsString>) {
    let args = Hello::parse_from(std::iter::once(HELLO.into()).chain(args));
    println!("hello, {}", args.path.display());
}

fn drain_files(path: Option<OsString>) {
    let files = walkdir::WalkDir::new(path.expect("a path follows")).into_iter();
    let files = files.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let drained = files.map(|file| {
        let text = std::fs::read_to_string(file.path()).expect("the file is there");
        drain(&text)
    });
    println!("{}", drained.sum::<usize>());
}

fn print_blobs(list: Option<OsString>) {
    let list = std::fs::File::open(list.expect("a list follows")).expect("the list is there");
    let mut git = Command::new("git");
    git.args(["cat-file", "--batch"]).stdin(list).stdout(Stdio::piped());
    let mut git = git.spawn().expect("there is git");
    let mut said = git.stdout.take().expect("git speaks");
    let mut page = vec![0; 64 * 1024];
    let mut sum = 0;
    while let Ok(read @ 1..) = said.read(&mut page) {
        sum += read;
    }
    assert!(git.wait().is_ok_and(|status| status.success()), "git failed");
    println!("{sum}");
}
