//! The editor server: the Language Server Protocol over two streams.
//!
//! One thread reads messages, one asks git, and all else happens in the thread that calls [`serve`]:
//! it takes what came in, answers it in order, and then checks what has changed. What editors ask is
//! answered by `run`, as commands are.

mod actions;
mod asking;
mod client;
mod document;
mod due;
mod edits;
mod features;
mod findings;
mod labels;
mod lifecycle;
mod message;
mod notifications;
mod open_register;
mod positions;
mod publish;
mod requests;
mod rule_pages;
mod session;
mod subject;
mod translation;
mod uri;
mod wire;

use std::collections::HashSet;
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use serde_json::value::RawValue;

use asking::{Asking, Outcome};
use lifecycle::{Lifecycle, Stage};
use message::{Failure, Message, parse_error, response, sent};
use session::Session;
use wire::Incoming;

pub(crate) use session::ServerOptions;

/// How often the server looks whether the editor is there and whether commits were made.
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);
/// Git is asked when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(200);
/// Fixes of a whole document wait for git so long at most. Without its answers, nothing is written over
/// what may be the newer side.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// What happens.
enum Event {
    Incoming(Incoming),
    /// The stream of messages has ended.
    Ended,
    /// Git has been asked.
    Asked(Outcome),
}

/// Serves an editor until it ends; the exit code.
pub(crate) fn serve(
    mut input: impl BufRead + Send + 'static,
    output: impl Write,
    options: ServerOptions,
) -> io::Result<u8> {
    let (sender, events) = mpsc::sync_channel(1024);
    let answered = sender.clone();
    let asking = Asking::start(move |outcome| answered.send(Event::Asked(outcome)).is_ok())?;
    thread::Builder::new().spawn(move || {
        while let Ok(Some(incoming)) = wire::read(&mut input) {
            if sender.send(Event::Incoming(incoming)).is_err() {
                return;
            }
        }
        let _ = sender.send(Event::Ended);
    })?;
    let lifecycle = Lifecycle::default();
    let session = Session::new(options);
    Server { session, lifecycle, asking, output, events, delayed: Vec::new() }.run()
}

struct Server<W> {
    session: Session,
    lifecycle: Lifecycle,
    asking: Asking,
    output: W,
    events: Receiver<Event>,
    /// What came in while a request waited for git.
    delayed: Vec<Event>,
}

impl<W: Write> Server<W> {
    fn run(&mut self) -> io::Result<u8> {
        let mut last_look = Instant::now();
        loop {
            let mut batch = std::mem::take(&mut self.delayed);
            let patience = self.asking.patience(BETWEEN_LOOKS);
            let patience = if batch.is_empty() { patience } else { Duration::ZERO };
            match self.events.recv_timeout(patience) {
                Ok(first) => batch.extend(std::iter::once(first).chain(self.events.try_iter())),
                Err(RecvTimeoutError::Disconnected) if batch.is_empty() => {
                    return Ok(self.lifecycle.exit_code());
                }
                Err(_) => {}
            }
            if last_look.elapsed() >= BETWEEN_LOOKS {
                last_look = Instant::now();
                if self.lifecycle.has_lost_editor() {
                    return Ok(self.lifecycle.exit_code());
                }
                self.session.look_around();
            }
            if let Some(code) = self.take(batch)? {
                return Ok(code);
            }
            self.settle()?;
        }
    }

    /// Takes what happened, in order; the exit code, if that ends the server.
    fn take(&mut self, batch: Vec<Event>) -> io::Result<Option<u8>> {
        let mut messages = Vec::with_capacity(batch.len());
        let mut is_over = false;
        for event in batch {
            match event {
                Event::Incoming(Incoming::Json(json)) => messages.push(Message::of(json)),
                Event::Incoming(Incoming::Malformed(why)) => {
                    self.session.outgoing.push(parse_error(why));
                }
                Event::Ended => is_over = true,
                Event::Asked(outcome) => self.take_outcome(outcome),
            }
        }
        let cancelled = cancelled(&messages);
        for message in messages {
            if let Some(code) = self.handle(message, &cancelled) {
                self.send()?;
                return Ok(Some(code));
            }
            self.send()?;
        }
        Ok(is_over.then(|| self.lifecycle.exit_code()))
    }

    fn take_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Answered => {
                self.asking.take_answer();
                self.session.take_answers();
            }
            Outcome::Added(added) => self.session.take_entry(added),
        }
    }

    /// Waits until git has said which side of what differs is the newer one, though not for long.
    fn wait_for_git(&mut self) {
        let until = Instant::now() + LONGEST_WAIT;
        loop {
            self.session.check();
            self.asking.ask_after(Duration::ZERO, self.session.questions(), true);
            if !self.asking.is_busy() {
                return;
            }
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Event::Asked(outcome)) => self.take_outcome(outcome),
                Ok(event) => self.delayed.push(event),
                Err(_) => return,
            }
        }
    }

    /// Handles a message; the exit code, if it ends the server.
    fn handle(&mut self, message: Message, cancelled: &HashSet<String>) -> Option<u8> {
        match message {
            Message::Request { id, method, params } => {
                let answer = if cancelled.contains(&id.to_string()) {
                    Err(Failure::cancelled())
                } else {
                    self.answer(&method, params)
                };
                self.session.outgoing.push(response(&id, &answer));
            }
            Message::Notification { method, .. } if method == "exit" => {
                return Some(self.lifecycle.exit_code());
            }
            Message::Notification { method, params } => self.notice(&method, params),
            Message::Answer { id, result } => self.session.take_settings(&id, &result),
            Message::Invalid { id, why } => {
                let answer = Err(Failure::invalid_request(why));
                self.session.outgoing.push(response(&id, &answer));
            }
        }
        None
    }

    fn answer(&mut self, method: &str, params: Value) -> Result<Box<RawValue>, Failure> {
        match (self.lifecycle.stage, method) {
            (Stage::New, "initialize") => {
                sent(Ok(self.lifecycle.initialize(&params, &mut self.session)))
            }
            (Stage::New, _) => Err(Failure::not_initialized()),
            (_, "initialize") => Err(Failure::invalid_request("the server is initialized already")),
            (Stage::ShutDown, _) => Err(Failure::invalid_request("the server is shut down")),
            (_, "shutdown") => {
                self.lifecycle.stage = Stage::ShutDown;
                sent(Ok(Value::Null))
            }
            _ => {
                if self.lifecycle.stage == Stage::Running && actions::fixes_all(method, &params) {
                    self.wait_for_git();
                }
                requests::answer(&mut self.session, method, params)
            }
        }
    }

    fn notice(&mut self, method: &str, params: Value) {
        match self.lifecycle.stage {
            Stage::New | Stage::ShutDown => {}
            Stage::Answered if method == "initialized" => {
                self.lifecycle.stage = Stage::Running;
                self.session.start();
            }
            Stage::Answered | Stage::Running => self.session.notice(method, params),
        }
    }

    /// Checks what has changed, says what was found, and has git asked.
    fn settle(&mut self) -> io::Result<()> {
        if self.lifecycle.stage == Stage::Running {
            self.session.check();
            self.session.publish();
            let has_typed = std::mem::take(&mut self.session.has_typed);
            self.asking.ask_after(PAUSE, self.session.questions(), has_typed);
            for wanted in std::mem::take(&mut self.session.wanted) {
                self.asking.add(wanted);
            }
        }
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        for message in self.session.outgoing.drain(..) {
            wire::write(&mut self.output, &message)?;
        }
        Ok(())
    }
}

/// The IDs of the requests that the editor does not want to be answered any more.
fn cancelled(messages: &[Message]) -> HashSet<String> {
    let ids = messages.iter().filter_map(|message| match message {
        Message::Notification { method, params } if method == "$/cancelRequest" => {
            Some(params.get("id")?.to_string())
        }
        _ => None,
    });
    ids.collect()
}
