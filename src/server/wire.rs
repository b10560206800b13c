//! Messages on a stream: `Content-Length: N`, an empty line, and N bytes of JSON.

use std::io::{self, BufRead, Read as _, Write};

use serde_json::Value;

/// A longer message is none that an editor sends.
const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// A longer line is no header.
const LONGEST_LINE: u64 = 8 * 1024;

/// What came in.
#[derive(Debug, PartialEq)]
pub(super) enum Incoming {
    Json(Value),
    /// It is no message, and why.
    Malformed(String),
}

/// Reads until a message is complete, and past everything that is none; nothing at the end of the
/// stream.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = body_length(input)? else { return Ok(None) };
    if length > MOST_BYTES {
        io::copy(&mut input.take(length), &mut io::sink())?;
        return Ok(Some(Incoming::Malformed(format!("a message of {length} bytes is too long"))));
    }
    let mut body = Vec::new();
    input.take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(json) => Incoming::Json(json),
        Err(why) => Incoming::Malformed(format!("a message is not JSON: {why}")),
    }))
}

/// Reads the headers of a message: the length of its body. Lines that are no headers are passed over.
fn body_length(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let (mut length, mut line) = (None, Vec::new());
    loop {
        line.clear();
        if input.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        match text.trim() {
            "" if length.is_some() => return Ok(length),
            header => length = stated_length(header).or(length),
        }
    }
}

/// The length that a line states. What is before the header is the rest of a broken message.
fn stated_length(line: &str) -> Option<u64> {
    const NAME: &str = "content-length:";
    let at = line.to_ascii_lowercase().rfind(NAME)?;
    line[at + NAME.len()..].trim().parse().ok()
}

/// Writes a message.
pub(super) fn write(output: &mut impl Write, message: &str) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", message.len())?;
    output.write_all(message.as_bytes())?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut bytes: &[u8]) -> Vec<Incoming> {
        std::iter::from_fn(|| read(&mut bytes).unwrap()).collect()
    }

    #[test]
    fn messages_are_read_around_what_is_none() {
        let one = Incoming::Json(serde_json::json!({"id": 1}));
        assert_eq!(all(b"Content-Length: 8\r\n\r\n{\"id\":1}"), [one]);
        let mixed = b"nonsense\r\n\r\n{}Content-Length: 4\r\nContent-Type: x\r\n\r\nnullContent-Length: 1\n\n{";
        let read = all(mixed);
        assert_eq!(read[0], Incoming::Json(Value::Null));
        assert!(matches!(&read[1], Incoming::Malformed(why) if why.contains("not JSON")));
        assert_eq!(read.len(), 2);
    }

    #[test]
    fn a_stream_may_end_anywhere() {
        assert_eq!(all(b""), []);
        assert_eq!(all(b"Content-Length: 20\r\n\r\n{\"id\""), []);
        assert_eq!(all(b"Content-Length: 20"), []);
        assert_eq!(all(b"Content-Length: -2\r\n\r\n"), []);
    }
}
