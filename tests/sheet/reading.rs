//! Workbooks and lists as those who get them read them.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use milepost::diagnostic::{Fate, Losses};
use milepost::emit::Flavour;
use milepost::{Compilation, Options, Source, compile};

/// A roadmap that says something of all there is to say.
pub(crate) const EVERYTHING: &str = include_str!("everything.roadmap");

pub(crate) fn compiled(text: &str) -> Compilation {
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    if let Err(problems) = compilation.plan() {
        panic!("{problems}");
    }
    compilation
}

/// A sheet as it is read: its titles, and its rows by title.
pub(crate) struct Table {
    pub(crate) titles: Vec<Data>,
    pub(crate) rows: Vec<Vec<Data>>,
}

impl Table {
    /// The rows of a sheet behind the one that has this word in it.
    pub(crate) fn of(rows: &[Vec<Data>], word: &str) -> Self {
        let is_title = |cell: &Data| matches!(cell, Data::String(text) if text == word);
        let at = rows.iter().position(|row| row.iter().any(is_title)).expect("there are titles");
        Self { titles: rows[at].clone(), rows: rows[at + 1..].to_vec() }
    }

    pub(crate) fn column(&self, title: &str) -> usize {
        let is_it = |cell: &Data| matches!(cell, Data::String(text) if text == title);
        let at = self.titles.iter().position(is_it);
        at.unwrap_or_else(|| panic!("no column `{title}` in {:?}", self.titles))
    }

    /// The cell of the row in which another column says this.
    pub(crate) fn cell(&self, (key, value): (&str, &str), title: &str) -> &Data {
        let at = self.column(key);
        let row = self.rows.iter().find(|row| text(&row[at]) == value);
        &row.unwrap_or_else(|| panic!("no row has the {key} `{value}`"))[self.column(title)]
    }

    /// The words of a column.
    pub(crate) fn words(&self, title: &str) -> Vec<String> {
        let at = self.column(title);
        self.rows.iter().map(|row| text(&row[at])).collect()
    }
}

/// A cell in words: dates as ISO days, with their hour where they have one.
pub(crate) fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, _, _) = date.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            if hour + minute == 0 { day } else { format!("{day} {hour:02}:{minute:02}") }
        }
        other => other.to_string(),
    }
}

/// A workbook, opened.
pub(crate) struct Book {
    pub(crate) names: Vec<String>,
    pub(crate) sheets: BTreeMap<String, Vec<Vec<Data>>>,
    pub(crate) formulas: usize,
    pub(crate) losses: Losses,
}

impl Book {
    pub(crate) fn of(compilation: &Compilation) -> Self {
        let (bytes, losses) = crate::xlsx(compilation.plan().unwrap());
        let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
        let names = file.sheet_names();
        let (mut sheets, mut formulas) = (BTreeMap::new(), 0);
        for name in &names {
            let range = file.worksheet_range(name).expect("it is a sheet");
            sheets.insert(name.clone(), range.rows().map(<[Data]>::to_vec).collect());
            let all = file.worksheet_formula(name).expect("it has formulas or none");
            formulas += all.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        }
        Self { names, sheets, formulas, losses }
    }

    pub(crate) fn table(&self, sheet: &str, word: &str) -> Table {
        Table::of(&self.sheets[sheet], word)
    }

    pub(crate) fn plan(&self) -> Table {
        self.table("Plan", "ID")
    }
}

/// A list, read by titles and rows, with what it does not hold.
pub(crate) struct List {
    pub(crate) titles: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) losses: Losses,
}

impl List {
    pub(crate) fn of(compilation: &Compilation, flavour: Flavour) -> Self {
        let (text, losses) = crate::csv(compilation.plan().unwrap(), flavour);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records = reader.records().map(|record| record.expect("all rows are as long"));
        let mut rows: Vec<Vec<String>> =
            records.map(|record| record.iter().map(str::to_owned).collect()).collect();
        Self { titles: rows.remove(0), rows, losses }
    }

    pub(crate) fn column(&self, title: &str) -> usize {
        self.titles.iter().position(|one| one == title).expect("there is such a column")
    }

    /// All values of the row that has this in its column, of a column that may be repeated.
    pub(crate) fn values(&self, (key, value): (&str, &str), title: &str) -> Vec<&str> {
        let at = self.column(key);
        let row = self.rows.iter().find(|row| row[at] == value);
        let row = row.unwrap_or_else(|| panic!("no row has the {key} `{value}`"));
        let cells = self.titles.iter().zip(row).filter(|(one, _)| *one == title);
        cells.map(|(_, cell)| &**cell).filter(|cell| !cell.is_empty()).collect()
    }

    pub(crate) fn value(&self, key: (&str, &str), title: &str) -> &str {
        self.values(key, title).first().copied().unwrap_or_default()
    }
}

/// What became of something, of what it is told.
pub(crate) fn fate(losses: &Losses, what: &str) -> Option<Fate> {
    losses.iter().find(|loss| loss.what == what).map(|loss| loss.fate)
}
