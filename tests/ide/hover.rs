//! What is said of a place.

use std::fmt::Write as _;

use insta::assert_snapshot;
use milepost::ide::{self, View};

use super::{CARET, DATED, open};

#[test]
fn what_is_said_of_a_place() {
    let mut said = String::new();
    for (word, nth) in [
        ("task", 0),
        ("api", 1),
        ("live", 0),
        ("ana", 1),
        ("growth", 1),
        ("Shop", 0),
        ("roadmap", 0),
        ("started", 0),
        ("5d", 0),
        ("@ana", 0),
        ("stale-status", 0),
    ] {
        let place = DATED.match_indices(word).nth(nth).expect("it is there").0;
        let (analysis, caret) = open(&format!("{}{CARET}{}", &DATED[..place], &DATED[place..]));
        let hover = ide::hover(View::of(&analysis), caret);
        let markdown = hover.map_or("nothing".to_owned(), |hover| hover.markdown);
        let shown: String = markdown.lines().take(12).collect::<Vec<_>>().join("\n");
        writeln!(said, "── {word}\n{shown}\n").unwrap();
    }
    assert_snapshot!(said);
}

const LITERALS: &str = "\
roadmap \"Shop\" from 2026-03-02 today 2026-03-16 calendar berlin currency EUR budget 200k
calendar berlin {
  work mon-thu 09:00-17:00
  work fri 09:00-13:00
  day 8h
  off 2026-04-03 \"Good Friday\"
}
person ana \"Ana\" 50% away 2026-07-06..2026-07-17
person bo
let freeze = 2026-Q2
objective growth {
  measure volume from 300k to 1M now 310k
}
task api 5d @ana|bo @bo:25% 40% after today by freeze
task ui 8d..15d after api.end + 2d within elapsed 3d after api.start score reach 40k impact 2
task docs 8h..2d..1w by 2026-04-03 horizon next
milestone live on 2026-03-21
status 2026-03-16 at-risk api \"Late.\"
";

#[test]
fn what_a_literal_comes_to() {
    let mut said = String::new();
    for word in [
        "2026-03-02",
        "200k",
        "2026-04-03",
        "50%",
        "2026-07-06..",
        "freeze =",
        "to 1M",
        "now 310k",
        "5d @",
        "@ana|",
        "@bo",
        "25%",
        "40%",
        "today by",
        "freeze\n",
        "8d..",
        "end +",
        "2d within",
        "after api.start",
        "3d after",
        "start score",
        "40k",
        "impact 2",
        "8h..",
        "next\n",
        "on 2026-03-21",
        "at-risk",
        "mon-thu",
    ] {
        let place = LITERALS.match_indices(word).last().map_or(0, |found| found.0);
        let (analysis, caret) =
            open(&format!("{}{CARET}{}", &LITERALS[..place], &LITERALS[place..]));
        let hover = ide::hover(View::of(&analysis), caret);
        let markdown = hover.map_or("nothing".to_owned(), |hover| hover.markdown);
        writeln!(said, "── {}\n{markdown}\n", word.trim_end()).unwrap();
    }
    assert_snapshot!(said);
}

/// While dates of an earlier text are known, and in a line that can't be read, what can be told of a literal is told.
#[test]
fn a_literal_is_told_in_a_line_that_can_not_be_read() {
    let text = "roadmap \"P\" from 2026-03-02\ntask api 5d after 2026-03-<|>05 aftr\n";
    let (analysis, caret) = open(text);
    let hover = ide::hover(View::of(&analysis), caret).expect("a date stands there");
    assert!(hover.markdown.contains("Thursday, 5 March 2026, week 10"), "{}", hover.markdown);
}

#[test]
fn what_a_calendar_holds() {
    let text = "\
roadmap \"Shop\" from 2026-03-02 calendar berlin
calendar berlin \"Berlin\" {
  work mon-thu 09:00-12:30, 13:30-17:00
  work fri 09:00-13:00
  day 7h
  off 2026-04-03 \"Good Friday\"
  off 2026-08-03..2026-08-07 \"*Closed*\"
  off every 12-25 \"Christmas\"
  open 2026-04-04 10:00-14:00 \"Inventory\"
}
calendar nights { work sat-sun 20:00-24:00 }
person ana \"Ana\"
person bo \"Bo\" calendar nights
task api \"API\" 5d @ana
task deploy \"Deploy\" 1d calendar nights
";
    let mut said = String::new();
    for word in ["berlin \"", "nights {", "nights\ntask"] {
        let place = text.find(word).expect("it is there");
        let (analysis, caret) = open(&format!("{}{CARET}{}", &text[..place], &text[place..]));
        let hover = ide::hover(View::of(&analysis), caret).expect("it is known");
        writeln!(said, "── {word}\n{}\n", hover.markdown).unwrap();
    }
    assert_snapshot!(said);
}
