//! Whole processes, from start to exit: how long they take and how much memory they reach.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often a process is asked for its memory.
const PAUSE: Duration = Duration::from_micros(500);

/// How long a command runs, in milliseconds.
pub fn milliseconds(command: &mut Command) -> f64 {
    silence(command);
    let start = Instant::now();
    let status = command.status();
    let elapsed = start.elapsed();
    assert!(status.is_ok_and(|status| status.success()), "{command:?} failed");
    elapsed.as_secs_f64() * 1e3
}

/// The most memory that a command holds at once, in MiB, where the system tells of it: Linux does.
///
/// Measured apart from the time, because asking takes a share of the processor.
pub fn mebibytes(command: &mut Command) -> Option<f64> {
    silence(command);
    let mut child = command.spawn().expect("the command starts");
    let mut peak = None;
    // The system forgets the figure when the process ends, so the last answer before that counts;
    // the figure itself is a high-water mark and misses nothing in between.
    let status = loop {
        peak = peak.max(high_water(child.id()));
        match child.try_wait().expect("the child is ours") {
            Some(status) => break status,
            None => std::thread::sleep(PAUSE),
        }
    };
    assert!(status.success(), "{command:?} failed");
    peak.map(|kibibytes| f64::from(kibibytes) / 1024.0)
}

/// The processor time of all children that have ended, in milliseconds, where the system tells of it.
/// It counts in hundredths of a second: of many runs the sum is true.
#[allow(dead_code, reason = "not every bench asks for it")]
pub fn processor_milliseconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(13)? + ticks(14)?) * 10.0)
}

fn silence(command: &mut Command) {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
}

/// The high-water mark of a process's memory, in KiB.
fn high_water(process: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}
