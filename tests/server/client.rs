//! A small editor.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

pub const TODAY: &str = "2026-03-02";
/// The server answers much sooner, if it does.
const LONGEST: Duration = Duration::from_secs(60);

pub struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// What came in and was not looked at.
    pub waiting: VecDeque<Value>,
    count: i64,
}

/// The address of a file.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

impl Editor {
    /// An editor whose server runs, and knows nothing yet.
    pub fn started() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_gapreg"))
            .args(["server", "--today", TODAY])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = server.stdin.take().unwrap();
        let mut output = BufReader::new(server.stdout.take().unwrap());
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self { server, input, messages, waiting: VecDeque::new(), count: 0 }
    }

    /// An editor of a folder that can do what `capabilities` say.
    pub fn of(folder: &Path, capabilities: &Value) -> Self {
        let mut editor = Self::started();
        let params =
            json!({ "processId": null, "rootUri": uri(folder), "capabilities": capabilities });
        editor.ask("initialize", &params);
        editor.tell("initialized", &json!({}));
        editor
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    pub fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, method: &str, params: &Value) -> Value {
        self.count += 1;
        let id = self.count;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.next();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
            self.waiting.push_back(message);
        }
    }

    /// The result of a request.
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// What comes in next. Requests of the server are answered with nothing.
    pub fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(LONGEST).expect("the server is silent");
        if message.get("id").is_some() && message.get("method").is_some() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
        message
    }

    /// The parameters of the next message of a method.
    pub fn hear(&mut self, method: &str) -> Value {
        let known = self.waiting.iter().position(|message| message["method"] == method);
        if let Some(known) = known.and_then(|at| self.waiting.remove(at)) {
            return known["params"].clone();
        }
        loop {
            let message = self.next();
            if message["method"] == method {
                return message["params"].clone();
            }
            self.waiting.push_back(message);
        }
    }

    /// The findings of a version of a text, as the server sends them.
    pub fn findings(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            let params = self.hear("textDocument/publishDiagnostics");
            if params["uri"] == uri && params["version"] == version {
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    /// The findings of a text, asked for.
    pub fn pulled(&mut self, uri: &str) -> Vec<Value> {
        let report = self.ask("textDocument/diagnostic", &document(uri));
        report["items"].as_array().unwrap().clone()
    }

    pub fn open(&mut self, path: &Path, text: &str) -> String {
        let uri = uri(path);
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        uri
    }

    /// Replaces the whole text.
    pub fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.change(uri, version, &[json!({ "text": text })]);
    }

    pub fn change(&mut self, uri: &str, version: i64, changes: &[Value]) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", &params);
    }

    /// The titles and the actions that are offered for a range.
    pub fn actions(&mut self, uri: &str, range: &Value, only: Option<&str>) -> Vec<Value> {
        let mut context = json!({ "diagnostics": [] });
        if let Some(only) = only {
            context["only"] = json!([only]);
        }
        let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        self.ask("textDocument/codeAction", &params).as_array().unwrap().clone()
    }

    /// Ends the server; its exit code.
    pub fn end(mut self) -> i32 {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        self.server.wait().unwrap().code().unwrap()
    }

    /// Closes the stream, or ends the server without a word of farewell; its exit code.
    pub fn abandon(mut self, says_exit: bool) -> i32 {
        if says_exit {
            self.tell("exit", &Value::Null);
        }
        drop(self.input);
        self.server.wait().unwrap().code().unwrap()
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((_, value)) => length = value.parse().unwrap(),
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

pub fn document(uri: &str) -> Value {
    json!({ "textDocument": { "uri": uri } })
}

/// A place of a text, as the protocol counts by default: lines that end at `\n`, `\r\n` or `\r`, and
/// units of UTF-16.
pub fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let is_split = before.ends_with('\r') && text[offset..].starts_with('\n');
    let ends = before.replace("\r\n", "\n").matches(['\n', '\r']).count() - usize::from(is_split);
    let line = before[..before.len() - usize::from(is_split)].rfind(['\n', '\r']);
    let start = line.map_or(0, |at| at + 1);
    json!({ "line": ends, "character": before[start..].encode_utf16().count() })
}

/// The byte of a place.
pub fn offset(text: &str, place: &Value) -> usize {
    let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut all = places.filter(|at| position(text, *at) == *place);
    all.next().unwrap_or_else(|| panic!("{place} is no place of the text"))
}

pub fn range(text: &str, start: usize, end: usize) -> Value {
    json!({ "start": position(text, start), "end": position(text, end) })
}

/// The range of a part of a text.
pub fn range_of(text: &str, part: &str) -> Value {
    let start = text.find(part).unwrap();
    range(text, start, start + part.len())
}

pub fn all_of(text: &str) -> Value {
    range(text, 0, text.len())
}

/// The edits of one file in an edit of the workspace.
pub fn edits_of(edit: &Value, uri: &str) -> Vec<Value> {
    edit["changes"][uri].as_array().cloned().unwrap_or_default()
}

/// A text with edits.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let mut spans: Vec<(usize, usize, &str)> = edits
        .iter()
        .map(|edit| {
            let [start, end] = ["start", "end"].map(|name| offset(text, &edit["range"][name]));
            (start, end, edit["newText"].as_str().unwrap())
        })
        .collect();
    spans.sort_unstable_by_key(|(start, end, _)| (*start, *end));
    let (mut out, mut at) = (String::new(), 0);
    for (start, end, new) in spans {
        assert!(at <= start, "edits overlap");
        out.push_str(&text[at..start]);
        out.push_str(new);
        at = end;
    }
    out + &text[at..]
}

/// A folder without links in its path.
pub fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap()
}
