//! A workbook as XLSX.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook as File, Worksheet, XlsxError,
};

mod looks;
mod rules;

use super::csv::{ITEMS, OTHERWISE};
use super::facts::{Facts, line};
use super::said::{Keeps, Part};
use super::table::{Cell, Kind, Look, Row, Sheet, Title, Unit, Workbook};
use super::{about, calendars, people, plan, points, strategy};
use crate::diagnostic::{Fate, Losses};
use crate::model::ItemKind;
use crate::plan::Plan;
use crate::time::Date;
use looks::{format_of, ink, plain, title_of};

/// The row of the titles of columns: above it stand the title of the sheet, how things stand, and months.
const HEADER: u32 = 3;
/// A cell holds so many UTF-16 units.
const LONGEST: usize = 32_767;
/// A sheet has so many rows.
const ROWS: usize = 1_048_576;

const KEEPS: Keeps = Keeps {
    format: "a workbook",
    whole: ITEMS,
    changed: OTHERWISE,
    in_words: &[],
    parts: &[
        Part::Header,
        Part::Currency,
        Part::Calendars,
        Part::Cadences,
        Part::People,
        Part::Objectives,
        Part::Ideas,
        Part::Risks,
        Part::Statuses,
    ],
};

/// A plan as a workbook (XLSX): the plan with its timeline, releases, milestones, objectives, risks, ideas, people and their load,
/// and status entries; and what it does not hold.
///
/// Nothing in it is a formula because of a text of the plan, and nothing depends on a clock: the same plan gives the same bytes.
pub(crate) fn xlsx(plan: Plan<'_>) -> (Vec<u8>, Losses) {
    let facts = Facts::new(plan);
    let mut losses = KEEPS.losses(&facts, |_| true);
    let bytes = written(&workbook(&facts), &mut losses).unwrap_or_else(|error| {
        losses.add(Fate::LeftOut, "the workbook", error.to_string(), "");
        Vec::new()
    });
    (bytes, losses)
}

/// The sheets of a plan; those with nothing in them are left out, but for the plan itself.
fn workbook(facts: &Facts<'_>) -> Workbook {
    let header = &facts.model.header;
    let title = line(&header.title).into_owned();
    let plan = plan::sheet(facts, true);
    let about = || title.clone();
    let others = [
        points::sheet(facts, "Releases", ItemKind::Release, about()),
        points::sheet(facts, "Milestones", ItemKind::Milestone, about()),
        strategy::objectives(facts, about()),
        strategy::risks(facts, about()),
        strategy::ideas(facts, about()),
        strategy::statuses(facts, about()),
    ];
    let others = others.map(|sheet| sheet.fitted(true)).into_iter();
    let people = people::sheet(facts, about());
    let behind = [
        calendars::sheet(facts, about()),
        calendars::days(facts, about()),
        about::cadences(facts, about()),
        about::sheet(facts, about()),
    ];
    let behind = behind.map(|sheet| sheet.fitted(true));
    let mut sheets: Vec<Sheet> =
        std::iter::once(plan).chain(others).chain([people]).chain(behind).collect();
    let mut at = 0..;
    sheets.retain(|sheet| at.next() == Some(0) || !sheet.rows.is_empty());
    // A sign in a format ends where its quote does.
    let currency = header.currency.chars().filter(|sign| !sign.is_control() && *sign != '"');
    Workbook {
        title,
        currency: currency.take(8).collect(),
        made: header.today.unwrap_or(header.from.date()),
        today: header.today,
        sheets,
    }
}

fn written(workbook: &Workbook, losses: &mut Losses) -> Result<Vec<u8>, XlsxError> {
    let mut file = File::new();
    let made = ExcelDateTime::from_ymd(
        workbook.made.year().clamp(1900, 9999).unsigned_abs(),
        workbook.made.month().unsigned_abs(),
        workbook.made.day().unsigned_abs(),
    )?;
    let title: String = workbook.title.chars().take(255).collect();
    file.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for sheet in &workbook.sheets {
        let page = file.add_worksheet();
        let mut writer = Writer {
            page,
            sheet,
            formats: BTreeMap::new(),
            currency: &workbook.currency,
            losses,
            today: workbook.today,
        };
        writer.write()?;
    }
    file.save_to_buffer()
}

/// Writes one sheet.
struct Writer<'w> {
    page: &'w mut Worksheet,
    sheet: &'w Sheet,
    /// By what is in a cell, whether it has a part of a whole, how its row looks and how deep it stands.
    formats: BTreeMap<(Kind, bool, Look, u8), Format>,
    currency: &'w str,
    losses: &'w mut Losses,
    today: Option<Date>,
}

impl Writer<'_> {
    fn write(&mut self) -> Result<(), XlsxError> {
        self.page.set_name(self.sheet.name)?;
        self.columns()?;
        self.head()?;
        let rows = (HEADER + 1..).zip(&self.sheet.rows).take(ROWS - 8);
        for (at, row) in rows {
            self.row(at, row)?;
        }
        for row in self.sheet.rows.iter().skip(ROWS - 8) {
            let title = row.cells.get(1).map(words).unwrap_or_default();
            self.losses.add(Fate::LeftOut, "a row", "a sheet has room for 1,048,576", title);
        }
        self.outline()?;
        self.frame()?;
        rules::write(self.page, self.sheet, self.today, HEADER)
    }

    fn columns(&mut self) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(&self.sheet.columns) {
            // A column is far narrower than what a float holds.
            #[allow(clippy::cast_precision_loss)]
            let width = column.width as f64;
            self.page.set_column_width(at, width + 0.7)?;
        }
        if self.sheet.has_timeline() {
            // What is looked for seldom is folded away, so that the timeline stands beside the dates.
            let details = (0u16..).zip(&self.sheet.columns).filter(|(_, column)| column.is_detail);
            let details: Vec<u16> = details.map(|(at, _)| at).collect();
            if let (Some(first), Some(last)) = (details.first(), details.last()) {
                self.page.group_columns_collapsed(*first, *last)?;
            }
        }
        Ok(())
    }

    fn head(&mut self) -> Result<(), XlsxError> {
        let heading = plain().set_bold().set_font_size(16);
        let about = plain().set_font_color(ink(ink::MUTED));
        self.text(0, 0, &self.sheet.heading, &heading)?;
        self.text(1, 0, &self.sheet.about, &about)?;
        self.page.set_row_height(0, 24)?;
        let mut above = String::new();
        for (at, column) in (0..).zip(&self.sheet.columns) {
            match &column.title {
                Title::Words(words) => {
                    let align = match column.kind {
                        Kind::Text | Kind::Note | Kind::Name | Kind::Date | Kind::Health => {
                            FormatAlign::Left
                        }
                        _ => FormatAlign::Center,
                    };
                    self.text(HEADER, at, words, &title_of(ink::HEAD).set_align(align))?;
                }
                Title::Period(first, unit) => self.period(at, (*first, *unit), &mut above)?,
            }
        }
        self.page.set_row_height(HEADER, 20)?;
        Ok(())
    }

    /// The first day of a period, and above it the month or the year where that is another than the one before.
    fn period(
        &mut self,
        at: u16,
        (first, unit): (Date, Unit),
        above: &mut String,
    ) -> Result<(), XlsxError> {
        let is_before_next = |day: Date| unit.next(first).is_none_or(|next| day < next);
        let is_today = self.today.is_some_and(|today| first <= today && is_before_next(today));
        let (shown, whole) = period_words(first, unit);
        let format = title_of(if is_today { ink::TODAY } else { ink::HEAD });
        let format = format.set_num_format(shown).set_font_size(8).set_align(FormatAlign::Center);
        match serial(first) {
            Some(serial) => self.page.write_number_with_format(HEADER, at, serial, &format)?,
            None => self.page.write_string_with_format(HEADER, at, first.to_string(), &format)?,
        };
        if whole != *above {
            let band = plain().set_font_size(9).set_font_color(ink(ink::MUTED));
            self.page.write_string_with_format(HEADER - 1, at, &whole, &band)?;
            *above = whole;
        }
        Ok(())
    }

    fn row(&mut self, at: u32, row: &Row) -> Result<(), XlsxError> {
        let sheet = self.sheet;
        let is_folded = sheet.has_timeline();
        for (column, (cell, of)) in (0..).zip(row.cells.iter().zip(&sheet.columns)) {
            // Lines go through where nothing is, but not through what is folded away.
            if *cell == Cell::Empty && (of.is_detail && is_folded || of.kind == Kind::Load) {
                continue;
            }
            let is_share = matches!(cell, Cell::Share(_)) && of.kind == Kind::Number;
            let kind = if is_share { Kind::Share } else { of.kind };
            let has_cents = matches!(cell, Cell::Money(money) if money.0 % 1000 != 0);
            let indent = if of.kind == Kind::Name { row.level.min(15) } else { 0 };
            let key = (kind, has_cents, row.look, indent);
            let format =
                self.formats.entry(key).or_insert_with(|| format_of(key, self.currency)).clone();
            self.cell((at, column), cell, &format)?;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        (row, column): (u32, u16),
        cell: &Cell,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let number = match cell {
            Cell::Empty => {
                self.page.write_blank(row, column, format)?;
                return Ok(());
            }
            Cell::Text(text) => return self.text(row, column, text, format),
            Cell::Link(text, address) => return self.link((row, column), text, address, format),
            Cell::Date(date) => match serial(*date) {
                Some(serial) => serial,
                None => return self.text(row, column, &date.to_string(), format),
            },
            Cell::Moment(moment) => match serial(moment.date()) {
                Some(serial) => serial + f64::from(moment.minute_of_day()) / 1440.0,
                None => return self.text(row, column, &moment.to_string(), format),
            },
            Cell::Number(thousandths) => float(*thousandths, 1000),
            Cell::Share(share) => float(share.0, 1000),
            Cell::Money(money) => float(money.0, 1000),
            Cell::Days(time, day) => float(time.0, day.0.max(1)),
        };
        self.page.write_number_with_format(row, column, number, format)?;
        Ok(())
    }

    /// Words, never a formula; what is longer than a cell is cut.
    fn text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let units = text.chars().map(char::len_utf16);
        let fits = |used: &mut usize, units: usize| {
            *used += units;
            Some(*used)
        };
        // Most texts are far too short to be counted.
        let is_long = text.len() > LONGEST && text.encode_utf16().count() > LONGEST;
        if !is_long {
            self.page.write_string_with_format(row, column, text, format)?;
            return Ok(());
        }
        let kept = units.scan(0, fits).take_while(|used| *used < LONGEST).count();
        let cut: String = text.chars().take(kept).chain(['…']).collect();
        let place = self.place(row, column);
        self.losses.add(Fate::Changed, "a text", "a cell holds 32,767 letters: it is cut", place);
        self.page.write_string_with_format(row, column, cut, format)?;
        Ok(())
    }

    /// Words that lead somewhere; where that is nothing that a workbook can lead to, the words alone.
    fn link(
        &mut self,
        (row, column): (u32, u16),
        text: &str,
        address: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let is_web = ["http://", "https://", "mailto:"].iter().any(|scheme| {
            address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let format = format.clone().set_font_color(ink(ink::LINK));
        let is_short = text.encode_utf16().count() <= LONGEST;
        if is_web && is_short {
            let url = Url::new(address).set_text(text);
            if self.page.write_url_with_format(row, column, url, &format).is_ok() {
                return Ok(());
            }
            let place = self.place(row, column);
            self.losses.add(
                Fate::Changed,
                "a link",
                "its address is too long for a workbook: it is a text",
                place,
            );
        }
        self.text(row, column, text, &format)
    }

    /// `Plan!C7`
    fn place(&self, row: u32, column: u16) -> String {
        format!("{}!{}", self.sheet.name, row_col_to_cell(row, column))
    }

    /// Rows fold into those that they stand in.
    fn outline(&mut self) -> Result<(), XlsxError> {
        // Rows have seven levels; their symbols stand at what they fold into.
        const DEEPEST: u8 = 6;
        self.page.group_symbols_above(true);
        let rows = &self.sheet.rows;
        let mut open: Vec<u32> = Vec::new();
        let levels = rows.iter().map(|row| row.level.min(DEEPEST)).chain([0]);
        for (at, level) in (HEADER + 1..).zip(levels) {
            while open.len() > usize::from(level) {
                let first = open.pop().unwrap_or(at);
                self.page.group_rows(first, at - 1)?;
            }
            while open.len() < usize::from(level) {
                open.push(at);
            }
        }
        Ok(())
    }

    /// What makes a table easy to use and to print.
    fn frame(&mut self) -> Result<(), XlsxError> {
        let fixed = u16::try_from(self.sheet.fixed()).unwrap_or(u16::MAX).max(1);
        let names = self.sheet.columns.iter().position(|column| column.kind == Kind::Name);
        let frozen = names.and_then(|at| u16::try_from(at + 1).ok()).unwrap_or(0);
        let last = u32::try_from(self.sheet.rows.len()).unwrap_or(u32::MAX).clamp(1, 1_048_560);
        self.page.set_freeze_panes(HEADER + 1, frozen)?;
        self.page.autofilter(HEADER, 0, HEADER + last, fixed - 1)?;
        self.page.set_screen_gridlines(false);
        // A3 where there is a timeline, A4 else.
        let paper = if usize::from(fixed) < self.sheet.columns.len() { 8 } else { 9 };
        self.page.set_landscape().set_paper_size(paper).set_print_fit_to_pages(1, 0);
        self.page.set_repeat_rows(HEADER - 1, HEADER)?;
        self.page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        self.page.set_footer("&L&A&R&P / &N");
        Ok(())
    }
}

/// A cell in words, to name its row.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Link(text, _) => text.clone(),
        _ => String::new(),
    }
}

/// How a period is shown in its own cell, and what stands above it and those beside it.
fn period_words(first: Date, unit: Unit) -> (&'static str, String) {
    match unit {
        Unit::Week => {
            // A week is of the month in which most of it lies.
            let middle = first.plus_days(3).unwrap_or(first).medium();
            ("d", middle.split_once(' ').map_or(String::new(), |(_, month)| month.to_owned()))
        }
        Unit::Months(..12) => ("mmm", first.year().to_string()),
        Unit::Months(_) => ("yyyy", String::new()),
    }
}

/// The number of a day; before March 1900 there is none that all programs read alike.
fn serial(date: Date) -> Option<f64> {
    let since_1900 = i64::from(date.days()) + 25_569;
    (since_1900 >= 61).then(|| float(since_1900, 1))
}

/// What a cell holds of a number.
#[allow(clippy::cast_precision_loss)] // A workbook has no other numbers.
fn float(number: i64, of_one: i64) -> f64 {
    number as f64 / of_one as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_the_numbers_of_spreadsheets() {
        let day = |year, month, day| Date::new(year, month, day).unwrap();
        assert_eq!(serial(day(2026, 3, 2)), Some(46_083.0));
        assert_eq!(serial(day(1900, 3, 1)), Some(61.0));
        assert_eq!(serial(day(1900, 2, 28)), None);
    }
}
