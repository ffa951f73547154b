//! Any bytes that are a file of another tool: what comes of them is a roadmap in its syntax, the same each time, and can be compiled.

#![no_main]

use libfuzzer_sys::fuzz_target;
use milepost::format::format;
use milepost::import::{self, Input, compare, formats, import};
use milepost::{Options, Source, compile};

/// Imports a file as one of the formats, or as what it looks like; then looks at what came of it.
fn imported(bytes: &[u8], from: Option<&str>) {
    let input = Input { name: "fuzz", bytes };
    let options = import::Options::default();
    let Ok(mut imported) = import(&input, from, &options) else { return };
    let again = import(&input, from, &options).map(|again| again.text);
    assert_eq!(again.as_ref(), Ok(&imported.text));
    let source = Source::new("fuzz.roadmap", imported.text.clone());
    assert!(format(source.clone()).is_ok(), "{}", imported.text);
    if let Ok(plan) = compile(source, &Options::new().level(None)).plan() {
        compare(&imported.stated, plan, &mut imported.losses);
    }
    imported.losses.human();
}

fuzz_target!(|bytes: &[u8]| {
    imported(bytes, None);
    // Little looks like a format: each is tried, by the length of what there is.
    let count = formats().count();
    imported(bytes, formats().nth(bytes.len() % count).map(|format| format.name));
});
