//! The table of words, and what is made of it: each attribute means something, and the dictionary that fuzzing takes words from has
//! every word of the language.

#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use milepost::emit::{self, Brand, ChartOptions, Family, Theme};
use milepost::plan::PlanView;
use milepost::syntax::keyword::{ATTRIBUTES, AttributeKind, AttributeWord, DECLARATIONS};
use milepost::{Options, Source, compile};

/// Signs and values, of which the table of words says nothing.
const OTHERS: [&str; 48] = [
    "\n",
    " ",
    "\"",
    "\"\"\"",
    "{\n",
    "}\n",
    ",",
    "@",
    "#",
    ":",
    "..",
    "+",
    "-",
    "|",
    "%",
    "=",
    "//",
    ".start",
    ".end",
    "\\u{",
    "5d",
    "2w",
    "4h",
    "30min",
    "3d..9d",
    "1d..2d..9d",
    "elapsed ",
    "effort ",
    "2026-03-02",
    "2026-Q3",
    "2026-W10",
    "2026-03-02..2026-03-06",
    "2026-03-02T09:00",
    "12-25",
    "mon-fri",
    "09:00-17:00",
    "today",
    "now",
    "roadmap-start",
    "at-risk",
    "on-track",
    "off-track",
    "40%",
    "12k",
    "EUR",
    "https://example.com",
    "from 2026-03-02",
    "0001-01-01",
];

fn dictionary() -> String {
    let declarations = DECLARATIONS.iter().map(|row| row.lexeme);
    let attributes = ATTRIBUTES.iter().map(|row| row.lexeme);
    let examples = ATTRIBUTES.iter().flat_map(AttributeWord::examples);
    let words: BTreeSet<&str> =
        declarations.chain(attributes).chain(examples).chain(OTHERS).collect();
    let head = "# Words for fuzzing, made from the table of words: `UPDATE=1 cargo test --test dictionary` writes it anew.\n";
    words.into_iter().fold(head.to_owned(), |mut text, word| {
        let _ = writeln!(text, "\"{}\"", escaped(word));
        text
    })
}

/// As libFuzzer reads it: printable ASCII as it is, all else as `\xNN`.
fn escaped(word: &str) -> String {
    word.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => drop(write!(text, "\\x{byte:02X}")),
        }
        text
    })
}

#[test]
fn the_dictionary_has_every_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/roadmap.dict");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, dictionary()).expect("it can be written");
    }
    let there = fs::read_to_string(&path).expect("it can be read");
    assert!(there == dictionary(), "write it anew: UPDATE=1 cargo test --test dictionary");
}

/// What the examples of the table name.
const NAMED: &str = "
task late 1d from 2026-04-01 could
task a 5d
task b 5d started 2026-03-02 done 2026-03-09
feature express { task load { task deep 5d must } }
task second-slot 1d
team platform capacity 3 {
  person ana rate 100/d
  person bo
}
objective growth
release v1
field jira text
stream checkout for growth {
  task pay 2d #public must @ana started 2026-03-02
  task settle 3d @bo after pay in v1
}
task refund 1d #public dropped
calendar berlin { work mon-thu 08:00-16:00 }
";

/// Where an attribute may stand: in the place of `{}`.
const PLACES: [&str; 30] = [
    "roadmap \"R\" from 2026-03-02 {}",
    "roadmap \"R\" from 2026-03-02 today 2026-03-09 {}",
    "task x {}",
    "task x 3d {}",
    "task x 30d @bo {}",
    "task x 3d on 2026-03-02 {}",
    "milestone x {}",
    "idea x {}",
    "calendar x { {} }\ntask y 10d calendar x",
    "calendar x {\nwork mon-fri 09:00-13:00\n{}\n}\ntask y 10d calendar x",
    "cadence x every 2w {}\ntask y 3d on x.2",
    "cadence x from 2026-03-02 {}\ntask y 3d on x.2",
    "person x {}\ntask y 30d @x",
    "resource x {}\ntask y 30d @x:2",
    "objective x {}",
    "objective x { measure y {} }",
    "objective x { measure y to 9 now 2 {} }",
    "risk x impact 3d on a {}",
    "risk x probability 10% {}",
    "status {}",
    "field x {}",
    "let x {}\nmilestone y on x",
    "view x {}",
    "view x hide people, progress {}",
    "view x chart board {}",
    "view x chart swimlane {}",
    "view x chart load {}",
    "view x chart priorities {}\nidea y effort 5d score reach 9 value 3 urgency 5",
    "view x\nmarker {}",
    "theme x {}\nview x",
];

/// What is computed of a roadmap, if it has no error.
fn computed(place: &str, attribute: &str) -> Option<String> {
    let text = format!("{}\n{NAMED}", place.replace("{}", attribute));
    let header = if place.starts_with("roadmap") { "" } else { "roadmap \"R\" from 2026-03-02\n" };
    let source = Source::new("plan.roadmap", format!("{header}{text}"));
    let compilation = compile(source, &Options::new());
    let plan = compilation.plan().ok()?;
    let status = plan.status();
    let options = plan.model.themes.first().map_or_else(ChartOptions::default, |theme| {
        let options = ChartOptions::default().theme(Theme::Brand(Brand::of(theme)));
        let family = theme.font.as_deref().and_then(Family::new);
        family.into_iter().fold(options, ChartOptions::font)
    });
    let pictures = plan
        .model
        .views
        .iter()
        .map(|view| emit::view_svg(&PlanView::of(plan, &status, view), &options));
    Some(emit::json(&plan) + &pictures.collect::<String>())
}

/// An attribute that is read and then forgotten is worse than one that is not known.
#[test]
fn each_attribute_changes_what_is_computed() {
    // They decide what is told, and change nothing else.
    let rows = ATTRIBUTES.iter().filter(|row| row.kind != AttributeKind::Severity);
    let mut forgotten = Vec::new();
    for example in rows.flat_map(AttributeWord::examples) {
        let is_heard = |place: &&str| {
            // Where something has to stand, it is compared with a roadmap without all of that.
            let bare = if place.contains("view") { "view x" } else { "" };
            let without = computed(place, "").or_else(|| computed(bare, ""));
            let with = computed(place, example);
            with.is_some() && with != without
        };
        if !PLACES.iter().any(is_heard) {
            forgotten.push(example);
        }
    }
    assert!(forgotten.is_empty(), "these change nothing: {forgotten:?}");
}

#[test]
fn how_each_declaration_is_written_can_be_read() {
    for word in &DECLARATIONS {
        let text = if word.at_top {
            format!("{}\n", word.form)
        } else {
            format!("objective growth {{\n  {}\n}}\n", word.form)
        };
        assert!(word.form.starts_with(word.lexeme), "{text}");
        let read = milepost::format::format(Source::new("form.roadmap", text.as_str()));
        let form = read.map(|form| form.text()).map_err(|refusal| refusal.diagnostics.errors());
        assert_eq!(form.map(|form| form.replace("  ", " ")), Ok(text.replace("  ", " ")));
    }
}
