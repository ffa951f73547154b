//! A plan as a project of TaskJuggler.

use milepost::{Options, Source, compile};

fn written(text: &str) -> (String, milepost::diagnostic::Losses) {
    let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
    crate::taskjuggler(compiled.plan().unwrap())
}

/// The lines of a task itself.
fn task(text: &str, path: &str) -> Vec<String> {
    let (project, _) = written(text);
    let lines =
        project.lines().map(str::trim).skip_while(|line| *line != format!("Path \"{path}\""));
    let own = lines.skip(1).take_while(|line| *line != "}" && !line.starts_with("task "));
    own.map(str::to_owned).collect()
}

#[test]
fn a_small_plan_reads_as_people_write_them() {
    let source = "roadmap \"R\" from 2026-03-02 currency EUR\nperson ana \"Ana\" rate 800/d away 2026-03-09\n\
                  stream s \"S\" {\n  task a \"A\" effort 5d @ana by 2026-03-20\n  milestone m \"M\" after a\n}\n\
                  task b \"B\" elapsed 2d after s.m + elapsed 1d priority 700 #x\n";
    insta::assert_snapshot!(written(source).0, @r#"
    project plan "R" 2026-01-01 - 2027-01-01 {
      timezone "UTC"
      timeformat "%Y-%m-%d-%H:%M"
      timingresolution 60 min
      dailyworkinghours 8
      yearlyworkingdays 260.9
      currency "EUR"
      now 2026-03-02-00:00
      extend task {
        text Path "Path"
      }
      workinghours mon 9:00 - 17:00
      workinghours tue 9:00 - 17:00
      workinghours wed 9:00 - 17:00
      workinghours thu 9:00 - 17:00
      workinghours fri 9:00 - 17:00
      workinghours sat off
      workinghours sun off
    }
    flags x

    resource ana "Ana" {
      rate 800
      leaves annual 2026-03-09-00:00 - 2026-03-10-00:00
    }

    task s "S" {
      Path "s"
      task a "A" {
        Path "s.a"
        maxend 2026-03-20-17:00
        start 2026-03-02-09:00
        allocate ana
        effort 5d
      }
      task m "M" {
        Path "s.m"
        depends s.a
        milestone
      }
    }
    task b "B" {
      Path "b"
      priority 700
      flags x
      depends s.m { gapduration 1d }
      duration 2d
    }

    taskreport plan "plan" {
      formats csv
      columns id, Path, name, start, end, complete
      timeformat "%Y-%m-%d-%H:%M"
      hideresource 1
    }
    "#);
}

#[test]
fn links_that_taskjuggler_has_not_are_dates_and_told() {
    let source = include_str!("plans/lags.roadmap");
    assert!(task(source, "lag").contains(&"depends a { gaplength 2d }".to_owned()));
    assert!(task(source, "clock").contains(&"depends a { gapduration 3d }".to_owned()));
    assert!(task(source, "ss").contains(&"depends a { onstart gaplength 1d }".to_owned()));
    assert!(task(source, "lead").iter().any(|line| line.starts_with("start 2026-03-05")));
    assert!(!task(source, "lead").iter().any(|line| line.starts_with("depends")));
    let told = written(source).1.human();
    for what in ["changed: a lead:", "changed: an end that waits:"] {
        assert!(told.contains(what), "{told}");
    }
}

#[test]
fn another_calendar_is_a_shift() {
    let source = include_str!("plans/calendars.roadmap");
    let b = task(source, "b");
    assert!(b.iter().any(|line| line.starts_with("shifts shift_")), "{b:?}");
    assert!(b.iter().any(|line| line.starts_with("length ")), "{b:?}");
}

#[test]
fn a_day_of_work_of_somebody_is_a_shift_of_theirs_or_of_their_team() {
    let source = "roadmap \"R\" from 2026-03-02\ncalendar wk {\n  work mon-fri 09:00-17:00\n  open 2026-03-07 09:00-13:00\n}\n\
                  team a \"A\" calendar wk {\n  person ana \"Ana\"\n  person bo \"Bo\"\n}\n\
                  team b \"B\" calendar wk {\n  person cy \"Cy\"\n  person di \"Di\" away 2026-03-07\n}\n\
                  task t \"T\" 6d @ana\ntask u \"U\" 6d @bo @cy @di\n";
    let (project, losses) = written(source);
    let shifts = |resource: &str| {
        let lines = project.lines().map(str::trim);
        let own = lines.skip_while(|line| !line.starts_with(&format!("resource {resource} ")));
        let own = own.skip(1).take_while(|line| !line.starts_with(['}', 'r']));
        own.filter(|line| line.starts_with("shifts ")).count()
    };
    assert_eq!(["a", "ana", "bo", "b", "cy", "di"].map(shifts), [1, 0, 0, 0, 1, 0], "{project}");
    assert!(!losses.human().contains("a day of work"), "{}", losses.human());
}

#[test]
fn nothing_that_taskjuggler_would_take_for_a_loop_is_linked() {
    let source = "roadmap \"R\" from 2026-03-02\nstream s \"S\" {\n  task a \"A\" 2d\n  milestone m \"M\" after a\n}\n\
                  stream t \"T\" {\n  task b \"B\" 3d after s.m\n  milestone n \"N\" after s.start + 1w\n  milestone o \"O\" after s.m.start\n}\n";
    assert!(!task(source, "t.n").iter().any(|line| line.starts_with("depends")));
    assert!(task(source, "t.o").contains(&"depends s.m".to_owned()));
    let told = written(source).1.human();
    assert!(told.contains("a link to the start of what holds a milestone"), "{told}");
}

#[test]
fn the_same_plan_is_the_same_bytes() {
    for source in [
        include_str!("plans/people.roadmap"),
        include_str!("plans/levels.roadmap"),
        include_str!("plans/outline.roadmap"),
    ] {
        assert_eq!(written(source).0, written(source).0);
    }
}

#[test]
fn no_text_ends_its_quotes() {
    let (project, _) = written(include_str!("plans/hostile.roadmap"));
    assert!(project.contains("task a \"A & B <c> \\\"d\\\" 'e' ]]> "), "{project}");
    assert!(!project.contains("${"), "{project}");
}
