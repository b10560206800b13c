//! The time and the peak memory of whole processes.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The interval at which the memory of a process is read.
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

/// The peak memory of a command, in MiB, if the system reports it: Linux does.
///
/// It is not measured together with the time, because reading it takes processor time.
pub fn mebibytes(command: &mut Command) -> Option<f64> {
    silence(command);
    let mut child = command.spawn().expect("the command starts");
    let mut peak = None;
    // The figure is gone when the process has ended, so the last one before that is used. It is a
    // peak, so nothing is missed between two readings.
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

/// The peak memory of a command in bytes, however it ends, if the system reports it.
#[allow(dead_code, reason = "not every bench asks for it")]
pub fn peak(command: &mut Command) -> Option<f64> {
    silence(command);
    let mut child = command.spawn().expect("the command starts");
    let mut peak = None;
    while child.try_wait().expect("the child is ours").is_none() {
        peak = peak.max(high_water(child.id()));
        std::thread::sleep(PAUSE);
    }
    peak.map(|kibibytes| f64::from(kibibytes) * 1024.0)
}

/// The processor time of all children that have ended, in milliseconds, if the system reports it.
/// Its unit is a hundredth of a second, so only the sum of many runs is exact.
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

/// The peak memory of a process so far, in KiB.
fn high_water(process: u32) -> Option<u32> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// The processor time of all threads of a running process, in milliseconds, if the system reports it.
#[allow(dead_code, reason = "not every bench asks for it")]
pub fn spent_by_threads(process: u32) -> Option<f64> {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).ok()?.flatten();
    let spent = threads.filter_map(|thread| {
        let stat = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<f64>().ok()
    });
    Some(spent.sum::<f64>() / 1e6)
}

/// The memory that a running process holds, in bytes, if the system reports it.
#[allow(dead_code, reason = "not every bench asks for it")]
pub fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? * 1024.0)
}
