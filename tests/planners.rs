//! Plans of MS Project and `GanttProject`: the dates of a file come out, each that does not with its reason; and what a roadmap says
//! is still there when it comes back from MS Project's XML and from TaskJuggler.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use milepost::diagnostic::{Fate, Losses};
use milepost::emit::Exchange;
use milepost::import::{self, Compared, Imported, Input, Options, Refusal};
use milepost::{Compilation, Source, compile};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn files(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|end| end == "xml" || end == "gan" || end == "roadmap")
    });
    files.sort();
    files
}

fn read(name: &str, bytes: &[u8]) -> Result<Imported, Refusal> {
    import::import(&Input { name, bytes }, None, &Options::default())
}

fn fixture(name: &str) -> Imported {
    read(name, &fs::read(folder("import").join(name)).unwrap()).unwrap()
}

fn compiled(text: &str) -> Compilation {
    compile(Source::new("plan.roadmap", text.to_owned()), &milepost::Options::new())
}

fn compared(imported: &Imported) -> (Compared, Losses) {
    let compilation = compiled(&imported.text);
    let plan = compilation.plan().unwrap_or_else(|why| panic!("{}\n{why:?}", imported.text));
    let mut losses = Losses::default();
    let compared = import::compare(&imported.stated, plan, &mut losses);
    (compared, losses)
}

/// The line of a roadmap that begins so, its blanks squeezed.
fn line(imported: &Imported, begins: &str) -> String {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut lines = imported.text.lines().map(squeezed);
    lines
        .find(|line| line.starts_with(begins))
        .unwrap_or_else(|| panic!("no {begins} in\n{}", imported.text))
}

fn told(imported: &Imported) -> String {
    imported.losses.human()
}

/// Where the dates of a fixture can't come out, and how that is told.
const DIFFERENT: [(&str, &[&str]); 4] = [
    ("manual.xml", &["`Typed` starts on 4 March 2026 in the file and on 9 March 2026 here"]),
    ("odd-values.xml", &["`Far` ends on 31 December 9999 in the file and on 2 March 2026 here"]),
    (
        "progress.xml",
        &[
            "`Begun` ends on 6 March 2026 in the file and on 10 March 2026 here: `Begun` ends on 10 March, because it isn't done, and today is 10 March",
            "`More to do` ends on 18 March 2026 in the file and on 19 March 2026 here: what remains of `More to do` (8d) takes from today",
        ],
    ),
    ("split.xml", &["`Not together` ends on 10 March 2026 in the file and on 5 March 2026 here"]),
];

#[test]
fn dates_come_out_as_the_file_says_them() {
    let mut count = 0;
    for file in files("import/mspdi").into_iter().chain(files("import/gan")) {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let Ok(imported) = read(&name, &fs::read(&file).unwrap()) else {
            assert!(name.starts_with("refused"), "{name}");
            continue;
        };
        let (compared, losses) = compared(&imported);
        count += compared.all;
        let known = DIFFERENT.iter().find(|(of, _)| {
            *of == name && Path::new(&name).extension().is_some_and(|end| end == "xml")
        });
        match known {
            None => assert_eq!(compared.all, compared.same, "{name}\n{}", losses.human()),
            Some((_, reasons)) => {
                let said = losses.human();
                reasons.iter().for_each(|reason| assert!(said.contains(reason), "{name}\n{said}"));
                let own = losses.iter().filter(|loss| loss.what.starts_with('`'));
                assert_eq!(own.count(), reasons.len(), "{name}\n{said}");
                assert!(losses.iter().all(|loss| loss.fate == Fate::Changed));
            }
        }
    }
    assert!(count > 200, "only {count} dates were compared");
}

#[test]
fn what_follows_a_difference_is_counted_and_not_told() {
    let (compared, losses) = compared(&fixture("mspdi/split.xml"));
    assert_eq!((compared.all, compared.same), (10, 7));
    assert_eq!(compared.words(), "7 of 10 dates are those of the file");
    let followers = losses.iter().find(|loss| loss.what.starts_with("dates that follow")).unwrap();
    assert_eq!((followers.count, losses.iter().count()), (2, 2));
}

#[test]
fn links_have_their_kinds_and_lags() {
    let links = fixture("mspdi/links.xml");
    for expected in [
        r#"task build "Build" 3d after design"#,
        r#"task paint "Paint" 2d after design + 2d"#,
        r#"task order-early "Order early" 2d after design - 2d"#,
        r#"task review-along "Review along" 2d after design.start + 1d"#,
        r#"task close-with-the-build "Close with the build" 1d ends after build"#,
        r#"task hand-over "Hand over" 1d ends after build.start + 1d"#,
        r#"task dry "Dry" 1d after design + elapsed 2d"#,
        r#"task half-way "Half way" 1d after design.start + 2.5d"#,
        r#"task a-week-later "A week later" 1d after design + 5d"#,
        r#"task odd-lag "Odd lag" 1d after design + 1min"#,
        r#"task elsewhere "Elsewhere" 1d"#,
    ] {
        let begins = expected.split('"').next().unwrap();
        assert_eq!(line(&links, begins), expected);
    }
    let told = told(&links);
    for loss in [
        "changed: the lag of 50% of `Half way`: a lag is an amount of time: 2.5d at the length that it has now",
        "changed: the lag of `Odd lag`: it is rounded to 1min",
        "left out: a link of `Elsewhere`: what it waits for stands in `another file`",
        "left out: link to `99`",
    ] {
        assert!(told.contains(loss), "{loss}\n{told}");
    }
    assert_eq!(
        line(&fixture("gan/links.gan"), "task review"),
        r#"task review-along "Review along" 2d after build.start + 1d"#
    );
}

#[test]
fn exceptions_that_are_written_twice_count_once() {
    let twice = fixture("mspdi/exceptions-twice.xml").text;
    let exceptions: Vec<&str> = twice
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("off") || line.starts_with("open"))
        .collect();
    assert_eq!(
        exceptions,
        [r#"off 2026-03-04..2026-03-05 "Workshop""#, r#"open 2026-03-10 08:00-12:00 "Short day""#]
    );
}

#[test]
fn constraints_are_what_the_language_has_for_them() {
    let constraints = fixture("mspdi/constraints.xml");
    for expected in [
        r#"task as-late-as-possible "As late as possible" 1d alap"#,
        r#"task must-start-on "Must start on" 2d from 2026-03-10"#,
        r#"task must-finish-on "Must finish on" 2d to 2026-03-13"#,
        r#"task start-no-earlier "Start no earlier" 1d after as-soon-as-possible, 2026-03-11T13:00"#,
        r#"task start-no-later "Start no later" 1d after as-soon-as-possible within 0d after 2026-03-20"#,
        r#"task finish-no-earlier "Finish no earlier" 2d ends after 2026-03-20"#,
        r#"task finish-no-later "Finish no later" 1d after as-soon-as-possible by 2026-03-17"#,
    ] {
        let begins = expected.split('"').next().unwrap();
        assert_eq!(line(&constraints, begins), expected);
    }
}

#[test]
fn what_is_not_a_plan_is_refused() {
    for (name, message, place) in [
        (
            "mspdi/refused-doctype.xml",
            "the file has a document type, which could define entities",
            "",
        ),
        (
            "mspdi/refused-torn.xml",
            "the file is no XML: the root node was opened but never closed",
            "line 1",
        ),
        (
            "gan/refused-no-tasks.gan",
            "the file is no project of GanttProject: it has no tasks",
            "line 1",
        ),
    ] {
        let refusal = read(name, &fs::read(folder("import").join(name)).unwrap()).unwrap_err();
        assert_eq!((refusal.message.as_str(), refusal.place.as_str()), (message, place));
    }
}

#[test]
fn files_that_would_take_much_memory_or_stack_are_refused() {
    let begin = r#"<Project xmlns="http://schemas.microsoft.com/project"><Tasks>"#;
    for text in [
        format!("{begin}{}", "<a/>".repeat(500_000)),
        format!("{begin}{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000)),
        format!("{begin}{}", "<Task>".repeat(200_000)),
        format!("{begin}{}</Tasks></Project>", "<Task/>".repeat(100_000)),
    ] {
        assert!(read("bomb.xml", text.as_bytes()).is_err());
    }
}

#[test]
fn exceptions_without_end_are_written_out_for_the_years_of_the_plan() {
    let exception = "<Exception><TimePeriod><FromDate>0001-01-01T00:00:00</FromDate><ToDate>9999-12-31T00:00:00</ToDate></TimePeriod>\
                     <Type>7</Type><Period>2</Period></Exception>";
    let text = format!(
        r#"<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID><Calendars>
        <Calendar><UID>1</UID><Exceptions>{}</Exceptions></Calendar></Calendars><Tasks/></Project>"#,
        exception.repeat(5000)
    );
    let imported = read("often.xml", text.as_bytes()).unwrap();
    assert!(imported.text.contains("off 2026-03-02") != imported.text.contains("off 2026-03-03"));
    assert!(told(&imported).contains("it comes too often to be written out"));
}

#[test]
fn much_is_read_in_time_that_grows_with_it() {
    let task = |number: usize| {
        format!(
            "<Task><UID>{number}</UID><Name>Task {number}</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>\
             <PredecessorLink><PredecessorUID>{}</PredecessorUID><Type>1</Type></PredecessorLink></Task>",
            number.saturating_sub(1)
        )
    };
    let tasks: String = (1..=5000).map(task).collect();
    let text = format!(
        r#"<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate><Tasks>{tasks}</Tasks></Project>"#
    );
    let imported = read("long.xml", text.as_bytes()).unwrap();
    assert!(imported.text.contains(r"task task-5000"));
}

/// What of a roadmap can't be the same when it comes back, by file and id, and why.
const CHANGED: [(&str, &str); 5] = [
    // MS Project knows no milestone in a night: what is done on a day is done when that day is over.
    ("lags", "early"),
    ("progress", "hit"),
    // A fixed date in the past that nobody has begun: MS Project has it as clock time that somebody put there.
    ("progress", "old"),
    ("progress", "ends"),
    // What holds parts and is done on a day of its own.
    ("progress", "all"),
];

#[test]
fn a_roadmap_comes_back_from_ms_project_with_its_ids_dates_people_and_progress() {
    for file in files("interchange/plans") {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let before = compiled(&fs::read_to_string(&file).unwrap());
        let plan = before.plan().unwrap();
        let (xml, _) = Exchange::MsProject.write(plan);
        let imported = read("plan.xml", &xml).unwrap();
        let after = compiled(&imported.text);
        let again = after.plan().unwrap_or_else(|why| panic!("{name}\n{}\n{why:?}", imported.text));
        for item in plan.model.items() {
            let path = item.path();
            let timing = plan.schedule.timing(item.id);
            if CHANGED.contains(&(name.as_str(), path.as_str())) || !timing.is_scheduled {
                continue;
            }
            let other = again.model.items().find(|other| other.path() == path);
            let other =
                other.unwrap_or_else(|| panic!("{path} of {name} is lost in\n{}", imported.text));
            let there = again.schedule.timing(other.id);
            assert_eq!(
                (timing.start, timing.end),
                (there.start, there.end),
                "{path} of {name} in\n{}",
                imported.text
            );
            assert_eq!(
                (timing.state, timing.complete),
                (there.state, there.complete),
                "{path} of {name}"
            );
            let deadline =
                |of: Option<milepost::time::Moment>| of.map(milepost::time::Moment::last_day);
            let by = |item: milepost::model::ItemWalker<'_>| item.dates().by.map(|by| by.moment);
            assert_eq!(deadline(by(item)), deadline(by(other)), "the deadline of {path} of {name}");
        }
    }
}

#[test]
fn an_example_comes_back_from_taskjuggler_with_its_ids_days_people_and_deadlines() {
    let mut count = 0;
    for file in files("../examples") {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let before = compiled(&fs::read_to_string(&file).unwrap());
        let plan = before.plan().unwrap();
        let (project, _) = Exchange::TaskJuggler.write(plan);
        let imported = read("plan.tjp", &project).unwrap();
        let after = compiled(&imported.text);
        let again = after.plan().unwrap_or_else(|why| panic!("{name}\n{}\n{why:?}", imported.text));
        let said = |plan: milepost::Plan<'_>| -> Vec<String> {
            let of = |item: milepost::model::ItemWalker<'_>| {
                let timing = plan.schedule.timing(item.id);
                let is_moment = item.kind().is_point() || timing.start == timing.end;
                let last = timing.end.last_day();
                let first = if is_moment { last } else { timing.start.date() };
                let people = plan.schedule.people(item).iter();
                let people = people.map(|one| plan.model.resource(one.resource));
                // A team with members is nobody whom TaskJuggler could take, which is told; parts have the people of the whole.
                let people =
                    people.filter(|who| !item.has_parts() && who.members().next().is_none());
                let people = people.map(|who| who.name().to_owned());
                let mut people: Vec<_> = people.collect();
                people.sort();
                let by = item.dates().by.map(|by| by.moment.last_day());
                format!("{} {first} {last} {people:?} {by:?}", item.path())
            };
            plan.model.items().map(of).collect()
        };
        count += said(plan).len();
        assert_eq!(said(plan), said(again), "{name}\n{}", imported.text);
        let who = |plan: milepost::Plan<'_>| -> Vec<String> {
            plan.model.resources().map(|who| who.name().to_owned()).collect()
        };
        assert_eq!(who(plan), who(again), "{name}");
    }
    assert!(count > 200, "{count}");
}
