//! Each test of the language, by what it lets through.

use super::{looked_at, shown};

/// All that a condition can ask for, on one page.
const SHOP: &str = r#"
roadmap "Shop" from 2026-03-02 today 2026-03-16
field size one of small, medium, large
field points number
field jira text
field cutover date
field public flag
team web "Web" {
  person ana "Ana"
  person bo  "Bo"
}
person cy "Cy"
objective growth "Growth"
release v1 "1.0" on 2026-06-30
stream checkout "Checkout" for growth in v1 #public owner @ana {
  feature express "Express" must horizon now {
    task design "Design" 5d  @ana     done 2026-03-06  size: small  points: 3
    task api    "API"    8d  @bo      after design  started 2026-03-09  50%
    task ui     "Pages"  20d @ana     after api  size: large  points: 13  jira: "PAY-12"  promised 2026-Q2
  }
  task guide "Guide" 4d @cy after express blocked "no texts" cost 12k
  milestone beta "Beta" after express.ui by 2026-06-01
  idea later-on "Later on" score reach 4000 impact 2 effort 10d
}
stream care "Care" could {
  task watch "Watch" 3d @cy|bo  from 2026-07-01  cutover: 2026-07-15  public: yes
  task old   "Old"   2d dropped
}
idea spare "Spare"
"#;

fn check(condition: &str, expected: &str) {
    assert_eq!(shown(SHOP, &format!("where {condition}")), expected, "{condition}");
}

#[test]
fn kinds() {
    check("task", "design api ui guide watch");
    check("feature or milestone or release", "v1 express beta");
    check("stream", "checkout care");
    check("idea", "later-on spare");
}

#[test]
fn tags_are_inherited() {
    check("#public", "checkout express design api ui guide beta later-on");
    check("task and not #public", "watch");
}

#[test]
fn streams_hold_all_that_stands_in_them() {
    check("stream care", "care watch");
    check("inside checkout.express", "express design api ui");
    check("not stream checkout", "v1 care watch spare");
}

#[test]
fn objectives_and_releases_are_inherited_and_a_release_is_in_itself() {
    check("objective growth and task", "design api ui guide");
    check("release v1 and not task", "v1 checkout express beta");
}

#[test]
fn people_are_those_who_work_on_it() {
    check("task and @ana", "design ui");
    // What holds her work is what she works on, too.
    check("feature and @ana", "express");
    check("assignee @bo", "checkout express api");
    check("task and @web", "design api ui");
    check("task and team web", "design api ui");
    // Without levelling the first of two alternatives works.
    check("task and @cy", "guide watch");
    check("owner @ana and task", "design api ui guide");
    check("no assignee and task", "");
    check("no assignee and stream", "");
    check("any owner and milestone", "beta");
}

#[test]
fn alternatives_count_as_they_were_chosen() {
    let busy = r#"
roadmap "Busy" from 2026-03-02 level
person ana
person bo
task long  "Long"  10d @ana
task short "Short" 2d  @ana|bo
"#;
    assert_eq!(shown(busy, "where @bo"), "short");
    assert_eq!(shown(busy, "where @ana"), "long");
}

#[test]
fn states_and_healths() {
    check("done", "design");
    check("under-way and task", "api");
    check("waiting and task", "ui guide watch");
    check("task and at-risk", "guide");
    check("blocked", "guide");
    check("not done and inside checkout.express", "express api ui");
}

#[test]
fn priorities_and_horizons() {
    check("priority must", "express design api ui");
    check("priority = 300", "care watch");
    check("priority > 500", "express design api ui");
    check("horizon now", "express design api ui");
    check("no horizon and task", "guide watch");
}

#[test]
fn amounts() {
    check("task and slack < 5d", "watch");
    check("task and slack >= 10d", "api ui guide");
    check("progress >= 50% and task", "design api");
    check("cost > 10k and task", "guide");
    check("cost > 10k", "checkout guide");
    check("score > 100", "later-on");
}

#[test]
fn fields() {
    check("size = large", "ui");
    check("any size", "design ui");
    check("task and size != large", "design api guide watch");
    check("points > 3", "ui");
    check("points <= 3", "design");
    check("jira = \"PAY-12\"", "ui");
    check("public = yes", "watch");
    check("cutover before 2026-08", "watch");
    check("cutover >= 2026-07-16", "");
    check("cutover <= 2026-07-15", "watch");
    check("cutover in 2026-07", "watch");
}

#[test]
fn dates() {
    check("task and starts before 2026-03-09", "design");
    check("task and starts on 2026-03-09", "api");
    check("task and starts after 2026-Q2", "watch");
    check("task and ends in 2026-Q1", "design api");
    check("task and ends before 2026-03-07", "design");
    check("task and ends before 2026-03-06", "");
    check("task and ends after 2026-03-06 and starts before 2026-06", "api ui guide");
    check("due in 2026-06", "beta");
    check("due before 2026-06-01", "");
    check("promised in 2026-Q2", "ui");
    check("promised after 2026-Q2", "");
}

#[test]
fn words_between_and_parentheses() {
    check("done or blocked", "design guide");
    check("task and (done or blocked)", "design guide");
    check("task and not (done or blocked)", "api ui watch");
    check("milestone or task and blocked", "guide beta");
}

#[test]
fn several_conditions_all_hold() {
    assert_eq!(shown(SHOP, "where task\nwhere @ana"), "design ui");
}

#[test]
fn what_leads_to_an_item_and_what_follows_it() {
    check("leads to checkout.express.ui", "design api ui");
    check("leads to checkout.beta", "design api ui beta");
    check("follows checkout.express.design", "v1 design api ui guide beta");
    check("follows checkout.beta", "v1 beta");
}

/// Containers that wait, are waited for, and ship.
const CONTAINERS: &str = r#"
roadmap "Containers" from 2026-03-02
release v1 "1.0"
task kickoff "Kickoff" 1d
feature one "One" after kickoff in v1 {
  task a 2d
  task b 2d after a
}
feature two "Two" after one {
  task c 2d
  task d 2d
}
task z 1d ends after two
milestone party after v1
"#;

#[test]
fn waiting_goes_through_containers_and_releases() {
    let check = |condition: &str, expected: &str| {
        assert_eq!(shown(CONTAINERS, &format!("where {condition}")), expected, "{condition}");
    };
    // A part waits for what its whole waits for, and for all that is in it.
    check("leads to two.d", "kickoff one a b d");
    check("leads to two", "kickoff one a b two c d");
    check("leads to party", "v1 kickoff one a b party");
    check("follows kickoff", "v1 kickoff one a b two c d z party");
    check("follows two.c", "c z");
    check("follows one.b", "v1 b two c d z party");
}

#[test]
fn what_holds_a_shown_item_frames_it() {
    let frames = looked_at(SHOP, "where task and @bo", |view| {
        let all = view.plan.model.items().filter(|item| view.frames_item(item.id));
        all.map(|item| item.name().to_owned()).collect::<Vec<_>>().join(" ")
    });
    assert_eq!(frames, "checkout express");
}

#[test]
fn done_and_unknown_can_be_hidden() {
    assert_eq!(shown(SHOP, "hide done\nwhere inside checkout.express"), "express api ui");
    let open = "roadmap \"Open\" from 2026-03-02\ntask known 2d\ntask unknown\n";
    let shown = |view: &str| looked_at_loosely(open, view);
    assert_eq!(shown("hide unknown"), "known");
    assert_eq!(shown("show unknown"), "known unknown");
}

/// The same of a roadmap that deserves a warning.
fn looked_at_loosely(roadmap: &str, view: &str) -> String {
    shown(&roadmap.replace("from 2026-03-02", "from 2026-03-02 allow missing-estimate"), view)
}

#[test]
fn a_window_shows_what_lies_in_it() {
    assert_eq!(shown(SHOP, "where task\nfrom 2026-04-01"), "ui guide watch");
    assert_eq!(shown(SHOP, "where task\nto 2026-03-08"), "design");
    assert_eq!(shown(SHOP, "where task\nfrom 2026-Q3 to 2026-Q3"), "watch");
}

#[test]
fn risks_are_shown_with_what_they_threaten() {
    const RISKY: &str = r#"
roadmap "Risky" from 2026-03-02
stream one {
  task a 2d { risk inner "Inner" #loud { probability 10%  impact 1d on a  mitigation "x" } }
}
task b 2d
risk outer "Outer" { probability 10%  impact 1d on b  mitigation "x" }
risk free  "Free" #loud { probability 10%  impact 10k  mitigation "x" }
"#;
    let risks = |view: &str| {
        looked_at(RISKY, view, |view| {
            let model = view.plan.model;
            let names = view.risk_ids().map(|id| model.risks[id.index()].name.to_string());
            names.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(risks("chart risks"), "inner outer free");
    assert_eq!(risks("chart risks\nwhere stream one"), "inner");
    assert_eq!(risks("chart risks\nwhere #loud"), "inner free");
    assert_eq!(risks("chart risks\nwhere leads to b"), "outer");
}
