//! A small editor, which measures what its server does.

use std::fs;
use std::io::{BufRead, BufReader, Read as _, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::process;

pub struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// A text that is open.
pub struct Text {
    uri: String,
    content: String,
    version: i64,
}

impl Text {
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// The place behind the first occurrence of a text from so many percent of the register on.
    pub fn find(&self, behind: &str, percent: usize) -> Option<usize> {
        let from = self.content.len() * percent / 100;
        let from = (from..=self.content.len()).find(|at| self.content.is_char_boundary(*at))?;
        Some(from + self.content[from..].find(behind)? + behind.len())
    }

    fn position(&self, at: usize) -> Value {
        let line = self.content[..at].matches('\n').count();
        let start = self.content[..at].rfind('\n').map_or(0, |end| end + 1);
        json!({ "line": line, "character": self.content[start..at].encode_utf16().count() })
    }
}

impl Editor {
    /// An editor of a folder.
    pub fn of(folder: &Path, today: &str) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_gapreg"))
            .args(["server", "--today", today])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = server.stdin.take().expect("it listens");
        let output = BufReader::new(server.stdout.take().expect("it talks"));
        let mut editor = Self { server, input, output };
        let uri = format!("file://{}", folder.display());
        let params = json!({ "processId": null, "rootUri": uri, "capabilities": {} });
        editor
            .send(&json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }));
        while editor.next()["id"] != 1 {}
        editor.notify("initialized", &json!({}));
        editor
    }

    /// Opens a file, and waits for its findings.
    pub fn open(&mut self, path: &Path) -> Text {
        let text = fs::read_to_string(path).expect("the file is there");
        let uri = format!("file://{}", path.display());
        let document = json!({ "uri": uri, "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
        self.wait_for(&uri, 1);
        Text { uri, content: text, version: 1 }
    }

    /// Types something and deletes it again: the processor time of both, in milliseconds.
    pub fn types_and_deletes(&mut self, text: &mut Text, at: usize, typed: &str) -> [f64; 2] {
        [("", typed), (typed, "")].map(|(old, new)| {
            let range = json!({ "start": text.position(at), "end": text.position(at + old.len()) });
            text.version += 1;
            text.content.replace_range(at..at + old.len(), new);
            let params = json!({
                "textDocument": { "uri": text.uri, "version": text.version },
                "contentChanges": [{ "range": range, "text": new }],
            });
            let before = self.spent();
            self.notify("textDocument/didChange", &params);
            self.wait_for(&text.uri, text.version);
            self.spent() - before
        })
    }

    /// The memory that the server holds, in bytes, where the system reports it.
    pub fn memory(&self) -> Option<f64> {
        process::resident(self.server.id())
    }

    /// The processor time of the server so far, in milliseconds.
    fn spent(&self) -> f64 {
        process::spent_by_threads(self.server.id()).unwrap_or_default()
    }

    fn wait_for(&mut self, uri: &str, version: i64) {
        loop {
            let params = &self.next()["params"];
            if params["uri"] == uri && params["version"] == version {
                return;
            }
        }
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).expect("it listens");
        self.input.flush().expect("it listens");
    }

    fn next(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("it talks");
            match line.trim().strip_prefix("Content-Length: ") {
                Some(stated) => length = stated.parse().expect("a number"),
                None if line.trim().is_empty() && length > 0 => break,
                None => assert!(!line.is_empty(), "the server has ended"),
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).expect("it talks");
        serde_json::from_slice(&body).expect("it talks JSON")
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
