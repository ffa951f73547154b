//! How the text is laid out: tables open over lines, each row of a table on one line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// How deep brackets open over lines: the document and its tables.
const OPEN_DEPTH: usize = 2;

/// A value as text, with a newline at its end.
pub(super) fn to_text(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, RowsOnLines::default());
    // A vector takes all that is written, and no key is anything but text.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "{written:?}");
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes brackets down to [`OPEN_DEPTH`] over lines, and what is deeper on one.
#[derive(Default)]
struct RowsOnLines {
    depth: usize,
    has_content: bool,
}

impl RowsOnLines {
    fn open<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_content = false;
        out.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        let was_open = self.depth <= OPEN_DEPTH && self.has_content;
        self.depth -= 1;
        self.has_content = true;
        if was_open {
            self.line(out)?;
        }
        out.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, is_first: bool) -> io::Result<()> {
        if self.depth > OPEN_DEPTH {
            return out.write_all(if is_first { b"" } else { b", " });
        }
        if !is_first {
            out.write_all(b",")?;
        }
        self.line(out)
    }

    fn line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        const INDENT: [&[u8]; OPEN_DEPTH + 1] = [b"\n", b"\n  ", b"\n    "];
        out.write_all(INDENT.get(self.depth).copied().unwrap_or_default())
    }
}

impl Formatter for RowsOnLines {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_content = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _out: &mut W) -> io::Result<()> {
        self.has_content = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_on_lines() {
        #[derive(Serialize)]
        struct Two {
            version: u32,
            items: Vec<Vec<u32>>,
            none: Vec<u32>,
        }
        let two = Two { version: 1, items: vec![vec![1, 2], vec![]], none: vec![] };
        let expected =
            "{\n  \"version\": 1,\n  \"items\": [\n    [1, 2],\n    []\n  ],\n  \"none\": []\n}\n";
        assert_eq!(to_text(&two), expected);
    }
}
