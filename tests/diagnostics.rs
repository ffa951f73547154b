//! What diagnostics look like, in every form. Snapshots show the source above the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fmt::Write as _;

use milepost::diagnostic::render::{github, gitlab, human, json, sarif, short};
use milepost::diagnostic::{Diagnostic, Edit, rules};
use milepost::text::{Source, Sources, Span};

/// Files in which the places of a diagnostic are found by what stands there.
struct Files(Sources);

impl Files {
    fn new<const N: usize>(files: [(&str, &str); N]) -> Self {
        let mut sources = Sources::default();
        for (name, text) in files {
            sources.add(Source::new(name, text)).expect("the sources are small");
        }
        Self(sources)
    }

    fn plan(text: &str) -> Self {
        Self::new([("plan.roadmap", text)])
    }

    /// The first place of a text.
    fn at(&self, text: &str) -> Span {
        let place = self
            .0
            .iter()
            .find_map(|(id, source)| Some(self.0.base(id) as usize + source.text().find(text)?));
        let start = place.unwrap_or_else(|| panic!("`{text}` is in none of the files"));
        span(start, start + text.len())
    }

    /// The report for people in 80 columns, without colour.
    fn report(&self, diagnostic: &Diagnostic) -> String {
        anstream::adapter::strip_str(&human::one(diagnostic, &self.0, 80)).to_string()
    }

    /// The files, and below them the report.
    fn shown(&self, diagnostic: &Diagnostic) -> String {
        let mut shown = String::new();
        for (_, source) in self.0.iter() {
            let _ = writeln!(shown, "----- {}\n{}", source.name(), source.text().trim_end());
        }
        shown + "-----\n" + &self.report(diagnostic)
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap())
}

fn unknown(files: &Files, name: &str) -> Diagnostic {
    Diagnostic::new(&rules::UNKNOWN_NAME, files.at(name), format!("there is no item `{name}`"))
        .here("not found")
}

/// The columns that the report underlines, as text of the source line above.
fn underlined(report: &str) -> String {
    let lines: Vec<&str> = report.lines().collect();
    let under = lines.iter().position(|line| line.contains('━')).expect("a primary mark");
    let marked = |line: &str| line.chars().position(|c| c == '━' || c == '┯').unwrap();
    let from = marked(lines[under]);
    let length = lines[under].chars().filter(|c| matches!(c, '━' | '┯')).count();
    // Good for lines without wide characters alone.
    lines[under - 1].chars().skip(from).take(length).collect()
}

#[test]
fn a_report_with_labels_help_and_a_fix() {
    let files = Files::plan(
        "roadmap \"Relaunch\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build  \"Build\"  10d after desing\n",
    );
    let found = unknown(&files, "desing")
        .label(files.at("design"), "this one is called nearly so")
        .help("a name is looked for in the innermost block first, then outward, then from the top of the roadmap")
        .replace("write `design`", files.at("desing"), "design");
    insta::assert_snapshot!(files.shown(&found));
}

#[test]
fn places_far_apart_share_a_box_and_other_files_have_their_own() {
    let files = Files::new([
        (
            "plan.roadmap",
            "roadmap \"X\" from 2026-03-02\nimport \"teams.roadmap\"\n\ntask a 5d @web:4\n\n\n\n\n\n\n\ntask b 5d @web:3\n",
        ),
        ("teams.roadmap", "team web \"Web\" capacity 3\n"),
    ]);
    let found = Diagnostic::new(
        &rules::OVERALLOCATED,
        files.at("@web:3"),
        "`web` is asked for 7 of 3 from 2 to 6 March 2026",
    )
    .here("takes 3")
    .label(files.at("@web:4"), "takes 4")
    .label(files.at("capacity 3"), "there are 3");
    insta::assert_snapshot!(files.shown(&found));
}

#[test]
fn marks_of_one_line_never_overlap() {
    let files = Files::plan("task build \"Build\" 10d effort 5d after a, b\n");
    let found =
        Diagnostic::new(&rules::CONFLICTING_ATTRIBUTES, files.at("effort 5d"), "two estimates")
            .here("an effort")
            .label(files.at("10d effort 5d after a"), "the estimates")
            .label(files.at("build"), "of this task")
            .label(files.at("effort 5d"), "the second")
            .label(files.at("task build \"Build\" 10d effort 5d after a, b"), "the line");
    insta::assert_snapshot!(files.shown(&found));
}

#[test]
fn columns_hold_with_tabs_wide_combining_and_line_ends() {
    let files = Files::plan("task a \"漢字\"\t5d\tafter e\u{301}t, nowhere\r\ntask b\r\n");
    let found = unknown(&files, "nowhere").label(files.at("e\u{301}t"), "this is known");
    insta::assert_snapshot!(files.shown(&found));
    assert!(short::one(&found, &files.0).starts_with("plan.roadmap:1:27:"));
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    let files = Files::plan("\u{FEFF}tsak a 5d\n");
    let found = unknown(&files, "tsak");
    assert!(short::one(&found, &files.0).starts_with("plan.roadmap:1:1:"));
    assert!(files.report(&found).contains("\n 1 │ tsak a 5d\n   · ━━┯━\n"));
}

#[test]
fn the_end_of_a_file_can_be_marked() {
    for (text, place) in [
        ("task a {", "1:9"),
        ("task a {\n", "2:1"),
        ("task a {\r\n", "2:1"),
        ("", "1:1"),
        ("\n", "2:1"),
    ] {
        let files = Files::plan(text);
        let end = span(text.len(), text.len());
        let found = Diagnostic::new(&rules::UNCLOSED_BLOCK, end, "a `}` is missing").here("here");
        let report = files.report(&found);
        assert!(report.contains(&format!("╭─[plan.roadmap:{place}]")), "{text:?}\n{report}");
        assert!(report.contains("╰── here"), "{text:?}\n{report}");
    }
}

#[test]
fn a_mark_of_many_lines_shows_its_first() {
    let files = Files::plan("task a {\n  5d\n}\n");
    let found = Diagnostic::new(&rules::EMPTY_RELEASE, span(0, 15), "nothing is in it").here("all");
    insta::assert_snapshot!(files.shown(&found));
}

#[test]
fn a_long_line_is_cut_round_its_mark() {
    let long =
        format!("task a 5d after {} desing, {}\n", "x, ".repeat(50_000), "y, ".repeat(50_000));
    let files = Files::plan(&long);
    let report = files.report(&unknown(&files, "desing").label(files.at("task a"), "this waits"));
    assert!(report.contains("[plan.roadmap:1:150018]"), "{report}");
    assert_eq!(underlined(&report), "desing");
    assert!(report.lines().all(|line| line.chars().count() <= 80), "{report}");
    insta::assert_snapshot!(report);
}

#[test]
fn long_words_are_broken_at_the_width() {
    let files = Files::plan("task a 5d after desing\n");
    let words = "this is a long explanation which says `after design + 2d` and more ".repeat(3);
    let found = unknown(&files, "desing").here(words.trim()).help(words.trim());
    let report = files.report(&found);
    assert!(report.lines().skip(1).all(|line| line.chars().count() <= 80), "{report}");
    insta::assert_snapshot!(report);
}

#[test]
fn what_acts_on_a_terminal_is_seen_instead() {
    let files = Files::plan("task a \"\u{1B}[31mred\u{202E}der\0\" after desing\n");
    let found = unknown(&files, "desing").here("\u{1B}[0m").help("try `\u{7}`");
    let report = human::one(&found, &files.0, 80);
    assert!(!report.contains("\u{1B}[31mred") && !report.contains(['\u{202E}', '\0', '\u{7}']));
    insta::assert_snapshot!(files.report(&found));
}

#[test]
fn a_thousand_places_are_counted() {
    let files = Files::plan(&"task a after b\n".repeat(1000));
    let mut found = unknown(&files, "b");
    for line in 1..1000 {
        found = found.label(span(line * 15, line * 15 + 4), "and this");
    }
    let report = files.report(&found);
    assert!(report.contains("… and 987 more places"), "{report}");
}

#[test]
fn a_fix_of_several_edits_shows_the_line_as_it_will_be() {
    let files = Files::plan("task a -> b -> c\n");
    let found = Diagnostic::new(&rules::SYNTAX_ERROR, files.at("->"), "`->` is not a word").fix(
        "write `after`",
        vec![
            Edit { span: files.at("-> b"), text: "after b".into() },
            Edit { span: files.at(" -> c"), text: ", c".into() },
        ],
    );
    insta::assert_snapshot!(files.shown(&found));
}

fn rich() -> (Files, Diagnostic) {
    let files = Files::new([
        (
            "plans/my plan.roadmap",
            "roadmap \"X\" from 2026-03-02\ntask é \"100%\" after desing, x\n",
        ),
        ("plans/teams.roadmap", "team web\n"),
    ]);
    let found = Diagnostic::new(
        &rules::UNKNOWN_NAME,
        files.at("desing"),
        "there is no item `desing`: 100% sure",
    )
    .here("not found")
    .label(files.at("team web"), "nor here")
    .help("did you mean `design`?")
    .help("or declare it")
    .replace("write `design`", files.at("desing"), "design");
    (files, found)
}

#[test]
fn json_is_one_line_with_every_place() {
    let (files, found) = rich();
    let line = json::one(&found, &files.0);
    assert!(!line.contains('\n'));
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

#[test]
fn github_annotations_are_escaped() {
    let (files, found) = rich();
    insta::assert_snapshot!(github::one(&found, &files.0), @"::error file=plans/my plan.roadmap,line=2,col=21,endColumn=27,title=unknown-name::there is no item `desing`: 100%25 sure (not found)%0Aplans/teams.roadmap:1: nor here%0Ahelp: did you mean `design`?%0Ahelp: or declare it");
}

#[test]
fn gitlab_reports_tell_each_problem_from_the_others() {
    let (files, found) = rich();
    insta::assert_snapshot!(gitlab::report([(&found, &files.0)]), @r#"
    [
    {"description":"there is no item `desing`: 100% sure\nhelp: did you mean `design`?\nhelp: or declare it","check_name":"unknown-name","fingerprint":"unknown-name:plans/my plan.roadmap:there is no item `desing`: 100% sure","severity":"major","location":{"path":"plans/my plan.roadmap","lines":{"begin":2,"end":2}}}
    ]
    "#);
    assert_eq!(gitlab::report([]), "[]\n");
    let twice = gitlab::report([(&found, &files.0), (&found, &files.0)]);
    let twice: Vec<serde_json::Value> = serde_json::from_str(&twice).unwrap();
    assert_eq!(twice.len(), 2);
    assert_ne!(twice[0]["fingerprint"], twice[1]["fingerprint"]);
    assert_eq!(twice[0]["location"], twice[1]["location"]);
}

#[test]
fn sarif_is_valid_and_has_every_rule() {
    let (files, found) = rich();
    let log = sarif::log([(&found, &files.0)]);
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    validate(&log);
    validate(&serde_json::from_str(&sarif::log([])).unwrap());
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), rules::ALL.len());
    let result = &log["runs"][0]["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], "unknown-name");
    insta::assert_snapshot!(serde_json::to_string_pretty(result).unwrap());
}

fn validate(log: &serde_json::Value) {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", schema).unwrap();
    let index = compiler.compile("sarif.json", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(log, index) {
        panic!("{error:#}");
    }
}

/// A generator of numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

#[test]
fn every_place_of_any_text_can_be_drawn() {
    const PIECES: [&str; 14] = [
        "task a 5d",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "漢字",
        "e\u{301}",
        "👩‍💻",
        "\u{202E}",
        "\0",
        "\u{1B}[31m",
        "ß",
        "a long run of words that goes on and on and on and on and on",
    ];
    let mut dice = Dice(1);
    for _ in 0..600 {
        let text: String = (0..dice.below(40)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        let files = Files::new([("a.roadmap", &*text), ("b.roadmap", "task b\n")]);
        let whole = text.len() + 10;
        let mut place = || {
            let start = dice.below(whole);
            span(start, start + dice.below(30))
        };
        let mut found = Diagnostic::new(&rules::SYNTAX_ERROR, place(), "x").here("here");
        for _ in 0..4 {
            found = found.label(place(), "there");
        }
        found = found.replace("write `y`", place(), "y");
        for width in [40, 100] {
            let report =
                anstream::adapter::strip_str(&human::one(&found, &files.0, width)).to_string();
            assert!(report.contains("here") && report.contains(['━', '┯']), "{text:?}\n{report}");
            assert!(
                !report.contains(['\u{1B}', '\u{202E}', '\0', '\r', '\t']),
                "{text:?}\n{report}"
            );
        }
        let _: serde_json::Value = serde_json::from_str(&json::one(&found, &files.0)).unwrap();
        assert!(!github::one(&found, &files.0).contains(['\n', '\r']));
    }
}
