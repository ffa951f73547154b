// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::formats::of;
use super::super::super::{
    Draft, Estimate, FieldKind, Horizon, Imported, Input, Item, Kind, LinkKind, Options, ScoreWord,
    import,
};
use crate::diagnostic::Fate;
use crate::time::Minutes;

/// The folders of tools whose exports are tables, and the formats that they are.
const TOOLS: [(&str, &str); 10] = [
    ("jira", "jira-csv"),
    ("jira-plans", "jira-plans-csv"),
    ("asana", "asana-csv"),
    ("linear", "linear-csv"),
    ("trello-csv", "trello-csv"),
    ("aha", "aha"),
    ("hygger", "hygger-csv"),
    ("productplan", "productplan-csv"),
    ("roadmunk", "roadmunk-csv"),
    ("ganttproject-csv", "ganttproject-csv"),
];

fn folder(tool: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(tool)
}

fn bytes(file: &str) -> Vec<u8> {
    fs::read(folder(file)).unwrap()
}

/// What a fixture says, read as the format that it looks like.
fn draft_of(file: &str, options: &Options) -> Draft {
    let bytes = bytes(file);
    let input = Input { name: file, bytes: &bytes };
    let format = of(&input, None).unwrap();
    (format.read)(&input, options).unwrap()
}

fn draft(file: &str) -> Draft {
    draft_of(file, &Options::default())
}

fn imported(file: &str) -> Imported {
    let bytes = bytes(file);
    import(&Input { name: file, bytes: &bytes }, None, &Options::default()).unwrap()
}

fn item<'d>(draft: &'d Draft, key: &str) -> &'d Item {
    draft.items.iter().find(|item| item.key == key).unwrap_or_else(|| panic!("no {key}"))
}

/// Which items stand in which, and what they wait for.
fn parent<'d>(draft: &'d Draft, key: &str) -> Option<&'d str> {
    item(draft, key).parent.as_ref().map(crate::import::draft::Target::said)
}

fn waits(draft: &Draft, key: &str) -> Vec<(String, LinkKind)> {
    item(draft, key).waits.iter().map(|link| (link.to.said().to_owned(), link.kind)).collect()
}

fn day(when: Option<super::super::super::When>) -> String {
    when.map(|when| when.to_string()).unwrap_or_default()
}

fn field<'d>(draft: &'d Draft, key: &str, title: &str) -> Option<&'d str> {
    let at = draft.fields.iter().position(|field| field.title == title)?;
    let value = item(draft, key).fields.iter().find(|(field, _)| *field == at)?;
    Some(&value.1)
}

/// The losses that speak of something.
fn told(draft: &Draft, what: &str) -> Vec<(Fate, String)> {
    let all = draft.losses.iter().filter(|loss| loss.what.contains(what));
    all.map(|loss| (loss.fate, loss.why.clone())).collect()
}

#[test]
fn each_file_is_known_by_its_header_and_what_comes_of_it_compiles() {
    let mut count = 0;
    for (tool, format) in TOOLS {
        for entry in fs::read_dir(folder(tool)).unwrap() {
            let path = entry.unwrap().path();
            let is_input = path.extension().is_some_and(|end| end == "csv" || end == "xlsx");
            if !is_input {
                continue;
            }
            count += 1;
            let bytes = fs::read(&path).unwrap();
            let name = path.display().to_string();
            let input = Input { name: &name, bytes: &bytes };
            assert_eq!(of(&input, None).unwrap().name, format, "{name}");
            let Ok(imported) = import(&input, None, &Options::default()) else { continue };
            let source = crate::Source::new("plan.roadmap", imported.text.clone());
            let compilation = crate::compile(source, &crate::Options::new());
            assert!(compilation.plan().is_ok(), "{name}:\n{}", imported.text);
        }
    }
    assert!(count >= 85, "{count} files");
}

#[test]
fn no_file_that_is_cut_off_or_spoiled_makes_a_panic() {
    for (tool, format) in TOOLS {
        for entry in fs::read_dir(folder(tool)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|end| end != "csv") {
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let step = (bytes.len() / 12).max(1);
            for at in (0..bytes.len()).step_by(step) {
                let mut deleted = bytes.clone();
                deleted.drain(at..(at + 5).min(bytes.len()));
                let mut flipped = bytes.clone();
                flipped[at] ^= 0xff;
                let mut quoted = bytes.clone();
                quoted[at] = b'"';
                for bytes in [&bytes[..at], &deleted, &flipped, &quoted] {
                    let input = Input { name: "spoiled.csv", bytes };
                    let format = of(&input, Some(format)).unwrap();
                    let _read_or_refused = (format.read)(&input, &Options::default());
                }
            }
        }
    }
}

#[test]
fn parents_of_jira_have_three_spellings() {
    let cloud = draft("jira/parent-numeric.csv");
    assert_eq!(parent(&cloud, "FND-7"), Some("FND-6"));
    assert_eq!(parent(&cloud, "FND-8"), Some("FND-7"));
    let server = draft("jira/server.csv");
    assert_eq!(parent(&server, "WH-11"), Some("WH-10"));
    assert_eq!(parent(&server, "WH-12"), Some("WH-11"));
    let both = draft("jira/epic-link.csv");
    assert_eq!(parent(&both, "CRM-3"), Some("CRM-2"), "a sub-task has an epic link too");
    let kinds = draft("jira/initiative.csv");
    assert_eq!(item(&kinds, "BIG-1").kind, Kind::Stream);
    assert_eq!(item(&kinds, "BIG-2").kind, Kind::Feature);
    assert_eq!(item(&kinds, "BIG-3").kind, Kind::Task);
}

#[test]
fn links_of_jira_are_read_from_both_sides_and_once() {
    let plan = draft("jira/blocks.csv");
    let after = |keys: &[&str]| -> Vec<(String, LinkKind)> {
        keys.iter().map(|key| ((*key).to_owned(), LinkKind::FinishToStart)).collect()
    };
    assert_eq!(waits(&plan, "HSE-1"), after(&[]));
    assert_eq!(waits(&plan, "HSE-2"), after(&["HSE-1"]));
    assert_eq!(waits(&plan, "HSE-4"), after(&["HSE-3", "HSE-1"]));
    let others = draft("jira/links-other.csv");
    assert_eq!(waits(&others, "LAB-2"), after(&["LAB-1"]), "Gantt End to Start");
    let both = [
        ("LAB-2".to_owned(), LinkKind::FinishToFinish),
        ("LAB-1".to_owned(), LinkKind::StartToStart),
    ];
    assert_eq!(waits(&others, "LAB-3"), both);
    for kind in [
        "Inward issue link (Relates)",
        "Outward issue link (Relates)",
        "(Cloners)",
        "(Duplicate)",
        "(Dependency)",
        "(Problem/Incident)",
    ] {
        assert_eq!(told(&others, kind).len(), 1, "{kind}");
    }
}

#[test]
fn times_of_jira_are_seconds_and_points_are_no_time_unless_a_rate_is_said() {
    let plan = draft("jira/estimates.csv");
    let effort = |key: &str| match item(&plan, key).estimate {
        Some(Estimate::Effort(amount)) => amount.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!([effort("EST-1"), effort("EST-2"), effort("EST-6")], ["0.5h", "2d", "None"]);
    let left = |key: &str| item(&plan, key).remaining.map(|left| left.to_string());
    assert_eq!(left("EST-1"), None, "nobody has begun");
    assert_eq!([left("EST-2"), left("EST-4")], [Some("1d".into()), Some("2h".into())]);
    assert_eq!(
        told(&plan, "`2 days`"),
        [(Fate::LeftOut, "it can't be read as a number of seconds".into())]
    );
    let points = draft("jira/story-points.csv");
    assert_eq!(field(&points, "PTS-1", "Story Points"), Some("5"));
    assert_eq!(points.fields.first().map(|field| field.kind), Some(FieldKind::Number));
    assert_eq!(item(&points, "PTS-1").estimate, None);
    let rated = draft_of(
        "jira/story-points.csv",
        &Options { point: Some(Minutes(240)), ..Options::default() },
    );
    let effort = |key| item(&rated, key).estimate;
    let days = |tenths: i64| {
        Some(Estimate::Effort(super::super::super::Amount::of_minutes(tenths * 48, 480)))
    };
    assert_eq!([effort("PTS-1"), effort("PTS-2"), effort("PTS-3")], [days(25), days(15), days(40)]);
    assert_eq!(told(&points, "Story point estimate").len(), 1, "two columns say different things");
}

#[test]
fn a_status_a_category_and_a_resolution_add_up() {
    let plan = draft("jira/statuses.csv");
    let all: Vec<_> = plan
        .items
        .iter()
        .map(|item| (item.is_done, item.is_dropped, item.blocked.is_some(), day(item.finished)))
        .collect();
    let no = String::new;
    let done = "2026-02-10".to_owned();
    let expected = [
        (false, false, false, no()),
        (false, false, false, no()),
        (false, false, true, no()),
        (false, false, true, no()),
        (true, false, false, done),
        (true, false, false, no()),
        (false, true, false, no()),
        (false, true, false, no()),
        (false, true, false, no()),
        (false, false, true, no()),
    ];
    assert_eq!(all, expected);
    let categories = draft("jira/status-category.csv");
    assert!(item(&categories, "CAT-1").is_done);
    assert_eq!(item(&categories, "CAT-2").horizon, Some(Horizon::Now));
    assert_eq!(item(&categories, "CAT-4").blocked.as_deref(), Some("Blocked by vendor"));
}

#[test]
fn due_dates_are_deadlines_and_ends_where_there_is_a_start() {
    let plan = draft("jira/target-dates.csv");
    let dates = |key: &str| {
        let item = item(&plan, key);
        [day(item.start), day(item.end), day(item.deadline)]
    };
    assert_eq!(dates("TGT-1"), ["2026-03-16", "2026-03-27", ""]);
    assert_eq!(dates("TGT-3"), ["2026-03-23", "2026-04-10", "2026-04-17"]);
    assert_eq!(dates("TGT-4"), ["", "", "2026-04-30"]);
    assert_eq!(dates("TGT-6"), ["2026-03-16", "", "2026-03-02"], "it would end before it starts");
    let cloud = draft("jira/cloud-all-fields.csv");
    assert_eq!(
        day(item(&cloud, "SHOP-1").deadline),
        "2026-04-30",
        "what has parts ends when they do"
    );
}

#[test]
fn the_order_of_dates_is_told_by_the_file_or_asked() {
    let due = |draft: &Draft, key: &str| day(item(draft, key).deadline);
    assert_eq!(due(&draft("jira/dates-day-first.csv"), "DAT-2"), "2026-10-03");
    assert_eq!(due(&draft("jira/dates-month-first.csv"), "DAT-2"), "2026-10-03");
    assert_eq!(due(&draft("jira/dates-dashes.csv"), "DAT-1"), "2026-12-12");
    for file in ["jira/dates-undecidable.csv", "jira/dates-contradict.csv"] {
        let bytes = bytes(file);
        let refusal =
            import(&Input { name: file, bytes: &bytes }, None, &Options::default()).unwrap_err();
        assert!(refusal.help.unwrap().contains("--date-order"), "{file}");
    }
    let broken = draft("jira/dates-broken.csv");
    assert_eq!(told(&broken, "`31/Feb/26 12:00 AM`").len(), 1);
    assert_eq!(told(&broken, "`end of March`").len(), 1);
}

#[test]
fn jira_is_read_in_other_languages() {
    let russian = draft("jira/russian.csv");
    assert_eq!(russian.title, "Сайт");
    assert_eq!(parent(&russian, "SITE-4"), Some("SITE-2"));
    assert_eq!(waits(&russian, "SITE-3"), [("SITE-2".to_owned(), LinkKind::FinishToStart)]);
    assert_eq!(day(item(&russian, "SITE-2").deadline), "2026-03-24");
    assert_eq!(field(&russian, "SITE-2", "Story Points"), Some("3"));
    let german = draft("jira/german.csv");
    assert_eq!(parent(&german, "KAS-2"), Some("KAS-1"));
    assert_eq!(field(&german, "KAS-2", "Kunde"), Some("Bäckerei"));
    assert_eq!(day(item(&german, "KAS-3").finished), "2025-12-11");
    let spanish = draft("jira/spanish.csv");
    assert_eq!(item(&spanish, "TND-1").kind, Kind::Feature);
    assert_eq!(waits(&spanish, "TND-3"), [("TND-2".to_owned(), LinkKind::FinishToStart)]);
    let french = draft("jira/french.csv");
    assert!(item(&french, "REF-2").is_done);
    assert_eq!(day(item(&french, "REF-3").deadline), "2026-04-15");
}

#[test]
fn what_repeats_is_all_read() {
    let plan = draft("jira/versions.csv");
    let releases: Vec<_> =
        item(&plan, "APP-2").releases.iter().map(crate::import::draft::Target::said).collect();
    assert_eq!(releases, ["release 1.1", "release 2.0"]);
    assert_eq!(item(&plan, "APP-1").tags, ["Core", "Android", "bug"]);
    let sprints = draft("jira/sprints.csv");
    assert_eq!(field(&sprints, "SPR-1", "Sprint"), Some("Sprint 1, Sprint 2, Sprint 3"));
    assert_eq!(field(&sprints, "SPR-4", "Sprint"), Some("Sprint 4 — Polish, test & report"));
    let fields = draft("jira/custom-fields.csv");
    assert_eq!(field(&fields, "CUS-1", "Reviewers"), Some("Ana, Bo"));
    assert_eq!(field(&fields, "CUS-1", "Account (old)"), Some("x \"y\" \\z"));
    assert_eq!(told(&draft("jira/comments.csv"), "`Comment`").len(), 1);
}

#[test]
fn rows_of_jira_that_are_wrong_are_told() {
    assert_eq!(
        imported("jira/duplicate-keys.csv")
            .losses
            .iter()
            .filter(|loss| loss.what.contains("MOV-1"))
            .count(),
        1
    );
    let orphans = imported("jira/orphans.csv");
    for key in ["OTHER-1", "ORP-999", "OTHER-7"] {
        assert!(orphans.losses.iter().any(|loss| loss.what.contains(key)), "{key}");
    }
    assert!(orphans.losses.iter().any(|loss| loss.places == ["line 3"]));
    assert_eq!(told(&draft("jira/short-rows.csv"), "without a header").len(), 2);
    assert_eq!(draft("jira/semicolons.csv").items[1].title, "Umlaute: Prüfung für Größe");
}

#[test]
fn asana_names_its_tasks_by_titles() {
    let plan = draft("asana/dependencies.csv");
    let after: Vec<_> = waits(&plan, "16").into_iter().map(|(to, _)| to).collect();
    assert_eq!(after, ["15", "14"], "a title may have commas");
    let twins = imported("asana/names-not-unique.csv");
    assert_eq!(twins.losses.iter().filter(|loss| loss.what.contains("`Review`")).count(), 2);
    assert_eq!(draft("asana/header-of-2016.csv").items[2].kind, Kind::Stream);
    assert_eq!(told(&draft("asana/mangled-by-excel.csv"), "7.18656E+14").len(), 1);
    let linked = draft("asana/linked-sheet.csv");
    assert_eq!((linked.title.as_str(), linked.items.len()), ("Website", 2));
    assert_eq!(item(&draft("asana/milestones.csv"), "41").kind, Kind::Milestone);
    assert_eq!(told(&draft("asana/sections.csv"), "project `Website`").len(), 1);
    let modern = draft("asana/modern.csv");
    assert_eq!(parent(&modern, "1209000000000003"), Some("1209000000000001"));
    assert_eq!(parent(&modern, "1209000000000001"), Some("group Build"));
    assert_eq!(item(&modern, "1209000000000001").tags, ["Design", "Q1 launch"]);
}

#[test]
fn linear_has_cycles_milestones_and_quoted_formulas() {
    let plan = draft("linear/cycles.csv");
    let cadence = &plan.cadences[0];
    assert_eq!(
        (cadence.days, cadence.from.to_string().as_str()),
        (14, "2025-12-08"),
        "cycle 7 begins on 2 March"
    );
    assert_eq!(day(item(&plan, "CYC-3").end), "2026-04-26");
    let irregular = draft("linear/cycles-irregular.csv");
    assert!(irregular.cadences.is_empty());
    assert_eq!(told(&irregular, "cycles").len(), 1);
    let titles: Vec<_> =
        draft("linear/prefixed-text.csv").items.iter().map(|item| item.title.clone()).collect();
    assert_eq!(titles, ["=SUM(A1) breaks the export", "+1 for dark mode", "@ana asks"]);
    let site = draft("linear/columns-34.csv");
    let launch = site.items.iter().find(|item| item.kind == Kind::Milestone).unwrap();
    assert_eq!((launch.title.as_str(), launch.waits.len()), ("Launch", 1));
    assert_eq!(told(&site, "23:00").len(), 1);
    assert!(item(&site, "WEB-4").is_dropped);
    let old = draft("linear/columns-25.csv");
    assert_eq!(parent(&old, "NEST-1"), Some("NEST-3"));
    assert_eq!(day(item(&old, "NEST-5").finished), "2023-02-11");
}

#[test]
fn boards_have_lists_that_are_states_or_groups() {
    let board = draft("trello-csv/board.csv");
    assert_eq!(board.title, "Kitchen");
    let tiles = item(&board, "65f000000000000000000001");
    assert_eq!(tiles.tags, ["Shopping", "Urgent"]);
    assert_eq!(item(&board, "65f000000000000000000002").progress, Some(750));
    assert!(item(&board, "65f000000000000000000003").is_done);
    assert!(item(&board, "65f000000000000000000004").is_dropped);
    let horizons: Vec<_> =
        draft("trello-csv/horizons.csv").items.iter().map(|item| item.horizon).collect();
    assert_eq!(
        horizons,
        [Some(Horizon::Now), Some(Horizon::Next), Some(Horizon::Later), Some(Horizon::Later)]
    );
}

#[test]
fn a_row_of_aha_tells_of_several_records() {
    let csv = draft("aha/aha_list_features_260302101500.csv");
    assert_eq!(parent(&csv, "APP-12"), Some("epic Accounts"));
    assert_eq!(item(&csv, "epic Accounts").kind, Kind::Stream);
    assert_eq!(item(&csv, "APP-13").horizon, Some(Horizon::Later), "the parking lot");
    assert_eq!(csv.objectives[0].title, "Win small teams");
    let xlsx = draft("aha/aha_list_features_260302101501.xlsx");
    let texts = |draft: &Draft| {
        draft
            .items
            .iter()
            .map(|item| (item.key.clone(), item.title.clone(), day(item.end)))
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(&csv), texts(&xlsx));
    let releases = draft("aha/releases.csv");
    assert_eq!(item(&releases, "APP-R-4").promised.as_deref(), Some("2026-Q2"));
    assert_eq!(day(item(&releases, "APP-R-5").end), "2026-08-14");
    let features = draft("aha/features-num.csv");
    assert_eq!(parent(&features, "DEV-2"), Some("DEV-E-1"));
    assert_eq!(features.items.iter().filter(|item| item.kind == Kind::Release).count(), 1);
    assert_eq!(parent(&draft("aha/requirements.csv"), "APP-20-2"), Some("APP-20"));
    assert_eq!(item(&draft("aha/master-features.csv"), "APP-E-1").kind, Kind::Feature);
}

#[test]
fn techniques_of_hygger_are_scores() {
    let score = |file: &str, key: &str| -> Vec<(ScoreWord, String)> {
        let draft = draft(file);
        item(&draft, key).score.iter().map(|(word, number)| (*word, number.to_string())).collect()
    };
    let of = |all: &[(ScoreWord, &str)]| -> Vec<(ScoreWord, String)> {
        all.iter().map(|(word, number)| (*word, (*number).to_owned())).collect()
    };
    assert_eq!(score("hygger/value-efforts.csv", "HY-11"), of(&[(ScoreWord::Value, "8")]));
    assert_eq!(
        score("hygger/eisenhower.csv", "HY-22"),
        of(&[(ScoreWord::Value, "8"), (ScoreWord::Urgency, "2")])
    );
    assert_eq!(score("hygger/value-risk.csv", "HY-31"), of(&[(ScoreWord::Value, "9")]));
    let rice =
        of(&[(ScoreWord::Reach, "1200"), (ScoreWord::Impact, "3"), (ScoreWord::Confidence, "50")]);
    assert_eq!(score("hygger/rice.csv", "HY-42"), rice);
    assert_eq!(
        score("hygger/ice.csv", "HY-51"),
        of(&[(ScoreWord::Impact, "6"), (ScoreWord::Confidence, "70")])
    );
    assert_eq!(score("hygger/weighted.csv", "HY-61"), of(&[(ScoreWord::Value, "67.5")]));
    assert_eq!(told(&draft("hygger/value-risk.csv"), "risk").len(), 1);
    assert_eq!(item(&draft("hygger/board.csv"), "HY-1").kind, Kind::Idea);
    assert_eq!(item(&draft("hygger/board.csv"), "HY-4").kind, Kind::Auto);
}

#[test]
fn roadmap_tools_have_containers_buckets_and_assignments() {
    let bars = draft("productplan/bars.csv");
    let watch = bars.items.iter().find(|item| item.title == "Watch").unwrap();
    let container = bars.items.iter().find(|item| item.title == "Mobile").unwrap();
    assert_eq!(
        watch.parent.as_ref().map(crate::import::draft::Target::said),
        Some(container.key.as_str())
    );
    assert_eq!(container.kind, Kind::Feature);
    assert_eq!(item(&draft("productplan/api-names.csv"), "503").kind, Kind::Idea);
    assert_eq!(told(&draft("roadmunk/bucket-and-dates.csv"), "bucket").len(), 1);
    let items = draft("roadmunk/items.csv");
    assert_eq!(
        (items.items[2].horizon, items.items[3].horizon),
        (Some(Horizon::Later), Some(Horizon::Next))
    );
    let house = draft("ganttproject-csv/house.csv");
    let floor = item(&house, "1");
    let shares: Vec<_> = floor.people.iter().map(|one| (one.who.said(), one.share)).collect();
    assert_eq!(shares, [("Mona Lind", None), ("Ola Berg", Some(500))]);
    let lags: Vec<_> = item(&house, "3")
        .waits
        .iter()
        .map(|link| (link.to.said(), link.lag.map(|lag| lag.amount.to_string())))
        .collect();
    assert_eq!(lags, [("1", None), ("2", Some("2d".into()))]);
    assert_eq!(
        house.resources.iter().filter_map(|one| one.role.as_deref()).collect::<Vec<_>>(),
        ["Foreman", "Mason"]
    );
}

#[test]
fn lines_are_those_of_the_file() {
    let text = "Summary,Issue key,Issue Type,Status,Due date\r\n\r\nOne,A-1,Task,To Do,31/Feb/26\r\n\"Two\r\nlines\",A-2,Task,To Do,32/Mar/26\r\nThree,A-3,Task,To Do,33/Mar/26\r\n";
    let input = Input { name: "jira.csv", bytes: text.as_bytes() };
    let losses = import(&input, None, &Options::default()).unwrap().losses;
    let places: Vec<_> = losses
        .iter()
        .filter(|loss| loss.what.contains("/26`"))
        .flat_map(|loss| loss.places.clone())
        .collect();
    assert_eq!(places, ["line 3", "line 4", "line 6"]);
}
