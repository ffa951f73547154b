//! Tables as comma-separated values.

use csv::{Terminator, WriterBuilder};

use super::facts::Facts;
use super::plan;
use super::said::{Keeps, STOOD_IN, Said};
use super::table::{Cell, Sheet, Title};
use super::tools::{self, Tool};
use crate::diagnostic::{Fate, Losses};
use crate::plan::Plan;
use crate::text::words::{percent, plain};
use crate::time::Minutes;

/// Whose columns a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// Our own: all that is said and computed of each item.
    Plan,
    /// What Jira's importer takes.
    Jira,
    /// What Asana's importer takes.
    Asana,
    /// What importers for Trello take: its own has none.
    Trello,
}

impl Flavour {
    /// All.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Jira, Self::Asana, Self::Trello];

    /// The word for it: `csv`, `jira-csv`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plan => "csv",
            Self::Jira => "jira-csv",
            Self::Asana => "asana-csv",
            Self::Trello => "trello-csv",
        }
    }

    /// Whose importer it is for.
    const fn tool(self) -> Option<&'static Tool> {
        match self {
            Self::Plan => None,
            Self::Jira => Some(&tools::JIRA),
            Self::Asana => Some(&tools::ASANA),
            Self::Trello => Some(&tools::TRELLO),
        }
    }
}

/// What stays of the items of a plan in a table of our own.
pub(super) const ITEMS: &[Said] = &[
    Said::Id,
    Said::Duration,
    Said::Range,
    Said::TwoEnds,
    Said::Effort,
    Said::Elapsed,
    Said::Link,
    Said::Lag,
    Said::LinkKind,
    Said::NotBefore,
    Said::Within,
    Said::Fixed,
    Said::Alap,
    Said::Split,
    Said::Deadline,
    Said::Promise,
    Said::Alternatives,
    Said::Units,
    Said::Owner,
    Said::Calendar,
    Said::Priority,
    Said::Objectives,
    Said::Releases,
    Said::Tags,
    Said::Horizon,
    Said::Score,
    Said::Cost,
    Said::Budget,
    Said::Web,
    Said::Note,
    Said::Blocked,
    Said::Fields,
    Said::Complete,
    Said::Remaining,
    Said::Actual,
    Said::Hour,
    Said::People,
    Said::Several,
    Said::Deep,
    Said::Nested,
    Said::Release,
];

/// What is told otherwise in a table of our own.
pub(super) const OTHERWISE: &[(Said, &str)] = &[(Said::Signs, STOOD_IN)];

const PLAN: Keeps = Keeps {
    format: "the list of a plan",
    whole: ITEMS,
    changed: OTHERWISE,
    in_words: &[],
    parts: &[],
};

/// A plan as comma-separated values (RFC 4180), a row an item, and what they do not hold.
///
/// A text that a spreadsheet would take for a formula has a `'` before it. Where something in a list of our own is not ASCII it begins
/// with a byte order mark, without which Excel would not read it as UTF-8.
pub(crate) fn csv(plan: Plan<'_>, flavour: Flavour) -> (String, Losses) {
    let facts = Facts::new(plan);
    let Some(tool) = flavour.tool() else {
        let mut losses = PLAN.losses(&facts, |_| true);
        let text = of_sheet(&plan::sheet(&facts, false), &mut losses);
        return (if text.is_ascii() { text } else { format!("\u{feff}{text}") }, losses);
    };
    let (rows, mut losses) = tool.rows(&facts);
    (written(rows, &mut losses), losses)
}

fn of_sheet(sheet: &Sheet, losses: &mut Losses) -> String {
    let title = |title: &Title| match title {
        Title::Words(words) => words.clone(),
        Title::Period(first, _) => first.to_string(),
    };
    let header = sheet.columns.iter().map(|column| (title(&column.title), true)).collect();
    let rows = sheet.rows.iter().map(|row| row.cells.iter().map(words).collect());
    written(std::iter::once(header).chain(rows), losses)
}

/// A cell, and whether it is somebody's words.
fn words(cell: &Cell) -> (String, bool) {
    let told = match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Link(text, _) => return (text.clone(), true),
        Cell::Date(date) => date.to_string(),
        Cell::Moment(moment) => moment.to_string().replace('T', " "),
        Cell::Number(thousandths) => plain(*thousandths),
        Cell::Share(share) => percent(share.0),
        Cell::Days(time, day) => days(*time, *day),
        Cell::Money(money) => plain(money.0),
    };
    (told, false)
}

/// Days as a number, with as many decimals as it takes to tell a minute: `2.5`.
fn days(time: Minutes, day: Minutes) -> String {
    let millionths = i128::from(time.0) * 1_000_000 / i128::from(day.0.max(1));
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) =
        (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    let decimals = format!("{rest:06}");
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole}.{decimals}"),
    }
}

/// Rows of cells, each with whether it is somebody's words.
fn written(rows: impl IntoIterator<Item = Vec<(String, bool)>>, losses: &mut Losses) -> String {
    let mut out =
        WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for (at, row) in rows.into_iter().enumerate() {
        let cells = row.into_iter().map(|(cell, is_words)| {
            if !is_words || !looks_like_formula(&cell) {
                return cell;
            }
            let place = format!("row {}", at + 1);
            let why = "it has a `'` before it, so that no spreadsheet takes it for a formula";
            losses.add(Fate::Changed, "a text that begins as a formula does", why, place);
            format!("'{cell}")
        });
        // A vector takes all it is given.
        let _ = out.write_record(cells);
    }
    let bytes = out.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Whether a spreadsheet would compute a text instead of showing it.
fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}
