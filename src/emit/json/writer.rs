//! Writes JSON straight into a text: no document, no row is ever held.
//!
//! The document and its tables open over lines, and each row of a table stands on one, so that a changed plan is a short diff.

use crate::time::Date;

/// How deep brackets open over lines: the document and its tables.
const OPEN_DEPTH: usize = 2;
/// How many days are kept as text; a power of two.
const KEPT_DAYS: usize = 1024;

/// Something that is written as one value.
pub(super) trait Value {
    /// Writes it.
    fn write(&self, out: &mut Writer);
}

/// A JSON text under construction.
pub(super) struct Writer {
    text: String,
    depth: usize,
    /// Whether nothing stands yet behind the bracket that was opened last.
    is_first: bool,
    /// Days as text, by the last bits of their number: the same few come over and over.
    days: Vec<Option<(Date, [u8; 10])>>,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { text: String::new(), depth: 0, is_first: true, days: vec![None; KEPT_DAYS] }
    }

    /// The text, with a newline at its end.
    pub(super) fn finish(mut self) -> String {
        self.text.push('\n');
        self.text
    }

    // ---- objects and lists ----

    /// `{…}` as a value.
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.brackets(['{', '}'], fields);
    }

    /// `[…]` as a value.
    pub(super) fn array<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.brackets(['[', ']'], |out| {
            for item in items {
                out.next();
                write(out, item);
            }
        });
    }

    /// `"key": value`
    pub(super) fn put(&mut self, key: &'static str, value: impl Value) {
        self.key(key);
        value.write(self);
    }

    /// `"key": value`, or nothing at all.
    pub(super) fn put_if(&mut self, key: &'static str, value: Option<impl Value>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// `"key": value`, or `null`.
    pub(super) fn put_or_null(&mut self, key: &'static str, value: Option<impl Value>) {
        self.key(key);
        match value {
            Some(value) => value.write(self),
            None => self.raw("null"),
        }
    }

    /// `"key": "text"`, or nothing at all of an empty text.
    pub(super) fn put_text(&mut self, key: &'static str, text: &str) {
        self.put_if(key, Some(text).filter(|text| !text.is_empty()));
    }

    /// `"key": true`, or nothing at all.
    pub(super) fn put_flag(&mut self, key: &'static str, flag: bool) {
        self.put_if(key, flag.then_some(true));
    }

    /// `"key": {…}`
    pub(super) fn put_object(&mut self, key: &'static str, fields: impl FnOnce(&mut Self)) {
        self.key(key);
        self.object(fields);
    }

    /// `"key": […]`, or nothing at all of an empty list.
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

    /// `"key": [value, …]`, or nothing at all of an empty list.
    pub(super) fn put_values<T: Value>(
        &mut self,
        key: &'static str,
        values: impl IntoIterator<Item = T>,
    ) {
        self.put_list(key, values, |out, value| value.write(out));
    }

    /// `"key": [{…}, …]`, or nothing at all of an empty list.
    pub(super) fn put_rows<T>(
        &mut self,
        key: &'static str,
        rows: impl IntoIterator<Item = T>,
        mut fields: impl FnMut(&mut Self, T),
    ) {
        self.put_list(key, rows, |out, row| out.object(|out| fields(out, row)));
    }

    /// `"key": [{…}, …]`, also of an empty table.
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
        self.text.push('"');
        self.fragment(text);
        self.text.push('"');
    }

    /// A text in quotes that is made of several.
    pub(super) fn quoted(&mut self, parts: impl FnOnce(&mut Self)) {
        self.text.push('"');
        parts(self);
        self.text.push('"');
    }

    /// Text within quotes.
    pub(super) fn fragment(&mut self, text: &str) {
        // Nearly no text needs it; looking at all bytes of one at once is faster than stopping at the first.
        let needs_escape = text.bytes().fold(false, |any, byte| any | is_special(byte));
        if !needs_escape {
            return self.text.push_str(text);
        }
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\0'..='\x1f' => self.text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => self.text.push(c),
            }
        }
    }

    /// A whole number.
    pub(super) fn integer(&mut self, number: i64) {
        if number < 0 {
            self.text.push('-');
        }
        self.digits(number.unsigned_abs());
    }

    /// A day in quotes.
    pub(super) fn day(&mut self, date: Date) {
        let index = usize::try_from(date.days().rem_euclid(1024)).unwrap_or_default();
        let iso = match self.days.get_mut(index) {
            Some(Some((kept, iso))) if *kept == date => *iso,
            Some(slot) => slot.insert((date, iso(date))).1,
            None => iso(date),
        };
        self.text.push('"');
        self.text.push_str(str::from_utf8(&iso).unwrap_or_default());
        self.text.push('"');
    }

    /// Text that is JSON already.
    pub(super) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    fn digits(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut count = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
            count += 1;
            if number == 0 {
                break;
            }
        }
        let shown = digits.get(digits.len() - count..).unwrap_or_default();
        self.text.push_str(str::from_utf8(shown).unwrap_or_default());
    }

    // ---- layout ----

    /// `"key": ` of a name that is not known before.
    pub(super) fn named(&mut self, key: &str) {
        self.next();
        self.string(key);
        self.text.push_str(": ");
    }

    fn key(&mut self, key: &'static str) {
        self.next();
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\": ");
    }

    fn brackets(&mut self, [open, close]: [char; 2], content: impl FnOnce(&mut Self)) {
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

    fn next(&mut self) {
        let is_first = std::mem::replace(&mut self.is_first, false);
        if self.depth > OPEN_DEPTH {
            if !is_first {
                self.text.push_str(", ");
            }
            return;
        }
        if !is_first {
            self.text.push(',');
        }
        self.line();
    }

    fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// `2026-03-02`
fn iso(date: Date) -> [u8; 10] {
    let (year, month, day) = date.year_month_day();
    let (year, month, day) =
        (year.unsigned_abs(), u16::from(month.unsigned_abs()), u16::from(day.unsigned_abs()));
    let digit =
        |number: u16, place: u16| b'0' + u8::try_from(number / place % 10).unwrap_or_default();
    [
        digit(year, 1000),
        digit(year, 100),
        digit(year, 10),
        digit(year, 1),
        b'-',
        digit(month, 10),
        digit(month, 1),
        b'-',
        digit(day, 10),
        digit(day, 1),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut out = Writer::new();
        write(&mut out);
        out.finish()
    }

    #[test]
    fn rows_stand_on_lines() {
        let text = written(|out| {
            out.object(|out| {
                out.put("version", 1_i64);
                out.put_list("items", [vec![1, 2], vec![]], |out, row| {
                    out.array(row, |out, number| out.integer(number));
                });
                out.put_values::<i64>("none", []);
                out.put_or_null("nothing", None::<i64>);
            });
        });
        let expected = "{\n  \"version\": 1,\n  \"items\": [\n    [1, 2],\n    []\n  ],\n  \"nothing\": null\n}\n";
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
