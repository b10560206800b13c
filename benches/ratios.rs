//! The limits of time and memory that the documents state: `gapreg` as a whole process, compared
//! with a process that does only the least that is necessary. They run in turn, so that a busy
//! machine slows both. `cargo bench --bench ratios -- 7 8` takes other registers of the second author.
#![allow(clippy::print_stdout, reason = "a bench tells its figures on standard output")]
#![allow(clippy::cast_precision_loss, reason = "counts of bytes are small numbers")]

mod baseline;
mod drain;
mod generator;
mod process;
mod trees;

use std::process::Command;

use generator::{Make, State};
use trees::Tree;

/// The entries of a register of 8 KB.
const FEW: usize = 5;
/// The pairs in a tree of registers with translations, and the entries of each register.
const PAIRS: (usize, usize) = (1_000, 10);
/// The registers in a tree, and the entries of each.
const TREE: (usize, usize) = (2_000, 10);
/// The commits of a register with a history, and its entries.
const HISTORY: (usize, usize) = (1_000, 100);
/// The entries of the large register.
const MANY: usize = 10_000;
/// What the second author's registers are drawn by.
const SEEDS: [usize; 3] = [0, 1, 2];

fn main() {
    if baseline::play() {
        return;
    }
    // `cargo test --benches` runs benches, too, but without measuring.
    let is_measuring = std::env::args().any(|arg| arg == "--bench");
    let seeds: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let seeds = if seeds.is_empty() { &SEEDS[..] } else { &seeds };
    let drawn = seeds.iter().map(|&seed| (format!("seed {seed}"), Make::drawn(seed)));
    let makes: Vec<(String, Make)> =
        [("first author".to_owned(), Make::USUAL)].into_iter().chain(drawn).collect();
    for (_, make) in &makes {
        Tree::of_many(*make, 4, 10).expect_sound();
        Tree::of_one(*make, 100).expect_sound();
    }
    if is_measuring {
        // `gapreg` reads large files on all cores, the parser alone on one.
        println!("cores: {}", std::thread::available_parallelism().map_or(1, usize::from));
        for (name, make) in makes {
            measure(&name, make);
        }
        measure_others();
    }
}

/// Registers of one make, in all states.
fn measure(name: &str, make: Make) {
    let trees = State::ALL.map(|state| Tree::of_many(make.in_state(state), TREE.0, TREE.1));
    let [file, _, foul] = State::ALL.map(|state| Tree::of_one(make.in_state(state), MANY));
    let of = |tree: &Tree| format!("{} MB", tree.bytes / 1_000_000);
    head(&format!("{name}: a tree of {}, a file of {}", of(&trees[0]), of(&file)));
    let [sound, typical, all] = &trees;
    compare("lint tree / drain", (0.70, 1.35), || sound.lint(), || sound.drain());
    compare("lint typical / sound", (1.3, 1.3), || typical.lint(), || sound.lint());
    compare("lint foul / sound", (1.6, 1.6), || all.lint(), || sound.lint());
    compare("check tree / lint", (1.3, 1.3), || sound.check(), || sound.lint());
    compare("lint file / drain", (0.75, 1.3), || file.lint(), || file.drain());
    compare("lint file foul / sound", (1.6, 1.6), || foul.lint(), || file.lint());
    let bytes = file.bytes as f64 / f64::from(1 << 20);
    Promise { what: "lint file / its size", unit: "MiB", most: (3.5, None), turns: 3 }
        .report(|| process::mebibytes(&mut file.lint()), || Some(bytes));
}

/// What depends little on who wrote the registers.
fn measure_others() {
    let small = Tree::of_one(Make::USUAL, FEW);
    let large = Tree::of_one(Make::USUAL, MANY);
    let pairs = Tree::of_pairs(PAIRS);
    let history = Tree::with_history(HISTORY);
    head("hello only reads its arguments with clap; git prints all versions with `git cat-file`");
    let time = |command: &mut Command| Some(process::milliseconds(command));
    Promise { what: "lint 8 KB / hello", unit: "ms", most: (1.8, None), turns: 400 }
        .report(|| time(&mut small.lint()), || time(&mut small.baseline(baseline::HELLO)));
    compare("triage --check / lint", (1.3, 1.3), || large.check_table(), || large.lint());
    compare("mirror pairs / lint", (2.2, 2.2), || pairs.mirror(), || pairs.lint());
    compare(
        "sla history / git",
        (2.0, 2.0),
        || history.gapreg(&["sla"]),
        || history.print_versions(),
    );
}

fn head(title: &str) {
    println!("\n{title}");
    println!(
        "{:24}{:>12}{:>12}{:>8}{:>9}{:>11}{:>9}",
        "median of a process", "gapreg", "baseline", "wall", "promise", "processor", "promise"
    );
}

/// The times of two commands, and what their ratio may be: of wall time, of processor time.
fn compare(
    what: &'static str,
    (wall, processor): (f64, f64),
    gapreg: impl Fn() -> Command,
    baseline: impl Fn() -> Command,
) {
    Promise { what, unit: "ms", most: (wall, Some(processor)), turns: 15 }.report(
        || Some(process::milliseconds(&mut gapreg())),
        || Some(process::milliseconds(&mut baseline())),
    );
}

/// A limit that the documents state.
struct Promise {
    what: &'static str,
    unit: &'static str,
    /// The largest ratios to the baseline: of the figure, and of processor time.
    most: (f64, Option<f64>),
    /// How often both run.
    turns: usize,
}

impl Promise {
    /// Measures `gapreg` and the baseline in turn, and prints a line of the table.
    fn report(&self, gapreg: impl Fn() -> Option<f64>, baseline: impl Fn() -> Option<f64>) {
        // The first turn fills caches and does not count.
        let mut processor = [0.0; 2];
        let mut turn = || {
            let (ours, spent) = with_processor_time(&gapreg);
            processor[0] += spent;
            let (theirs, spent) = with_processor_time(&baseline);
            processor[1] += spent;
            Some((ours?, theirs?))
        };
        let turns = (0..=self.turns).map(|_| turn()).collect::<Option<Vec<(f64, f64)>>>();
        let Some(turns) = turns else {
            println!("{:24}not measured on this system", self.what);
            return;
        };
        let middle = |figure: fn(&(f64, f64)) -> f64| median(turns[1..].iter().map(figure));
        let (ours, theirs) = (middle(|turn| turn.0), middle(|turn| turn.1));
        let ratio = middle(|(ours, theirs)| ours / theirs);
        let (what, unit, (most, most_spent)) = (self.what, self.unit, self.most);
        print!("{what:24}{ours:>8.2} {unit:3}{theirs:>8.2} {unit:3}{ratio:>7.2}×{most:>8.2}×");
        let mut holds = ratio <= most;
        if let Some(most) = most_spent.filter(|_| processor[1] > 0.0) {
            let ratio = processor[0] / processor[1];
            holds &= ratio <= most;
            print!("{ratio:>10.2}×{most:>8.2}×");
        }
        println!("{}", if holds { "" } else { "  does not hold" });
    }
}

/// The output of a run, and the processor time that it took.
fn with_processor_time(run: &dyn Fn() -> Option<f64>) -> (Option<f64>, f64) {
    let before = process::processor_milliseconds();
    let figure = run();
    let spent = process::processor_milliseconds().zip(before).map(|(now, then)| now - then);
    (figure, spent.unwrap_or_default())
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
