//! Writes JSON as it goes: no document, no row is ever held. Keys and values are serialised by `serde_json`; the brackets round them,
//! which its own documents would hold whole before anything is written, are set here.
//!
//! The document and its tables open over lines, and each row of a table stands on one, without blanks, so that a changed plan is a
//! short diff and a large one no larger than it need be. What is read by people rather than compared opens over lines all through.

use std::io;

use serde::Serialize;

use crate::text::written;
use crate::time::Date;

/// How much text is handed on at once: small enough to stay in the processor's cache until it is.
const CHUNK: usize = 128 * 1024;

/// A JSON text on its way out.
pub(crate) struct Writer<'o> {
    out: &'o mut dyn io::Write,
    /// What happened when text was handed on.
    outcome: io::Result<()>,
    /// What was not handed on yet.
    text: Vec<u8>,
    depth: usize,
    /// How deep brackets open over lines.
    open: usize,
    /// Whether nothing stands yet behind the bracket that was opened last.
    is_first: bool,
}

/// One document of these fields, written piece by piece: a row a line.
pub(crate) fn write_rows(
    out: &mut dyn io::Write,
    fields: impl FnOnce(&mut Writer<'_>),
) -> io::Result<()> {
    // The document and its tables.
    document(out, 2, fields)?;
    out.write_all(b"\n")
}

/// One document of these fields, opened over lines all through.
pub(crate) fn pretty(fields: impl FnOnce(&mut Writer<'_>)) -> String {
    text_of(usize::MAX, fields) + "\n"
}

/// One document of these fields on one line, without a newline.
pub(crate) fn compact(fields: impl FnOnce(&mut Writer<'_>)) -> String {
    text_of(0, fields)
}

fn text_of(open: usize, fields: impl FnOnce(&mut Writer<'_>)) -> String {
    written(|out| document(out, open, fields))
}

fn document(
    out: &mut dyn io::Write,
    open: usize,
    fields: impl FnOnce(&mut Writer<'_>),
) -> io::Result<()> {
    let text = Vec::new();
    let mut writer = Writer { out, outcome: Ok(()), text, depth: 0, open, is_first: true };
    writer.object(fields);
    writer.hand_on();
    writer.outcome
}

impl Writer<'_> {
    /// `"key":value`
    pub(crate) fn put(&mut self, key: &'static str, value: impl Serialize) {
        self.key(key);
        self.value(value);
    }

    /// `"name":value` of a name that somebody wrote.
    pub(crate) fn put_named(&mut self, name: &str, value: impl Serialize) {
        self.next();
        self.value(name);
        self.text.push(b':');
        self.value(value);
    }

    /// `"key":value`, or nothing at all.
    pub(crate) fn put_if(&mut self, key: &'static str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// `"key":"2026-03-02"`, or `null` of no day. A day needs no escapes.
    pub(crate) fn put_day(&mut self, key: &'static str, day: Option<Date>) {
        match day {
            Some(day) => self.put_plain(key, &day.iso()),
            None => self.put(key, None::<bool>),
        }
    }

    /// `"key":"word"` of a word of the format: as a key it needs no escapes.
    pub(crate) fn put_word(&mut self, key: &'static str, word: &'static str) {
        self.put_plain(key, word.as_bytes());
    }

    fn put_plain(&mut self, key: &'static str, ascii: &[u8]) {
        self.key(key);
        self.text.push(b'"');
        self.text.extend_from_slice(ascii);
        self.text.push(b'"');
    }

    /// `"key":"text"`, or nothing at all of an empty text.
    pub(crate) fn put_text(&mut self, key: &'static str, text: &str) {
        self.put_if(key, Some(text).filter(|text| !text.is_empty()));
    }

    /// `"key":true`, or nothing at all.
    pub(crate) fn put_flag(&mut self, key: &'static str, flag: bool) {
        self.put_if(key, flag.then_some(true));
    }

    /// `"key":{…}`
    pub(crate) fn put_object(&mut self, key: &'static str, fields: impl FnOnce(&mut Self)) {
        self.key(key);
        self.object(fields);
    }

    /// `"key":[value,…]`, or nothing at all of an empty list.
    pub(crate) fn put_values(
        &mut self,
        key: &'static str,
        values: impl IntoIterator<Item = impl Serialize>,
    ) {
        self.put_list(key, values, Self::value);
    }

    /// `"key":[{…},…]`, or nothing at all of an empty list.
    pub(crate) fn put_rows<T>(
        &mut self,
        key: &'static str,
        rows: impl IntoIterator<Item = T>,
        mut fields: impl FnMut(&mut Self, T),
    ) {
        self.put_list(key, rows, |out, row| out.object(|out| fields(out, row)));
    }

    /// `"key":[…]`, or nothing at all of an empty list.
    fn put_list<T>(
        &mut self,
        key: &'static str,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(&mut Self, T),
    ) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.put_array(key, items, write);
        }
    }

    /// `"key":[{…},…]`, also of an empty table.
    pub(crate) fn put_table<T>(
        &mut self,
        key: &'static str,
        rows: impl IntoIterator<Item = T>,
        mut fields: impl FnMut(&mut Self, T),
    ) {
        self.put_array(key, rows, |out, row| out.object(|out| fields(out, row)));
    }

    /// `"key":[value,…]`, also of an empty list.
    pub(crate) fn put_array<T>(
        &mut self,
        key: &'static str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.key(key);
        self.brackets(*b"[]", |out| {
            for item in items {
                out.next();
                write(out, item);
            }
        });
    }

    /// A value that stands on one line.
    pub(crate) fn value(&mut self, value: impl Serialize) {
        // Texts and numbers alone: there is nothing that JSON could not hold, and a vector takes it.
        let _ = serde_json::to_writer(&mut self.text, &value);
    }

    fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.brackets(*b"{}", fields);
    }

    /// A key is a word of a format of ours: it needs no escapes.
    fn key(&mut self, key: &'static str) {
        self.next();
        self.text.push(b'"');
        self.text.extend_from_slice(key.as_bytes());
        self.text.extend_from_slice(if self.depth <= self.open { b"\": " } else { b"\":" });
    }

    fn brackets(&mut self, [open, close]: [u8; 2], content: impl FnOnce(&mut Self)) {
        self.text.push(open);
        self.depth += 1;
        self.is_first = true;
        content(self);
        let is_empty = std::mem::take(&mut self.is_first);
        self.depth -= 1;
        if self.depth < self.open && !is_empty {
            self.line();
        }
        self.text.push(close);
    }

    fn next(&mut self) {
        if !std::mem::take(&mut self.is_first) {
            self.text.push(b',');
        }
        if self.depth <= self.open {
            self.line();
        }
    }

    fn line(&mut self) {
        if self.text.len() >= CHUNK {
            self.hand_on();
        }
        self.text.push(b'\n');
        self.text.resize(self.text.len() + 2 * self.depth, b' ');
    }

    fn hand_on(&mut self) {
        if self.outcome.is_ok() {
            self.outcome = self.out.write_all(&self.text);
        }
        self.text.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_on_lines() {
        let fields = |out: &mut Writer<'_>| {
            out.put("version", 1);
            out.put_array("items", [vec![1, 2], vec![]], Writer::value);
            out.put_values("none", [0; 0]);
            out.put("nothing", None::<i64>);
        };
        let mut text = Vec::new();
        write_rows(&mut text, fields).unwrap();
        let expected = "{\n  \"version\": 1,\n  \"items\": [\n    [1,2],\n    []\n  ],\n  \"nothing\": null\n}\n";
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn a_pretty_document_is_laid_out_as_others_do() {
        let text = pretty(|out| {
            out.put("a", "\"\\\u{1f}ä");
            out.put_array("b", [1, 2], Writer::value);
            out.put_object("c", |out| out.put_array("d", [0; 0], Writer::value));
        });
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(text, serde_json::to_string_pretty(&value).unwrap() + "\n");
    }
}
