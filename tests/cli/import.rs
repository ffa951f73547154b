//! `milepost import`: roadmaps of other tools' files, and what `build` writes for them.

use crate::program::{Ran, Test};

const SHEET: &str = "Task,Start,End,Owner,Predecessors,Votes\nDesign,2026-03-02,2026-03-06,Ana,,3\nBuild,2026-03-09,2026-03-20,Bo,1,5\n";

fn sheet() -> Test {
    Test::new().file("plan.csv", SHEET)
}

fn imported() -> Ran {
    sheet().args(["import", "plan.csv"]).any_stderr().run()
}

#[test]
fn two_commands_lead_from_a_sheet_to_a_chart() {
    let ran = imported();
    assert!(
        ran.stderr.contains("wrote plan.roadmap\n`milepost build plan.roadmap` draws it\n"),
        "{}",
        ran.stderr
    );
    let roadmap = ran.read("plan.roadmap");
    assert!(roadmap.starts_with("// Imported from plan.csv"), "{roadmap}");
    assert!(roadmap.contains("after design"), "{roadmap}");
    let ran = Test::again(ran).args(["build", "plan.roadmap"]).any_stderr().run();
    assert!(ran.read("plan.svg").starts_with("<svg"));
}

#[test]
fn a_roadmap_that_exists_is_not_overwritten() {
    let ran = imported();
    let again = Test::again(ran).args(["import", "plan.csv"]).any_stderr().run();
    assert!(again.stderr.contains("plan.roadmap is up to date"), "{}", again.stderr);
    let ran = Test::again(again)
        .file("plan.roadmap", "roadmap \"Mine\" from 2026-03-02\n")
        .args(["import", "plan.csv"])
        .any_stderr()
        .code(2)
        .run();
    assert!(ran.stderr.contains("`plan.roadmap` exists, and is not overwritten"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`--into plan.roadmap`"), "{}", ran.stderr);
    assert_eq!(ran.read("plan.roadmap"), "roadmap \"Mine\" from 2026-03-02\n");
}

#[test]
fn what_has_changed_is_carried_into_a_roadmap_and_a_dry_run_only_shows_it() {
    let ran = imported();
    let old = ran.read("plan.roadmap").replace("task build", "// by hand\ntask build");
    let sheet = SHEET.replace("2026-03-06", "2026-03-05") + "Test,2026-03-23,2026-03-24,Bo,2,\n";
    let ran = Test::again(ran)
        .file("plan.roadmap", &old)
        .file("plan.csv", sheet)
        .args(["import", "plan.csv", "--into", "plan.roadmap", "--dry-run"])
        .any_stdout()
        .any_stderr()
        .run();
    assert!(ran.stdout.contains("+task test"), "{}", ran.stdout);
    assert_eq!(ran.read("plan.roadmap"), old);
    let ran =
        Test::again(ran).args(["import", "plan.csv", "--into", "plan.roadmap"]).any_stderr().run();
    let new = ran.read("plan.roadmap");
    assert!(
        new.contains("2026-03-05") && new.contains("// by hand") && new.contains("task test"),
        "{new}"
    );
    let ran =
        Test::again(ran).args(["import", "plan.csv", "--into", "plan.roadmap"]).any_stderr().run();
    assert_eq!(ran.read("plan.roadmap"), new);
}

#[test]
fn a_roadmap_of_several_files_takes_up_what_has_changed() {
    let ran = imported();
    let mut own = String::from("roadmap \"Mine\" from 2026-03-02\nimport \"sub.roadmap\"\n");
    own.push_str("person bo \"Bo\"\nfield votes number\n");
    let sub = "person ana \"Ana\"\ntask design \"Design\" 5d @ana\n";
    let ran = Test::again(ran)
        .file("plans/plan.roadmap", &own)
        .file("plans/sub.roadmap", sub)
        .args(["import", "plan.csv", "--into", "plans/plan.roadmap"])
        .any_stderr()
        .run();
    let new = ran.read("plans/plan.roadmap");
    assert!(
        new.starts_with("roadmap \"Mine\" from 2026-03-02") && new.contains("after design"),
        "{new}"
    );
    assert!(!new.contains("task design"), "{new}");
    assert_eq!(ran.read("plans/sub.roadmap"), sub);
    assert!(ran.stderr.contains("items that stand in an imported file"), "{}", ran.stderr);
}

#[test]
fn a_roadmap_that_does_not_compile_takes_nothing_up() {
    let own = "roadmap \"Mine\" from 2026-03-02\ntask a 1d after nobody\n";
    let ran = sheet()
        .file("plan.roadmap", own)
        .args(["import", "plan.csv", "--into", "plan.roadmap"])
        .any_stderr()
        .code(2)
        .run();
    assert!(ran.stderr.contains("can't take up what has changed elsewhere"), "{}", ran.stderr);
    assert_eq!(ran.read("plan.roadmap"), own);
    // A circle that only both together close.
    let own = "roadmap \"Mine\" from 2026-03-02\ntask build 1d\ntask design 1d after build\n";
    let ran = Test::again(ran)
        .file("plan.roadmap", own)
        .args(["import", "plan.csv", "--into", "plan.roadmap"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains("nothing was written"), "{}", ran.stderr);
    assert_eq!(ran.read("plan.roadmap"), own);
}

#[test]
fn what_is_lost_is_told_and_written_and_may_be_forbidden() {
    let ran = sheet()
        .args(["import", "plan.csv", "--losses", "losses.json", "--from", "csv", "--strict"])
        .any_stderr()
        .code(0)
        .run();
    // Votes are numbers, and become a custom field: nothing is lost.
    assert!(ran.read("plan.roadmap").contains("field votes"), "{}", ran.read("plan.roadmap"));
    let losses: serde_json::Value = serde_json::from_str(&ran.read("losses.json")).unwrap();
    assert!(losses["losses"].is_array());
    let chart = "gantt\n    dateFormat YYYY-MM-DD\n    axisFormat %d\n    A : a, 2026-03-02, 3d\n";
    let ran = Test::new()
        .file("plan.mmd", chart)
        .args(["import", "plan.mmd", "--strict"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains("left out: statement `axisFormat`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`--strict`"), "{}", ran.stderr);
}

#[test]
fn standard_input_becomes_standard_output() {
    let ran = Test::new().stdin(SHEET).args(["import", "-"]).any_stdout().any_stderr().run();
    assert!(ran.stdout.contains("task design"), "{}", ran.stdout);
    assert_eq!(ran.names(), Vec::<String>::new());
}

#[test]
fn several_files_are_one_roadmap() {
    let chart = "gantt\n    dateFormat YYYY-MM-DD\n    Party : p, 2026-05-01, 3d\n";
    let ran = sheet()
        .file("more.mmd", chart)
        .args(["import", "plan.csv", "more.mmd", "-o", "all.roadmap"])
        .any_stderr()
        .run();
    let all = ran.read("all.roadmap");
    assert!(all.contains("\"Design\"") && all.contains("\"Party\""), "{all}");
}

#[test]
fn what_can_not_be_read_is_told_with_what_to_do() {
    let refused = |name: &str, content: &[u8], args: &[&str], said: &[&str]| {
        let mut all = vec!["import", name];
        all.extend(args);
        let ran = Test::new().file(name, content).arguments(&all).any_stderr().code(2).run();
        for words in said {
            assert!(ran.stderr.contains(words), "{words}\n{}", ran.stderr);
        }
        assert_eq!(ran.names(), [name]);
    };
    refused("a.bin", &[0, 1, 2, 0xFF], &[], &["can't import `a.bin`", "`--from`"]);
    refused("empty.csv", b"", &[], &["can't import `empty.csv`"]);
    refused(
        "a.csv",
        SHEET.as_bytes(),
        &["--from", "exel"],
        &["there is no format `exel`", "`xlsx`"],
    );
    let dates = "Task,Start,End\nA,3/4/2026,5/4/2026\n";
    refused("a.csv", dates.as_bytes(), &[], &["--date-order"]);
    let chart = "gantt\n    dateFormat YYYY-MM-DD\n    A : a, 2026-03-02, 3d\n";
    refused(
        "a.mmd",
        chart.as_bytes(),
        &["--sheet", "Plan"],
        &["only a workbook has sheets", "leave `--sheet` out"],
    );
    refused(
        "a.csv",
        b"Task,Start\nA,2026-03-02\n",
        &["--sheet", "Plan"],
        &["only a workbook has sheets", "leave `--sheet` out"],
    );
    let idle = [
        ("--date-order", "dmy", "the dates of such a file have one order"),
        ("--point", "4h", "such a file has no story points"),
    ];
    for (option, value, why) in idle {
        refused(
            "a.mmd",
            chart.as_bytes(),
            &[option, value],
            &[why, &format!("leave `{option}` out")],
        );
    }
    let board = r#"{"lists": [], "cards": []}"#;
    let said = &["--date-order", "dmy", "--from", "trello"];
    refused("a.json", board.as_bytes(), said, &["leave `--date-order` out"]);
    let ran = Test::new().args(["import", "nowhere.csv"]).any_stderr().code(2).run();
    assert!(ran.stderr.contains("there is no file `nowhere.csv`"), "{}", ran.stderr);
}

#[test]
fn builds_for_other_tools_tell_what_those_do_not_hold() {
    let plan = "roadmap \"Plan\" from 2026-03-02\ntask a \"A\"  5d  by 2026-03-31\nrisk \"It may rain\" {\n  probability 30%\n}\n";
    let outputs =
        ["plan.xlsx", "plan.csv", "plan.xml", "plan.ics", "plan.tjp", "plan.puml", "plan.mmd"];
    for output in outputs {
        let ran = Test::new()
            .file("plan.roadmap", plan)
            .args(["build", "plan.roadmap", "-o", output, "--losses", "losses.txt"])
            .any_stderr()
            .run();
        assert!(!std::fs::read(ran.path(output)).unwrap().is_empty());
        if output != "plan.xlsx" {
            assert!(ran.stderr.contains("does not hold:"), "{output}\n{}", ran.stderr);
            assert!(!ran.read("losses.txt").is_empty(), "{output}");
        }
        let again = Test::again(ran)
            .args(["build", "plan.roadmap", "-o", output, "--check"])
            .any_stderr()
            .run();
        assert_eq!(again.stdout, "");
    }
    let jira = Test::new()
        .file("plan.roadmap", plan)
        .args(["build", "plan.roadmap", "-o", "jira.csv", "--format", "jira-csv"])
        .any_stderr()
        .run();
    assert!(jira.read("jira.csv").starts_with("Summary,Issue ID"), "{}", jira.read("jira.csv"));
}

#[test]
fn what_a_project_includes_is_read_from_its_folder_and_not_beside_standard_input() {
    let project = "project p \"Shop\" 2026-03-02 +3m\ninclude \"people.tji\"\ntask a \"A\" { effort 5d allocate ana }\n";
    let people = "resource ana \"Ana Silva\"\n";
    let files = Test::new().file("plans/shop.tjp", project).file("plans/people.tji", people);
    let ran = files.args(["import", "plans/shop.tjp"]).any_stderr().run();
    assert!(ran.read("plans/shop.roadmap").contains("person ana \"Ana Silva\""));
    let piped = ["import", "--from", "taskjuggler", "-"];
    let ran = Test::new()
        .file("people.tji", people)
        .stdin(project)
        .args(piped)
        .any_stdout()
        .any_stderr()
        .run();
    assert!(!ran.stdout.contains("Ana Silva"), "{}", ran.stdout);
    assert!(ran.stderr.contains("what stands beside the file is not read"), "{}", ran.stderr);
}
