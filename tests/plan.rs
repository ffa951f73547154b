//! The facts that several outputs share: health and why, what is late and why, money, load, progress.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

mod workload;

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use milepost::model::{Health, ItemId, Money, Share};
use milepost::plan::PlanStatus;
use milepost::schedule::simulate::{Settings, simulate, simulate_while};
use milepost::schedule::{Stop, schedule_unless};
use milepost::time::Minutes;
use milepost::{Compilation, Options, Source, compile};

/// A plan that is late is a plan too here: what is missed are warnings. 2 March 2026 is a Monday.
const HEADER: &str = "roadmap \"Plan\" from 2026-03-02 {
  warn deadline-missed
  warn release-missed
  warn overallocated
  warn over-budget
}
";

/// Those in one file, and without work that counts the clock of somebody.
const EXAMPLES: [&str; 7] = [
    "architecture.roadmap",
    "atlas.roadmap",
    "developer-platform.roadmap",
    "hello.roadmap",
    "internal-it.roadmap",
    "software.roadmap",
    "two-apps.roadmap",
];

fn compiled(text: &str) -> Compilation {
    let text = if text.contains("roadmap ") { text.to_owned() } else { format!("{HEADER}{text}") };
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    if let Err(problems) = compilation.plan() {
        panic!("{problems}");
    }
    compilation
}

fn health(text: &str) -> (Health, String) {
    compiled(text).plan().unwrap().health()
}

fn ask<T>(text: &str, question: impl FnOnce(&PlanStatus<'_>) -> T) -> T {
    question(&compiled(text).plan().unwrap().status())
}

fn item(status: &PlanStatus<'_>, path: &str) -> ItemId {
    status.plan().model.items().find(|item| item.path() == path).expect(path).id
}

fn item_health(text: &str, path: &str) -> Option<(Health, String)> {
    ask(text, |status| status.item_health(item(status, path)))
}

#[test]
fn without_a_deadline_nothing_is_late() {
    assert_eq!(health("task a 5d"), (Health::OnTrack, "nothing has a deadline".into()));
}

#[test]
fn the_tightest_deadline_is_named() {
    let (health, reason) =
        health("task a \"Api\" 5d  by 2026-03-20\ntask b \"Web\" 1d  by 2026-03-20");
    assert_eq!(health, Health::OnTrack);
    assert_eq!(reason, "nothing is late; Api, the tightest, has 10 working days to spare");
}

#[test]
fn a_missed_deadline_is_off_track() {
    let text = "task a \"Api\" 5d  by 2026-03-04\ntask b \"Web\" 5d  by 2026-03-03";
    let reason = "Web is 3 working days late; Api is 2 working days late";
    assert_eq!(health(text), (Health::OffTrack, reason.into()));
    assert_eq!(item_health(text, "b"), Some((Health::OffTrack, "3 working days late".into())));
}

#[test]
fn who_has_more_work_than_time_is_said_once() {
    let text = "person ana\ntask a \"A\" 5d @ana\ntask b \"B\" 5d @ana\nmilestone m \"M\" after a";
    let reason = "ana has more work than time; M waits for A, which is at risk";
    assert_eq!(health(text), (Health::AtRisk, reason.into()));
}

#[test]
fn days_ago_are_working_days_and_never_none() {
    let late = |today: &str, on: &str| {
        health(&format!("roadmap \"R\" from 2026-03-02 today {today}\nmilestone m \"M\" on {on}")).1
    };
    let due = "M is overdue: it was due on 5 June 2026";
    assert_eq!(late("2026-06-07", "2026-06-05"), due);
    assert_eq!(late("2026-06-08", "2026-06-05"), format!("{due}, 1 working day ago"));
    assert_eq!(late("2026-06-05T12:00", "2026-06-05T11:00"), format!("{due} at 11:00"));
}

#[test]
fn work_without_slack_is_late_by_as_many_days_as_what_waits_for_it() {
    let text =
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask u\ntask x 5d after u by 2026-03-10";
    let days = "8 working days too late for what waits for it";
    assert_eq!(item_health(text, "u"), Some((Health::AtRisk, days.into())));
}

#[test]
fn what_is_not_estimated_is_too_late_by_as_many_days_as_the_milestone_behind_it() {
    let text = "roadmap \"R\" from 2026-01-05 today 2026-03-18 { warn starts-before-dependency }
        task u
        milestone m \"M\" on 2026-03-06 after u";
    let days = "8 working days too late for what waits for it";
    assert_eq!(item_health(text, "u"), Some((Health::AtRisk, days.into())));
}

#[test]
fn what_is_fixed_to_the_day_of_its_own_deadline_is_no_risk_by_that() {
    let text = "release r \"R\" on 2026-06-30 by 2026-06-30\ntask a 1d in r";
    assert_eq!(item_health(text, "r"), Some((Health::OnTrack, String::new())));
    let promised = "milestone m on 2026-06-30 promised 2026-H1";
    assert_eq!(item_health(promised, "m"), Some((Health::OnTrack, String::new())));
    let reason = "nothing is late; R, the tightest, has 86 working days to spare";
    assert_eq!(health(text).1, reason);
}

#[test]
fn a_missed_promise_is_off_track() {
    let text = "task a \"Api\" 5d  promised 2026-03-05";
    let reason = "Api is 1 working day late against its promise";
    assert_eq!(health(text), (Health::OffTrack, reason.into()));
}

#[test]
fn a_deadline_with_little_to_spare_is_at_risk() {
    let (health_then, reason) = health("task a \"Api\" 40d  by 2026-04-27");
    assert_eq!(
        (health_then, &*reason),
        (Health::AtRisk, "Api is only 1 working day before its deadline")
    );
    let (health_then, reason) = health("task a \"Api\" 5d  by 2026-03-06");
    let expected = "Api is due on the very day it is expected";
    assert_eq!((health_then, &*reason), (Health::AtRisk, expected));
    assert_eq!(health("task a \"Api\" 5d  by 2026-03-09").0, Health::OnTrack);
}

#[test]
fn a_release_is_late_when_the_last_item_in_it_is() {
    let text = "release v1 \"One\" on 2026-03-04\nfeature f \"Fine\" in v1 {\n  task a 5d\n}";
    assert_eq!(
        health(text),
        (Health::OffTrack, "One is 2 working days late: Fine ends on 6 March 2026".into())
    );
    ask(text, |status| {
        let late = &status.late_items()[0];
        assert_eq!(late.item, item(status, "v1"));
        let chain = status.chain(late.item).items;
        assert_eq!(chain, [item(status, "f.a"), item(status, "v1")]);
    });
}

#[test]
fn the_worse_of_words_and_schedule_wins() {
    let late = "task a \"Api\" 5d  by 2026-03-04\nstatus 2026-03-02 on-track a";
    assert_eq!(health(late), (Health::OffTrack, "Api is 2 working days late".into()));
    let said = "task a \"Api\" 5d\nstatus 2026-03-02 off-track a";
    let reason = "Api is reported off track on 2 March 2026";
    assert_eq!(health(said), (Health::OffTrack, reason.into()));
}

#[test]
fn the_newest_entry_counts() {
    let text = "task a \"Api\" 5d\nstatus 2026-03-03 on-track a\nstatus 2026-03-02 off-track a";
    assert_eq!(health(text).0, Health::OnTrack);
    let same_day = "task a 5d\nstatus 2026-03-02 on-track a\nstatus 2026-03-02 at-risk a";
    assert_eq!(health(same_day).0, Health::AtRisk);
}

#[test]
fn a_whole_stands_no_better_than_its_parts() {
    let text = "stream s {\n  feature f {\n    task a \"Api\" 5d by 2026-03-04\n  }\n}\nstream t {\n  task b 1d\n}";
    assert_eq!(
        item_health(text, "s"),
        Some((Health::OffTrack, "Api is 2 working days late".into()))
    );
    assert_eq!(item_health(text, "t"), Some((Health::OnTrack, String::new())));
}

#[test]
fn what_holds_something_up_is_at_risk() {
    let text = "task a 5d\nmilestone m after a by 2026-03-04";
    let reason = "2 working days too late for what waits for it";
    assert_eq!(item_health(text, "a"), Some((Health::AtRisk, reason.into())));
}

#[test]
fn what_is_done_is_done() {
    let text = "roadmap \"Plan\" from 2026-03-02 today 2026-03-16\ntask a 5d done 2026-03-06\nstatus 2026-03-04 off-track a";
    assert_eq!(health(text), (Health::Done, "everything is done".into()));
}

#[test]
fn what_is_dropped_stands_nowhere() {
    let text = "task a 5d dropped\ntask b 1d";
    assert_eq!(item_health(text, "a"), None);
}

#[test]
fn only_the_worst_three_are_named() {
    let tasks = [1, 2, 3, 4, 5].map(|n| format!("task t{n} 5d by 2026-03-0{n}\n"));
    assert_eq!(
        health(&tasks.concat()).1,
        "t1 is 5 working days late; t2 is 4 working days late; t3 is 3 working days late; 2 more"
    );
}

#[test]
fn cost_is_money_and_time() {
    let text = "team web {\n  person ana rate 800/d\n  person bo 50% rate 400/d\n}\nstream s {\n  task a 5d @ana cost 1k\n  task b 4d @bo after a\n  task c effort 6d @ana @bo after b\n}\ntask d 1d dropped cost 9k";
    ask(text, |status| {
        let costs = status.costs();
        let cost = |path| costs.of(item(status, path));
        assert_eq!(cost("s.a"), Money(5_000_000));
        // Half of 4 days at 400.
        assert_eq!(cost("s.b"), Money(800_000));
        // Of 6 days of effort Ana gives 4, Bo, who is there half of the time, 2.
        assert_eq!(cost("s.c"), Money(4 * 800_000 + 2 * 400_000));
        assert_eq!(cost("s"), Money(9_800_000));
        assert_eq!(costs.whole(), cost("s"));
    });
}

#[test]
fn load_is_work_in_percent_of_capacity() {
    let text = "team web {\n  person ana away 2026-03-09..2026-03-13\n  person bo 50%\n}\ntask a 5d @ana\ntask b 15d @bo\n";
    ask(text, |status| {
        let loads = status.loads();
        let percent: Vec<_> = loads.iter().map(milepost::plan::Load::percent).collect();
        // The roadmap takes 15 days: Ana is there on 10 of them, Bo half of all.
        assert_eq!(percent, [Some(71), Some(50), Some(100)]);
        assert_eq!(loads[1].capacity, Minutes(10 * 480));
    });
}

#[test]
fn who_gives_more_time_to_a_levelled_effort_has_more_to_do() {
    // `klaus` comes for the last of the four weeks.
    let text = "roadmap \"R\" from 2026-03-02 level\nperson dim\nperson klaus\ntask gui 15d @klaus must\ntask manual effort 25d @dim @klaus";
    ask(text, |status| {
        let loads = status.loads();
        let work: Vec<_> = loads.iter().map(|load| load.work.0 / 480).collect();
        assert_eq!(work, [20, 15 + 5]);
    });
}

#[test]
fn progress_is_weighed_by_time() {
    let text = "stream s {\n  task a 8d 50%\n  task b 2d done\n  milestone m after a\n  task c 5d dropped\n}";
    ask(text, |status| {
        let progress = status.progress();
        assert_eq!(progress.complete, Share(600));
        assert_eq!((progress.done, progress.total), (1, 2));
    });
}

#[test]
fn ideas_stand_by_score() {
    let text = "idea low score reach 100 impact 1 confidence 50% 20d
idea none
idea high score reach 1k impact 2 20d
idea lean score value 5 urgency 3 10d
idea unsized score reach 5k";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let ranked = plan.ranked_ideas(None);
    let names: Vec<_> = ranked.iter().map(|ranked| &*ranked.idea.name).collect();
    assert_eq!(names, ["high", "low", "lean", "none", "unsized"]);
    let scores: Vec<_> =
        ranked.iter().filter_map(|of| of.score).map(|(_, score)| score.0).collect();
    assert_eq!(scores, [2_000_000, 50_000, 16_000]);
}

#[test]
fn risks_stand_by_exposure() {
    let text = "risk a probability 10% impact 10d mitigation \"x\"
risk b probability 50% impact 4d..8d mitigation \"x\"
risk c impact 50k mitigation \"x\"
risk d probability 20% impact 40k..60k mitigation \"x\"";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let risks = plan.risks();
    let names: Vec<_> = risks.iter().map(|row| &*row.risk.name).collect();
    assert_eq!(names, ["b", "d", "a", "c"]);
    assert_eq!(risks[0].exposure.time, Some(Minutes(3 * 480)));
    assert_eq!(risks[1].exposure.money, Some(Money(10_000_000)));
}

#[test]
fn what_is_under_way_without_an_estimate_is_unknown_and_not_past_it() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-30\ntask t \"T\" started 2026-03-02";
    assert_eq!(item_health(text, "t"), Some((Health::Unknown, String::new())));
    let past = "roadmap \"R\" from 2026-03-02 today 2026-03-30\ntask t \"T\" 5d started 2026-03-02";
    let (health, reason) = item_health(past, "t").unwrap();
    assert_eq!((health, reason.starts_with("past its estimate")), (Health::AtRisk, true));
}

#[test]
fn a_roadmap_of_ideas_alone_keeps_no_deadline() {
    let text = "roadmap \"R\" from 2026-03-02 by 2026-06-30\nstream s \"S\" {\n  idea i \"I\"\n}";
    assert!(ask(text, |status| status.roadmap_commitment().is_none()));
}

#[test]
fn what_holds_nothing_is_unknown() {
    let release = "release r \"R\" on 2026-06-30";
    let reason = "nothing in it yet";
    assert_eq!(item_health(release, "r"), Some((Health::Unknown, reason.into())));
    let reason = "nothing that says when it is";
    assert_eq!(item_health("milestone m \"M\"", "m"), Some((Health::Unknown, reason.into())));
    let filled = "release r \"R\" on 2026-06-30\ntask a 2d in r";
    assert_eq!(item_health(filled, "r"), Some((Health::OnTrack, String::new())));
}

#[test]
fn what_does_not_hold_is_told_at_its_item() {
    let text = "task a \"A\" 10d\ntask b \"B\" 2d from 2026-03-04 after a";
    let reason =
        "is fixed to start on 4 March 2026, 8 working days before what it waits for allows";
    assert_eq!(item_health(text, "b"), Some((Health::AtRisk, reason.into())));
}

#[test]
fn what_is_given_up_ends_before_it_is_done() {
    let compiled = compiled("task a 2d..9d\ntask b 1d..20d after a");
    let (model, schedule) = (compiled.model(), compiled.schedule());
    let stop = Stop::new();
    assert!(schedule_unless(model, &stop).is_some());
    stop.want();
    assert!(schedule_unless(model, &stop).is_none());
    let settings = Settings::default().threads(NonZeroU32::new(2).unwrap());
    let (last, all) = (AtomicU32::new(0), settings.runs.get());
    let count = |runs: u32| {
        last.fetch_max(runs, Ordering::Relaxed);
        true
    };
    let counted = simulate_while(model, schedule, &settings, &count).unwrap();
    assert_eq!(last.load(Ordering::Relaxed), all);
    let whole = simulate(model, schedule, &settings);
    assert_eq!(counted.end.percentile(80), whole.end.percentile(80));
    last.store(0, Ordering::Relaxed);
    // Each thread ends behind the run that it is in.
    let given_up = simulate_while(model, schedule, &settings, &|runs| count(runs) && runs < 100);
    assert!(given_up.is_none());
    assert!((100..=102).contains(&last.load(Ordering::Relaxed)), "{last:?}");
}
