//! What can be done at a place: mended, opened, followed.

use std::fmt::Write as _;

use insta::assert_snapshot;
use milepost::diagnostic::Edit;
use milepost::ide::{self, Analysis, View};
use milepost::text::{SourceId, Span};

use super::{CARET, PLAN, at, draw, open};

/// The text of the first file with some changes made.
pub(super) fn changed(analysis: &Analysis, edits: &[Edit]) -> String {
    let mut text = analysis.sources().source(SourceId(0)).unwrap().text().to_owned();
    let mut behind = usize::MAX;
    for edit in edits.iter().rev() {
        let (start, end) = (edit.span.start as usize, edit.span.end as usize);
        assert!(end <= behind, "changes are in order of place and apart from each other");
        behind = start;
        text.replace_range(start..end, &edit.text);
    }
    text
}

const MISTAKES: &str = "\
roadmap \"Shop\" from 2026-03-02
task api 5d after desing
task design 3d
task ui 3d after desing<|>, ap
task legal 2d after design on 2026-03-03
milestone live after desing
";

#[test]
fn a_mistake_can_be_mended_alone_and_with_all_of_its_kind() {
    let (analysis, caret) = open(MISTAKES);
    let view = View::of(&analysis);
    let mut said = String::new();
    for repair in ide::repairs(view, Span::new(caret, caret)) {
        let mends: Vec<_> = repair.mends.iter().map(|one| one.message.as_str()).collect();
        writeln!(said, "{:?} {}: {mends:?}", repair.scope, repair.title).unwrap();
        writeln!(said, "{}", changed(&analysis, &repair.edits)).unwrap();
    }
    let all = ide::repair_all(view, SourceId(0)).unwrap();
    writeln!(said, "{:?} {}", all.scope, all.title).unwrap();
    said += &changed(&analysis, &all.edits);
    assert_snapshot!(said);
}

#[test]
fn what_is_right_is_not_mended() {
    let (analysis, caret) = open(PLAN);
    let view = View::of(&analysis);
    assert!(ide::repairs(view, Span::new(0, caret)).is_empty());
    assert!(ide::repair_all(view, SourceId(0)).is_none());
}

#[test]
fn what_is_a_matter_of_planning_is_mended_only_where_it_is_asked_for() {
    let (analysis, caret) =
        open("roadmap \"Shop\" from 2026-03-02\ntask legal 5d by 2026-03-0<|>4\n");
    let view = View::of(&analysis);
    let repairs = ide::repairs(view, Span::new(caret, caret));
    let titles: Vec<_> = repairs.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["move the deadline to 6 March 2026"]);
    assert!(ide::repair_all(view, SourceId(0)).is_none());
}

#[test]
fn only_what_has_one_answer_is_mended_unasked() {
    let certain = [
        ("task design\ntask x 5d after desing", "design"),
        ("task x 5d afetr 2026-03-05", "after"),
        ("tsak x 5d", "task"),
        ("person anna\ntask x 5d @annna", "anna"),
        ("task x 5d by 2026/3/20", "2026-03-20"),
        ("task x 5d allow stale-statsu", "stale-status"),
    ];
    let offered = [
        "release v1 on 2026-04-01\ntask x 5d in v2",
        "release version1 on 2026-04-01\ntask x 5d in version2",
        "task design\ntask resign\ntask x 5d after fesign",
        "task x 5d by 2026-02-30",
        "task a 1d\ntask x 5d from 2026-03-02 from 2026-03-03",
        "# a remark",
        "task build app \"B\" 5d",
        "task x 5d by 2026-03-03",
        "task ab 5d\ntask x 5d after ac",
    ];
    for (lines, meant) in certain {
        let (analysis, _) = open(&format!("roadmap \"P\" from 2026-03-02\n{lines}\n"));
        let repair = ide::repair_all(View::of(&analysis), SourceId(0)).expect(lines);
        let mended = changed(&analysis, &repair.edits);
        assert!(mended.matches(meant).count() > lines.matches(meant).count(), "{mended}");
    }
    for lines in offered {
        let (analysis, caret) = open(&format!("roadmap \"P\" from 2026-03-02\n{lines}\n"));
        let view = View::of(&analysis);
        assert!(ide::repair_all(view, SourceId(0)).is_none(), "{lines}");
        let repairs = ide::repairs(view, Span::new(0, caret));
        assert!(!repairs.is_empty(), "{lines}: {:?}", analysis.diagnostics());
        assert!(repairs.iter().all(|one| !one.is_certain), "{lines}");
    }
}

#[test]
fn what_waits_for_what_is_followed_both_ways() {
    let mut said = String::new();
    for (word, nth) in [("api \"", 0), ("ui", 0), ("pay", 0), ("cart \"", 0), ("live", 0)] {
        let (analysis, caret) = open(&at(word, nth));
        let view = View::of(&analysis);
        let item = ide::item_at(view, caret).unwrap();
        let text = |span| analysis.sources().text(span);
        writeln!(said, "{}", text(item.span)).unwrap();
        let mut tell = |direction: &str, others: Vec<ide::Driving>| {
            for one in others {
                let places: Vec<_> = one.places.iter().map(|span| text(*span)).collect();
                let (title, detail) = (&one.title, &one.detail);
                writeln!(said, "  {direction} {title} ({detail}) at {places:?}").unwrap();
            }
        };
        tell("is driven by", ide::driven_by(view, item.node.unwrap()));
        tell("drives", ide::drives(view, item.node.unwrap()));
    }
    assert_snapshot!(said);
}

#[test]
fn who_is_busy_drives_too() {
    let (analysis, caret) = open(
        "roadmap \"Shop\" from 2026-03-02 level\nperson ana\ntask a \"A\" 5d @ana must\ntask b<|> \"B\" 2d @ana\n",
    );
    let view = View::of(&analysis);
    let item = ide::item_at(view, caret).unwrap().node.unwrap();
    let by = ide::driven_by(view, item);
    let by: Vec<_> = by.iter().map(|one| (one.title.as_str(), one.detail.as_str())).collect();
    assert_eq!(by, [("A", "ends 6 March 2026, decides")]);
}

#[test]
fn lenses_stand_above_lines() {
    let (analysis, _) = open(PLAN);
    let lenses = ide::lenses(View::of(&analysis), SourceId(0)).into_iter();
    let said = lenses.map(|one| (one.target.span, format!("{:?}: {}", one.kind, one.words)));
    assert_snapshot!(draw(&analysis, said.collect()));
}

#[test]
fn while_somebody_types_the_dates_of_the_text_before_are_told() {
    let (before, _) = open("roadmap \"Shop\" from 2026-03-02\ntask a 5d\ntask b 2d after a\n");
    let typed =
        "roadmap \"Shop\" from 2026-03-02\ntask new 1d\ntask a 5d\ntask b<|> 2d after a, new\n";
    let (now, caret) = open(typed);
    let view = View { now: &now, dated: Some(&before) };
    let node = ide::item_at(view, caret).unwrap().node.unwrap();
    let by = ide::driven_by(view, node).into_iter();
    let by: Vec<_> = by.map(|one| (one.title, one.detail, one.decides)).collect();
    let said = |title: &str, detail: &str, decides| (title.to_owned(), detail.to_owned(), decides);
    assert_eq!(by, [said("a", "ends 6 March 2026, decides", true), said("new", "", false)]);
    let words = ide::lenses(view, SourceId(0)).into_iter().map(|one| one.words);
    let words: Vec<_> = words.filter(|words| words == "critical").collect();
    assert_eq!(words.len(), 2);
    // What was said of the text before is nothing to mend in this one.
    assert!(ide::repairs(view, Span::new(0, caret)).is_empty());
}

#[test]
fn addresses_and_paths_can_be_opened() {
    let text = "\
import \"no-such.roadmap\"
roadmap \"Shop\" from 2026-03-02 link https://example.com/plan
task a 5d link \"Mail\" mailto:ana@example.com {
  link \"Design\" HTTP://example.com/#a
}
";
    let (analysis, _) = open(text);
    let links = ide::links(View::of(&analysis), SourceId(0)).into_iter();
    let said = links.map(|link| (link.span, format!("{:?}", link.opens))).collect();
    assert_snapshot!(draw(&analysis, said));
}

#[test]
fn a_name_is_typed_in_all_its_places_at_once() {
    let (analysis, caret) = open(&at("checkout.api", 0));
    let places = ide::linked(View::of(&analysis), caret).into_iter();
    assert_snapshot!(draw(&analysis, places.map(|span| (span, String::new())).collect()));
    let (analysis, caret) = open(&format!("{CARET}{PLAN}"));
    assert_eq!(ide::linked(View::of(&analysis), caret), []);
}

#[test]
fn how_an_attribute_is_written_is_told_at_each_of_its_arguments() {
    let mut said = String::new();
    for line in [
        "task a score <|>",
        "task a score reach 5000 <|>",
        "task a score confidence <|>",
        "task a score reach 5000 impact 2 confidence 80% <|>",
        "objective o {\n  measure m \"Rate\" from 200k <|>",
        "objective o {\n  measure m \"Rate\" from 200k to 1M now 3<|>",
        "task a after <|>",
        "task a after b <|>",
        "task a after b, <|>",
        "task a after b,\n  c + <|>",
        "task a within 5d <|>",
        "task a within 5d after <|>",
        "task a ends after <|>",
        "task a {\n  calendar <|>",
        "task a effort 3<|>",
        "task a effort 3d <|>",
        "task a note <|>",
        "task a link \"Design\" <|>",
        "task a // after <|>",
        "calendar c {\n  work mon-fri <|>",
        "calendar c {\n  work mon-fri 09:00-12:00, <|>",
        "calendar c {\n  off every <|>",
        "risk r {\n  impact <|>",
        "risk r {\n  impact 10d on <|>",
        "risk r {\n  mitigation \"Book\" by task <|>",
        "status <|>",
        "status 2026-03-04 at-risk <|>",
        "let freeze = <|>",
        "task a <|>",
        "task a alap <|>",
    ] {
        let (analysis, caret) = open(&format!("roadmap \"Shop\" from 2026-03-02\n{line}"));
        writeln!(said, "{line}").unwrap();
        for one in ide::signatures(View::of(&analysis), caret) {
            let active = one.active.map_or("-", |at| &one.label[one.parameters[at].clone()]);
            writeln!(said, "    {} [{active}]", one.label).unwrap();
        }
    }
    assert_snapshot!(said);
}
