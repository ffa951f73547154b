//! Stretches of time side by side: months, quarters, sprints.

use super::Px;
use super::label::Style;
use crate::model::{Columns, Model};
use crate::text::{isolated, one_line};
use crate::time::{Date, month_name};

/// Columns are no more than this where nobody asks for more.
const MOST: [(Step, usize); 16] = [
    (Step::Days(1), 7),
    (Step::Days(7), 6),
    (Step::Months(1), 7),
    (Step::Months(3), 6),
    (Step::Months(6), 6),
    (Step::Months(12), 7),
    (Step::Months(24), 6),
    (Step::Months(60), 6),
    (Step::Months(120), 6),
    (Step::Months(240), 6),
    (Step::Months(600), 6),
    (Step::Months(1200), 6),
    (Step::Months(2400), 6),
    (Step::Months(6000), 6),
    (Step::Months(12_000), 6),
    (Step::Months(60_000), 6),
];
/// More than this can't be told apart, whoever asks for them.
const TOO_MANY: usize = 240;

/// How long a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many days: one, or a week.
    Days(i64),
    /// So many months, from the first of a year that they divide.
    Months(i32),
    /// The periods of a cadence, by its place in the model.
    Cadence(u32),
}

/// A stretch of time.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its first day.
    pub from: Date,
    /// The day behind its last.
    pub to: Date,
    /// What it is called, the longest first; each has as many as the others.
    pub names: Vec<String>,
}

/// How long columns are from one day to another: as it is asked for, or else so long that there are few; no shorter than `shortest`.
pub fn step(
    asked: Option<Columns>,
    shortest: Step,
    model: &Model,
    first: Date,
    last: Date,
) -> Step {
    let of_asked = asked.and_then(|columns| match columns {
        Columns::Week => Some(Step::Days(7)),
        Columns::Month => Some(Step::Months(1)),
        Columns::Quarter => Some(Step::Months(3)),
        Columns::Half => Some(Step::Months(6)),
        Columns::Year => Some(Step::Months(12)),
        Columns::Cadence(of) => Some(Step::Cadence(of)),
        Columns::Horizon => None,
    });
    let fits = |step: Step, most: usize| {
        days(step, model) >= days(shortest, model)
            && begins(step, model, first).take(most + 1).take_while(|day| *day <= last).count()
                <= most
    };
    if let Some(step) = of_asked.filter(|step| fits(*step, TOO_MANY)) {
        return step;
    }
    let found = MOST.iter().find(|(step, most)| fits(*step, *most));
    found.map_or(Step::Months(120_000), |(step, _)| *step)
}

/// The columns from the one that holds the first day to the one that holds the last.
pub fn columns(step: Step, model: &Model, first: Date, last: Date) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut begins = begins(step, model, first).peekable();
    while let Some(from) = begins.next().filter(|day| *day <= last.max(first)) {
        let to = begins.peek().copied().unwrap_or(Date::MAX);
        let is_new_year = columns.last().is_none_or(|before| before.from.year() != from.year());
        columns.push(Column { from, to, names: names(step, model, from, to, is_new_year) });
    }
    columns
}

/// About how long one is.
fn days(step: Step, model: &Model) -> i64 {
    match step {
        Step::Days(days) => days,
        Step::Months(months) => i64::from(months) * 30,
        Step::Cadence(of) => cadence(model, of).map_or(1, |(_, days)| days),
    }
}

fn cadence(model: &Model, of: u32) -> Option<(Date, i64)> {
    let cadence = model.cadences.get(usize::try_from(of).ok()?)?;
    Some((cadence.from, cadence.days.max(1)))
}

/// Where columns begin, from the one that holds a day.
fn begins(step: Step, model: &Model, day: Date) -> Box<dyn Iterator<Item = Date>> {
    match step {
        Step::Months(months) => {
            let count = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
            let first = count - count.rem_euclid(months);
            let all = (0..).map_while(move |nth: i32| first.checked_add(nth.checked_mul(months)?));
            Box::new(all.map_while(|count| {
                // There is no year 0.
                let year = i16::try_from(count.div_euclid(12)).ok()?.max(1);
                Date::new(year, i8::try_from(count.rem_euclid(12)).ok()? + 1, 1)
            }))
        }
        Step::Days(_) | Step::Cadence(_) => {
            let days = days(step, model);
            let weekday = i64::try_from(day.weekday().index()).unwrap_or(0);
            let monday = day.plus_days(-weekday).unwrap_or(day);
            let anchor = match step {
                Step::Cadence(of) => cadence(model, of).map_or(day, |(from, _)| from),
                _ if days == 7 => monday,
                _ => day,
            };
            let apart = i64::from(day.days()) - i64::from(anchor.days());
            let first = anchor.plus_days(apart.div_euclid(days) * days).unwrap_or(day);
            Box::new(std::iter::successors(Some(first), move |day| day.plus_days(days)))
        }
    }
}

/// What a column is called, with its year where that is new.
fn names(step: Step, model: &Model, from: Date, to: Date, is_new_year: bool) -> Vec<String> {
    let year = if is_new_year { format!(" {}", from.year()) } else { String::new() };
    let month = month_name(from.month());
    let short = |name: &str| name.get(..3).unwrap_or(name).to_owned();
    let last = to.plus_days(-1).unwrap_or(to);
    match step {
        Step::Days(1) => vec![
            format!("{} {}{year}", from.weekday().name(), from.short()),
            format!("{} {}", short(from.weekday().name()), from.short()),
            from.day().to_string(),
        ],
        Step::Days(_) => vec![
            format!("{} – {}{year}", from.short(), last.short()),
            format!("{}{year}", from.short()),
            from.day().to_string(),
        ],
        Step::Months(1) => vec![
            format!("{month}{year}"),
            format!("{}{year}", short(month)),
            if is_new_year { from.year().to_string() } else { short(month) },
        ],
        Step::Months(3) => vec![
            format!("Q{}{year}", from.quarter()),
            if is_new_year { from.year().to_string() } else { format!("Q{}", from.quarter()) },
        ],
        Step::Months(6) => vec![
            format!("H{}{year}", (from.month() - 1) / 6 + 1),
            if is_new_year {
                from.year().to_string()
            } else {
                format!("H{}", (from.month() - 1) / 6 + 1)
            },
        ],
        Step::Months(12) => vec![from.year().to_string(), format!("’{:02}", from.year() % 100)],
        Step::Months(_) => {
            vec![format!("{} – {}", from.year(), last.year()), from.year().to_string()]
        }
        Step::Cadence(of) => {
            let cadence = usize::try_from(of).ok().and_then(|of| model.cadences.get(of));
            let name = cadence.map_or("", |of| of.title.as_deref().unwrap_or(&of.name));
            let (anchor, days) = self::cadence(model, of).unwrap_or((from, 1));
            let number = (i64::from(from.days()) - i64::from(anchor.days())).div_euclid(days) + 1;
            let name = isolated(one_line(name));
            vec![
                format!("{name} {number} · {}", from.short()),
                format!("{name} {number}"),
                number.to_string(),
            ]
        }
    }
}

impl Step {
    /// Where a picture of such columns may begin and end, that its first and its last column are no emptier than they have to
    /// be: with a month of a quarter, a week of a month.
    pub fn trimmed(self, model: &Model, first: Date, last: Date) -> (Date, Date) {
        let finer = match self {
            Self::Days(_) | Self::Cadence(_) => self,
            Self::Months(1) => Self::Days(7),
            Self::Months(..=12) => Self::Months(1),
            Self::Months(_) => Self::Months(12),
        };
        let begin = |day: Date| begins(finer, model, day).next().unwrap_or(day);
        let behind = begins(finer, model, last).nth(1).unwrap_or(Date::MAX);
        (begin(first), behind)
    }
}

impl Column {
    /// The name that has room, in this form or a shorter one.
    pub fn name(&self, form: usize, style: Style, room: Px) -> Option<&str> {
        let mut names = self.names.iter().skip(form).map(String::as_str);
        names.find(|name| style.width(name) <= room)
    }
}

/// The longest form of names that has room in all columns, by their widths; the outermost may be cut short.
pub fn form(columns: &[(&Column, Px)], style: Style) -> usize {
    let forms = columns.first().map_or(0, |(column, _)| column.names.len());
    let inner = columns.get(1..columns.len().saturating_sub(1)).filter(|inner| !inner.is_empty());
    let fits = |form: &usize| {
        inner.unwrap_or(columns).iter().all(|(column, room)| {
            column.names.get(*form).is_none_or(|name| style.width(name) <= *room)
        })
    };
    (0..forms).find(fits).unwrap_or(forms.saturating_sub(1))
}
