//! Any bytes: what is said of them can be told in every form, in bounds, with nothing in it that acts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use milepost::diagnostic::render::{github, human, json, sarif, short};
use milepost::{Options, Source, compile};

/// No report for people is longer, whatever the line holds.
const LONGEST: usize = 200_000;

/// Our own changes of style are the only control characters that a terminal is given.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The text without its changes of style.
fn plain(report: &str) -> String {
    let mut pieces = report.split('\u{1B}');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (style, text) = piece.split_once('m').expect("an escape that is no style");
        assert!(style.bytes().all(|byte| b"[0123456789;".contains(&byte)), "{style:?}");
        plain.push_str(text);
    }
    plain
}

fuzz_target!(|bytes: &[u8]| {
    let width = 40 + usize::from(bytes.first().copied().unwrap_or_default()) / 2;
    let options = Options::new().level(None).deny_warnings();
    let compilation = compile(Source::from_bytes("fuzz.roadmap", bytes.to_vec()), &options);
    let sources = compilation.sources();
    for diagnostic in compilation.diagnostics().take(20) {
        let report = human::one(diagnostic, sources, width);
        assert!(report.len() <= LONGEST, "{} bytes", report.len());
        assert!(!plain(&report).contains(acts), "{report:?}");
        for line in [short::one(diagnostic, sources), github::one(diagnostic, sources)] {
            assert!(!line.contains(|c| acts(c) || c == '\n'), "{line:?}");
        }
        json::one(diagnostic, sources);
    }
    sarif::log(compilation.diagnostics().take(20).map(|found| (found, sources)));
});
