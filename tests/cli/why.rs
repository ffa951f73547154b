//! `milepost why`: how it is called, and what it says in whole. That what it says is true is tested in `tests/why.rs`.

use crate::program::{Ran, Test};
use crate::{UNKNOWN, fine};

const LAUNCH: &str = "\
roadmap \"Launch\" from 2026-03-02
import \"team.roadmap\"
task design  \"Design\"     8d
task build   \"Build\"      15d  after design
task content \"Content\"    4d   after design + 1d
task verify  \"Load test\"  5d   @ana  after build
milestone live \"Go live\"       after verify, content
task old \"Old pages\" 3d dropped
";
const TEAM: &str = "person ana \"Ana Silva\"  away 2026-04-02..2026-04-08 \"vacation\"\n";

fn launch() -> Test {
    Test::new().file("launch.roadmap", LAUNCH).file("team.roadmap", TEAM)
}

fn said(test: Test) -> String {
    test.any_stdout().run().stdout
}

#[test]
fn the_chain_is_told_link_by_link_with_its_lines() {
    let story = said(launch().args(["why", "launch.roadmap", "live"]));
    let expected = "\
`Go live` (`live`) falls on 15 April 2026

`Go live` falls on 15 April, because `Load test` ends that day
   7 │ milestone live \"Go live\"       after verify, content
     ·                                      ──────
`Load test` takes 5d, from 9 to 15 April, because `Build` ends on 1 April; `Ana Silva` is away from
2 to 8 April (vacation)
             6 │ task verify  \"Load test\"  5d   @ana  after build
               ·                           ──               ─────
team.roadmap:1 │ person ana \"Ana Silva\"  away 2026-04-02..2026-04-08 \"vacation\"
               ·                         ──────────────────────────────────────
`Build` takes 15d, from 12 March to 1 April, because `Design` ends on 11 March
   4 │ task build   \"Build\"      15d  after design
     ·                           ───        ──────
`Design` takes 8d, from 2 to 11 March, because the roadmap starts then
   3 │ task design  \"Design\"     8d
     ·                           ──
   1 │ roadmap \"Launch\" from 2026-03-02
     · ────────────────────────────────

What else is waited for
`Go live` waits for `Content` too, which ends on 18 March: 20 working days to spare
   7 │ milestone live \"Go live\"       after verify, content
     ·                                              ───────

Who works on this chain
- `Ana Silva` works on 1 of its 3 tasks, 5 of 28 working days

What would win a day
- `Ana Silva` at work from 2 to 8 April, and it falls on 8 April
- 1d less of `Build`, `Design` or `Load test`, and it falls on 14 April
- the roadmap a working day earlier, from 27 February, and it falls on 14 April
";
    assert!(story == expected, "{story}");
}

#[test]
fn why_not_by_then_is_told_by_the_lines_that_forbid_it() {
    let story = said(launch().args(["why", "launch.roadmap", "live", "--by", "2026-04-08"]));
    assert!(
        story.starts_with(
            "`Go live` (`live`) can't be there by 8 April 2026: it falls 5 working days later"
        ),
        "{story}"
    );
    assert!(story.contains("─[team.roadmap:1:"), "{story}");
    assert!(story.contains("`Ana Silva` is away from 2 to 8 April"), "{story}");
    assert!(
        story.contains("all 8 together forbid it: without any one of them it could be"),
        "{story}"
    );
    assert!(!story.contains("`Content` takes"), "{story}");
    // Before a day is by the day before it.
    let before =
        said(launch().args(["why", "launch.roadmap", "live", "--not-before", "2026-04-09"]));
    let rest = |story: &str| story.split_once('╭').map(|(_, rest)| rest.to_owned());
    assert_eq!(rest(&before), rest(&story));
    assert!(
        before.starts_with("`Go live` (`live`) can't be there before 9 April 2026"),
        "{before}"
    );
}

const UNKNOWN_WORK: &str = "\
roadmap \"R\" from 2026-03-02 today 2026-03-16
feature b \"B\"
feature c \"C\" 40d
stream s \"S\" {
  task d \"D\"
}
objective o \"O\"
objective idle \"Idle\"
task e \"E\" 5d for o
task f \"F\" 6d for o
milestone m \"M\" after b, c, s
";

/// What rests on work without an estimate has no known date, and what is waited for beside it no known slack.
#[test]
fn what_nobody_has_estimated_is_not_known() {
    let test = || Test::new().file("r.roadmap", UNKNOWN_WORK);
    let asked = |day: &str| said(test().args(["why", "r.roadmap", "m", "--by", day]));
    let by = asked("2026-12-01");
    let expected = "\
whether `M` (`m`) can be there by 1 December 2026 is not known: it falls not before 8 May 2026, and
rests on `B`, which nobody has estimated
  note: an estimate of all that it rests on would tell
";
    assert!(by == expected, "{by}");
    let late = asked("2026-05-01");
    assert!(
        late.contains("it falls at least 5 working days later, on 8 May 2026 or\nlater"),
        "{late}"
    );
    let story = said(test().args(["why", "r.roadmap", "m"]));
    for told in [
        "`M` waits for `B` too, which ends not before 16 March: not estimated\n",
        "`M` waits for `S` too, which ends not before 16 March: not estimated\n",
        "- 1d less of `C`, and it falls not before 7 May\n",
    ] {
        assert!(story.contains(told), "{story}");
    }
    assert!(!story.contains("to spare"), "{story}");
    let by = ["why", "r.roadmap", "m", "--by", "2026-12-01", "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&said(test().args(by))).unwrap();
    assert!(json["canBe"].is_null() && json["restsOn"] == "b", "{json}");
    let why = ["why", "r.roadmap", "m", "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&said(test().args(why))).unwrap();
    assert!(json["beside"][0]["isOpen"] == true && json["beside"][0]["spare"].is_null(), "{json}");
}

/// The date of an objective is that of the work for it: what to ask instead is said.
#[test]
fn of_an_objective_the_work_is_asked_for() {
    let test = || Test::new().file("r.roadmap", UNKNOWN_WORK);
    test()
        .args(["why", "r.roadmap", "o"])
        .stderr(
            "
            error: `o` is an objective, and has no date but that of the work `for` it
              help: ask for `f`, which ends last of it
            ",
        )
        .code(2)
        .run();
    let idle = test().args(["why", "r.roadmap", "idle"]).any_stderr().code(2).run();
    assert!(
        idle.stderr.contains("help: nothing serves it: write `for idle` at the"),
        "{}",
        idle.stderr
    );
}

/// A day is asked for as in the language: by a period is by its end, before it is before its start.
#[test]
fn a_day_is_asked_for_as_the_language_writes_it() {
    let asked = |option: &str, day: &str| {
        said(launch().args(["why", "launch.roadmap", "live", option, day, "--today", "2026-03-02"]))
    };
    for (option, written, day) in [
        ("--by", "2026-03", "2026-03-31"),
        ("--by", "2026-Q1", "2026-03-31"),
        ("--by", "2026-W14", "2026-04-05"),
        ("--by", "today", "2026-03-02"),
        ("--not-before", "2026-04", "2026-04-01"),
        ("--not-before", "today", "2026-03-02"),
    ] {
        assert_eq!(asked(option, written), asked(option, day), "{option} {written}");
    }
    launch()
        .args(["why", "launch.roadmap", "live", "--by", "today"])
        .stderr(
            "
            error: the roadmap does not say which day `today` is
              help: say it with `--today=now`, or as a date
            ",
        )
        .code(2)
        .run();
    for wrong in ["2026-13", "2026-03-02T14:00", "soon"] {
        let args = ["why", "launch.roadmap", "live", "--by", wrong];
        let ran = launch().args(args).any_stderr().code(2).run();
        let expected = "expected a day or period that exists, as in `2026-03-02`, `2026-03` or `2026-Q1`, or `today`";
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}

/// Two lines are both, not all.
#[test]
fn two_lines_that_forbid_it_are_both() {
    const PLAN: &str = "roadmap \"Plan\" from 2026-03-02\ntask a 5d\n";
    let plan = Test::new().file("plan.roadmap", PLAN);
    let story = said(plan.args(["why", "a", "--by", "2026-03-03"]));
    assert!(
        story.ends_with("  note: both together forbid it: without either of them it could be\n"),
        "{story}"
    );
}

#[test]
fn what_can_be_by_then_is_told_so() {
    let story = said(launch().args(["why", "launch.roadmap", "live", "--by", "2026-04-17"]));
    assert_eq!(
        story,
        "`Go live` (`live`) can be there by 17 April 2026: it falls on 15 April 2026, 2 working days before\nthat\n"
    );
}

#[test]
fn it_can_be_called_with_less() {
    let whole = said(fine().args(["why", "plan.roadmap", "build"]));
    assert!(whole.starts_with("`Build` (`build`) ends on 20 March 2026\n"), "{whole}");
    // The one roadmap in the folder; what ends last; an end that is named.
    for less in [["why", "build"], ["why", "plan.roadmap"], ["why", "build.end"]] {
        assert_eq!(said(fine().args(less)), whole, "{less:?}");
    }
    let start = said(fine().args(["why", "build.start"]));
    assert!(start.starts_with("`Build` (`build`) starts on 9 March 2026\n"), "{start}");
    let with_stdin = Test::new().stdin(crate::FINE).args(["why", "-", "build"]);
    assert_eq!(said(with_stdin), whole);
}

#[test]
fn today_is_that_of_the_option() {
    let story = said(fine().args(["why", "build", "--today", "2026-04-01"]));
    assert!(story.contains("because it isn't started, and today is 1 April"), "{story}");
}

#[test]
fn what_is_out_of_order_is_explained() {
    let roadmap = "\
roadmap \"R\" from 2026-03-02 today 2026-03-16
task db   \"DB\"   10d  started 2026-03-04
task api  \"API\"  10d  after db   started 2026-03-09  95%
task docs \"Docs\" 2d   after api  done 2026-03-12
";
    let test = || Test::new().file("r.roadmap", roadmap);
    let story = said(test().args(["why", "r.roadmap", "api"]));
    let goes_on = "takes today, 16 March, until 13:00; it is under way, and no longer waits for `DB`, \
                   which ends on 17 March 3 │";
    assert!(story.starts_with("`API` (`api`) ends on 16 March 2026 at 13:00\n"), "{story}");
    let words = story.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(goes_on), "{story}");
    let story = said(test().args(["why", "r.roadmap", "docs"]));
    assert!(
        story.contains("it did not wait for `API`, which ends on 16 March at 13:00"),
        "{story}"
    );
    let why: serde_json::Value =
        serde_json::from_str(&said(test().args(["why", "r.roadmap", "api", "-f", "json"])))
            .unwrap();
    assert_eq!(why["chain"][0]["disregards"]["item"], "db");
    assert_eq!(why["chain"][0]["disregards"]["point"], "end");
}

#[test]
fn the_form_for_programs_is_one_document() {
    let text = said(launch().args(["why", "launch.roadmap", "live", "--format", "json"]));
    let why: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(why["item"], "live");
    assert_eq!(why["at"], "2026-04-15T17:00");
    let chain = why["chain"].as_array().unwrap();
    assert_eq!(chain.len(), 7);
    assert_eq!(chain[0]["because"]["kind"], "dependency");
    assert_eq!(chain[0]["because"]["item"], "verify");
    assert_eq!(chain[0]["source"]["line"], 7);
    assert_eq!(chain[2]["pauses"][0]["source"]["file"], "team.roadmap");
    assert_eq!(chain[6]["because"]["kind"], "roadmapStart");
    assert_eq!(why["beside"][0]["spareDays"], 20);
    assert_eq!(why["wins"][0]["changes"][0]["kind"], "absence");
    assert_eq!(why["wins"][0]["day"], "2026-04-08");
    let text =
        said(launch().args(["why", "launch.roadmap", "live", "--by", "2026-04-08", "-f", "json"]));
    let why: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&why["canBe"], &why["day"]), (&false.into(), &"2026-04-15".into()));
    assert_eq!(why["lines"].as_array().unwrap().len(), 8);
}

#[test]
fn what_is_not_there_may_be_another() {
    let fails = |args: [&str; 3], said: &str| {
        launch().args(args).stderr(said).code(2).run();
    };
    fails(
        ["why", "launch.roadmap", "vreify"],
        "error: no item is named `vreify`\n  help: did you mean `verify`?\n",
    );
    fails(
        ["why", "launch.roadmap", "quux"],
        "error: no item is named `quux`\n  help: an item is named by its path from the top, as in `checkout.api`\n",
    );
    fails(["why", "launch.roadmap", "old"], "error: `old` is dropped, and has no dates\n");
    launch()
        .args(["why", "live"])
        .stderr(
            "
            error: there are 2 roadmaps in this folder
              help: name one before the item, as in `milepost why launch.roadmap ITEM`
            ",
        )
        .code(2)
        .run();
}

/// Either may be left out, and both: the only roadmap of the folder, and what ends last in it.
#[test]
fn file_and_item_may_be_left_out() {
    let plan = || {
        Test::new().file("plan.roadmap", "roadmap \"P\" from 2026-03-02\ntask a 5d\ntask b 9d\n")
    };
    let (first, last) = ("`a` ends on 6 March 2026\n", "`b` ends on 12 March 2026\n");
    for (test, headline) in [
        (plan().args(["why"]), last),
        (plan().args(["why", "a"]), first),
        (plan().args(["why", "plan.roadmap"]), last),
        (plan().args(["why", "plan.roadmap", "a"]), first),
    ] {
        let told = said(test);
        assert!(told.starts_with(headline), "{told}");
    }
}

#[test]
fn a_date_says_its_year_if_that_is_another_than_was_said_last() {
    let plan = "roadmap \"P\" from 2026-03-02\ncalendar none {\n  off 2026-01-01..2099-12-31\n}\ntask a 5d calendar none\n";
    let told = said(Test::new().file("plan.roadmap", plan).args(["why", "a"]));
    for line in [
        "`a` takes 5d, from 1 to 7 January, because the roadmap starts on 2 March 2026; 1 January 2026 to 31\nDecember 2099 are off\n",
        "- 1d less of `a`, and it ends on 6 January\n",
        "- the roadmap a working day earlier, from 31 December 2025, and it ends on 6 January 2100\n",
    ] {
        assert!(told.contains(line), "{told}");
    }
}

/// A reason why something can't go on is told where it is spoken of, as long as it can't.
#[test]
fn what_is_blocked_says_why() {
    let plan = "roadmap \"P\" from 2026-03-02 today 2026-03-04\ntask a \"A\" 2d done 2026-03-03\ntask b \"B\" 5d after a blocked \"waiting for legal\"\nmilestone m after b\n";
    let told = said(Test::new().file("plan.roadmap", plan).args(["why", "m"]));
    assert!(told.contains("; it is blocked: waiting for legal\n"), "{told}");
    assert_eq!(told.matches("blocked: ").count(), 1, "{told}");
}

/// What rests on work that nobody has estimated is won by an estimate first of all.
#[test]
fn an_estimate_is_what_would_win_a_day_first() {
    let plan = "roadmap \"P\" from 2026-03-02\ntask a \"A\" 5d\ntask b \"B\" after a\ntask c \"C\" after b\nmilestone m after c\n";
    let told = said(Test::new().file("plan.roadmap", plan).args(["why", "m"]));
    let wins = "What would win a day\n- first an estimate of `C` and `B`: without it nobody knows the day\n- 1d less of `A`, and";
    assert!(told.contains(wins), "{told}");
}

/// What has a name but no dates is told what it is, by its name or its whole path.
#[test]
fn what_is_never_scheduled_is_told_what_it_is() {
    const PLAN: &str = "roadmap \"Plan\" from 2026-03-02\nperson ana\n\
        idea big\nstream web {\n  idea small\n  task t 5d\n  risk rain\n}\n";
    for (name, what) in [
        ("ana", "a person"),
        ("big", "an idea"),
        ("small", "an idea"),
        ("web.small", "an idea"),
        ("rain", "a risk"),
    ] {
        let said = format!(
            "error: `{name}` is {what}, which has no dates\n  help: ask for a stream, feature, task, milestone or release\n"
        );
        let plan = Test::new().file("plan.roadmap", PLAN);
        plan.args(["why", "plan.roadmap", name]).stderr(&said).code(2).run();
    }
}

#[test]
fn a_roadmap_without_meaning_explains_nothing() {
    let Ran { stderr, .. } =
        Test::new().file("plan.roadmap", UNKNOWN).args(["why", "build"]).any_stderr().code(1).run();
    assert!(stderr.starts_with("error[unknown-name]"), "{stderr}");
    assert!(
        stderr.ends_with("no date can be explained while the roadmap has such errors\n"),
        "{stderr}"
    );
    // A missed deadline is what it is for.
    let late = "roadmap \"Plan\" from 2026-03-02\ntask a 5d by 2026-03-03\n";
    said(Test::new().file("plan.roadmap", late).args(["why", "a"]));
}

/// The end of a path is enough where it tells which; where it doesn't, all of that name are listed.
#[test]
fn the_end_of_a_path_is_enough() {
    const PLAN: &str = "roadmap \"Plan\" from 2026-03-02\n\
        stream web {\n  feature shop {\n    task api 5d\n    task ui 3d after api\n  }\n}\n\
        stream app {\n  task ui 4d\n}\n";
    let why = |item: &str| Test::new().file("plan.roadmap", PLAN).args(["why", item]);
    let says = |item: &str, head: &str| {
        let ran = why(item).any_stdout().run();
        assert_eq!(ran.stdout.lines().next(), Some(head));
    };
    says("api", "`api` (`web.shop.api`) ends on 6 March 2026");
    says("api.start", "`api` (`web.shop.api`) starts on 2 March 2026");
    says("shop.ui", "`ui` (`web.shop.ui`) ends on 11 March 2026");
    why("ui")
        .stderr(
            "error: 2 items are named `ui`\n  help: write as much of its path as tells which: `web.shop.ui` or `app.ui`\n",
        )
        .code(2)
        .run();
}

#[test]
fn what_ends_last_may_be_a_whole_that_fills_its_period() {
    let text = "roadmap \"Plan\" from 2026-03-02\n\nfeature pay \"Pay\" during 2026-Q2 {\n  task api \"API\" 5d\n}\n";
    let ran = Test::new()
        .file("plan.roadmap", text)
        .args(["why", "plan.roadmap"])
        .any_stdout()
        .any_stderr()
        .run();
    assert!(ran.stdout.starts_with("`Pay` (`pay`) ends on 30 June 2026\n"), "{}", ran.stdout);
}
