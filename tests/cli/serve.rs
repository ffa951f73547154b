//! `milepost serve`: the program runs, files change, and it is asked as a browser asks, and as nobody should.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::Test;
use crate::{FINE, IMPORTING, UNKNOWN, VAGUE, fine};

/// A test that hears nothing for so long has failed.
const DEADLINE: Duration = Duration::from_mins(1);

/// The program while it serves. It ends with the test.
struct Serving {
    folder: TempDir,
    program: Child,
    port: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// An answer: its status, its headers, its body.
struct Answer {
    status: String,
    headers: String,
    body: String,
}

fn serve(test: Test, path: &str) -> Serving {
    let test = test.args(["serve", path, "--port", "0", "--quiet"]);
    let mut command = test.command();
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut program = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port =
        line.trim_end().strip_prefix("http://127.0.0.1:").and_then(|it| it.strip_suffix('/'));
    let port = port.unwrap_or_else(|| panic!("{line:?}")).to_owned();
    Serving { folder: test.into_folder(), program, port }
}

impl Serving {
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(format!("127.0.0.1:{}", self.port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// What is answered to these bytes.
    fn say(&self, request: &[u8]) -> Answer {
        let (mut stream, mut said) = (self.connect(), String::new());
        stream.write_all(request).unwrap();
        stream.read_to_string(&mut said).unwrap();
        let (head, body) = said.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{said:?}"));
        let (status, headers) = head.split_once("\r\n").unwrap();
        let status = status.strip_prefix("HTTP/1.1 ").unwrap().to_owned();
        Answer { status, headers: headers.to_owned(), body: body.to_owned() }
    }

    fn ask(&self, line: &str, host: &str) -> Answer {
        self.say(format!("{line} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), &format!("127.0.0.1:{}", self.port))
    }

    #[track_caller]
    fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, "200 OK", "{path}");
        answer.body
    }

    /// What is told of changes.
    fn events(&self) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        Events(BufReader::new(stream))
    }

    /// Puts a new file in the place of a file, as many editors do.
    fn save(&self, name: &str, text: &str) {
        let draft = self.folder.path().join("draft");
        fs::write(&draft, text).unwrap();
        fs::rename(draft, self.folder.path().join(name)).unwrap();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// What is told next of a page.
    #[track_caller]
    fn next(&mut self, page: &str) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "there is no more");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str::<Value>(data).unwrap()[page].clone();
            }
        }
    }
}

fn mark(page: &str) -> &str {
    page.split_once("data-preview=\"").unwrap().1.split_once('"').unwrap().0
}

#[test]
fn a_page_is_handed_out_that_nobody_keeps() {
    let serving = serve(fine(), "plan.roadmap");
    let Answer { status, headers, body } = serving.get("/?from=a-test");
    assert_eq!(status, "200 OK");
    for header in [
        "Cache-Control: no-store",
        "X-Content-Type-Options: nosniff",
        "Content-Type: text/html; charset=utf-8",
        "Content-Security-Policy: frame-ancestors 'none'",
    ] {
        assert!(headers.contains(header), "{headers}");
    }
    assert!(headers.ends_with(&format!("Content-Length: {}", body.len())), "{headers}");
    assert!(body.contains("<title>Plan</title>") && body.contains(">Design</"), "{body}");
    assert!(body.contains("connect-src 'self'") && !body.contains("unsafe"));
    // A page that is sent to others has nothing of it.
    let built = fine().args(["build", "plan.roadmap", "-o", "-", "--format", "html"]);
    let built = built.any_stdout().any_stderr().run().stdout;
    assert!(!built.contains("connect-src") && !built.contains("EventSource"));
}

#[test]
fn nobody_else_is_answered_and_nothing_else_is_handed_out() {
    let serving = serve(fine().file("secret.txt", "secret"), "plan.roadmap");
    let here = format!("localhost:{}", serving.port);
    assert_eq!(serving.ask("GET /", &here).status, "200 OK");
    for host in ["evil.example", &format!("evil.example:{}", serving.port), "localhost:1", ""] {
        let answer = serving.ask("GET /", host);
        assert_eq!((&*answer.status, &*answer.body), ("403 Forbidden", "403 Forbidden"), "{host}");
    }
    for method in ["POST", "HEAD", "PUT", "OPTIONS"] {
        let answer = serving.ask(&format!("{method} /"), &here);
        assert_eq!(answer.status, "405 Method Not Allowed", "{method}");
        assert!(answer.headers.contains("Allow: GET"), "{}", answer.headers);
    }
    let strangers = [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/secret.txt",
        "/plan.roadmap",
        "/events/",
        "file:///etc/passwd",
        "http://localhost/",
    ];
    for path in strangers {
        let answer = serving.get(path);
        assert_eq!((&*answer.status, &*answer.body), ("404 Not Found", "404 Not Found"), "{path}");
    }
    let posted = format!("POST / HTTP/1.1\r\nHost: {here}\r\nContent-Length: 100000\r\n\r\n");
    let posted = [posted.into_bytes(), vec![b'x'; 100_000]].concat();
    assert_eq!(serving.say(&posted).status, "405 Method Not Allowed");
    assert_eq!(serving.say(b"\x16\x03\x01 hello\r\n\r\n").status, "400 Bad Request");
    let long = format!("GET / HTTP/1.1\r\nHost: {here}\r\nX: {}\r\n\r\n", "x".repeat(20_000));
    assert_eq!(serving.say(long.as_bytes()).status, "431 Request Header Fields Too Large");
}

#[test]
fn what_is_saved_is_told_and_what_is_wrong_lies_over_the_last_good_page() {
    let serving = serve(fine(), "plan.roadmap");
    let before = serving.page("/");
    let mut events = serving.events();
    let first = events.next("/");
    assert_eq!(
        (&first["mark"], first["summary"].as_str()),
        (&Value::from(mark(&before)), Some(""))
    );

    serving.save("plan.roadmap", UNKNOWN);
    let broken = events.next("/");
    assert_eq!(broken["mark"], first["mark"], "the page stays");
    assert_eq!(broken["isOld"], true);
    assert_eq!(broken["summary"], "1 error");
    let found = &broken["found"][0];
    assert_eq!(found["place"], "plan.roadmap:4:30");
    assert!(found["message"].as_str().unwrap().contains("`desing`"), "{found}");
    let address = found["address"].as_str().unwrap();
    assert!(
        address.starts_with("vscode://file/") && address.ends_with("/plan.roadmap:4:30"),
        "{address}"
    );
    assert_eq!(serving.page("/"), before);

    serving.save("plan.roadmap", &FINE.replace("Design", "Drawing"));
    let mended = events.next("/");
    let after = serving.page("/");
    assert_ne!(mended["mark"], first["mark"]);
    assert_eq!(
        (&mended["mark"], &mended["isOld"]),
        (&Value::from(mark(&after)), &Value::from(false))
    );
    assert!(after.contains(">Drawing</") && !after.contains(">Design</"));

    serving.save("plan.roadmap", &format!("{}// nothing new\n", FINE.replace("Design", "Drawing")));
    assert_eq!(events.next("/")["mark"], mended["mark"], "the same page is not loaded anew");

    serving.save("plan.roadmap", VAGUE);
    let vague = events.next("/");
    assert_eq!((&vague["summary"], &vague["errors"]), (&Value::from("1 warning"), &Value::from(0)));
    fs::remove_file(serving.folder.path().join("plan.roadmap")).unwrap();
    let gone = events.next("/");
    assert_eq!((&gone["mark"], &gone["isOld"]), (&vague["mark"], &Value::from(true)));
    assert_eq!(gone["found"][0]["message"], "there is no file `plan.roadmap`");
}

#[test]
fn what_was_never_understood_waits() {
    let serving = serve(Test::new().file("plan.roadmap", UNKNOWN), "plan.roadmap");
    let page = serving.page("/");
    assert!(
        page.contains("There is no picture of it yet") && page.contains("id=\"found\""),
        "{page}"
    );
    let mut events = serving.events();
    assert_eq!(events.next("/")["errors"], 1);
    serving.save("plan.roadmap", FINE);
    assert_ne!(events.next("/")["mark"], mark(&page));
    assert!(serving.page("/").contains(">Design</"));
}

#[test]
fn a_folder_is_a_list_of_its_roadmaps() {
    let hostile = "roadmap \"<img src=x onerror=alert(1)>\" from 2026-03-02\ntask a 5d\n";
    let test = Test::new()
        .file("plans/shop.roadmap", FINE)
        .file("plans/team/a <b>&c.roadmap", hostile)
        .file("plans/broken.roadmap", UNKNOWN)
        .file("plans/main.roadmap", IMPORTING.replace("\"Plan\"", "\"Main\""))
        .file("plans/parts/team.roadmap", "person ana\n");
    let serving = serve(test, "plans");
    let index = serving.page("/");
    assert!(
        index.contains("<a href=\"/shop.roadmap\">") && index.contains(">Plan</strong>"),
        "{index}"
    );
    assert!(index.contains("<a href=\"/team/a%20%3Cb%3E%26c.roadmap\">"), "{index}");
    assert!(index.contains("&lt;img src=x onerror=alert(1)&gt;") && !index.contains("<img"));
    assert!(index.contains(">team/a &lt;b&gt;&amp;c.roadmap<"), "{index}");
    assert!(
        index.contains(">On track</span>") && index.contains("<em class=\"faulty\">1 error</em>"),
        "{index}"
    );
    assert!(!index.contains("/parts/team.roadmap"), "a part is no roadmap of its own");
    assert!(serving.page("/team/a%20%3Cb%3E%26c.roadmap").contains("&lt;img src=x"));
    assert!(serving.page("/main.roadmap").contains("<title>Main</title>"));
    assert_eq!(serving.get("/plans/shop.roadmap").status, "404 Not Found");

    let mut events = serving.events();
    let before = events.next("/broken.roadmap");
    assert_eq!(before["found"][0]["place"], "plans/broken.roadmap:4:30");
    serving.save("plans/broken.roadmap", FINE);
    assert_eq!(events.next("/broken.roadmap")["summary"], "");
    // One that is new is seen too.
    serving.save("plans/new.roadmap", FINE);
    assert!(events.next("/new.roadmap")["mark"].is_string());
    assert!(serving.page("/").contains("/new.roadmap"));
}

#[test]
fn a_port_that_is_taken_is_told() {
    let serving = serve(fine(), "plan.roadmap");
    let port = serving.port.clone();
    fine()
        .args(["serve", "plan.roadmap", "--port", &port])
        .code(2)
        .stderr(&format!(
            "error: port {port} is taken\n  help: name another with `--port`; `--port 0` is any that is free\n"
        ))
        .run();
}

#[test]
fn what_can_not_be_served_is_refused() {
    fine()
        .args(["serve", "-", "--port", "0"])
        .code(2)
        .stderr(
            "
            error: standard input does not change: `serve` takes a file
              help: name the roadmap in place of `-`
            ",
        )
        .run();
    fine()
        .args(["serve", "plan.roadmap", "--port", "0", "--diagnostics", "json"])
        .code(2)
        .stderr(
            "
            error: `serve` goes on, a report for programs would have no end
              help: use `--diagnostics human` or `short` with it
            ",
        )
        .run();
    Test::new()
        .args(["serve", "plan.roadmap", "--port", "0"])
        .code(2)
        .stderr("error: there is no file `plan.roadmap`\n")
        .run();
}
