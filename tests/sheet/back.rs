//! What a workbook says of a plan comes back: `milepost import` of it is the same plan.

use std::collections::BTreeMap;

use milepost::import::{self, Input};
use milepost::{Compilation, Options, Source, compile};

use crate::reading::{EVERYTHING, compiled};
use crate::support::{EXAMPLES, compiled_example};

/// The roadmap that a workbook of a plan is read as.
fn back(compilation: &Compilation) -> import::Imported {
    let (bytes, _) = crate::xlsx(compilation.plan().unwrap());
    let input = Input { name: "plan.xlsx", bytes: &bytes };
    import::import(&input, None, &import::Options::default())
        .unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The title and the first and last minute of each item, by its path.
fn times(compilation: &Compilation) -> BTreeMap<String, (String, String)> {
    let plan = compilation.plan().unwrap_or_else(|problems| panic!("{problems}"));
    let items = plan.model.items().map(|item| {
        let timing = plan.schedule.timing(item.id);
        let span = if timing.is_scheduled {
            format!("{} to {}", timing.start, timing.end)
        } else {
            "never".to_owned()
        };
        (item.path(), (item.title().to_owned(), span))
    });
    items.collect()
}

fn again(text: &str) -> Compilation {
    compile(Source::new("plan.roadmap", text), &Options::new())
}

#[test]
fn plans_come_back_with_their_ids_and_to_the_minute() {
    let examples = EXAMPLES.iter().map(|name| (*name, compiled_example(name)));
    for (name, before) in examples.chain([("everything", compiled(EVERYTHING))]) {
        let text = back(&before).text;
        let (told, came) = (times(&before), times(&again(&text)));
        if before.model().namespaces.len() > 1 {
            // What was imported is there, and has other names.
            let all = |of: &BTreeMap<_, _>| {
                let mut all: Vec<(String, String)> = of.values().cloned().collect();
                all.sort_unstable();
                all
            };
            assert_eq!(all(&told), all(&came), "{name}\n{text}");
            continue;
        }
        let wrong: Vec<_> = told
            .iter()
            .filter(|(path, of)| came.get(*path) != Some(of))
            .map(|(path, of)| format!("{path}: {of:?}, and came back as {:?}", came.get(path)))
            .collect();
        assert!(wrong.is_empty() && told.len() == came.len(), "{name}: {wrong:#?}\n{text}");
    }
}

#[test]
fn a_plan_that_came_back_comes_back_as_it_is() {
    for name in EXAMPLES {
        let once = back(&compiled_example(name)).text;
        let twice = back(&again(&once)).text;
        assert_eq!(once, twice, "{name}");
    }
}

/// What stands round each of the lines below.
const AROUND: &str = "roadmap \"Plan\" from 2026-03-02 today 2026-03-16\nperson ana \"Ana\"\n\
    person bo \"Bo\"\nobjective growth \"Growth\"\nfeature base \"Base\"  @ana  should {\n  task one \"One\"  5d\n}\n";

/// Lines that have to be there again.
const SAID: &[&str] = &[
    "task t \"T\"  4d..6d..14d",
    "task t \"T\"  effort 4d..6d..14d  @ana",
    "task t \"T\"  elapsed 2d..3d",
    "task t \"T\"  90min",
    "task t \"T\"  done 2026-03-09  started 2026-03-02  8d",
    "task t \"T\"  5d  started 2026-03-02  remaining 4d",
    "task t \"T\"  elapsed 5d  started 2026-03-02  remaining 30h",
    "task t \"T\"  5d  by 2026-04-30T12:30",
    "task t \"T\"  5d  after 2026-04-01T10:00",
    "task t \"T\"  5d  from 2026-04-01",
    "task t \"T\"  5d  to 2026-04-30T15:00",
    "task t \"T\"  during 2026-04-01..2026-04-30",
    "task t \"T\"  5d  @ana|bo",
    "task t \"T\"  5d  within 5d after base.one",
    "task t \"T\"  5d  within elapsed 2d after base.one.start + 1d",
    "task t \"T\"  5d  within 5d after 2026-04-01",
    "task t \"T\"  5d  score reach 40000 impact 2 confidence 50%",
    "task t \"T\"  5d  cost 1200  budget 1500",
    "feature f \"F\"  must {\n  task t \"T\"  5d  priority 500\n}",
    "milestone m \"M\"",
    "release r \"R\"",
    "person eve \"Eve\"  60%  away 2026-05-04T13:00..2026-05-08 \"a; b\"",
    "team web \"Web\"  capacity 1 {\n  person eve \"Eve\"\n  person kim \"Kim\"\n}",
    "cadence sprint \"Sprint\"  every 2w from 2026-03-02",
    "calendar lab \"lab\" {\n  day 7h\n  work mon-thu 08:00-12:00, 13:00-16:00\n  work fri 08:00-12:00\n  \
     off 2026-04-03 \"Good Friday\"\n  off every 12-25 \"Christmas\"\n  open 2026-05-02 09:00-13:00\n}\n\
     task t \"T\"  5d  calendar lab",
];

#[test]
fn what_is_said_is_said_again() {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split_whitespace().map(|word| word.trim_end_matches(',').to_owned()).collect();
        words.sort_unstable();
        words
    };
    let wrong: Vec<String> = SAID
        .iter()
        .filter_map(|said| {
            let roadmap = format!("{AROUND}{said}\n");
            let imported = back(&compiled(&roadmap));
            let text = imported.text.split_once('\n').map_or("", |(_, text)| text);
            let is_same = words(text) == words(&roadmap) && imported.losses.is_empty();
            (!is_same).then(|| format!("{said}\n{text}\n{}", imported.losses.human()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
