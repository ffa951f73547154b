//! The sheet of the plan: all that was said is read back from it.

use std::collections::BTreeMap;

use milepost::emit::Flavour;
use milepost::model::{Anchor, Edge, Model};
use milepost::time::Minutes;

use crate::reading::{Book, EVERYTHING, List, compiled, text};
use crate::support::{EXAMPLES, compiled_example};

/// Where a cell stands, and what is in it.
const CELLS: &[(&str, &str, &str)] = &[
    ("v1", "Kind", "Release"),
    ("v1", "Promised", "Q3 2026"),
    ("v2", "Start", "2026-10-30"),
    ("v2", "Constraint", "on 2026-10-30"),
    ("core", "Owner", "ines"),
    ("core", "Level", "1"),
    ("core.express", "Kind", "Feature"),
    ("core.express", "Parent", "core"),
    ("core.express", "Priority", "must"),
    ("core.express", "Duration", "24"),
    ("core.express.api", "#", "5"),
    ("core.express.api", "Title", "Payment API"),
    ("core.express.api", "Level", "3"),
    ("core.express.api", "Stream", "Core"),
    ("core.express.api", "Duration", "10"),
    ("core.express.api", "Start", "2026-03-02"),
    ("core.express.api", "End", "2026-03-13"),
    ("core.express.api", "Actual start", "2026-03-02"),
    ("core.express.api", "Actual end", "2026-03-13"),
    ("core.express.api", "% done", "1"),
    ("core.express.api", "State", "Done"),
    ("core.express.api", "Health", "Done"),
    ("core.express.api", "People", "ana"),
    ("core.express.api", "Release", "v1"),
    ("core.express.api", "Objectives", "growth"),
    ("core.express.api", "Tags", "backend"),
    ("core.express.api", "Jira key", "PAY-12"),
    ("core.express.api", "size", "large"),
    ("core.express.page", "Predecessors", "5"),
    ("core.express.page", "% done", "0.4"),
    ("core.express.page", "Best", "5"),
    ("core.express.page", "Estimate", "5d..8d"),
    ("core.express.wallet", "Predecessors", "5FS+2d"),
    ("core.express.wallet", "People", "ana 50%"),
    ("core.express.wallet", "Worst", "14"),
    ("core.express.wallet", "Estimate", "4d..6d..14d"),
    ("core.express.wallet", "legal", "yes"),
    ("core.express.wallet", "points", "8.5"),
    ("core.express.audit", "Predecessors", "6SS+4h"),
    ("core.express.audit", "People", "ines; web 200%"),
    ("core.express.audit", "Effort", "6"),
    ("core.express.audit", "Estimate", "effort 6d"),
    ("core.express.audit", "Not before", "2026-04-01"),
    ("core.express.audit", "Audit day", "2026-06-12"),
    ("core.express.review", "Kind", "Milestone"),
    ("core.express.review", "Duration", "0"),
    ("core.express.review", "Deadline", "2026-06-30"),
    ("core.cure", "Predecessors", "6FS+1ed"),
    ("core.cure", "Duration", "3ed"),
    ("core.cure", "Estimate", "elapsed 3d"),
    ("core.near", "Within", "5d after core.tidy"),
    ("core.inner.deep", "Own cost", "12000"),
    ("core.inner.deep", "Score", "value 5 urgency 3 risk 1"),
    ("core.docs", "Predecessors", "7FF-1d"),
    ("core.docs", "People", "ana|bo"),
    ("core.docs", "Priority", "640"),
    ("core.tidy", "Predecessors", "11SS"),
    ("core.tidy", "Constraint", "may pause"),
    ("core.tidy", "Priority", "could"),
    ("core.late", "Constraint", "as late as possible"),
    ("core.late", "Remaining", "1"),
    ("core.fix", "Constraint", "must start on 2026-05-04"),
    ("core.fix", "Calendar", "lab"),
    ("core.until", "Constraint", "must finish on 2026-05-29"),
    ("core.noon", "End", "2026-06-03 12:00"),
    ("core.noon", "Deadline", "2026-06-04 12:00"),
    ("core.noon", "Constraint", "must finish on 2026-06-03T12:00"),
    ("core.quarter", "Constraint", "during 2026-04-01..2026-06-30"),
    ("core.quarter", "Horizon", "later"),
    ("core.guess", "Duration", ""),
    ("core.guess", "Health", "At risk"),
    ("core.guess", "Open-ended", "end"),
    ("core.guess", "Blocked", "waiting for legal"),
    ("core.gone", "State", "Dropped"),
    ("core.gone", "Start", ""),
    ("core.gone", "Duration", "5"),
    ("core.inner.deep", "Stream", "Inner"),
    ("core.inner.deep", "Cost", "12000"),
    ("core.inner.deep", "Budget", "15000"),
    ("loose", "Link", "Plan: https://example.com/plan\nhttps://example.com/more"),
    ("loose", "Note", "Several lines of *Markdown*,\n\nwith \"quotes\"."),
];

#[test]
fn all_that_is_said_of_an_item_stands_in_its_row() {
    let plan = Book::of(&compiled(EVERYTHING)).plan();
    let read = |(id, title, _): &(&str, &str, &str)| text(plan.cell(("ID", id), title));
    let wrong: Vec<String> = CELLS
        .iter()
        .filter(|cell| read(cell) != cell.2)
        .map(|cell| format!("{} {}: `{}`, not `{}`", cell.0, cell.1, read(cell), cell.2))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_list_says_the_same_as_the_workbook() {
    for name in EXAMPLES {
        let compilation = compiled_example(name);
        let (plan, list) = (Book::of(&compilation).plan(), List::of(&compilation, Flavour::Plan));
        assert_eq!(plan.rows.len(), list.rows.len(), "{name}");
        assert_eq!(list.rows.len(), compilation.model().items.len(), "{name}");
        for title in [
            "#",
            "ID",
            "Title",
            "Kind",
            "Start",
            "End",
            "State",
            "Health",
            "People",
            "Predecessors",
        ] {
            let at = list.column(title);
            let listed: Vec<String> = list.rows.iter().map(|row| row[at].clone()).collect();
            assert_eq!(plan.words(title), listed, "{title} of {name}");
        }
    }
}

#[test]
fn days_are_those_of_the_schedule() {
    for name in EXAMPLES {
        let compilation = compiled_example(name);
        let schedule = compilation.plan().unwrap().schedule;
        let plan = Book::of(&compilation).plan();
        for item in compilation.model().items() {
            let timing = schedule.timing(item.id);
            let path = item.path();
            let day = |title: &str| {
                text(plan.cell(("ID", &path), title)).chars().take(10).collect::<String>()
            };
            let (first, last) = timing.days();
            let expected = if timing.is_scheduled {
                (first.to_string(), last.to_string())
            } else {
                Default::default()
            };
            assert_eq!((day("Start"), day("End")), expected, "{path} of {name}");
        }
    }
}

/// What the predecessors of a row say: of whom, of which kind, after how many minutes, on the clock or not.
type Said = (usize, String, i64, bool);

/// Reads `10FS+1d,9` as others do.
fn read_back(cell: &str, day: Minutes) -> Vec<Said> {
    let pattern = regex_lite::Regex::new(r"^(\d+)(FS|SS|FF|SF)?([+-]\d+)?(e)?(d|h|min)?$").unwrap();
    let read = |one: &str| {
        let parts = pattern.captures(one).unwrap_or_else(|| panic!("`{one}` can be read"));
        let part = |at: usize| parts.get(at).map_or("", |part| part.as_str());
        let is_elapsed = part(4) == "e";
        let unit = match part(5) {
            "min" => 1,
            "h" => 60,
            _ if is_elapsed => 24 * 60,
            _ => day.0,
        };
        let kind = if part(2).is_empty() { "FS" } else { part(2) };
        let lag = part(3).parse::<i64>().unwrap_or(0) * unit;
        (part(1).parse().unwrap(), kind.to_owned(), lag, is_elapsed)
    };
    cell.split(',').filter(|one| !one.is_empty()).map(read).collect()
}

fn said_by(model: &Model) -> BTreeMap<String, Vec<Said>> {
    let mut said: BTreeMap<String, Vec<Said>> = BTreeMap::new();
    for of in &model.dependencies {
        let Anchor::Item(awaited, edge) = of.anchor else { continue };
        let letter = |edge| if edge == Edge::Start { 'S' } else { 'F' };
        let kind = format!("{}{}", letter(edge), letter(of.edge));
        let is_elapsed = of.lag.is_elapsed && of.lag.minutes.0 != 0;
        let one = (awaited.index() + 1, kind, of.lag.minutes.0, is_elapsed);
        said.entry(model.item(of.item).path()).or_default().push(one);
    }
    said
}

#[test]
fn every_dependency_is_read_back_from_its_number() {
    let mut count = 0;
    let all = EXAMPLES.into_iter().map(compiled_example).chain([compiled(EVERYTHING)]);
    for compilation in all {
        let model = compilation.model();
        let plan = Book::of(&compilation).plan();
        let said = said_by(model);
        for (path, cell) in plan.words("ID").iter().zip(plan.words("Predecessors")) {
            let expected = said.get(path).cloned().unwrap_or_default();
            assert_eq!(read_back(&cell, model.header.day), expected, "{path}");
            count += expected.len();
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn a_field_that_is_called_as_a_column_is_told_from_it() {
    let text = "roadmap \"R\" from 2026-03-02\nfield begun \"Start\" text\ntask a \"A\" 1d begun: \"late\"\n";
    let plan = Book::of(&compiled(text)).plan();
    assert_eq!(crate::reading::text(plan.cell(("ID", "a"), "Start")), "2026-03-02");
    assert_eq!(crate::reading::text(plan.cell(("ID", "a"), "Start (field)")), "late");
}
