//! As much of HTTP as a browser on the same machine needs to ask for a page.
//!
//! Whoever asks may be any program of this machine, and any page of any site that a browser here has open. So it listens on loopback
//! alone, answers only who asks for it by a name of this machine (a site whose name is made to lead here is refused), takes only GET, and
//! knows no paths but those of its pages: nothing that is asked for is ever looked up on a disk.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::pages::Shown;
use crate::cli::Failure;
use crate::resolve::reason;

/// So many are answered at a time.
const CONNECTIONS: usize = 64;
/// So long may be what is asked for.
const LONGEST: usize = 16 * 1024;
/// Within this time it is asked, and heard.
const PATIENCE: Duration = Duration::from_secs(5);
/// Who listens is told now and then that there is nothing new: so it is seen that nobody listens any more.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// So long is waited for the other to hang up.
const FAREWELL: Duration = Duration::from_millis(500);

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const EVENTS: &str = "text/event-stream";

/// Listens on loopback.
pub(super) fn listen(port: u16) -> Result<TcpListener, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        let message = match error.kind() {
            io::ErrorKind::AddrInUse => format!("port {port} is taken"),
            io::ErrorKind::PermissionDenied => format!("port {port} may not be used"),
            _ => format!("can't listen on port {port}: {}", reason(&error)),
        };
        Failure::new(message).help("name another with `--port`; `--port 0` is any that is free")
    })
}

pub(super) fn port_of(listener: &TcpListener) -> Result<u16, Failure> {
    let address = listener.local_addr();
    let address = address
        .map_err(|error| Failure::new(format!("can't tell the port: {}", reason(&error))))?;
    Ok(address.port())
}

/// Answers from now on, each on a thread of its own.
pub(super) fn serve(listener: TcpListener, port: u16, shown: &Arc<Shown>) -> Result<(), Failure> {
    let shown = Arc::clone(shown);
    let accept = move || {
        let open = Arc::new(AtomicUsize::new(0));
        for connection in listener.incoming() {
            match connection {
                Ok(stream) => take(stream, port, &shown, &open),
                // There may be no room for more of them: it passes.
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    };
    let begun = thread::Builder::new().name("serve".to_owned()).spawn(accept);
    let failed = |error| Failure::new(format!("can't begin to serve: {}", reason(&error)));
    begun.map(drop).map_err(failed)
}

/// Answers on a thread of its own, if there are not too many.
fn take(mut stream: TcpStream, port: u16, shown: &Arc<Shown>, open: &Arc<AtomicUsize>) {
    let place = Place::take(open);
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let _ = stream.set_nodelay(true);
    let Some(place) = place else {
        let busy = Status("503 Service Unavailable");
        let _ = busy.answer().write(&mut stream);
        return;
    };
    let shown = Arc::clone(shown);
    let answer = move || {
        // A connection that breaks off has no one to tell.
        let _ = answer(&mut stream, port, &shown);
        drop(place);
    };
    let _ = thread::Builder::new().spawn(answer);
}

/// One of the connections that there may be.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(open: &Arc<AtomicUsize>) -> Option<Self> {
        let more = |count| (count < CONNECTIONS).then_some(count + 1);
        open.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).ok()?;
        Some(Self(Arc::clone(open)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn answer(stream: &mut TcpStream, port: u16, shown: &Shown) -> io::Result<()> {
    let head = head(stream)?;
    let path = match head.as_deref().ok_or(TOO_LARGE).and_then(|head| asked(head, port)) {
        Ok(path) => path,
        Err(status) => return part(stream, &status.answer()),
    };
    if path == "/events" {
        return tell(stream, shown);
    }
    match shown.page(path) {
        Some(page) => part(stream, &Answer { status: "200 OK", kind: HTML, body: &page }),
        None => part(stream, &Status("404 Not Found").answer()),
    }
}

/// Answers, and hears the other out before it hangs up: else what was answered might be lost.
fn part(stream: &mut TcpStream, answer: &Answer<'_>) -> io::Result<()> {
    answer.write(stream)?;
    stream.shutdown(Shutdown::Write)?;
    let (end, mut ignored) = (Instant::now() + FAREWELL, [0; 4096]);
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        stream.set_read_timeout(Some(left))?;
        if stream.read(&mut ignored)? == 0 {
            return Ok(());
        }
    }
}

/// Tells of each change, until nobody listens.
fn tell(stream: &mut TcpStream, shown: &Shown) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\n{HEADERS}Content-Type: {EVENTS}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    let mut known = 0;
    loop {
        match shown.state_after(known, HEARTBEAT) {
            Some((version, state)) => {
                known = version;
                stream.write_all(format!("id: {version}\ndata: {state}\n\n").as_bytes())?;
            }
            None => stream.write_all(b":\n\n")?,
        }
        stream.flush()?;
    }
}

/// What is the same of all answers: nothing is kept, nothing is taken for what it is not, no other site has it in a frame or reads it.
const HEADERS: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
     Content-Security-Policy: frame-ancestors 'none'\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n";

struct Answer<'b> {
    status: &'static str,
    kind: &'static str,
    body: &'b str,
}

impl Answer<'_> {
    fn write(&self, stream: &mut TcpStream) -> io::Result<()> {
        let Self { status, kind, body } = self;
        let allow = if status.starts_with("405") { "Allow: GET\r\n" } else { "" };
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\n{HEADERS}{allow}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(body.as_bytes())?;
        stream.flush()
    }
}

/// Why nothing is handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Status(&'static str);

const BAD: Status = Status("400 Bad Request");
const FORBIDDEN: Status = Status("403 Forbidden");
const NOT_ALLOWED: Status = Status("405 Method Not Allowed");
const TOO_LARGE: Status = Status("431 Request Header Fields Too Large");

impl Status {
    const fn answer(self) -> Answer<'static> {
        Answer { status: self.0, kind: TEXT, body: self.0 }
    }
}

/// All before the empty line; nothing if it is too long. It has to come within some time, however slowly.
fn head(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    let end = Instant::now() + PATIENCE;
    let (mut head, mut piece) = (Vec::new(), [0; 2048]);
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let read = stream.read(&mut piece)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // The empty line may have begun in the piece before.
        let seen = head.len().saturating_sub(3);
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
        let fresh = head.get(seen..).unwrap_or_default();
        if let Some(at) = fresh.windows(4).position(|four| four == b"\r\n\r\n") {
            head.truncate(seen + at);
            return Ok((head.len() <= LONGEST).then_some(head));
        }
        if head.len() > LONGEST {
            return Ok(None);
        }
    }
}

/// The path that is asked for, if it may be asked for so.
fn asked(head: &[u8], port: u16) -> Result<&str, Status> {
    let head = str::from_utf8(head).map_err(|_| BAD)?;
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0"), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(BAD);
    };
    let mut host = None;
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(BAD)?;
        if name.is_empty() || name.contains([' ', '\t', '\r', '\n']) {
            return Err(BAD);
        }
        if name.eq_ignore_ascii_case("host") && host.replace(value.trim()).is_some() {
            return Err(BAD);
        }
    }
    if !host.is_some_and(|host| is_here(host, port)) {
        return Err(FORBIDDEN);
    }
    if method != "GET" {
        return Err(NOT_ALLOWED);
    }
    Ok(target.split_once('?').map_or(target, |(path, _)| path))
}

/// Whether a name is one of this machine's own, with the port.
fn is_here(host: &str, port: u16) -> bool {
    let Some((name, written)) = host.rsplit_once(':') else {
        // A browser leaves out the port that all sites have.
        return port == 80 && is_own(host);
    };
    is_own(name) && written == port.to_string()
}

fn is_own(name: &str) -> bool {
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_of(head: &str) -> Result<&str, Status> {
        asked(head.as_bytes(), 4747)
    }

    #[test]
    fn only_this_machine_by_its_own_names_is_answered() {
        for host in ["127.0.0.1:4747", "localhost:4747", "LOCALHOST:4747"] {
            assert_eq!(asked_of(&format!("GET /a?b HTTP/1.1\r\nHost: {host}")), Ok("/a"));
        }
        let others = [
            "evil.example",
            "evil.example:4747",
            "127.0.0.1",
            "localhost:80",
            "[::1]:4747",
            "",
            "localhost:04747",
        ];
        for host in others {
            let asked = asked_of(&format!("GET / HTTP/1.1\r\nHost: {host}")).map(str::to_owned);
            assert_eq!(asked, Err(FORBIDDEN), "{host}");
        }
        assert_eq!(asked_of("GET / HTTP/1.1"), Err(FORBIDDEN));
        assert_eq!(asked_of("GET / HTTP/1.1\r\nHost: localhost:4747\r\nhost: evil"), Err(BAD));
    }

    #[test]
    fn what_is_not_asked_as_it_should_be_is_refused() {
        let host = "\r\nHost: localhost:4747";
        for method in ["POST", "HEAD", "OPTIONS", "get", "CONNECT"] {
            assert_eq!(asked_of(&format!("{method} / HTTP/1.1{host}")), Err(NOT_ALLOWED));
        }
        for line in ["", "GET /", "GET / HTTP/2", "GET  / HTTP/1.1", "GET / x HTTP/1.1"] {
            assert_eq!(asked_of(&format!("{line}{host}")), Err(BAD), "{line}");
        }
        assert_eq!(asked_of(&format!("GET / HTTP/1.1\r\nno header{host}")), Err(BAD));
        assert_eq!(asked_of(&format!("GET / HTTP/1.1\r\nHost : x{host}")), Err(BAD));
        assert_eq!(asked(b"GET /\xFF HTTP/1.1", 4747), Err(BAD));
    }

    #[test]
    fn there_are_no_more_than_so_many() {
        let open = Arc::default();
        let mut places: Vec<_> = (0..CONNECTIONS).filter_map(|_| Place::take(&open)).collect();
        assert_eq!(places.len(), CONNECTIONS);
        assert!(Place::take(&open).is_none());
        places.pop();
        assert!(Place::take(&open).is_some());
    }
}
