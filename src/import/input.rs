//! What an import is given: the bytes of a file, and what the file can't say itself.

use std::borrow::Cow;

use crate::text::one_line;
use crate::time::{Date, Minutes};

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Input<'b> {
    /// Its name, such as `plan.xlsx`: the title of a plan that has none, and the header comment, say it.
    pub name: &'b str,
    /// What is in it.
    pub bytes: &'b [u8],
}

impl<'b> Input<'b> {
    /// Its text: UTF-8 or UTF-16 as its mark says, otherwise UTF-8 where that is what it is, otherwise Windows-1252.
    pub fn text(&self) -> Cow<'b, str> {
        let (encoding, mark) =
            encoding_rs::Encoding::for_bom(self.bytes).unwrap_or((encoding_rs::UTF_8, 0));
        let bytes = self.bytes.get(mark..).unwrap_or_default();
        match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text,
            None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        }
    }

    /// The first kilobytes of its text: enough to tell what it is.
    pub fn beginning(&self) -> Cow<'b, str> {
        let bytes = self.bytes.get(..self.bytes.len().min(4096)).unwrap_or_default();
        let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
        text
    }

    /// The name of the file without its end: `plan` of `exports/plan.xlsx`.
    pub fn stem(&self) -> &'b str {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }
}

/// What a file can't say itself.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The order of dates such as 3/4/2026; inferred from the file if nothing is said, and refused if it can't be.
    pub date_order: Option<DateOrder>,
    /// The day that words such as `done` are seen from; the file's own if nothing is said.
    pub today: Option<Date>,
    /// How much work a story point is, in minutes of an effort; points stay a custom field if nothing is said.
    pub point: Option<Minutes>,
    /// What columns mean, where their words don't tell: a header, and the name of a meaning, such as (`Wer`, `people`).
    pub columns: Vec<(String, String)>,
    /// The sheet of a workbook to read; the first that holds a plan if nothing is said.
    pub sheet: Option<String>,
    /// Whether the name of a file is its path, and what it includes of its folder and below may be read.
    pub reads_beside: bool,
}

/// In which order a date of three numbers is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// 2026/12/31.
    YearFirst,
}

/// Why a file can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong: lower case, no full stop, what the file says in backticks.
    pub message: String,
    /// Where, such as `line 7`; nothing if it is the whole file.
    pub place: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Refusal {
    /// A file that can't be read.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: String::new(), help: None }
    }

    /// Where that is.
    pub fn at(self, place: impl Into<String>) -> Self {
        Self { place: place.into(), ..self }
    }

    /// What to do about it.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// A text of a file as it is shown in a message: one line, in backticks, not endless.
pub fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = one_line(text);
    let short: String = line.chars().take(LONGEST).collect();
    let more = if short.len() < line.len() { "…" } else { "" };
    format!("`{short}{more}`")
}
