//! What a merge does, in the language itself.

use super::*;
use crate::resolve::NoFiles;

fn merged(old: &str, new: &str) -> String {
    merge(&Source::new("plan.roadmap", old), new, &NoFiles).unwrap().text
}

const OLD: &str = "\
roadmap \"Plan\" from 2026-03-02
person ana \"Ana\"

// What we build.
stream core \"Core\" {
  task api \"API\" from 2026-03-02 to 2026-03-06 @ana after kickoff #core // by hand
  risk \"It may rain\" {
    probability 30%
  }
}
task kickoff 1d
";

#[test]
fn what_has_changed_is_changed_and_the_rest_stays() {
    let new = "\
// Imported from elsewhere.
roadmap \"Plan\" from 2026-03-05 today 2026-03-20
person ana \"Ana\"
person bo \"Bo\"
stream core \"The core\" {
  task api \"API, version 2\" started 2026-03-02 done 2026-03-09 @ana @bo #core #api
  task page \"Page\" 3d after api
}
";
    let expected = "\
roadmap \"Plan\" from 2026-03-02  today 2026-03-20
person ana \"Ana\"
person bo \"Bo\"

// What we build.
stream core \"The core\" {
  task api \"API, version 2\" @ana after kickoff #core  started 2026-03-02  done 2026-03-09  @bo  #api // by hand
  task page \"Page\" 3d after api
  risk \"It may rain\" {
    probability 30%
  }
}
task kickoff 1d
";
    assert_eq!(merged(OLD, new), expected);
}

#[test]
fn what_is_not_formatted_is_not_laid_out_anew() {
    let old = "task design  2d\ntask api \"API\"  5d  after design  // by hand\n";
    assert_eq!(
        merged(old, "task api \"API\"  8d  40%\ntask page \"Page\"  3d\n"),
        "task design  2d\ntask api \"API\"  8d  after design  40%  // by hand\ntask page \"Page\"  3d\n"
    );
    let old = "task a       \"A\"    5d  // by hand\ntask another \"Two\"  2d\n";
    assert_eq!(
        merged(old, "task a \"A\" 15d"),
        "task a       \"A\"    15d  // by hand\ntask another \"Two\"  2d\n"
    );
}

#[test]
fn a_title_that_is_new_stands_before_the_attributes() {
    assert_eq!(merged("task a 5d #x\n", "task a \"A\" 5d"), "task a \"A\" 5d #x\n");
}

#[test]
fn merging_what_is_there_changes_nothing() {
    assert_eq!(merged(OLD, OLD), OLD);
}

#[test]
fn what_the_import_lacks_is_told_and_stays() {
    let merged =
        merge(&Source::new("plan.roadmap", OLD), "stream core { task api 2d }", &NoFiles).unwrap();
    let said: Vec<_> = merged
        .losses
        .iter()
        .filter(|loss| loss.fate == Fate::Decided)
        .map(|loss| loss.places.clone())
        .collect();
    assert_eq!(said, [vec!["`kickoff`".to_owned()]]);
    assert!(merged.text.contains("task api \"API\" @ana after kickoff #core  2d // by hand"));
}

#[test]
fn a_block_is_opened_where_there_is_none() {
    let old = "stream a \"A\"\nstream b \"B\"\n";
    assert_eq!(
        merged(old, "stream a { task c 1d }"),
        "stream a \"A\" {\n  task c  1d\n}\nstream b \"B\"\n"
    );
}

#[test]
fn a_roadmap_with_mistakes_is_left_alone() {
    assert!(
        merge(&Source::new("plan.roadmap", "task a after after after"), "task a 1d", &NoFiles)
            .is_err()
    );
}

/// What is told, as people read it.
fn told(old: &str, new: &str) -> String {
    merge(&Source::new("plan.roadmap", old), new, &NoFiles).unwrap().losses.human()
}

#[test]
fn the_header_stays_but_for_its_day_and_an_earlier_start() {
    let old = "roadmap plan \"Plan\" from 2026-03-02\ntask a from 2026-03-04\n";
    let new = "roadmap \"board\" from 2026-01-01 today 2026-03-20\ntask a from 2026-03-04\n";
    let expected =
        "roadmap plan \"Plan\" from 2026-03-02  today 2026-03-20\ntask a from 2026-03-04\n";
    assert_eq!(merged(old, new), expected);
    let new = new.replace("03-04", "02-27").replace(" today 2026-03-20", "");
    assert!(merged(old, &new).starts_with("roadmap plan \"Plan\" from 2026-02-27\n"));
    // An item that is fixed, and says no more, is no header.
    assert_eq!(
        merged("task a from 2026-03-04\n", "task a from 2026-03-09\n"),
        "task a from 2026-03-09\n"
    );
}

#[test]
fn links_mean_what_they_mean_wherever_items_have_gone() {
    let old = "\
stream s {
  task t-1 1d
}
release v1 on 2026-05-01
task t-2 1d after s.t-1 + 2d
task t-3 1d in v1
";
    let new = "\
task t-1 1d
task t-2 1d after t-1
release v1 on 2026-05-01
task t-3 1d after t-1, t-2 in v1
task t-4 1d after t-1
";
    let expected = "\
stream s {
  task t-1 1d
}
release v1 on 2026-05-01
task t-2 1d after s.t-1 + 2d
task t-3 1d in v1  after s.t-1, t-2
task t-4 1d after s.t-1
";
    assert_eq!(merged(old, new), expected);
    assert_eq!(merged(expected, new), expected);
    assert!(
        told(old, new).contains("stand elsewhere in the file: they stay where they are (`s.t-1`)")
    );
}

#[test]
fn a_name_is_not_hidden_by_one_that_is_nearer() {
    let old = "task a 1d\nstream s {\n  task a 2d\n  task b 1d\n}\n";
    let new = "stream x {\n  task a 1d\n}\nstream s {\n  task a 2d\n  task b 1d after x.a\n}\n";
    let once = merged(old, new);
    assert!(once.contains("task b 1d\n"), "{once}");
    assert_eq!(merged(&once, new), once);
    let said = "what can't be named where it is needed: its name means something nearer there (`s.b`: `x.a`)";
    assert!(told(old, new).contains(said), "{}", told(old, new));
    // A longer path is clear.
    let old = "stream x {\n  task a 1d\n  stream s {\n    task a 2d\n    task b 1d\n  }\n}\n";
    let new = old.replace("b 1d", "b 1d after x.a");
    assert_eq!(merged(old, &new), old.replace("b 1d", "b 1d  after x.a"));
}

#[test]
fn what_is_reopened_is_not_over() {
    let old = "\
roadmap \"P\" from 2026-03-02
task a 2d  started 2026-03-02  done 2026-03-03  #x
task b 2d  dropped
task c 2d  blocked \"by rain\"
task d 2d
";
    let new = "task a 2d\ntask b 2d\ntask c 2d\ntask d 2d  blocked \"by snow\"\n";
    let expected = "\
roadmap \"P\" from 2026-03-02
task a 2d  #x
task b 2d
task c 2d
task d 2d  blocked \"by snow\"
";
    assert_eq!(merged(old, new), expected);
    // A tool that never says so knows nothing of it.
    assert!(merged(old, "task c 2d").contains("by rain"));
    assert!(
        told(old, "task a 2d")
            .contains("changed: `done 2026-03-03`: the file no longer says so (`a`)")
    );
}

#[test]
fn what_people_have_thought_about_stays() {
    let old = "\
person ana \"Ana Silva\"
person cy \"Cy\"
task a 3d..5d..9d @ana @cy:50% note \"mine\"
task b 4d..6d
";
    let new = "\
person ana \"Ana\"
person bo \"Bo\"
task a 5d @ana @bo note \"theirs\"
task b 7d
";
    let expected = "\
person ana \"Ana Silva\"
person cy \"Cy\"
person bo \"Bo\"
task a 3d..5d..9d @ana @cy:50% note \"theirs\"  @bo
task b 7d
";
    assert_eq!(merged(old, new), expected);
    let said = told(old, new);
    assert!(
        said.contains("people whom the file does not name: they stay as they are (`a`: `@cy:50%`)"),
        "{said}"
    );
    assert!(said.contains("`note \"mine\"`: the file says `note \"theirs\"` now (`a`)"), "{said}");
    assert!(said.contains("`4d..6d`: the file says `7d` now (`b`)"), "{said}");
}

#[test]
fn a_card_is_the_same_under_another_name() {
    let old = "\
field jira text
task ship \"Ship\" 2d  link https://trello.com/c/x2
task pay \"Pay\" 2d  jira: \"PAY-12\"
task c 1d after ship
";
    let new = "\
field jira text
task send \"Send\" 3d  link https://trello.com/c/x2
task money \"Money\" 2d  jira: \"PAY-12\"
task c 1d after send
task e 1d after money
";
    let expected = "\
field jira text
task ship \"Send\" 3d  link https://trello.com/c/x2
task pay \"Money\" 2d  jira: \"PAY-12\"
task c 1d after ship
task e 1d after pay
";
    assert_eq!(merged(old, new), expected);
}

#[test]
fn an_address_that_has_wandered_is_no_other_item() {
    let old = "task a 1d  link https://example.com/x\ntask b 2d\n";
    let new = "task a 1d\ntask b 2d  link https://example.com/x\n";
    assert_eq!(
        merged(old, new),
        "task a 1d  link https://example.com/x\ntask b 2d  link https://example.com/x\n"
    );
}

/// One file beside the roadmap.
struct Beside(&'static str);

impl Loader for Beside {
    fn load(&self, path: &str) -> Result<Source, crate::resolve::LoadError> {
        Ok(Source::new(path, self.0))
    }
}

#[test]
fn what_stands_in_an_imported_file_is_left_alone() {
    let old = "roadmap \"P\" from 2026-03-02\nimport \"sub.roadmap\" as sub\ntask a 1d\n";
    let new = "task a 1d after b\ntask b \"B\" 5d\nstream s {\n  task c 1d\n}\n";
    let beside = Beside("task b 2d\nstream s {\n  task d 1d\n}\n");
    let merged = merge(&Source::new("plan.roadmap", old), new, &beside).unwrap();
    assert_eq!(merged.text, old.replace("a 1d", "a 1d  after sub.b"));
    let said = merged.losses.human();
    assert!(said.contains("items that stand in an imported file: they stay as they are"), "{said}");
    assert!(
        said.contains("left out: what is new in something that stands in an imported file"),
        "{said}"
    );
}

#[test]
fn a_roadmap_that_does_not_compile_is_left_alone_and_none_is_made() {
    let old = |text: &str| merge(&Source::new("plan.roadmap", text), "task a 1d", &NoFiles);
    assert!(matches!(old("task a 1d after b"), Err(Unmergeable::Roadmap)));
    assert!(matches!(old("task a 1d\ntask a 2d"), Err(Unmergeable::Roadmap)));
    // Nobody may have both names.
    let old = Source::new("plan.roadmap", "risk a \"Rain\"\n");
    assert!(matches!(merge(&old, "task a 1d", &NoFiles), Err(Unmergeable::Outcome(_))));
}

#[test]
fn where_items_stand_is_told() {
    let old = Source::new("plan.roadmap", "stream s {\n  task t-1 1d\n}\n");
    let merged = merge(&old, "task t-1 2d", &NoFiles).unwrap();
    let paths: Vec<_> = merged.paths.into_iter().collect();
    assert_eq!(paths, [("t-1".to_owned(), "s.t-1".to_owned())]);
}

#[test]
fn what_is_new_is_laid_out_as_what_is_there() {
    let old = "\
roadmap \"P\" from 2026-03-02
stream s { // here
  task a 1d // first
  risk \"Rain\"
}
stream t // there
stream u { task x 1d }";
    let new = "\
person ana \"Ana\"
stream s {
  task b 1d @ana
  stream in \"In\" {
    task c 1d
  }
}
stream t {
  task d 1d
  task e 1d
}
stream u {
  task y 1d
}
";
    let expected = "\
roadmap \"P\" from 2026-03-02

person ana \"Ana\"
stream s { // here
  task a 1d // first
  task b 1d @ana
  stream in \"In\" {
    task c 1d
  }
  risk \"Rain\"
}
stream t { // there
  task d 1d
  task e 1d
}
stream u { task x 1d
  task y 1d
}";
    assert_eq!(merged(old, new), expected);
    assert_eq!(merged(expected, new), expected);
    let windows = old.replace('\n', "\r\n");
    assert_eq!(merged(&windows, new), expected.replace('\n', "\r\n"));
}

#[test]
fn an_attribute_that_goes_takes_its_line_along() {
    let old = "task a {\n  5d\n  done\n}\ntask b 2d,\n  #x,\n  done\ntask c 2d,\n  done,\n  #y\n";
    let new = "task a 5d\ntask b 2d\ntask c 2d\n";
    assert_eq!(merged(old, new), "task a {\n  5d\n}\ntask b 2d,\n  #x\ntask c 2d,\n  #y\n");
}

/// The roadmaps of the project that are a file alone and have no mistakes.
fn roadmaps() -> Vec<Source> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("examples"), root.join("tests/suite")];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "roadmap") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let mut cases = vec![String::new()];
                for line in text.lines() {
                    if line.starts_with("--- ") && line.trim_end().ends_with(" ---") {
                        cases.push(String::new());
                    } else if let Some(case) = cases.last_mut() {
                        case.push_str(line);
                        case.push('\n');
                    }
                }
                let name = path.to_string_lossy();
                all.extend(cases.into_iter().map(|case| Source::new(&*name, case)));
            }
        }
    }
    all.sort_by(|one, other| one.path().cmp(other.path()));
    all.retain(|source| source.text().len() < 50_000 && Side::of(source, &NoFiles).is_some());
    all
}

#[test]
fn a_roadmap_merged_with_itself_is_itself() {
    let roadmaps = roadmaps();
    assert!(roadmaps.len() > 200, "{}", roadmaps.len());
    for source in roadmaps {
        let merged = merge(&source, source.text(), &NoFiles).unwrap();
        assert_eq!(merged.text, source.text(), "{}", source.path());
        assert_eq!(merged.losses.human(), "", "{}", source.path());
    }
}

#[test]
fn one_attribute_that_has_changed_changes_one_line() {
    let mut count = 0;
    for source in roadmaps() {
        let side = Side::of(&source, &NoFiles).unwrap();
        let items = side.declarations().filter(|(_, of)| of.kind.is_item() && of.name.is_some());
        let estimates = items.flat_map(|(node, _)| side.attributes_of(node)).filter(|one| {
            let is_number = side.said(one.span).starts_with(|c: char| c.is_ascii_digit());
            one.value.kind() == A::Duration && is_number
        });
        for one in estimates.take(3) {
            let mut new = source.text().to_owned();
            new.replace_range(side.place(one.span), "77d");
            // With such a length a few don't compile any more.
            let Ok(merged) = merge(&source, &new, &NoFiles) else { continue };
            let lines = |text: &str| text.lines().map(side::words).collect::<Vec<_>>();
            let (are, shall) = (lines(&merged.text), lines(&new));
            let differ = are.iter().zip(&shall).find(|(one, other)| one != other);
            assert_eq!(differ, None, "{}", source.path());
            assert_eq!(are.len(), shall.len(), "{}", source.path());
            assert_eq!(merged.losses.iter().count(), 1, "{}", source.path());
            count += 1;
        }
    }
    assert!(count > 20, "{count}");
}
