//! Any bytes: they compile, and a plan has all its outputs, the same each time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use milepost::emit::{self, ChartOptions};
use milepost::model::Thoroughness;
use milepost::{Compilation, Options, Source, compile};

/// Levelling tries much, and is asked for where the roadmap speaks of it alone.
fn compiled(bytes: &[u8]) -> Compilation {
    let level = bytes.windows(5).any(|word| word == b"level").then_some(Thoroughness::Quick);
    let options = Options::new().level(level);
    compile(Source::from_bytes("fuzz.roadmap", bytes.to_vec()), &options)
}

fn outputs(compilation: &Compilation) -> Option<[String; 3]> {
    let plan = compilation.plan().ok()?;
    Some([emit::json(&plan), emit::markdown(&plan), emit::svg(&plan, &ChartOptions::default())])
}

/// What steers a parser or the direction of writing is in no output but JSON, where it is escaped or data.
fn acts(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{FFFE}' | '\u{FFFF}')
}

/// A chart gives a title its direction by an embedding of its own, and closes it.
fn without_embeddings(svg: &str) -> String {
    let opens = |c: char| matches!(c, '\u{202A}' | '\u{202B}');
    for line in svg.lines() {
        assert_eq!(line.matches(opens).count(), line.matches('\u{202C}').count(), "{line}");
    }
    svg.replace(|c| opens(c) || c == '\u{202C}', "")
}

fuzz_target!(|bytes: &[u8]| {
    let compilation = compiled(bytes);
    let all = outputs(&compilation);
    if let Some([_, markdown, svg]) = &all {
        assert!(!markdown.contains(acts), "{markdown}");
        assert!(!without_embeddings(svg).contains(acts), "{svg}");
    }
    assert!(all == outputs(&compilation));
});
