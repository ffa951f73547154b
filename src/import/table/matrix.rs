//! Teams in rows, weeks in columns: what stands in a cell is the work of that team in that week.

use super::super::dates::{Dates, month};
use super::super::{Assignee, Draft, Item, Kind, Options, Refusal, Target, When, shown};
use super::profile::Words;
use super::{Meaning, Profile, Table, above, is_nothing};
use crate::time::{Date, Weekday};

/// A header of a column that says when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Head {
    /// From a day to another.
    Days(Date, Date),
    /// Weeks of a year or of the plan.
    Weeks(i8, i8),
    /// A month of a year.
    Month(i8),
    /// A quarter of a year.
    Quarter(i8),
}

/// So many columns at least say when.
const LEAST: usize = 3;

/// A header stands in one of the first rows.
const DEEPEST: usize = 60;

/// Reads a table as a matrix; nothing if it is none.
///
/// # Errors
///
/// If it is one, but does not tell which weeks its columns are.
pub(super) fn read(
    table: &Table,
    profile: &Profile,
    options: &Options,
) -> Result<Option<Draft>, Refusal> {
    let rows = 0..table.len().min(DEEPEST);
    let dates = Dates::of(
        options.date_order,
        rows.clone().flat_map(|row| table.cells(row)).filter(|cell| cell.len() < 40),
    )?;
    let heads = |row: usize| -> Vec<(usize, Head)> {
        let cells = table.cells(row).enumerate();
        cells.filter_map(|(at, cell)| head(cell, &dates).map(|head| (at, head))).collect()
    };
    let best = rows
        .map(|row| (heads(row), row))
        .max_by_key(|(heads, row)| (heads.len(), usize::MAX - row));
    let Some((heads, header)) = best.filter(|(heads, _)| heads.len() >= LEAST) else {
        return if stands_on_its_side(table, &dates) { Err(on_its_side()) } else { Ok(None) };
    };
    let Some((first, _)) = heads.first().copied().filter(|(first, _)| *first > 0) else {
        return Ok(None);
    };
    let mut draft = Draft::default();
    above::read(table, header, &dates, &mut draft);
    let spans = spans(&heads, table, header, &mut draft)?;
    let labels = labels(table, header, first, profile);
    let main = labels.iter().position(|corner| *corner == Some(Corner::Task));
    let main = main.or_else(|| {
        labels.iter().rposition(|corner| matches!(corner, Some(it) if *it != Corner::Other))
    });
    let main = main.unwrap_or(first - 1);
    let corner = labels.get(main).copied().flatten().filter(|it| *it != Corner::Other);
    let matrix = Matrix {
        table,
        header,
        first,
        spans,
        labels,
        main,
        corner: corner.unwrap_or(Corner::Team),
    };
    matrix.rows(&mut draft);
    Ok(Some(draft).filter(|draft| !draft.items.is_empty()))
}

/// What a header of a column says of when.
fn head(cell: &str, dates: &Dates) -> Option<Head> {
    if cell.len() > 40 || is_nothing(cell) {
        return None;
    }
    let is_year = cell.len() == 4 && cell.bytes().all(|it| it.is_ascii_digit());
    if let Some((first, last)) = dates.period(cell).filter(|_| !is_year) {
        return Some(Head::Days(first, last));
    }
    let text = super::normal(cell);
    let digits = text.find(|it: char| it.is_ascii_digit()).unwrap_or(text.len());
    let (word, numbers) = text.split_at_checked(digits)?;
    let mut numbers = numbers.split(' ').filter(|it| !it.is_empty()).map(str::parse::<i8>);
    let (from, to) = (numbers.next(), numbers.next());
    match (word.trim(), from, to) {
        (
            "w" | "wk" | "week" | "weeks" | "kw" | "cw" | "woche" | "semaine" | "semana" | "неделя"
            | "settimana" | "tydzień",
            Some(Ok(from)),
            to,
        ) => {
            let to = to.map_or(Some(from), Result::ok)?;
            (1 <= from && from <= to && to <= 104).then_some(Head::Weeks(from, to))
        }
        ("q" | "quarter", Some(Ok(quarter @ 1..=4)), None) => Some(Head::Quarter(quarter)),
        (word, None, None) => month(word).map(Head::Month),
        _ => None,
    }
}

/// The first and last day of each column.
fn spans(
    heads: &[(usize, Head)],
    table: &Table,
    header: usize,
    draft: &mut Draft,
) -> Result<Vec<(usize, Date, Date)>, Refusal> {
    let year =
        above::cells(table, header).chain(std::iter::once(table.name.as_str())).find_map(year);
    let start = draft.start.map(|when| when.date);
    let mut spans: Vec<(usize, Date, Date)> = Vec::new();
    let mut turn = 0_i16;
    for (index, (at, head)) in heads.iter().enumerate() {
        let span = if let Head::Days(first, last) = head {
            Some((*first, *last))
        } else if let (Head::Weeks(from, to), Some(start)) = (head, start) {
            let monday = start.plus_days(i64::from(*from - 1) * 7);
            monday.zip(start.plus_days(i64::from(*to) * 7 - 1))
        } else {
            let year = year.ok_or_else(|| no_year(table, header, *at))?;
            // Where numbers begin again a new year does.
            let goes_back = index
                .checked_sub(1)
                .and_then(|before| heads.get(before))
                .is_some_and(|(_, before)| number(*before) > number(*head));
            turn += i16::from(goes_back);
            of_year(*head, year.saturating_add(turn))
        };
        let span = span.ok_or_else(|| {
            Refusal::new(format!(
                "the header {} is no week of a year",
                shown(table.cell(header, *at))
            ))
            .at(table.cell_place(header, *at))
        })?;
        spans.push((*at, span.0, span.1));
    }
    if let Some(start) =
        start.filter(|_| heads.iter().any(|(_, head)| matches!(head, Head::Weeks(..))))
    {
        draft.decided(
            "numbers of weeks",
            format!("they are counted from the start of the project, {start}"),
            &table.place(header),
        );
    }
    Ok(lengthened(spans))
}

/// The first days of weeks last until the next.
fn lengthened(spans: Vec<(usize, Date, Date)>) -> Vec<(usize, Date, Date)> {
    let days = |from: Date, to: Date| i64::from(to.days()) - i64::from(from.days());
    let next: Vec<Option<Date>> =
        spans.iter().skip(1).map(|(_, first, _)| Some(*first)).chain([None]).collect();
    let mut step = 1;
    let mut all = Vec::new();
    for ((at, first, last), next) in spans.into_iter().zip(next) {
        step = next.map_or(step, |next| days(first, next));
        let last = if first == last && (2..=31).contains(&step) {
            first.plus_days(step - 1).unwrap_or(last)
        } else {
            last
        };
        all.push((at, first, last));
    }
    all
}

fn of_year(head: Head, year: i16) -> Option<(Date, Date)> {
    let months = |first: i8, last: i8| {
        let end = Date::new(year, last, 1)?;
        Some((Date::new(year, first, 1)?, Date::new(year, last, end.days_in_month())?))
    };
    match head {
        Head::Days(first, last) => Some((first, last)),
        Head::Weeks(from, to) => {
            let first = Date::from_iso_week(year, from, Weekday::Monday)?;
            Some((first, Date::from_iso_week(year, to, Weekday::Sunday)?))
        }
        Head::Month(month) => months(month, month),
        Head::Quarter(quarter) => months(quarter * 3 - 2, quarter * 3),
    }
}

const fn number(head: Head) -> i8 {
    match head {
        Head::Weeks(number, _) | Head::Month(number) | Head::Quarter(number) => number,
        Head::Days(..) => 0,
    }
}

/// A year in a text.
fn year(text: &str) -> Option<i16> {
    let mut numbers =
        text.split(|it: char| !it.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.find_map(|digits| digits.parse().ok().filter(|year| (1990..2100).contains(year)))
}

fn no_year(table: &Table, header: usize, at: usize) -> Refusal {
    let message = format!(
        "the columns from {} on are weeks or months, and nothing says of which year",
        shown(table.cell(header, at))
    );
    Refusal::new(message).at(table.cell_place(header, at)).help(
        "write the year above the table, such as `2026`, or `Project start` with its day beside it",
    )
}

/// Whether weeks stand below each other: numbers of weeks, or days below a word for weeks.
fn stands_on_its_side(table: &Table, dates: &Dates) -> bool {
    const WORDS: [&str; 10] = [
        "week", "weeks", "week of", "month", "sprint", "woche", "kw", "monat", "semaine", "semana",
    ];
    let rows = 0..table.len().min(DEEPEST);
    (0..3).any(|column| {
        let is_named = rows
            .clone()
            .any(|row| WORDS.contains(&super::normal(table.cell(row, column)).as_str()));
        let heads = rows.clone().filter_map(|row| head(table.cell(row, column), dates));
        heads.filter(|head| is_named || !matches!(head, Head::Days(..))).count() >= LEAST
    })
}

fn on_its_side() -> Refusal {
    Refusal::new("its weeks stand below each other: what stands beside them is not known to begin or end there")
        .help("turn it, with a row a team and a column a week, or make a row of each task, with `Task`, `Start` and `End`")
}

/// What the label of a row is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Corner {
    Team,
    Person,
    Stream,
    Task,
    /// What nothing is made of.
    Other,
}

/// What the words above the labels say that these are; nothing where there is no word.
fn labels(table: &Table, header: usize, first: usize, profile: &Profile) -> Vec<Option<Corner>> {
    let words = Words::of(profile, &[]);
    let label = |at: usize| {
        let title = table.cell(header, at);
        let sense = words.sense(title).map(|sense| sense.meaning);
        (!title.is_empty()).then_some(match sense {
            Some(Meaning::Group | Meaning::Release | Meaning::Objective | Meaning::Whole) => {
                Corner::Stream
            }
            Some(Meaning::People | Meaning::Owner) => Corner::Person,
            Some(Meaning::Title | Meaning::Milestone) => Corner::Task,
            Some(Meaning::Team | Meaning::OwnerTeam) => Corner::Team,
            _ => Corner::Other,
        })
    };
    (0..first).map(label).collect()
}

struct Matrix<'t> {
    table: &'t Table,
    header: usize,
    /// The first column of a week.
    first: usize,
    spans: Vec<(usize, Date, Date)>,
    /// What the columns before it say.
    labels: Vec<Option<Corner>>,
    /// The one among them that rows are called by.
    main: usize,
    corner: Corner,
}

impl Matrix<'_> {
    /// Reads the rows below the header.
    fn rows(&self, draft: &mut Draft) {
        let mut label = String::new();
        let mut stream: Option<String> = None;
        let mut beside = Vec::new();
        for row in self.header + 1..self.table.len() {
            let all = (0..self.first).rev().map(|at| self.table.cell(row, at));
            let said = Some(self.table.cell(row, self.main)).filter(|cell| !cell.is_empty());
            let said = said.or_else(|| all.into_iter().find(|cell| !cell.is_empty()));
            self.beside(row, &mut beside, draft);
            let works = self.works(row);
            let place = self.table.place(row);
            if let Some(said) = said {
                label = said.into();
                if self.corner != Corner::Task {
                    let key = format!("row {}", row + 1);
                    let owner = match self.corner {
                        Corner::Team => Some(draft.team(&label)),
                        Corner::Person => Some(draft.person(&label)),
                        Corner::Stream | Corner::Task | Corner::Other => None,
                    };
                    // Who stands beside a label answers for what it names.
                    let owner = owner.or_else(|| beside.first().cloned());
                    let title = label.clone();
                    let item = Item {
                        key: key.clone(),
                        title,
                        kind: Kind::Stream,
                        owner,
                        place,
                        ..Item::default()
                    };
                    draft.items.push(item);
                    stream = Some(key);
                } else if works.is_empty() {
                    draft.items.push(Item { title: label.clone(), place, ..Item::default() });
                    draft.decided(
                        "rows without anything in their weeks",
                        "colours are not read: such a task has no dates",
                        &self.table.place(row),
                    );
                }
            }
            for (at, work) in works.iter().enumerate() {
                self.add(draft, row, at, work, &label, stream.as_deref());
                if let (Corner::Task, Some(item)) = (self.corner, draft.items.last_mut()) {
                    item.people.extend(beside.iter().cloned().map(Assignee::whole));
                }
            }
        }
    }

    /// Who stands in the columns beside the labels of a row. A team goes on below; what can't be taken in is told.
    fn beside(&self, row: usize, beside: &mut Vec<Target>, draft: &mut Draft) {
        let mut found = Vec::new();
        for (at, label) in self.labels.iter().enumerate().filter(|(at, _)| *at != self.main) {
            let cell = self.table.cell(row, at);
            if is_nothing(cell) || self.table.cell(row, self.main).is_empty() {
                continue;
            }
            let takes = match self.corner {
                Corner::Task => true,
                Corner::Stream => found.is_empty(),
                _ => false,
            };
            match label {
                Some(Corner::Person) if takes => found.push(draft.person(cell)),
                Some(Corner::Team) if takes => found.push(draft.team(cell)),
                _ => draft.left_out(
                    super::called(self.table.cell(self.header, at), at),
                    "a row of a matrix is what it is called by, and who does it",
                    &self.table.cell_place(row, at),
                ),
            }
        }
        let goes_on = self.corner == Corner::Stream && found.is_empty();
        if !goes_on {
            *beside = found;
        }
    }

    fn add(
        &self,
        draft: &mut Draft,
        row: usize,
        at: usize,
        work: &Work,
        label: &str,
        stream: Option<&str>,
    ) {
        let is_mark = !work.text.chars().any(char::is_alphanumeric)
            || matches!(work.text.to_lowercase().as_str(), "x" | "1");
        let weekend = match work.last.weekday() {
            Weekday::Saturday => 1,
            Weekday::Sunday => 2,
            _ => 0,
        };
        let end =
            work.last.plus_days(-weekend).filter(|end| *end >= work.first).unwrap_or(work.last);
        if end != work.last {
            draft.decided(
                "the ends of weeks and months",
                "work does not go on at the weekend behind it",
                &self.table.place(self.header),
            );
        }
        let behind = match work.first.weekday() {
            Weekday::Saturday => 2,
            Weekday::Sunday => 1,
            _ => 0,
        };
        let start =
            work.first.plus_days(behind).filter(|start| *start <= end).unwrap_or(work.first);
        if start != work.first {
            draft.decided(
                "the starts of weeks and months",
                "work does not begin at the weekend before it",
                &self.table.place(self.header),
            );
        }
        let mut item = Item {
            key: format!("row {} work {}", row + 1, at + 1),
            title: if is_mark { label.into() } else { work.text.clone() },
            kind: Kind::Task,
            parent: stream.map(|key| Target::Key(key.into())),
            place: self.table.cell_place(row, work.column),
            start: Some(When::day(start)),
            end: Some(When::day(end)),
            ..Item::default()
        };
        if self.corner == Corner::Task && !is_mark {
            item.title = label.into();
            item.note = Some(work.text.clone());
        }
        draft.items.push(item);
    }

    /// What stands in the weeks of a row: merged cells are one, and so are neighbours that say the same.
    fn works(&self, row: usize) -> Vec<Work> {
        let mut works: Vec<Work> = Vec::new();
        let mut before: Option<usize> = None;
        for (index, (column, first, last)) in self.spans.iter().enumerate() {
            let merged = self.table.merged(row, *column);
            if merged.is_some_and(|merged| merged.left < *column && merged.left >= self.first) {
                if let (Some(work), Some(at)) = (works.last_mut(), before) {
                    (work.last, before) = (*last, Some(at + 1));
                }
                continue;
            }
            let text = self.table.cell(row, *column);
            if is_nothing(text) {
                continue;
            }
            match works.last_mut().filter(|work| {
                before.is_some_and(|before| before + 1 == index) && work.text == text
            }) {
                Some(work) => work.last = *last,
                None => works.push(Work {
                    column: *column,
                    text: text.into(),
                    first: *first,
                    last: *last,
                }),
            }
            before = Some(index);
        }
        works
    }
}

/// Work in some weeks.
struct Work {
    column: usize,
    text: String,
    first: Date,
    last: Date,
}
