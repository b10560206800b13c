//! A line on the terminal while something takes long.

use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What takes less is not shown.
const LONG: Duration = Duration::from_secs(1);
const BETWEEN_FRAMES: Duration = Duration::from_millis(100);
const FRAMES: [char; 10] = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR: &str = "\r\u{1b}[2K";

/// Whether the line is on the terminal. Who writes there clears it first.
#[derive(Clone, Debug, Default)]
pub(crate) struct ProgressLine(Arc<Mutex<bool>>);

impl ProgressLine {
    /// Clears the line, if it is there.
    pub(crate) fn clear(&self) {
        let mut is_shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if std::mem::take(&mut *is_shown) {
            let _ = write!(stderr(), "{CLEAR}").and_then(|()| stderr().flush());
        }
    }

    fn draw(&self, frame: usize, what: &str, seconds: u64) {
        let mut is_shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sign = FRAMES[frame % FRAMES.len()];
        let written = write!(stderr(), "{CLEAR}{sign} {what} … {seconds} s");
        *is_shown = written.and_then(|()| stderr().flush()).is_ok();
    }
}

/// Shows what goes on for as long as it lives.
#[derive(Debug)]
pub(crate) struct Shown {
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Shown {
    /// Shows what goes on, once a second has passed since `start`, where standard error is a
    /// terminal.
    pub(crate) fn after_a_second(
        what: String,
        start: Instant,
        line: &ProgressLine,
    ) -> Option<Self> {
        if !stderr().is_terminal() {
            return None;
        }
        let (end, ended) = channel::<()>();
        let line = line.clone();
        let draw = move || {
            let mut wait = LONG.saturating_sub(start.elapsed());
            for frame in 0.. {
                if ended.recv_timeout(wait) != Err(RecvTimeoutError::Timeout) {
                    break;
                }
                line.draw(frame, &what, start.elapsed().as_secs());
                wait = BETWEEN_FRAMES;
            }
            line.clear();
        };
        // Where no thread can be started, nothing is shown.
        let thread = std::thread::Builder::new().spawn(draw).ok()?;
        Some(Self { end: Some(end), thread: Some(thread) })
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.end.take());
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
