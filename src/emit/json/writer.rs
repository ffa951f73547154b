//! Writes JSON as it goes: no document, no row is ever held. Numbers are written by `itoa`, texts that need escapes by
//! `serde_json`; the brackets round them are set here.
//!
//! The document and its tables open over lines, and each row of a table stands on one, without blanks, so that a changed plan is a
//! short diff and a large one no larger than it need be.

// A key that is known where it is written costs a few stores; one that is handed on to a common function is copied.
#![allow(clippy::inline_always)]

use std::io;

use crate::time::Date;

/// How deep brackets open over lines: the document and its tables.
const OPEN_DEPTH: usize = 2;
/// How many days are kept as text; a power of two.
const KEPT_DAYS: usize = 1024;
/// How much text is handed on at once: small enough to stay in the processor's cache until it is.
const CHUNK: usize = 128 * 1024;

/// Something that is written as one value.
pub(super) trait Value {
    /// Writes it.
    fn write(self, out: &mut Writer<'_>);
}

/// A JSON text on its way out.
pub(super) struct Writer<'o> {
    out: &'o mut dyn io::Write,
    /// What happened when text was handed on.
    outcome: io::Result<()>,
    /// What was not handed on yet. UTF-8: pieces of it are whole texts, or ASCII.
    text: Vec<u8>,
    depth: usize,
    /// Whether nothing stands yet behind the bracket that was opened last.
    is_first: bool,
    /// Days as text, by the last bits of their number: the same few come over and over.
    days: Vec<Option<(Date, [u8; 10])>>,
}

impl<'o> Writer<'o> {
    pub(super) fn new(out: &'o mut dyn io::Write) -> Self {
        Self {
            out,
            outcome: Ok(()),
            text: Vec::with_capacity(CHUNK + CHUNK / 8),
            depth: 0,
            is_first: true,
            days: vec![None; KEPT_DAYS],
        }
    }

    /// Ends the text with a newline; fails if some of it could not be handed on.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.text.push(b'\n');
        self.hand_on();
        self.outcome
    }

    fn hand_on(&mut self) {
        if self.outcome.is_ok() {
            self.outcome = self.out.write_all(&self.text);
        }
        self.text.clear();
    }

    // ---- objects and lists ----

    /// `{…}` as a value.
    #[inline(always)]
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.brackets(*b"{}", fields);
    }

    /// `[…]` as a value.
    pub(super) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.brackets(*b"[]", |out| {
            for item in items {
                out.next();
                write(out, item);
            }
        });
    }

    /// `"key":value`
    #[inline(always)]
    pub(super) fn put(&mut self, key: &'static str, value: impl Value) {
        self.key(key);
        value.write(self);
    }

    /// `"key":value`, or nothing at all.
    #[inline(always)]
    pub(super) fn put_if(&mut self, key: &'static str, value: Option<impl Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// `"key":value`, or `null`.
    #[inline(always)]
    pub(super) fn put_or_null(&mut self, key: &'static str, value: Option<impl Value>) {
        self.key(key);
        match value {
            Some(value) => value.write(self),
            None => self.raw("null"),
        }
    }

    /// `"key":"text"`, or nothing at all of an empty text.
    #[inline]
    pub(super) fn put_text(&mut self, key: &'static str, text: &str) {
        self.put_if(key, Some(text).filter(|text| !text.is_empty()));
    }

    /// `"key":true`, or nothing at all.
    #[inline(always)]
    pub(super) fn put_flag(&mut self, key: &'static str, flag: bool) {
        self.put_if(key, flag.then_some(true));
    }

    /// `"key":{…}`
    #[inline(always)]
    pub(super) fn put_object(&mut self, key: &'static str, fields: impl FnOnce(&mut Self)) {
        self.key(key);
        self.object(fields);
    }

    /// `"key":[…]`, or nothing at all of an empty list.
    pub(super) fn put_list<T>(
        &mut self,
        key: &'static str,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Self, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.key(key);
            self.array(items, write);
        }
    }

    /// `"key":[value,…]`, or nothing at all of an empty list.
    pub(super) fn put_values<T: Value>(
        &mut self,
        key: &'static str,
        values: impl IntoIterator<Item = T>,
    ) {
        self.put_list(key, values, |out, value| value.write(out));
    }

    /// `"key":[{…},…]`, or nothing at all of an empty list.
    pub(super) fn put_rows<T>(
        &mut self,
        key: &'static str,
        rows: impl IntoIterator<Item = T>,
        mut fields: impl FnMut(&mut Self, T),
    ) {
        self.put_list(key, rows, |out, row| out.object(|out| fields(out, row)));
    }

    /// `"key":[{…},…]`, also of an empty table.
    pub(super) fn put_table<T>(
        &mut self,
        key: &'static str,
        rows: impl IntoIterator<Item = T>,
        mut fields: impl FnMut(&mut Self, T),
    ) {
        self.key(key);
        self.array(rows, |out, row| out.object(|out| fields(out, row)));
    }

    // ---- single values ----

    /// A text in quotes.
    pub(super) fn string(&mut self, text: &str) {
        self.quoted(|out| out.fragment(text));
    }

    /// A text in quotes that is made of several.
    #[inline]
    pub(super) fn quoted(&mut self, parts: impl FnOnce(&mut Self)) {
        self.text.push(b'"');
        parts(self);
        self.text.push(b'"');
    }

    /// Text within quotes.
    #[inline]
    pub(super) fn fragment(&mut self, text: &str) {
        escape_into(&mut self.text, text);
    }

    /// A whole number.
    pub(super) fn integer(&mut self, number: i64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// A day in quotes.
    #[inline]
    pub(super) fn day(&mut self, date: Date) {
        let index = usize::try_from(date.days().rem_euclid(1024)).unwrap_or_default();
        let iso = match self.days.get_mut(index) {
            Some(Some((kept, iso))) if *kept == date => *iso,
            Some(slot) => slot.insert((date, iso(date))).1,
            None => iso(date),
        };
        self.quoted(|out| out.text.extend_from_slice(&iso));
    }

    /// Text that is JSON already.
    #[inline(always)]
    pub(super) fn raw(&mut self, json: &str) {
        self.text.extend_from_slice(json.as_bytes());
    }

    /// UTF-8 that is JSON already.
    #[inline]
    pub(super) fn bytes(&mut self, json: &[u8]) {
        self.text.extend_from_slice(json);
    }

    // ---- layout ----

    /// `"key":` of a name that is not known before.
    pub(super) fn named(&mut self, key: &str) {
        self.next();
        self.string(key);
        self.colon();
    }

    #[inline(always)]
    fn key(&mut self, key: &'static str) {
        self.next();
        self.text.push(b'"');
        self.raw(key);
        self.raw(if self.depth <= OPEN_DEPTH { "\": " } else { "\":" });
    }

    fn colon(&mut self) {
        self.raw(if self.depth <= OPEN_DEPTH { ": " } else { ":" });
    }

    #[inline]
    fn brackets(&mut self, [open, close]: [u8; 2], content: impl FnOnce(&mut Self)) {
        self.text.push(open);
        self.depth += 1;
        self.is_first = true;
        content(self);
        let is_empty = self.is_first;
        self.depth -= 1;
        self.is_first = false;
        if self.depth < OPEN_DEPTH && !is_empty {
            self.line();
        }
        self.text.push(close);
    }

    #[inline(always)]
    fn next(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.text.push(b',');
        }
        if self.depth <= OPEN_DEPTH {
            self.line();
        }
    }

    #[cold]
    fn line(&mut self) {
        if self.text.len() >= CHUNK {
            self.hand_on();
        }
        self.text.push(b'\n');
        for _ in 0..self.depth {
            self.raw("  ");
        }
    }
}

/// A text as it stands within quotes.
pub(super) fn escape_into(out: &mut Vec<u8>, text: &str) {
    let needs_escape = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    if !text.bytes().fold(false, |found, byte| found | needs_escape(byte)) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    let start = out.len();
    // A text can't fail to be written, nor can a vector fail to take it.
    let _ = serde_json::to_writer(&mut *out, text);
    out.pop();
    if start < out.len() {
        out.remove(start);
    }
}

/// The character of a number below 10.
fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number).unwrap_or_default()
}

/// `2026-03-02`
fn iso(date: Date) -> [u8; 10] {
    let (year, month, day) = date.year_month_day();
    let year = u64::from(year.unsigned_abs());
    let (month, day) = (u64::from(month.unsigned_abs()), u64::from(day.unsigned_abs()));
    let at = |number: u64, place: u64| digit(number / place % 10);
    [
        at(year, 1000),
        at(year, 100),
        at(year, 10),
        at(year, 1),
        b'-',
        at(month, 10),
        at(month, 1),
        b'-',
        at(day, 10),
        at(day, 1),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer<'_>)) -> String {
        let mut text = Vec::new();
        let mut out = Writer::new(&mut text);
        write(&mut out);
        out.finish().unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn rows_stand_on_lines() {
        let text = written(|out| {
            out.object(|out| {
                out.put("version", 1_i64);
                out.put_list("items", [vec![1, 2], vec![]], |out, row| {
                    out.array(row, Writer::integer);
                });
                out.put_values::<i64>("none", []);
                out.put_or_null("nothing", None::<i64>);
            });
        });
        let expected = "{\n  \"version\": 1,\n  \"items\": [\n    [1,2],\n    []\n  ],\n  \"nothing\": null\n}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn texts_come_back_as_they_went() {
        for text in ["plain", "\"\\\n\r\t\0\u{1f}\u{7f}\u{2028}ä😀", ""] {
            let json = written(|out| out.string(text));
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }

    #[test]
    fn numbers_have_all_their_digits() {
        for number in [0, 7, -1, 10, 1_234_567, i64::MIN, i64::MAX] {
            assert_eq!(written(|out| out.integer(number)), format!("{number}\n"));
        }
    }

    #[test]
    fn days_are_iso() {
        for (year, month, day) in [(2026, 3, 2), (1, 12, 31), (9999, 10, 20), (2026, 3, 2)] {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!(written(|out| out.day(date)), format!("\"{date}\"\n"));
        }
    }
}
