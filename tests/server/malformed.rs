//! Messages that are none, or come at the wrong time.

use serde_json::{Value, json};

use crate::client::{Editor, document, real};
use crate::common::registers::sound;
use crate::common::tree::Tree;

const MESSAGES: usize = 10_000;

const METHODS: [&str; 26] = [
    "textDocument/hover",
    "textDocument/completion",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/rename",
    "textDocument/prepareRename",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/formatting",
    "textDocument/documentSymbol",
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "workspace/symbol",
    "workspace/executeCommand",
    "codeAction/resolve",
    "textDocument/didOpen",
    "textDocument/didChange",
    "textDocument/didClose",
    "textDocument/didSave",
    "workspace/didChangeConfiguration",
    "workspace/didChangeWorkspaceFolders",
    "workspace/didChangeWatchedFiles",
    "$/cancelRequest",
    "initialize",
    "initialized",
];

fn params(uri: &str, count: usize) -> Value {
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    let near = json!({ "line": count % 40, "character": count % 60 });
    let back = json!({ "start": far, "end": near });
    let all = [
        Value::Null,
        json!([]),
        json!({}),
        json!({ "textDocument": uri }),
        json!({ "textDocument": { "uri": uri } }),
        json!({ "textDocument": { "uri": "untitled:1", "version": 1, "text": "x" } }),
        json!({ "textDocument": { "uri": uri }, "position": far }),
        json!({ "textDocument": { "uri": uri }, "position": near }),
        json!({ "textDocument": { "uri": uri }, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": { "uri": uri }, "range": back, "context": {} }),
        json!({ "textDocument": { "uri": uri }, "range": back, "context": { "only": ["quickfix"] } }),
        json!({ "textDocument": { "uri": uri, "version": -5 }, "contentChanges": [{ "text": "old" }] }),
        json!({ "textDocument": { "uri": uri }, "contentChanges": [{ "range": back, "text": "" }] }),
        json!({ "textDocument": { "uri": "file:///%00" }, "position": near, "newName": "G 1" }),
        json!({ "textDocument": { "uri": uri }, "position": near, "newName": "G-1|\n" }),
        json!({ "query": "G" }),
        json!({ "command": "rm", "arguments": ["-rf"] }),
        json!({ "command": "gapreg.show" }),
        json!({ "settings": { "gapreg": { "codeLenses": 7 } } }),
        json!({ "event": { "added": [], "removed": [] } }),
        json!({ "changes": [{ "uri": "" }] }),
        json!({ "id": [] }),
        json!({ "data": { "uri": uri, "change": "fixAll" } }),
    ];
    all[count % all.len()].clone()
}

/// Bytes that are no message.
fn noise(count: usize) -> Vec<u8> {
    let all: [&[u8]; 8] = [
        b"\r\n\r\n",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: 3\r\n\r\n{{{",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: 12\r\n\r\n[[[[[[[[[[[[",
        b"Content-Length: 4\r\n\r\nnull",
        b"nothing of the kind\n",
        b"Content-Length: 21\r\n\r\n{\"id\":[],\"method\":17}",
    ];
    all[count % all.len()].to_vec()
}

#[test]
fn malformed_and_untimely_messages_do_no_harm() {
    let tree = Tree::with(sound());
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let uri = editor.open(&root.join("gap-register.md"), &sound());
    let mut asked = 0;
    for count in 0..MESSAGES {
        let method = METHODS[(count / 3) % METHODS.len()];
        match count % 3 {
            0 => editor.send_bytes(&noise(count / 3)),
            1 => editor.tell(method, &params(&uri, count / 7)),
            _ => {
                asked += 1;
                let params = params(&uri, count / 11);
                let message = json!({ "jsonrpc": "2.0", "id": format!("q{count}"), "method": method, "params": params });
                editor.send(&message);
            }
        }
    }
    // Every request has one answer, and the server works as before.
    let mut answered = 0;
    while answered < asked {
        let message = editor.next();
        let is_ours = message["id"].as_str().is_some_and(|id| id.starts_with('q'));
        if is_ours && message.get("method").is_none() {
            answered += 1;
            let code = message["error"]["code"].as_i64();
            let known = [-32600, -32601, -32602, -32800, -32803];
            assert!(code.is_none_or(|code| known.contains(&code)), "{message}");
        }
    }
    let uri = editor.open(&root.join("gap-register.md"), &sound());
    let symbols = editor.ask("textDocument/documentSymbol", &document(&uri));
    assert_eq!(symbols.as_array().unwrap().len(), 2);
    assert_eq!(editor.end(), 0);
}

#[test]
fn a_request_that_is_cancelled_is_not_answered_twice() {
    let tree = Tree::with(sound());
    let root = real(&tree.path(""));
    let mut editor = Editor::of(&root, &json!({}));
    let uri = editor.open(&root.join("gap-register.md"), &sound());
    // All three are there before the server looks.
    let mut bytes = Vec::new();
    let params = document(&uri);
    for message in [
        json!({ "jsonrpc": "2.0", "id": "a", "method": "workspace/diagnostic", "params": {} }),
        json!({ "jsonrpc": "2.0", "id": "b", "method": "textDocument/codeLens", "params": params }),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "b" } }),
    ] {
        let body = message.to_string();
        bytes.extend(format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes());
    }
    editor.send_bytes(&bytes);
    let mut answers = Vec::new();
    while answers.len() < 2 {
        let message = editor.next();
        if message.get("method").is_none() {
            answers.push(message["id"].clone());
        }
    }
    assert_eq!(answers, [json!("a"), json!("b")]);
    assert_eq!(editor.end(), 0);
}
