//! The other sheets, and what holds for the workbook as a whole.

use calamine::Data;
use milepost::diagnostic::Fate;
use milepost::emit::Flavour;

use crate::reading::{Book, EVERYTHING, List, compiled, fate, text};
use crate::runner::{Compiled, SuiteFile};
use crate::support::{EXAMPLES, compiled_example, root, rounds};

const SHEETS: [&str; 12] = [
    "Plan",
    "Releases",
    "Milestones",
    "Objectives",
    "Risks",
    "Ideas",
    "Status",
    "People and load",
    "Calendars",
    "Calendar exceptions",
    "Cadences",
    "About",
];

#[test]
fn sheets_with_nothing_in_them_are_left_out() {
    assert_eq!(Book::of(&compiled(EVERYTHING)).names, SHEETS);
    let small = Book::of(&compiled("roadmap \"Small\" from 2026-03-02\ntask a \"A\" 1d\n"));
    assert_eq!(small.names, ["Plan", "About"]);
    let empty = Book::of(&compiled("roadmap \"Nothing yet\" from 2026-03-02\n"));
    assert_eq!(empty.names, ["Plan", "About"]);
    assert!(empty.plan_titles().contains(&"Title".to_owned()));
}

impl Book {
    fn plan_titles(&self) -> Vec<String> {
        let rows = &self.sheets["Plan"];
        rows.iter().flatten().map(text).collect()
    }
}

/// Of a sheet, in the row that says this in a column, what another says.
const CELLS: &[(&str, (&str, &str), &str, &str)] = &[
    ("Releases", ("ID", "v1"), "Promised", "Q3 2026"),
    ("Releases", ("ID", "v1"), "Last to finish", "core.express"),
    ("Releases", ("ID", "v2"), "Planned", "2026-10-30"),
    ("Releases", ("ID", "v2"), "Open-ended", "yes"),
    ("Milestones", ("ID", "core.express.review"), "Deadline", "2026-06-30"),
    ("Objectives", ("Measure", "Payments a day"), "ID", "growth"),
    ("Objectives", ("Measure", "Payments a day"), "To", "1000000"),
    ("Objectives", ("Measure", "Mobile share"), "Now", "0.26"),
    ("Objectives", ("Measure", "Mobile share"), "Reached", "0.2"),
    ("Objectives", ("ID", "trust"), "Title", "Nobody loses a payment"),
    ("Risks", ("Title", "The vendor certifies late"), "Probability", "0.3"),
    ("Risks", ("Title", "The vendor certifies late"), "Threatens", "core.express.api"),
    ("Risks", ("Title", "The vendor certifies late"), "Exposure in days", "4.5"),
    ("Risks", ("Title", "The vendor certifies late"), "Exposure in money", "10500"),
    ("Risks", ("Title", "The vendor certifies late"), "Due", "2026-04-01"),
    ("Risks", ("Title", "The vendor certifies late"), "Owner", "ana"),
    ("Ideas", ("ID", "core.offline"), "Scored by", "RICE"),
    ("Ideas", ("ID", "core.offline"), "Confidence", "0.5"),
    ("Status", ("About", "core.express"), "Health", "At risk"),
    ("Status", ("About", "core.express"), "Date", "2026-03-16"),
    ("People and load", ("ID", "ines"), "Rate per day", "800"),
    ("People and load", ("ID", "ines"), "Team", "web"),
    ("People and load", ("ID", "bo"), "Capacity", "0.6"),
    ("People and load", ("ID", "bo"), "Away", "2026-05-04..2026-05-08 vacation"),
    ("Objectives", ("Measure", "Mobile share"), "Unit", "%"),
    ("Calendars", ("ID", "lab"), "Monday", "08:00-16:00"),
    ("Calendars", ("ID", "lab"), "Sunday", "off"),
    ("Calendars", ("ID", "lab"), "Hours a day", "8"),
    ("Calendar exceptions", ("Why", "Good Friday"), "Calendar", "lab"),
    ("Calendar exceptions", ("Why", "Good Friday"), "First day", "2026-04-03"),
    ("Calendar exceptions", ("Why", "Good Friday"), "Hours", "off"),
    ("Cadences", ("ID", "sprint"), "Days", "14"),
    ("About", ("Title", "Checkout 2026"), "From", "2026-03-02"),
    ("About", ("Title", "Checkout 2026"), "Today", "2026-03-18"),
    ("About", ("Title", "Checkout 2026"), "Owner", "ines"),
    ("About", ("Title", "Checkout 2026"), "Budget", "400000"),
];

#[test]
fn what_is_said_besides_items_stands_on_a_sheet_of_its_own() {
    let book = Book::of(&compiled(EVERYTHING));
    let read = |(sheet, key, title, _): &(&str, (&str, &str), &str, &str)| {
        text(book.table(sheet, key.0).cell(*key, title))
    };
    let wrong: Vec<String> = CELLS
        .iter()
        .filter(|cell| read(cell) != cell.3)
        .map(|cell| {
            format!("{} {:?} {}: `{}`, not `{}`", cell.0, cell.1, cell.2, read(cell), cell.3)
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn loads_are_those_of_the_plan_week_by_week() {
    let compilation = compiled(EVERYTHING);
    let plan = compilation.plan().unwrap();
    let table = Book::of(&compilation).table("People and load", "ID");
    let first = table.titles.iter().position(|title| matches!(title, Data::DateTime(_))).unwrap();
    assert_eq!(text(&table.titles[first]), "2026-03-02");
    assert_eq!(text(&table.titles[first + 1]), "2026-03-09");
    let spans: Vec<_> = table.titles[first..]
        .iter()
        .map(|title| milepost::time::Date::from_iso(&text(title)).unwrap())
        .map(|day| {
            (
                milepost::time::Moment::start_of(day),
                milepost::time::Moment::start_of(day.plus_days(7).unwrap()),
            )
        })
        .collect();
    let loads = plan.status().loads_by(&spans);
    let mut busy = 0;
    for (row, loads) in table.rows.iter().zip(loads) {
        for (cell, load) in row[first..].iter().zip(loads) {
            let percent = load.percent().filter(|percent| *percent > 0);
            let told = match cell {
                Data::Float(share) => Some((share * 100.0).round() as i64),
                Data::Int(share) => Some(share * 100),
                _ => None,
            };
            assert_eq!(told, percent.filter(|_| load.capacity.0 > 0));
            busy += usize::from(told.is_some());
        }
    }
    assert!(busy > 15, "{busy}");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for name in EXAMPLES {
        let (first, second) = (compiled_example(name), compiled_example(name));
        let bytes =
            |compilation: &milepost::Compilation| crate::xlsx(compilation.plan().unwrap()).0;
        assert_eq!(bytes(&first), bytes(&second), "{name}");
        for flavour in Flavour::ALL {
            let text = |compilation: &milepost::Compilation| {
                crate::csv(compilation.plan().unwrap(), flavour).0
            };
            assert_eq!(text(&first), text(&second), "{name} {}", flavour.word());
        }
    }
}

#[test]
fn what_a_workbook_has_no_place_for_is_told() {
    let losses = Book::of(&compiled(EVERYTHING)).losses;
    let told: Vec<_> = losses.iter().map(|loss| (loss.fate, &*loss.what, loss.count)).collect();
    assert_eq!(told, [(Fate::LeftOut, "a view", 1), (Fate::LeftOut, "a marker", 1),]);
}

#[test]
fn nothing_is_lost_where_nothing_is_said_that_has_no_place() {
    let small = compiled(
        "roadmap \"Small\" from 2026-03-02\ntask a \"A\" 1d\ntask b \"B\" 2d after a + 1d\n",
    );
    assert!(Book::of(&small).losses.is_empty());
    assert!(crate::csv(small.plan().unwrap(), Flavour::Plan).1.is_empty());
    let jira = crate::csv(small.plan().unwrap(), Flavour::Jira).1;
    assert_eq!(fate(&jira, "a lag"), Some(Fate::Changed));
}

#[test]
fn every_plan_of_the_suite_is_a_workbook_and_a_list() {
    let mut count = 0;
    for file in SuiteFile::read_all(&root().join("tests/suite")) {
        // A quarter of them, unless there is time.
        let step = usize::try_from(4 / rounds(4)).unwrap();
        for case in file.cases.iter().step_by(step) {
            let compiled = Compiled::of(case);
            let compilation = compiled.compilation();
            let Ok(plan) = compilation.plan() else { continue };
            let items = compilation.model().items.len();
            let plan_sheet = Book::of(compilation).table("Plan", "Title");
            assert_eq!(plan_sheet.rows.len(), items, "{}", case.name);
            for flavour in Flavour::ALL {
                let list = List::of(compilation, flavour);
                assert!(list.rows.len() <= items && !crate::csv(plan, flavour).0.is_empty());
            }
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn a_long_plan_has_months_and_a_longer_one_years() {
    let unit = |to: &str| {
        let text =
            format!("roadmap \"Long\" from 2026-03-02\ntask a \"A\" from 2026-03-02 to {to}\n");
        let plan = Book::of(&compiled(&text)).plan();
        let periods: Vec<String> = plan
            .titles
            .iter()
            .filter(|title| matches!(title, Data::DateTime(_)))
            .map(text_of)
            .collect();
        assert!(periods.len() <= 120, "{}", periods.len());
        periods[1].clone()
    };
    assert_eq!(unit("2027-12-31"), "2026-03-09");
    assert_eq!(unit("2029-12-31"), "2026-04-01");
    assert_eq!(unit("2040-12-31"), "2026-04-01");
    assert_eq!(unit("2120-12-31"), "2027-01-01");
    assert_eq!(unit("2999-12-31"), "2030-01-01");
    assert_eq!(unit("9999-12-31"), "2100-01-01");
}

fn text_of(cell: &Data) -> String {
    text(cell)
}

#[test]
fn days_before_those_of_spreadsheets_are_words() {
    let old = compiled("roadmap \"Old\" from 1815-06-01\ntask a \"A\" 5d from 1815-06-01\n");
    let plan = Book::of(&old).plan();
    assert_eq!(plan.cell(("ID", "a"), "Start"), &Data::String("1815-06-01".to_owned()));
}
