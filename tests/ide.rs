//! What an editor is answered, drawn under the text that was asked about. `<|>` is where the caret stands.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write as _;

use insta::assert_snapshot;
use milepost::ide::{self, Analysis, View};
use milepost::text::{SourceId, Span};
use milepost::{Options, Source};

const CARET: &str = "<|>";

/// A roadmap, and the offset of the caret in it.
fn open(marked: &str) -> (Analysis, u32) {
    let caret = marked.find(CARET).unwrap_or(marked.len());
    let text = marked.replacen(CARET, "", 1);
    let options = Options::new();
    let analysis = Analysis::whole(Source::new("plan.roadmap", text), &options);
    (analysis, u32::try_from(caret).unwrap())
}

/// The lines of the first file, with what is said of a place beneath it.
fn draw(analysis: &Analysis, mut said: Vec<(Span, String)>) -> String {
    said.sort_by_key(|(span, _)| *span);
    let sources = analysis.sources();
    let mut drawn = String::new();
    let mut start = 0;
    for line in sources.source(SourceId(0)).unwrap().text().split_inclusive('\n') {
        drawn.push_str(line);
        let end = start + line.len();
        for (span, words) in &said {
            let (from, to) = (span.start as usize, span.end as usize);
            if (start..end).contains(&from) {
                let length = to.min(end).saturating_sub(from).max(1);
                let goes_on = if to > end { "…" } else { "" };
                let blanks = " ".repeat(from - start);
                writeln!(drawn, "{blanks}{}{goes_on} {words}", "^".repeat(length)).unwrap();
            }
        }
        start = end;
    }
    drawn
}

const PLAN: &str = "\
roadmap \"Shop\" from 2026-03-02
team web { person ana \"Ana\" }
let freeze = 2026-06-01
objective growth \"Growth\"
stream checkout {
  task api \"The API\" 5d @ana
  feature cart \"Cart\" for growth {
    task ui 3d @ana after api
    task pay 2d after ui, checkout.api.start + 2d
  }
}
milestone live after checkout.cart by freeze
";

fn at(word: &str, nth: usize) -> String {
    let place = PLAN.match_indices(word).nth(nth).expect("the word stands there").0;
    format!("{}{CARET}{}", &PLAN[..place], &PLAN[place..])
}

#[test]
fn a_name_leads_to_its_declaration() {
    for (word, nth, meant) in [
        ("api", 1, "api"),
        ("api", 2, "api"),
        ("checkout.api", 0, "checkout"),
        ("ana", 1, "ana"),
        ("growth", 1, "growth"),
        ("cart by", 0, "cart"),
        ("freeze", 1, "freeze"),
    ] {
        let (analysis, caret) = open(&at(word, nth));
        let target = ide::definition(View::of(&analysis), caret).expect(word);
        assert_eq!(analysis.sources().text(target.span), meant, "{word}");
        assert!(target.extent.contains(target.span));
    }
    let (analysis, caret) = open(&at("5d", 0));
    assert_eq!(ide::definition(View::of(&analysis), caret), None);
}

#[test]
fn all_places_that_name_something_are_found() {
    let (analysis, caret) = open(&at("api \"", 0));
    let places = ide::occurrences(View::of(&analysis), caret).into_iter();
    let said = places.map(|one| (one.span, format!("{}", one.is_declaration))).collect();
    assert_snapshot!(draw(&analysis, said));
}

fn renamed(marked: &str, name: &str) -> Result<String, String> {
    let (analysis, caret) = open(marked);
    let edits = ide::rename(View::of(&analysis), caret, name)?;
    let mut text = analysis.sources().source(SourceId(0)).unwrap().text().to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Ok(text)
}

#[test]
fn a_name_is_changed_wherever_it_is_meant() {
    let text = renamed(&at("checkout.api", 0), "shop").unwrap();
    assert_eq!(text, PLAN.replace("checkout", "shop"));
    let text = renamed(&at("ana", 1), "anna").unwrap();
    assert_eq!(text, PLAN.replace("ana", "anna"));
}

#[test]
fn a_name_that_would_change_the_meaning_is_refused() {
    let refused = |word: &str, nth, name: &str| renamed(&at(word, nth), name).unwrap_err();
    assert_snapshot!(
        [
            refused("ui", 0, "pay"),
            refused("live", 0, "freeze"),
            refused("ui", 0, "start"),
            refused("ui", 0, "2fast"),
            refused("5d", 0, "x"),
            // The `api` that `ui` waits for would be another one.
            refused("pay", 0, "api"),
        ]
        .join("\n"),
        @r"
    with that name the roadmap would not mean the same: there is a task `pay` here already
    with that name the roadmap would not mean the same: `freeze` is the name of a `let` here already
    `start` has a meaning of its own, and can't be the name of a task
    `2fast` is no name: a name is a letter, then letters, digits, `-` and `_`, such as `second-slot`
    there is no name here that stands for something that is declared
    `api` would mean something else in some places: there is one already
    "
    );
}

#[test]
fn the_outline_of_a_file() {
    fn lines(symbols: &[ide::Symbol], depth: usize, out: &mut String) {
        for one in symbols {
            let indent = "  ".repeat(depth);
            let title = one.title.as_deref().unwrap_or_default();
            writeln!(out, "{indent}{} {} {title}", one.kind.lexeme(), one.name).unwrap();
            lines(&one.parts, depth + 1, out);
        }
    }
    let (analysis, _) = open(PLAN);
    let view = View::of(&analysis);
    let mut out = String::new();
    lines(&ide::symbols(view, SourceId(0)), 0, &mut out);
    assert_snapshot!(out);
    let found = ide::find_symbols(view, "crtpy", 10);
    let paths: Vec<_> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["checkout.cart.pay"]);
}

#[test]
fn what_folds_and_what_a_selection_grows_to() {
    let text = "\
// A plan
// of two lines
roadmap \"Shop\" from 2026-03-02 {
  note \"\"\"
    two
    lines
  \"\"\"
}
// alone
task a<|>pi 5d after 2026-03-04, // so
  2026-03-05
";
    let (analysis, caret) = open(text);
    let view = View::of(&analysis);
    let folds = ide::folds(view, SourceId(0)).into_iter();
    let mut said: Vec<_> = folds.map(|(kind, span)| (span, format!("{kind:?}"))).collect();
    let grows = ide::selections(view, caret).into_iter().enumerate();
    said.extend(grows.map(|(nth, span)| (span, format!("selection {nth}"))));
    assert_snapshot!(draw(&analysis, said));
}

#[test]
fn the_colours_of_words() {
    let (analysis, _) = open(PLAN);
    let tokens = ide::tokens(View::of(&analysis), SourceId(0)).into_iter();
    let said = tokens.map(|one| {
        let declared = if one.is_declaration { " declared" } else { "" };
        (one.span, format!("{:?}{declared}", one.kind))
    });
    assert_snapshot!(draw(&analysis, said.collect()));
}
