//! `milepost build --chart`, `--view` and `--views`.

use crate::fine;
use crate::program::Test;

const SHOP: &str = "roadmap \"Shop\" from 2026-03-02
person ana \"Ana\"
stream shop \"Shop\" #public {
  task api \"Payment API\" 5d @ana promised 2026-Q2
}
task rota \"On-call rota\" 3d @ana after shop.api
view board \"Next year\" chart board where #public for public
view team \"Team\" where @ana width 1000
";

fn shop() -> Test {
    Test::new().file("plan.roadmap", SHOP)
}

#[test]
fn a_view_is_drawn_in_place_of_the_whole() {
    let ran = shop().args(["build", "plan.roadmap", "--view", "board"]).any_stderr().run();
    let picture = ran.read("plan.svg");
    assert!(picture.contains("Next year") && picture.contains("Payment API"));
    assert!(!picture.contains("On-call rota") && !picture.contains("Ana"));
}

#[test]
fn a_view_that_there_is_not_is_told_with_those_that_there_are() {
    let unknown =
        |name: &'static str| shop().args(["build", "plan.roadmap", "--view", name]).code(2);
    unknown("bord")
        .stderr(
            "
            error: no view is named `bord`
              help: did you mean `board`? the roadmap has `board` and `team`
            ",
        )
        .run();
    let ran = fine().args(["build", "plan.roadmap", "--view", "board"]).any_stderr().code(2).run();
    assert!(ran.stderr.contains("no view is named `board`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--chart board"), "{}", ran.stderr);
    assert_eq!(ran.names(), ["plan.roadmap"]);
}

#[test]
fn all_views_are_drawn_each_in_a_file_of_its_name() {
    let ran = shop()
        .args(["build", "plan.roadmap", "--views", "out/pictures"])
        .stderr(
            "
            no errors in plan.roadmap
            wrote out/pictures/board.svg
            wrote out/pictures/team.svg
            ",
        )
        .run();
    assert!(ran.read("out/pictures/team.svg").contains("width=\"1000\""));
    let check = ["build", "plan.roadmap", "--views", "out/pictures", "--check"];
    let ran = Test::again(ran).args(check).any_stderr().run();
    let stale = Test::again(ran).file("out/pictures/team.svg", "<svg/>");
    let ran = stale.args(check).any_stdout().any_stderr().code(1).run();
    assert!(ran.stderr.contains("out/pictures/team.svg"), "{}", ran.stderr);
    let reports = ["build", "plan.roadmap", "--views", "reports", "--format", "md"];
    let ran = Test::again(ran).args(reports).any_stderr().run();
    assert!(ran.read("reports/board.md").contains("| Payment API | Q2 2026 | planned |"));
}

#[test]
fn a_roadmap_without_views_has_none_to_draw() {
    let ran = fine().args(["build", "plan.roadmap", "--views", "out"]).any_stderr().code(2).run();
    assert!(ran.stderr.contains("the roadmap has no views"), "{}", ran.stderr);
    assert_eq!(ran.names(), ["plan.roadmap"]);
}

#[test]
fn the_command_line_wins_over_what_a_view_says() {
    let team = ["build", "plan.roadmap", "--view", "team"];
    let ran = shop().args(team).any_stderr().run();
    assert!(ran.read("plan.svg").contains("width=\"1000\""));
    let wide = ["build", "plan.roadmap", "--view", "team", "--width", "700"];
    let ran = Test::again(ran).args(wide).any_stderr().run();
    assert!(ran.read("plan.svg").contains("width=\"700\""));
}

#[test]
fn a_depfile_names_every_view() {
    let ran = shop()
        .args(["build", "plan.roadmap", "--views", "out", "--depfile", "plan.d"])
        .any_stderr()
        .run();
    assert_eq!(ran.read("plan.d"), "out/board.svg out/team.svg: plan.roadmap\n");
}

#[test]
fn reports_and_mermaid_have_what_a_view_shows() {
    let outputs = ["build", "plan.roadmap", "--view", "team", "-o", "a.md", "-o", "a.mmd"];
    let ran = shop().args(outputs).any_stderr().run();
    let report = ran.read("a.md");
    assert!(report.starts_with("# Team\n") && report.contains("On-call rota"), "{report}");
    assert!(ran.read("a.mmd").contains("    Payment API :crit, 2026-03-02, 2026-03-06\n"));
    let public = ["build", "plan.roadmap", "--view", "board", "-o", "b.mmd"];
    let ran = Test::again(ran).args(public).any_stderr().run();
    assert!(ran.read("b.mmd").contains("    Payment API :2026-01-01, 2026-06-30\n"));
}

#[test]
fn what_would_be_ignored_is_refused() {
    let refused = |args: &[&str], why: &str| {
        let mut all = vec!["build", "plan.roadmap"];
        all.extend(args);
        let ran = shop().arguments(&all).any_stderr().code(2).run();
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.names(), ["plan.roadmap"]);
    };
    refused(&["--view", "board", "-o", "a.json"], "`--format json` holds the whole plan");
    refused(&["--views", "out", "-f", "json"], "`--format json` holds the whole plan");
    refused(&["--chart", "board", "-o", "a.md"], "`--chart` says which picture is drawn");
    refused(&["--chart", "board", "-o", "a.mmd"], "`--chart` says which picture is drawn");
    refused(&["--chart", "board", "--view", "board"], "cannot be used with");
    refused(&["--width", "500", "-o", "a.md"], "`--width` says how wide charts are, and nothing");
    refused(&["--theme", "dark", "-o", "a.mmd", "-o", "b.json"], "`--theme` says");
    refused(&["--depth", "2", "-o", "a.md"], "`--depth` says how many levels are shown");
    refused(&["--depth", "2", "--chart", "burnup"], "leave it out: the picture has no levels");
    let levels = ["build", "plan.roadmap", "--depth", "1", "--view", "board", "-o", "a.md"];
    shop().args(levels).any_stderr().run();
    for (command, option) in [("simulate", "--depth"), ("simulate", "--width")] {
        let ran = shop().args([command, "plan.roadmap", option, "500"]).any_stderr().code(2).run();
        assert!(ran.stderr.contains(option), "{}", ran.stderr);
    }
    let show = ["show", "plan.roadmap", "--chart", "load", "--depth", "2"];
    let ran = shop().args(show).any_stderr().code(2).run();
    assert!(ran.stderr.contains("a `load` has none"), "{}", ran.stderr);
    refused(&["--views", "out", "-o", "a.svg"], "cannot be used with");
    let mermaid =
        shop().args(["simulate", "plan.roadmap", "-o", "a.mmd"]).any_stderr().code(2).run();
    assert!(mermaid.stderr.contains("there is no mermaid of a simulation"), "{}", mermaid.stderr);
    shop().args(["simulate", "plan.roadmap", "--chart", "board"]).any_stderr().code(2).run();
}
