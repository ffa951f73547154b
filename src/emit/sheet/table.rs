//! What a table is, whatever it is written as.

use unicode_width::UnicodeWidthStr;

use crate::model::{Money, Share};
use crate::time::{Date, Minutes, Moment};

/// Sheets to be sent around together.
#[derive(Clone, Debug)]
pub(super) struct Workbook {
    /// What it is called.
    pub title: String,
    /// The day that counts as the one on which it was made: a clock is never asked.
    pub made: Date,
    /// What stands before an amount of money.
    pub currency: String,
    /// The day that timelines mark.
    pub today: Option<Date>,
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

/// A table with a name.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// What its tab says.
    pub name: &'static str,
    /// What stands above it.
    pub heading: String,
    /// What stands below that.
    pub about: String,
    /// Its columns; those of periods of time stand behind all others.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table: it may end before the last column.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// How it looks.
    pub look: Look,
    /// How deep it stands in the rows above it.
    pub level: u8,
    /// What is in it.
    pub cells: Vec<Cell>,
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    /// As most do.
    #[default]
    Plain,
    /// It stands for the rows below it.
    Whole,
    /// It begins a part of the table.
    Part,
    /// It is over.
    Done,
    /// It is not to be.
    Dropped,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What stands above it.
    pub title: Title,
    /// What is in it.
    pub kind: Kind,
    /// Whether it is there for those who look for it.
    pub is_detail: bool,
    /// How many letters of the usual width it has room for.
    pub width: usize,
}

/// What stands above a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Words.
    Words(String),
    /// A period of time, by its first day.
    Period(Date, Unit),
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// From Monday to Sunday.
    Week,
    /// So many months of the calendar.
    Months(i32),
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The number of a row.
    Index,
    /// What a row is of: it shows how deep that stands.
    Name,
    /// Words.
    Text,
    /// Words of any length.
    Note,
    /// Days, some of them with an hour.
    Date,
    /// Numbers.
    Number,
    /// Percentages.
    Share,
    /// How much of something is done.
    Done,
    /// Working days.
    Days,
    /// Money.
    Money,
    /// How something stands.
    Health,
    /// A period of a timeline: the bars in it follow from the dates of a row.
    Bar,
    /// How much of a period's time is taken.
    Load,
}

/// What is in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, as they were written.
    Text(String),
    /// Words that lead to an address.
    Link(String, String),
    /// A day.
    Date(Date),
    /// A minute of a day.
    Moment(Moment),
    /// A number in thousandths.
    Number(i64),
    /// A share.
    Share(Share),
    /// An amount of time, and how much of it is a day.
    Days(Minutes, Minutes),
    /// Money.
    Money(Money),
}

/// Columns are no wider than this, and no narrower.
const WIDTHS: (usize, usize) = (6, 48);
/// Notes have this much room: they are to be read elsewhere.
const NOTE: usize = 32;

impl Sheet {
    /// A sheet of these columns, each with its kind and whether it is a detail, and rows as long.
    pub(super) fn of<const N: usize>(
        name: &'static str,
        about: String,
        columns: [(&str, Kind, bool); N],
        rows: impl IntoIterator<Item = (Look, [Cell; N])>,
    ) -> Self {
        let columns = columns.map(|(title, kind, is_detail)| Column::new(title, kind, is_detail));
        let row = |(look, cells): (Look, [Cell; N])| Row { look, level: 0, cells: cells.into() };
        let (columns, rows) = (columns.into(), rows.into_iter().map(row).collect());
        Self { name, heading: name.to_owned(), about, columns, rows }
    }

    /// A sheet whose columns are as wide as what is in them; in a workbook, those with nothing in them are left out.
    pub(super) fn fitted(mut self, is_sparse: bool) -> Self {
        let mut widths = vec![0; self.columns.len()];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(&row.cells) {
                *width = cell.width(row.level).max(*width);
            }
        }
        let is_kept =
            |(column, width): (&Column, &usize)| !is_sparse || *width > 0 || !column.is_detail;
        let kept: Vec<bool> = self.columns.iter().zip(&widths).map(is_kept).collect();
        for (column, width) in self.columns.iter_mut().zip(widths) {
            column.width = column.fitting(width);
        }
        retain(&mut self.columns, &kept);
        self.rows.iter_mut().for_each(|row| retain(&mut row.cells, &kept));
        self
    }

    /// Where the column of these words is.
    pub(super) fn column(&self, words: &str) -> Option<usize> {
        let is_it =
            |column: &Column| matches!(&column.title, Title::Words(title) if title == words);
        self.columns.iter().position(is_it)
    }

    /// Whether it has bars over time.
    pub(super) fn has_timeline(&self) -> bool {
        self.columns.last().is_some_and(|column| column.kind == Kind::Bar)
    }

    /// How many columns there are before those of a timeline.
    pub(super) fn fixed(&self) -> usize {
        let is_period = |column: &Column| matches!(column.title, Title::Period(..));
        self.columns.iter().position(is_period).unwrap_or(self.columns.len())
    }
}

fn retain<T>(all: &mut Vec<T>, kept: &[bool]) {
    let mut is_kept = kept.iter();
    all.retain(|_| is_kept.next().copied().unwrap_or(true));
}

impl Column {
    /// A column of these words.
    pub(super) fn new(title: impl Into<String>, kind: Kind, is_detail: bool) -> Self {
        Self { title: Title::Words(title.into()), kind, is_detail, width: 0 }
    }

    /// A column of a period of time.
    pub(super) fn of_period(first: Date, unit: Unit, kind: Kind) -> Self {
        let column = Self { title: Title::Period(first, unit), kind, is_detail: false, width: 0 };
        Self { width: column.fitting(0), ..column }
    }

    /// The width for what is that wide; the title needs room beside the sign of its filter.
    fn fitting(&self, content: usize) -> usize {
        let (least, most) = WIDTHS;
        match (&self.title, self.kind) {
            (Title::Period(_, Unit::Week), Kind::Bar) => 2,
            (Title::Period(..), _) => 5,
            (_, Kind::Index) => least.max(content + 2),
            (_, Kind::Note) => NOTE,
            (Title::Words(title), _) => (title.width() + 4).max(content + 2).clamp(least, most),
        }
    }
}

impl Cell {
    /// Words, or nothing.
    pub(super) fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// `yes`, or nothing.
    pub(super) fn flag(is_so: bool) -> Self {
        if is_so { Self::Text("yes".to_owned()) } else { Self::Empty }
    }

    /// So many whole days.
    pub(super) const fn working_days(days: i64) -> Self {
        Self::Days(Minutes(days), Minutes(1))
    }

    /// What there is, or nothing.
    pub(super) fn some<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// How many letters of the usual width it takes, at least about.
    fn width(&self, level: u8) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) | Self::Link(text, _) => {
                // Nobody widens a column for more: what is long is not measured to its end.
                let line = text.lines().next().unwrap_or_default();
                let start = line.char_indices().nth(WIDTHS.1).map_or(line.len(), |(at, _)| at);
                line.get(..start).unwrap_or_default().width() + 2 * usize::from(level) + 1
            }
            Self::Date(_) | Self::Moment(_) => 11,
            Self::Number(_) | Self::Share(_) => 5,
            Self::Days(..) => 7,
            Self::Money(_) => 12,
        }
    }
}
