//! What an editor is answered, drawn under the text that was asked about. `<|>` is where the caret stands.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "ide/changes.rs"]
mod changes;
#[path = "ide/completion.rs"]
mod completion;
#[path = "ide/hover.rs"]
mod hover;
#[path = "ide/memory.rs"]
mod memory;
#[allow(dead_code)]
#[path = "support/random.rs"]
mod random;
#[path = "ide/refactor.rs"]
mod refactor;

use std::fmt::Write as _;

use insta::assert_snapshot;
use milepost::ide::{self, Analysis, View};
use milepost::resolve::{LoadError, Loader};
use milepost::text::{SourceId, Span};
use milepost::{Options, Source};

const CARET: &str = "<|>";

/// However many names there are.
const ALL: usize = usize::MAX;

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
fn a_name_in_a_view_is_a_name() {
    const VIEWED: &str = "roadmap \"R\" from 2026-03-02\nfield size text\nperson ana\nstream shop { task <|>api 5d @ana size: \"s\" }\ncadence sprint every 2w from 2026-03-02\nview one where inside shop.api and @ana or size = \"s\" group size columns sprint\n";
    let plain = VIEWED.replace(CARET, "");
    assert_eq!(renamed(VIEWED, "core").unwrap(), plain.replace("api", "core"));
    for name in ["size", "ana", "sprint", "shop"] {
        let marked = plain.replacen(name, &format!("{CARET}{name}"), 1);
        assert_eq!(renamed(&marked, "other").unwrap(), plain.replace(name, "other"), "{name}");
    }
    let (analysis, caret) = open(&plain.replace("columns sprint", "columns spr<|>int"));
    let target = ide::definition(View::of(&analysis), caret).unwrap();
    assert_eq!(analysis.sources().text(target.span), "sprint");
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
            // Of two of one name the error stands at the second, which keeps its name.
            refused("freeze", 0, "live"),
        ]
        .join("\n"),
        @r"
    with that name the roadmap would not mean the same: there is a task `pay` here already
    with that name the roadmap would not mean the same: `freeze` is the name of a `let` here already
    `start` has a meaning of its own, and can't be the name of a task
    `2fast` is no name: a name is a letter, then letters, digits, `-` and `_`, such as `second-slot`
    there is no name here that stands for something that is declared
    `api` would mean something else in some places: there is one already
    with that name the roadmap would not mean the same: `live` is the name of a milestone here already
    "
    );
}

/// The day may come from outside, or from a name in the header: what rests on it is no reason against a name.
#[test]
fn a_name_is_changed_in_a_plan_that_is_looked_at_on_a_day() {
    let outside = "roadmap \"P\" from 2026-03-02\ntask api 5d after today\ntask ui 1d after api\n";
    let named = format!("{outside}let day = 2026-03-04\n").replacen("03-02", "03-02 today day", 1);
    let day = Options::new().today(milepost::time::Date::new(2026, 3, 4).unwrap());
    for (text, options, old) in [
        (outside, day, "api"),
        (&named, day, "api"),
        (&named, Options::new(), "api"),
        (&named, Options::new(), "day"),
        // Another day wins, and the name in the header is a name all the same.
        (&named, day, "day"),
    ] {
        let analysis = Analysis::whole(Source::new("plan.roadmap", text), &options);
        let caret = u32::try_from(text.rfind(old).unwrap()).unwrap();
        let edits = ide::rename(View::of(&analysis), caret, "first").unwrap();
        assert_eq!(edits.len(), 2, "{text}");
        // What was wrong before is not told as the reason.
        let refused = ide::rename(View::of(&analysis), caret, "ui");
        let reason = refused.unwrap_err();
        assert!(reason.contains("`ui`"), "{reason}");
    }
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
fn a_number_of_four_digits_is_a_year_where_a_date_is_asked_for() {
    let (analysis, _) =
        open("idea x cost 1200 score reach 5000\nobjective o by 2026\ntask t during 2026..2027\n");
    let tokens = ide::tokens(View::of(&analysis), SourceId(0)).into_iter();
    let dates = tokens.filter(|one| one.kind == ide::TokenKind::Date);
    let dates: Vec<_> = dates.map(|one| analysis.sources().text(one.span).to_owned()).collect();
    assert_eq!(dates, ["2026", "2026..2027"]);
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

const DATED: &str = "\
roadmap \"Shop\" from 2026-03-02 today 2026-03-04
person ana \"Ana *Silva*\" role \"Engineer\" away 2026-03-12..2026-03-13 \"trip\"
objective growth \"Growth\" by 2026-Q2
stream checkout for growth {
  task api \"The API\" 5d @ana started 2026-03-02
  task ui 3d after api
  task docs 1d allow stale-status
}
milestone live after checkout.ui by 2026-03-10
";

#[test]
fn dates_slack_and_lateness_stand_behind_the_lines() {
    let (analysis, _) = open(DATED);
    let whole = Span::new(0, u32::MAX);
    let said = ide::hints(View::of(&analysis), whole).into_iter();
    let place = |offset| Span::new(offset, offset);
    let said = said.map(|hint| (place(hint.offset), format!("{:?} {}", hint.kind, hint.words)));
    assert_snapshot!(draw(&analysis, said.collect()));
}

#[test]
fn dates_stay_while_their_text_is_changed() {
    let (old, _) = open(DATED);
    let text = DATED.replace("stream checkout", "// new line\nstream checkout");
    let new = Analysis::names(Source::new("plan.roadmap", text.as_str()), &Options::new());
    let view = View { now: &new, dated: Some(&old) };
    let hints = ide::hints(view, Span::new(0, u32::MAX));
    let first = hints.iter().find(|hint| hint.words == "2–6 Mar").expect("`checkout` has dates");
    let line = text[..first.offset as usize].rsplit('\n').next().unwrap();
    assert_eq!(line, "  task api \"The API\" 5d @ana started 2026-03-02");
}

fn completed(marked: &str) -> (String, Vec<ide::Completion>) {
    let (analysis, caret) = open(marked);
    let files = vec!["teams.roadmap".to_owned()];
    let all = ide::completions(View::of(&analysis), caret, &|| files.clone(), ALL);
    (analysis.sources().text(all.span).to_owned(), all.items)
}

#[test]
fn what_could_be_written() {
    let mut said = String::new();
    for line in [
        "<|>",
        "ta<|>",
        "task x 2d after <|>",
        "task x 2d after checkout.ui, <|>",
        "task x \"Docs, then live\" 2d in live, after checkout.ui, checkout.api, <|>",
        "task x \"Docs, then live\" after <|>",
        "task x 2d after checkout.<|>",
        "task x 2d @<|>",
        "task x 2d @ana|<|>",
        "task x 2d for <|>",
        "task x 2d by <|>",
        "task x 2d al<|>",
        "task x 2d allow <|>",
        "task <|>",
        "import \"<|>",
        "risk r \"R\" impact 5d on <|>",
        "status 2026-03-04 <|>",
        "status 2026-03-04 at-risk <|>",
        "task x \"a te<|>",
        "let x = <|>",
    ] {
        let (begun, items) = completed(&format!("{DATED}{line}\n"));
        let shown: Vec<_> = items.iter().map(|one| one.text.as_str()).take(12).collect();
        let more = items.len().saturating_sub(12);
        let line = line.replace(CARET, "▏");
        writeln!(said, "{line} [{begun}] {} (+{more})", shown.join(" · ")).unwrap();
    }
    assert_snapshot!(said);
}

#[test]
fn of_very_many_completions_those_with_the_letters_are_offered() {
    let items: Vec<String> = (0..1000).map(|nth| format!("task t{nth} 1d\n")).collect();
    let items = items.concat();
    let offered = |written: &str, most: usize| {
        let (analysis, caret) = open(&format!("{items}task last 1d after {written}<|>"));
        let found = ide::completions(View::of(&analysis), caret, &Vec::new, most);
        (found.items.into_iter().map(|one| one.text).collect::<Vec<String>>(), found.is_all)
    };
    let (all, is_all) = offered("t77", ALL);
    assert!(is_all && all.len() >= 1000);
    let (some, is_all) = offered("t77", 100);
    assert!(!is_all);
    // The nearest first.
    assert_eq!(some.first().map(String::as_str), Some("t977"));
    assert!(some.contains(&"t77".to_owned()) && !some.contains(&"t5".to_owned()), "{some:?}");
    let (some, is_all) = offered("", 100);
    assert!(!is_all && (95..110).contains(&some.len()), "{}", some.len());
    assert_eq!(some.first().map(String::as_str), Some("t999"));
    // Of what is written already its ends.
    let (some, _) = offered("t5.", 100);
    assert_eq!(some.first().map(String::as_str), Some("t5.start"));
}

/// Two files, of which the second lies behind the first in the row of all sources.
#[test]
fn several_files_are_one_roadmap() {
    struct Team;
    impl Loader for Team {
        fn load(&self, path: &str) -> Result<Source, LoadError> {
            let text = "team web \"Web\" { person ana \"Ana\" }\ntask kick 1d @ana\n";
            Ok(Source::new(path, text))
        }
    }
    let text = "roadmap \"P\" from 2026-03-02\nimport \"team.roadmap\" as base\ntask a 2d @base.ana after base.kick\n";
    let options = Options::new().loader(&Team);
    let analysis = Analysis::whole(Source::new("plan.roadmap", text), &options);
    assert!(!analysis.diagnostics().has_errors(), "{:?}", analysis.diagnostics());
    let view = View::of(&analysis);
    let at = |words: &str| u32::try_from(text.find(words).unwrap()).unwrap();
    let lies = |span: Span| {
        let (source, bytes) = analysis.place(span);
        (source.path().to_owned(), source.text()[bytes].to_owned())
    };
    let of = |file: &str, text: &str| (file.to_owned(), text.to_owned());
    let person = ide::definition(view, at("ana after")).unwrap();
    assert_eq!(lies(person.span), of("team.roadmap", "ana"));
    let import = ide::definition(view, at("base.ana")).unwrap();
    assert_eq!(lies(import.span), of("plan.roadmap", "base"));
    let file = ide::definition(view, at("team.roadmap")).unwrap();
    assert_eq!(analysis.place(file.extent).0.path(), "team.roadmap");
    let links = ide::links(view, SourceId(0));
    assert!(matches!(&links[0].opens, ide::Opens::File(path) if path == "team.roadmap"));
    let places = ide::occurrences(view, at("kick"));
    let places: Vec<_> = places.into_iter().map(|one| lies(one.span)).collect();
    assert_eq!(places, [of("plan.roadmap", "kick"), of("team.roadmap", "kick")]);
    let edits = ide::rename(view, at("ana after"), "anna").unwrap();
    let edits: Vec<_> = edits.iter().map(|edit| lies(edit.span)).collect();
    let ana = "ana";
    let expected = [of("plan.roadmap", ana), of("team.roadmap", ana), of("team.roadmap", ana)];
    assert_eq!(edits, expected);
    assert!(ide::hover(view, at("kick")).unwrap().markdown.contains("2 Mar 2026"));
    // In the second file, too.
    let inner = analysis
        .offset("team.roadmap", "team web \"Web\" { person ana \"Ana\" }\ntask kick 1d @".len());
    let offered = ide::completions(view, inner.unwrap(), &Vec::new, ALL).items;
    assert!(offered.iter().any(|one| one.text == "@ana"), "{offered:?}");
    assert_eq!(ide::symbols(view, SourceId(1)).len(), 2);
}

/// At each name of real roadmaps that name is among what could be written there.
#[test]
fn every_name_that_stands_in_a_roadmap_could_be_written_there() {
    for name in ["two-apps", "internal-it", "atlas"] {
        let text = std::fs::read_to_string(format!("examples/{name}.roadmap")).unwrap();
        let source = Source::new("plan.roadmap", text.as_str());
        let analysis = Analysis::whole(source, &Options::new());
        let view = View::of(&analysis);
        let mut missed = Vec::new();
        let mut count = 0;
        for reference in analysis.index().references() {
            let begin = text[..reference.span.start as usize]
                .rfind([' ', ',', '\n', '|'])
                .map_or(0, |at| at + 1);
            let end = reference.span.end as usize;
            let written = &text[begin..end];
            let is_whole = text[end..].starts_with([' ', ',', '\n', ':', '|']);
            if !is_whole {
                continue;
            }
            count += 1;
            let offset = u32::try_from(begin).unwrap() + u32::from(written.starts_with('@'));
            let all = ide::completions(view, offset, &Vec::new, ALL).items;
            let meant = |one: &ide::Completion| {
                one.text == written
                    || one.text == format!("{written}:")
                    || written.ends_with(&format!(".{}", one.text))
            };
            if !all.iter().any(meant) {
                let line = text[..begin].rsplit('\n').next().unwrap();
                missed.push(format!("{line}▏{written}"));
            }
        }
        assert!(missed.is_empty() && count > 20, "{name}, {count}: {missed:#?}");
    }
}
