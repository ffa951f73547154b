//! By what items are put together, and in which order.

use milepost::model::Dimension;

use super::looked_at;

const TEAMS: &str = r#"
roadmap "Teams" from 2026-03-02
field size one of small, large
field points number
team web "Web" {
  person ana "Ana"
  person bo  "Bo"
}
objective growth "Growth"
release v1 "1.0" on 2026-12-01
stream one "One" for growth #zebra {
  stream inner "Inner" {
    task a "Alpha" 2d @ana must  size: large points: 10 in v1
  }
  task b "Beta" 3d @bo after inner.a size: small points: 9 #ant horizon next
}
task c "Gamma" 1d @ana after one.b could
"#;

/// Groups as `title: names`, in their order.
fn groups(view: &str) -> Vec<String> {
    looked_at(TEAMS, view, |view| {
        let tasks = view.sorted().into_iter().filter(|item| item.kind().word() == "task");
        let groups = view.groups(Dimension::Kind, tasks);
        let line = |of: &milepost::plan::Group<'_>| {
            let names: Vec<_> = of.items.iter().map(|item| item.name()).collect();
            format!("{}: {}", of.title, names.join(" "))
        };
        groups.iter().map(line).collect()
    })
}

#[test]
fn every_dimension_tells_items_apart() {
    let check =
        |by: &str, expected: &[&str]| assert_eq!(groups(&format!("group {by}")), expected, "{by}");
    check("stream", &["One: a b", ": c"]);
    check("objective", &["Growth: a b", ": c"]);
    check("release", &["1.0: a", ": b c"]);
    check("assignee", &["Ana: a c", "Bo: b"]);
    check("team", &["Web: a b c"]);
    check("owner", &[": a b c"]);
    check("tag", &["#ant: b", "#zebra: a b", ": c"]);
    check("priority", &["Must: a", "Could: c", ": b"]);
    check("state", &["Waiting: a b c"]);
    check("health", &["On track: a b c"]);
    check("horizon", &["Next: b", ": a c"]);
    check("kind", &["Tasks: a b c"]);
    check("size", &["small: b", "large: a", ": c"]);
    check("points", &["9: b", "10: a", ": c"]);
}

#[test]
fn what_is_sorted_stays_in_its_group() {
    assert_eq!(groups("group assignee\nsort title descending"), ["Ana: c a", "Bo: b"]);
}

#[test]
fn items_are_sorted_by_what_a_view_says() {
    let sorted = |by: &str| groups(&format!("sort {by}")).concat();
    assert_eq!(sorted("start"), "Tasks: a b c");
    assert_eq!(sorted("end descending"), "Tasks: c b a");
    assert_eq!(sorted("title"), "Tasks: a b c");
    assert_eq!(sorted("points"), "Tasks: b a c");
    // What has nothing of the kind is last, whichever way it goes.
    assert_eq!(sorted("points descending"), "Tasks: a b c");
    assert_eq!(sorted("priority"), "Tasks: a b c");
    assert_eq!(sorted("release"), "Tasks: a b c");
}

#[test]
fn ideas_are_ranked_unless_a_view_sorts_them() {
    let ideas = "roadmap \"Ideas\" from 2026-03-02\nidea small \"B\" score reach 10 effort 10d\nidea large \"A\" score reach 90 effort 10d could\nidea none \"C\"\n";
    let names = |view: &str| {
        looked_at(ideas, view, |view| {
            let ideas = view.ideas();
            ideas.iter().map(|of| of.idea.name.to_string()).collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(names("chart board"), "large small none");
    assert_eq!(names("chart board\nsort title descending"), "none small large");
    assert_eq!(names("chart board\nsort score descending"), "none small large");
    assert_eq!(names("chart board\nwhere any priority"), "large");
}
