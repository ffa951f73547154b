//! Messages over standard input and output.
//!
//! `lsp-server` has a transport too, but it ends at the first message that is no JSON and takes whatever length a header claims:
//! this one answers the former, and refuses the latter before memory is asked for.

use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};

/// How many bytes a message may have: the largest roadmap, each byte of it escaped.
const LONGEST_MESSAGE: usize = 768 << 20;

/// How many bytes a line of a header may have.
const LONGEST_HEADER: u64 = 8 << 10;

/// The connection to a client at the other end of standard input and output.
pub(super) struct Transport {
    pub(super) connection: Connection,
    writer: JoinHandle<io::Result<()>>,
    /// Why nothing more can be read, if that is not the client's wish.
    broken: Receiver<io::Error>,
}

impl Transport {
    pub(super) fn stdio() -> Self {
        let (to_client, outgoing) = unbounded();
        let (to_server, incoming) = unbounded();
        let (breaks, broken) = unbounded();
        let refusals = to_client.clone();
        thread::spawn(move || {
            if let Err(error) = read_all(&to_server, &refusals) {
                // Said before the server is told that there is no more to come.
                drop(breaks.send(error));
            }
        });
        let writer = thread::spawn(move || write_all(&outgoing));
        let (sender, receiver) = (messages(to_client), incoming);
        Self { connection: Connection { sender, receiver }, writer, broken }
    }

    /// Waits until all that was said is written.
    ///
    /// # Errors
    /// If the client could not be understood or reached any more.
    pub(super) fn finish(self) -> io::Result<()> {
        let Self { connection, writer, broken } = self;
        drop(connection);
        let written = writer.join().unwrap_or(Ok(()));
        broken.try_recv().map_or(written, Err)
    }
}

/// What is written: a message, or the answer to something that was none.
enum Outgoing {
    Message(Message),
    Refusal(Refusal),
    /// There is no more to come.
    End,
}

/// Why what came is no message.
#[derive(Clone, Copy)]
enum Refusal {
    NoJson,
    NoMessage,
}

/// A channel that takes messages alone; when it is closed, so is the writer.
fn messages(all: Sender<Outgoing>) -> Sender<Message> {
    let (sender, receiver) = unbounded();
    thread::spawn(move || {
        for message in receiver {
            if all.send(Outgoing::Message(message)).is_err() {
                return;
            }
        }
        let _ = all.send(Outgoing::End);
    });
    sender
}

/// Reads until the client says `exit`, is gone, or speaks in another way.
fn read_all(to_server: &Sender<Message>, refusals: &Sender<Outgoing>) -> io::Result<()> {
    let mut input = BufReader::new(io::stdin());
    while let Some(content) = frame(&mut input)? {
        match message(&content) {
            Ok(message) => {
                let is_exit =
                    matches!(&message, Message::Notification(note) if note.method == "exit");
                if to_server.send(message).is_err() || is_exit {
                    break;
                }
            }
            Err(refusal) => drop(refusals.send(Outgoing::Refusal(refusal))),
        }
    }
    Ok(())
}

fn message(content: &[u8]) -> Result<Message, Refusal> {
    serde_json::from_slice(content).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Refusal::NoMessage,
        _ => Refusal::NoJson,
    })
}

/// The content of the next message; `None` where there are no more.
fn frame(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    let mut is_begun = false;
    loop {
        let mut line = Vec::new();
        input.take(LONGEST_HEADER).read_until(b'\n', &mut line)?;
        if line.is_empty() && !is_begun {
            return Ok(None);
        }
        is_begun = true;
        let line = str::from_utf8(&line).ok().and_then(|line| line.strip_suffix('\n'));
        let line = line.ok_or_else(|| malformed("a header is cut off"))?.trim_end_matches('\r');
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| malformed("a header has no `:`"))?;
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse::<usize>().ok();
        }
    }
    let length = length.filter(|length| *length <= LONGEST_MESSAGE);
    let length = length.ok_or_else(|| malformed("a message has no length, or too great a one"))?;
    // It grows as bytes come, whatever was claimed.
    let mut content = Vec::new();
    input.take(length as u64).read_to_end(&mut content)?;
    if content.len() < length {
        return Err(malformed("a message is cut off"));
    }
    Ok(Some(content))
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

fn write_all(outgoing: &Receiver<Outgoing>) -> io::Result<()> {
    let mut output = io::stdout().lock();
    for one in outgoing {
        let content = match one {
            Outgoing::Message(message) => written(&message)?,
            Outgoing::Refusal(refusal) => refusal.written(),
            Outgoing::End => break,
        };
        write!(output, "Content-Length: {}\r\n\r\n", content.len())?;
        output.write_all(&content)?;
        output.flush()?;
    }
    Ok(())
}

fn written(message: &Message) -> io::Result<Vec<u8>> {
    #[derive(serde::Serialize)]
    struct Versioned<'m> {
        jsonrpc: &'static str,
        #[serde(flatten)]
        message: &'m Message,
    }
    Ok(serde_json::to_vec(&Versioned { jsonrpc: "2.0", message })?)
}

impl Refusal {
    /// An answer to nobody knows which question.
    fn written(self) -> Vec<u8> {
        let (code, message) = match self {
            Self::NoJson => (ErrorCode::ParseError, "this is no JSON"),
            Self::NoMessage => (ErrorCode::InvalidRequest, "this is no message of JSON-RPC"),
        };
        let answer = serde_json::json!({
            "jsonrpc": "2.0",
            "id": null,
            "error": { "code": code as i32, "message": message },
        });
        answer.to_string().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(bytes: &str) -> io::Result<Option<Vec<u8>>> {
        frame(&mut bytes.as_bytes())
    }

    #[test]
    fn a_frame_has_so_many_bytes() {
        let typed =
            "Content-Length: 4\r\nContent-Type: application/vscode-jsonrpc\r\n\r\n{ }\nrest";
        assert_eq!(first(typed).unwrap().unwrap(), b"{ }\n");
        assert_eq!(first("content-length:2\n\n{}").unwrap().unwrap(), b"{}");
        assert_eq!(first("").unwrap(), None);
    }

    #[test]
    fn half_a_frame_is_the_end() {
        assert!(first("Content-Length: 40\r\n\r\n{ }").is_err());
        assert!(first("Content-Length: 40").is_err());
    }

    #[test]
    fn no_length_is_believed() {
        for header in
            ["Content-Length: 18446744073709551615", "Content-Length: -1", "Accept: all", "hello"]
        {
            assert!(first(&format!("{header}\r\n\r\n{{}}")).is_err(), "{header}");
        }
    }
}
