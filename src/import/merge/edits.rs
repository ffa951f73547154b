//! Changes of a text, made at once, with the layout round them.

use std::ops::Range;

/// A stretch, and what takes its place.
struct Edit {
    place: Range<usize>,
    text: String,
    /// Whether it is lines of their own.
    is_lines: bool,
}

/// All changes of a text.
pub(super) struct Edits {
    old: String,
    all: Vec<Edit>,
}

impl Edits {
    pub(super) fn of(old: &str) -> Self {
        Self { old: old.to_owned(), all: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn replace(&mut self, place: Range<usize>, text: impl Into<String>) {
        self.all.push(Edit { place, text: text.into(), is_lines: false });
    }

    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Puts lines where a line begins.
    pub(super) fn insert_lines(&mut self, at: usize, text: impl Into<String>) {
        self.all.push(Edit { place: at..at, text: text.into(), is_lines: true });
    }

    fn before(&self, at: usize) -> &str {
        self.old.get(..at).unwrap_or_default()
    }

    fn behind(&self, at: usize) -> &str {
        self.old.get(at..).unwrap_or_default()
    }

    /// Where the line behind a place begins.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.behind(at).find('\n').map_or(self.old.len(), |length| at + length + 1)
    }

    /// Where the line of a place begins, and the blanks that it begins with.
    pub(super) fn line(&self, at: usize) -> (usize, &str) {
        let start = self.before(at).rfind('\n').map_or(0, |end| end + 1);
        let line = self.behind(start);
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        (start, line.get(..blanks).unwrap_or_default())
    }

    /// Takes an attribute out, with the blanks and the comma before it; and its line, if nothing else stands on that.
    pub(super) fn remove(&mut self, place: Range<usize>) {
        let before = self.before(place.start).trim_end_matches([' ', '\t']);
        let behind = self.behind(place.end).trim_start_matches([' ', '\t']);
        let has_comma = behind.starts_with(',');
        let rest = behind.strip_prefix(',').unwrap_or(behind).trim_start_matches([' ', '\t']);
        let is_alone = before.is_empty() || before.ends_with('\n');
        let ends = rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n");
        if !is_alone || !ends {
            let start = before.strip_suffix(',').filter(|_| !has_comma).unwrap_or(before).len();
            return self.replace(start..place.end, "");
        }
        let (start, end) = (before.len(), self.next_line(place.end));
        // What went on in this line ends in the one before.
        let line = before.trim_end();
        let comma = line.len().saturating_sub(1)..line.len();
        if line.ends_with(',') && !has_comma {
            self.replace(comma, "");
        }
        self.replace(start..end, "");
    }

    /// The text with all changes; its lines end as they did.
    pub(super) fn text(mut self) -> String {
        self.all.sort_by_key(|edit| (edit.place.start, edit.place.end, edit.is_lines));
        let line_end = if self.old.contains("\r\n") { "\r\n" } else { "\n" };
        let mut text = String::with_capacity(self.old.len());
        let mut done = 0;
        for Edit { place, text: new, is_lines } in &self.all {
            text.push_str(self.old.get(done..place.start.max(done)).unwrap_or_default());
            if *is_lines && !text.is_empty() && !text.ends_with('\n') {
                text.push_str(line_end);
            }
            text.push_str(&new.replace("\r\n", "\n").replace('\n', line_end));
            done = done.max(place.end);
        }
        text.push_str(self.old.get(done..).unwrap_or_default());
        text
    }
}
