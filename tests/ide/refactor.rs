//! Changes that a person would make in several places at once.

use std::fmt::Write as _;
use std::path::Path;

use insta::assert_snapshot;
use milepost::ide::{self, Analysis, RefactorKind, View};
use milepost::text::Span;
use milepost::{Options, Source};

use super::changes::changed;
use super::{CARET, PLAN, at, open};

/// All that is offered at a caret, or for what is selected between two.
fn offered(marked: &str) -> String {
    let start = marked.find(CARET).unwrap();
    let (analysis, end) =
        open(&marked.replacen(CARET, "", usize::from(marked.matches(CARET).count() == 2)));
    let start = u32::try_from(start).unwrap();
    let view = View::of(&analysis);
    let range = Span::new(start, end);
    let mut said = String::new();
    for one in ide::refactorings(view, range, None) {
        let edits = one.edits.expect("it is a small plan");
        // Asked for by its title it is the same.
        let again = ide::refactoring(view, range, None, &one.title).unwrap();
        let text = changed(&analysis, &edits);
        assert_eq!(text, changed(&analysis, &again));
        writeln!(said, "--- {:?}: {}\n{text}", one.kind, one.title).unwrap();
    }
    said
}

#[test]
fn a_dependency_is_written_at_its_other_end() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
task api 5d
task legal 2d
task ui 3d after <|>api, legal {
  #web
}
task docs 1d after legal // so it is
";
    assert_snapshot!(offered(text));
    let back = "\
roadmap \"Shop\" from 2026-03-02
task api 5d before <|>ui
task ui 3d {
  #web
}
";
    assert_snapshot!(offered(back));
    // With a lag it can't be said from the other side.
    assert!(!offered(&at("checkout.api.start", 0)).contains("before"));
}

#[test]
fn tasks_become_a_feature() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
stream checkout {
  <|>task api \"The API\" 5d // first

  task ui 3d after api {
    note \"\"\"
      two
      lines
    \"\"\"
  }<|>
  task docs 1d after ui, checkout.api
}
risk late \"Late\" { impact 2d on checkout.ui }
milestone live after checkout.ui
";
    assert_snapshot!(offered(text));
}

#[test]
fn an_item_moves_to_another_stream() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
stream checkout {
  task api 5d
  feature c<|>art {
    task ui 3d after api
    task docs 1d after ui
  }
  task legal 2d after cart.docs
}
stream mobile
stream web {
  task home 1d
}
milestone live after checkout.cart
";
    assert_snapshot!(offered(text));
}

#[test]
fn a_person_is_declared() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
task api 5d @an<|>a
";
    assert_snapshot!(offered(text));
    assert!(
        offered("roadmap \"Shop\" from 2026-03-02\nperson bo\ntask api 5d @bo owner @<|>ana\n")
            .contains("person bo\nperson ana\n")
    );
}

#[test]
fn an_item_gets_a_name() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
task \"Load test\" 2d
task \"Load <|>test\" 5d
";
    assert_snapshot!(offered(text));
}

#[test]
fn what_has_happened_today_is_written() {
    let text = "\
roadmap \"Shop\" from 2026-03-02 today 2026-03-04
task <|>api 5d 40% {
  #web
}
";
    assert_snapshot!(offered(text));
    let without = text.replace(" today 2026-03-04", "");
    assert_eq!(offered(&without), "");
}

#[test]
fn a_let_is_written_out() {
    assert_snapshot!(offered(&at("freeze\n", 0)));
}

#[test]
fn overload_is_spread() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
person ana \"Ana\"
task api 5d @ana
task <|>ui 3d @ana
task docs 2d @ana
";
    assert_snapshot!(offered(text));
}

/// Why a change can't be made at a caret.
fn refused(marked: &str, title: &str) -> String {
    let (analysis, caret) = open(marked);
    let range = Span::new(caret, caret);
    ide::refactoring(View::of(&analysis), range, None, title).unwrap_err()
}

#[test]
fn overload_that_is_no_error_is_spread_too() {
    let text = "\
roadmap \"Shop\" from 2026-03-02 warn overallocated
person ana \"Ana\"
task api 5d @ana
task <|>ui 3d @ana
";
    let said = offered(text);
    assert!(said.contains("task ui 3d @ana after api\n"), "{said}");
    // Where something else would go wrong, that is the reason.
    let late = text.replace("ui 3d", "ui 3d by 2026-03-06");
    assert_snapshot!(refused(&late, "let work wait until `Ana` has the time for it"), @"something else would be wrong: `ui` misses its deadline of 6 March 2026 by 3 working days");
}

#[test]
fn a_risk_goes_on_speaking_of_the_same() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
task load-test 1d
stream web {
  task \"Load <|>test\" 2d
  risk late \"Late\" { impact 2d on load-test }
}
";
    assert_snapshot!(refused(text, "give it the name `load-test`"), @"a risk or a status would speak of something else");
    // Without a namesake outside it has nobody to be taken for.
    let alone = text.replace("task load-test 1d\n", "").replace(" on load-test", "");
    assert!(offered(&alone).contains("task load-test \"Load test\" 2d"));
}

#[test]
fn what_would_mean_something_else_is_not_offered() {
    // In `web` there is an `api` already, for which `ui` would wait then.
    let text = "\
roadmap \"Shop\" from 2026-03-02
stream checkout {
  task api 5d
  task <|>ui 3d after api
}
stream web {
  task api 1d
}
";
    let said = offered(text);
    let moved = "--- Move: move it to the stream `web`\n";
    assert!(said.contains(moved) && said.contains("after checkout.api"), "{said}");
    // And there can't be two.
    let namesake = text.replace("<|>", "").replacen("task api", "task <|>api", 1);
    assert!(!offered(&namesake).contains("move it"));
    assert!(offered(&namesake.replace("task api 1d", "task home 1d")).contains(moved));
    assert_eq!(offered(&format!("<|>{PLAN}")), "");
}

#[test]
fn what_stands_in_a_part_of_the_stream_is_moved_out_of_that() {
    let text = "\
roadmap \"Shop\" from 2026-03-02
stream book {
  feature remind {
    task <|>sms 5d
    task mail 3d
  }
}
";
    let said = offered(text);
    assert!(said.contains("--- Move: move it out of the feature `remind`\n"), "{said}");
    assert!(!said.contains("move it to the stream `book`"), "{said}");
}

#[test]
fn lines_end_as_those_around_them() {
    let text = "roadmap \"Shop\" from 2026-03-02\r\n<|>task api 5d\r\ntask ui 3d after api<|>\r\n";
    let said = offered(text);
    let extracted = said.split_once('\n').unwrap().1.strip_suffix('\n').unwrap();
    assert_eq!(
        extracted.replace("\r\n", "|"),
        "roadmap \"Shop\" from 2026-03-02|feature new-feature \"New feature\" {|  task api 5d|  task ui 3d after api|}|"
    );
}

#[test]
fn in_the_examples_what_is_offered_keeps_the_dates() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut offers = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "roadmap") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let options = Options::new().level(None);
        let analysis = Analysis::whole(Source::new("plan.roadmap", text.as_str()), &options);
        let view = View::of(&analysis);
        let end = analysis.compilation().unwrap().schedule().end;
        let here = analysis.index().declarations().map(|(_, one)| one);
        for one in here.filter(|one| one.kind.is_item()).step_by(131) {
            let caret = Span::new(one.head.start, one.head.start);
            for (range, offer) in
                [caret, one.head, one.head.after()].into_iter().flat_map(|range| {
                    ide::refactorings(view, range, None)
                        .into_iter()
                        .map(move |offer| (range, offer))
                })
            {
                offers += 1;
                let edits = ide::refactoring(view, range, None, &offer.title).unwrap();
                let after = Source::new("plan.roadmap", changed(&analysis, &edits));
                let after = Analysis::whole(after, &options);
                let is_same = after.compilation().unwrap().schedule().end == end;
                let keeps = !matches!(offer.kind, RefactorKind::Move | RefactorKind::Mend)
                    && !offer.title.contains("today");
                assert!(is_same || !keeps, "{}: {}", path.display(), offer.title);
            }
        }
    }
    assert!(offers > 10, "{offers}");
}

/// What is named and declared nowhere, by all that names something.
#[test]
fn what_is_missing_is_declared() {
    let plan = "\
roadmap \"Shop\" from 2026-03-02
release v1 on 2026-06-01
stream checkout {
  feature cart {
    task ui 3d ATTRIBUTE
  }
}
";
    let mut said = String::new();
    for attribute in [
        "for gr<|>owth",
        "in v<|>2",
        "calendar ber<|>lin",
        "after de<|>sign",
        "after de<|>sign.start + 2d",
        "by fre<|>eze",
        "owner @a<|>na",
        "jira<|>: 12",
        "after else.wh<|>ere",
    ] {
        let marked = plan.replace("ATTRIBUTE", attribute);
        let (analysis, caret) = open(&marked);
        let before = analysis.sources().text(Span::new(0, u32::MAX)).to_owned();
        let all = ide::refactorings(View::of(&analysis), Span::new(caret, caret), None);
        writeln!(said, "{}", attribute.replace(CARET, "")).unwrap();
        for one in all.iter().filter(|one| one.kind == RefactorKind::Mend) {
            let text = changed(&analysis, one.edits.as_ref().unwrap());
            let new =
                text.lines().enumerate().filter(|(_, line)| !before.lines().any(|of| of == *line));
            let new: Vec<_> = new.map(|(at, line)| format!("{at}: {line}")).collect();
            writeln!(said, "  {} → {}", one.title, new.join(", ")).unwrap();
        }
    }
    assert_snapshot!(said);
}

#[test]
fn a_header_is_written() {
    let said = offered("<|>task api 5d\n");
    assert!(said.contains("roadmap \"Plan\" from 2026-03-02\n\ntask api 5d\n"), "{said}");
    assert!(!offered("roadmap \"P\" from 2026-03-02\n<|>task api 5d\n").contains("declare"));
}

/// Each link of a circle may be the one that isn't true.
#[test]
fn a_circle_is_opened_at_each_of_its_links() {
    let said = offered(
        "\
roadmap \"Shop\" from 2026-03-02
task api 5d after ship
task ui 2d after api<|>, legal
task legal 1d
task pay 2d before ship
task ship 1d after ui ends after pay
",
    );
    assert_snapshot!(said);
}
