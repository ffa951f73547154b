//! `milepost show`: what it prints in whole, at three widths; colour, views, exit codes. That no line is too wide, whatever the
//! roadmap, is tested in `tests/terminal.rs`.

use crate::program::Test;
use crate::{UNKNOWN, fine};

const LAUNCH: &str = "\
roadmap \"Launch\" from 2026-03-02 today 2026-03-16
team core \"Core\" {
  person ana \"Ana Silva\"
  person bo  \"Bo Lind\"
}
release v1 \"1.0\"  on 2026-04-10
marker 2026-03-30 \"Trade fair\"
stream shop \"Shop\"  in v1 {
  task design \"Design\"       5d   @ana      done 2026-03-06
  task build  \"Build pages\"  15d  @bo       after design  started 2026-03-09  40%
  task text   \"Content\"      4d   @ana      after design + 3d
  task test   \"Load test\"    5d   @ana @bo  after build
}
task vague \"Find a name\"  after shop.text
milestone live \"Go live\"  after shop.test  by 2026-04-01
view people \"Who does what\" { chart load }
view all \"For everybody\" { for public }
";

const MORE: &str = "`milepost check launch.roadmap` says more\n";

fn launch() -> Test {
    Test::new().file("launch.roadmap", LAUNCH).any_stdout()
}

/// What it shows of a roadmap that does not hold.
fn shown(arguments: &[&str]) -> String {
    let all: Vec<&str> = ["show", "launch.roadmap"].iter().chain(arguments).copied().collect();
    launch().arguments(&all).stderr(MORE).code(1).run().stdout
}

#[track_caller]
fn assert_shown(arguments: &[&str], expected: &str) {
    let shown = shown(arguments);
    assert!(shown == expected, "{shown}");
}

#[test]
fn forty_columns() {
    assert_shown(
        &["--width", "40"],
        "\
Launch
2 Mar – not before 10 Apr 2026
Off track: Go live is 1 working day
           late: Load test ends on 2
           April 2026

                  2026
                  Mar       Apr
                      ▼ today
                      │    ▾ Trade fair
                  1.0 · 10 Apr ⚑
                      │    ┊   ┊
! Shop          • ━━━━───────  ┊
    Design        ██  │    ┊   ┊
!   Build pages •   ▐██━━━━┊   ┊
    Content           │━╸  ┊   ┊
!   Load test   •     │    ━━  ┊
? Find a name         │ ┅ no estimate
‼ Go live       •     │    ┊◆ ‼ 1 d late

█ done   ━ to come   ┅ not estimated
◆ milestone   • critical   ‼ off track
! at risk   ? not known

Does not hold
‼ `Go live` misses its deadline of 1
  April 2026 by 1 working day
",
    );
}

#[test]
fn eighty_columns_where_nothing_says_how_wide() {
    assert_shown(
        &[],
        "\
Launch
2 Mar – not before 10 Apr 2026 · as of 16 March 2026
Off track: Go live is 1 working day late: Load test ends on 2 April 2026

                       March 2026                        April
                       2       9       16      23      30      6
                                       ▼ today         ▾ Trade fair
                                       │               1.0 · 10 Apr ⚑
                                       │               ┊            ┊
! Shop           37% • ━━━━━━━━━━━━━━───────────────────────        ┊
    Design         ✓   ██████          │               ┊            ┊
!   Build pages  40% •         ████████━━━━━━━━━━━━━   ┊            ┊
    Content                            ━━━━╸           ┊            ┊
!   Load test        •                 │            ━━━━━━━━        ┊
? Find a name                          │   ┅ no estimate            ┊
‼ Go live            •                 │               ┊  ◇◆ ‼ 2 Apr · 1 d late

█ done   ━ to come   ┅ not estimated   ◆ milestone   ◇ due   • critical
‼ off track   ! at risk   ? not known

Does not hold
‼ `Go live` misses its deadline of 1 April 2026 by 1 working day
",
    );
}

#[test]
fn a_hundred_and_twenty_columns_tell_who_works_on_it() {
    assert_shown(
        &["--width", "120"],
        "\
Launch                                 2 Mar – not before 10 Apr 2026 · as of 16 March 2026 · 6 items, 1 release, 1 team
Off track: Go live is 1 working day late: Load test ends on 2 April 2026

                                            March 2026                                          April
                                            2           9           16          23           30          6
                                                                    ▼ today                 ▾ Trade fair
                                                                    │                       ┊       1.0 · 10 Apr ⚑
                                                                    │                       ┊                    ┊
! Shop           2 Mar – 2 Apr        37% • ━━━━━━━━━━━━━━━━━━━━━───────────────────────────────────             ┊
    Design       Ana Silva              ✓   █████████               │                       ┊                    ┊
!   Build pages  Bo Lind              40% •             ▐████████████━━━━━━━━━━━━━━━━━━━    ┊                    ┊
    Content      Ana Silva                                          ╺━━━━━━╸                ┊                    ┊
!   Load test    Ana Silva · Bo Lind      •                         │                   ━━━━━━━━━━━━             ┊
? Find a name                                                       │      ┅ no estimate    ┊                    ┊
‼ Go live                                 •                         │                       ┊     ◇◆ ‼ 2 Apr · 1 d late

█ done   ━ to come   ┅ not estimated   ◆ milestone   ◇ due   • critical   ‼ off track   ! at risk   ? not known

Does not hold
‼ `Go live` misses its deadline of 1 April 2026 by 1 working day
",
    );
}

#[test]
fn a_board() {
    assert_shown(
        &["--chart", "board"],
        "\
Launch
2 Mar – not before 10 Apr 2026 · as of 16 March 2026
Off track: Go live is 1 working day late: Load test ends on 2 April 2026

Now 2                      Next 2                     Not planned yet 1
────────────────────────   ────────────────────────   ────────────────────────
▎ Build pages              ▎ Load test                ▎ Find a name
▎ Shop                     ▎ Shop                     ▎ ? not estimated
▎ 9–26 Mar 2026 · 40% ·    ▎ 27 Mar – 2 Apr 2026 ·
▎ Bo Lind                  ▎ Ana Silva, Bo Lind
▎ ! 1 working day too      ▎ ! 1 working day too
▎ late for what waits      ▎ late for what waits
▎ for it                   ▎ for it

▎ Content                  ▎ ◆ Go live
▎ Shop                     ▎ 2 Apr 2026
▎ 16–19 Mar 2026 · Ana     ▎ ‼ 1 d late
▎ Silva

✓ 1 item done

Does not hold
‼ `Go live` misses its deadline of 1 April 2026 by 1 working day
",
    );
}

#[test]
fn a_view_has_its_own_picture() {
    assert_shown(
        &["--view", "people"],
        "\
Who does what
2 Mar – not before 10 Apr 2026 · as of 16 March 2026
Off track: Go live is 1 working day late: Load test ends on 2 April 2026

Nobody has more to do than they can. Busiest: Bo Lind, 67%. Free first: Ana
Silva, from 3 Apr

                   March 2026               April
                   2     9     16    23    30    6
                               ▼ today
Core          57%  ▄▄▄▄▄ ▅▅▅▅▅ ▇▇▇▇▇ ▅▅▅▅▅ ▆▆▆▆▆ ·····     90% · 16 Mar
  Ana Silva   47%  ▇▇▇▇▇ ····· ▆▆▆▆▆ ▂▂▂▂▂ ▆▆▆▆▆ ·····     100% · 2 Mar
  Bo Lind     67%  ····· ▇▇▇▇▇ ▇▇▇▇▇ ▇▇▇▇▇ ▆▆▆▆▆ ·····     120% · 9 Mar

Does not hold
‼ `Go live` misses its deadline of 1 April 2026 by 1 working day
",
    );
}

#[test]
fn the_picture_of_a_view_may_be_another() {
    let shown = shown(&["--view", "people", "--chart", "gantt"]);
    assert!(shown.starts_with("Who does what\n"), "{shown}");
    assert!(shown.contains("━━━") && !shown.contains('▇'), "{shown}");
}

#[test]
fn the_public_is_told_no_more_than_it_may_know() {
    let args = ["show", "launch.roadmap", "--view", "all", "--width", "100"];
    let shown = launch().args(args).code(1).run().stdout;
    assert!(shown.starts_with("For everybody "), "{shown}");
    assert!(shown.contains("Q1 to Q2 2026"), "{shown}");
    for secret in ["late", "Ana", "hold", "track", "40%"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn an_unknown_view_is_told_with_what_may_be_meant() {
    launch()
        .args(["show", "launch.roadmap", "--view", "peopel"])
        .stderr(
            "error: no view is named `peopel`\n  help: did you mean `people`? the roadmap has `people` and `all`\n",
        )
        .code(2)
        .run();
}

#[test]
fn a_roadmap_that_holds_is_fine() {
    let ran = fine().args(["show", "plan.roadmap"]).any_stdout().run();
    assert!(ran.stdout.contains("On track: "), "{}", ran.stdout);
}

#[test]
fn one_that_has_no_meaning_is_not_shown() {
    let ran = Test::new()
        .file("plan.roadmap", UNKNOWN)
        .args(["show", "plan.roadmap"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains("no item is named `desing`"), "{}", ran.stderr);
}

#[test]
fn standard_input_is_shown() {
    let text = "roadmap \"Plan\" from 2026-03-02\ntask a \"Design\" 5d\n";
    let ran = Test::new().args(["show", "-"]).stdin(text).any_stdout().run();
    assert!(ran.stdout.contains("Design"), "{}", ran.stdout);
}

#[test]
fn colour_is_for_terminals_unless_it_is_asked_for() {
    let with = |args: &[&str], environment: &[(&str, &str)]| {
        let all: Vec<&str> = ["show", "launch.roadmap"].iter().chain(args).copied().collect();
        let test = launch().arguments(&all).any_stderr().code(1);
        let test = environment.iter().fold(test, |test, (name, value)| test.env(name, value));
        test.run().stdout
    };
    let plain = with(&[], &[]);
    assert!(!plain.contains('\u{1B}'));
    let coloured = with(&["--color", "always"], &[]);
    assert!(coloured.contains("\u{1B}[1m\u{1B}[31m‼"), "{coloured:?}");
    // No colour but the sixteen that a terminal gives its own inks.
    assert!(!coloured.contains("\u{1B}[38;"), "{coloured:?}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    assert!(with(&[], &[("CLICOLOR_FORCE", "1")]).contains('\u{1B}'));
    let forced = [("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")];
    assert!(!with(&[], &forced[..1]).contains('\u{1B}'));
    assert_eq!(with(&["--color", "never"], &forced[1..]), plain);
}

#[test]
fn the_environment_says_how_wide_where_there_is_no_terminal() {
    let shown = |columns: &str| {
        launch().args(["show", "launch.roadmap"]).env("COLUMNS", columns).any_stderr().code(1).run()
    };
    assert_eq!(shown("40").stdout, self::shown(&["--width", "40"]));
    for useless in ["0", "wide", "-3", "99999"] {
        assert_eq!(shown(useless).stdout, self::shown(&["--width", "80"]));
    }
}

#[test]
fn a_depth_rolls_up_what_lies_deeper() {
    let shown = shown(&["--depth", "1"]);
    assert!(shown.contains("Shop") && !shown.contains("Load test  "), "{shown}");
}

#[test]
fn a_width_that_is_none_is_refused() {
    for width in ["19", "1001", "wide"] {
        let ran =
            launch().args(["show", "launch.roadmap", "--width", width]).any_stderr().code(2).run();
        assert!(ran.stderr.contains("--width"), "{}", ran.stderr);
    }
}

#[test]
fn nobody_is_told_how_far_it_is_where_nobody_looks() {
    let text = "roadmap \"Plan\" from 2026-03-02 level thorough\nperson ana\ntask a 8d..10d..20d @ana\ntask b 5d @ana\n";
    let plan = || Test::new().file("plan.roadmap", text).any_stdout();
    let ran = plan().args(["simulate", "plan.roadmap", "--runs", "20000"]).any_stderr().run();
    assert!(!ran.stderr.contains(['\r', '\u{1B}']), "{:?}", ran.stderr);
    plan().args(["show", "plan.roadmap"]).run();
}
