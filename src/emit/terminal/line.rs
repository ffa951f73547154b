//! Lines of a picture, as plain data: texts, and what each is, which whoever writes them gives a colour.

use crate::emit::chart::colours::Paint;
use crate::model::Health;

use super::text::{clusters, cut, width};

/// What a text is: no colour yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tint {
    /// A text like any other.
    #[default]
    Plain,
    /// A title, a name that others stand below.
    Strong,
    /// What is good to know, and no more.
    Faint,
    /// What belongs to a stream: 1 to 8, 0 outside any.
    Stream(u8),
    /// What decides the end.
    Critical,
    /// What is late.
    Late,
    /// What may become late.
    Warning,
    /// What stands well.
    Good,
    /// The day the plan is looked at.
    Today,
}

impl From<Paint> for Tint {
    /// What charts draw in this colour.
    fn from(paint: Paint) -> Self {
        match paint {
            Paint::Slot(slot) => Self::Stream(slot),
            Paint::Health(Health::OnTrack) => Self::Good,
            Paint::Health(Health::AtRisk) => Self::Warning,
            Paint::Health(Health::OffTrack) => Self::Late,
            Paint::Health(Health::Done | Health::Unknown) => Self::Faint,
        }
    }
}

/// A text, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// One line without anything that acts on a terminal.
    pub text: String,
    /// What it is.
    pub tint: Tint,
}

/// A line: pieces side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// From left to right.
    pub pieces: Vec<Piece>,
}

impl Line {
    /// A line of one piece.
    pub(super) fn of(text: impl Into<String>, tint: Tint) -> Self {
        let mut line = Self::default();
        line.push(text, tint);
        line
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// Its text without colour.
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Puts a text behind it; one that is the same kind of thing as the last becomes a part of that.
    pub(super) fn push(&mut self, text: impl Into<String>, tint: Tint) {
        let text = text.into();
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.tint == tint => last.text.push_str(&text),
            _ => self.pieces.push(Piece { text, tint }),
        }
    }

    /// Puts all of another line behind it.
    pub(super) fn append(&mut self, other: Self) {
        for piece in other.pieces {
            self.push(piece.text, piece.tint);
        }
    }

    /// Spaces up to a column.
    pub(super) fn fill(&mut self, column: usize) {
        let missing = column.saturating_sub(self.width());
        self.push(" ".repeat(missing), Tint::Plain);
    }

    /// Cut to a width, and without white space at its end.
    pub(super) fn within(mut self, room: usize) -> Self {
        let mut left = room;
        let mut kept = Vec::new();
        for piece in self.pieces {
            let wide = width(&piece.text);
            if wide > left {
                kept.push(Piece { text: cut(&piece.text, left), ..piece });
                break;
            }
            left -= wide;
            kept.push(piece);
        }
        while let Some(last) = kept.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            kept.pop();
        }
        self.pieces = kept;
        self
    }
}

/// A stretch of columns in which signs and texts have their places.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// A cluster of characters each; empty behind one that takes two columns.
    cells: Vec<Piece>,
    /// Whether something was put there.
    taken: Vec<bool>,
}

impl Strip {
    pub(super) fn new(columns: usize) -> Self {
        let blank = Piece { text: " ".to_owned(), tint: Tint::Plain };
        Self { cells: vec![blank; columns], taken: vec![false; columns] }
    }

    pub(super) fn columns(&self) -> usize {
        self.cells.len()
    }

    /// Puts a sign that takes one column.
    pub(super) fn put(&mut self, at: usize, sign: char, tint: Tint) {
        if let (Some(cell), Some(taken)) = (self.cells.get_mut(at), self.taken.get_mut(at)) {
            *cell = Piece { text: sign.to_string(), tint };
            *taken = true;
        }
    }

    /// Puts a sign where nothing is yet.
    pub(super) fn put_behind(&mut self, at: usize, sign: char, tint: Tint) {
        if self.is_free(at, 1) {
            self.put(at, sign, tint);
        }
    }

    /// Whether nothing is in so many columns from one on, and all of them are there.
    pub(super) fn is_free(&self, at: usize, columns: usize) -> bool {
        let asked = at.checked_add(columns).and_then(|end| self.taken.get(at..end));
        asked.is_some_and(|taken| !taken.contains(&true))
    }

    /// Writes a text, as far as there are columns for it.
    pub(super) fn write(&mut self, at: usize, text: &str, tint: Tint) {
        let mut column = at;
        // What has no width stands with what is before it, or else behind it.
        let mut ahead = String::new();
        for (cluster, wide) in clusters(text) {
            let end = column + wide;
            if end > self.columns() {
                return;
            }
            if wide == 0 {
                match self.cells.get_mut(at..column).and_then(<[Piece]>::last_mut) {
                    Some(before) => before.text.push_str(cluster),
                    None => ahead.push_str(cluster),
                }
                continue;
            }
            for place in column..end {
                let text = if place == column { cluster } else { "" };
                if let Some(cell) = self.cells.get_mut(place) {
                    *cell = Piece { text: std::mem::take(&mut ahead) + text, tint };
                }
                if let Some(taken) = self.taken.get_mut(place) {
                    *taken = true;
                }
            }
            column = end;
        }
    }

    /// All of it as a line.
    pub(super) fn line(self) -> Line {
        let mut line = Line::default();
        for cell in self.cells {
            line.push(cell.text, cell.tint);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_to_its_room() {
        let mut line = Line::of("one two", Tint::Strong);
        line.push(" three   ", Tint::Plain);
        assert_eq!(line.clone().within(40).plain(), "one two three");
        assert_eq!(line.clone().within(9).plain(), "one two…");
        assert_eq!(line.within(4).plain(), "one…");
    }

    #[test]
    fn a_strip_keeps_its_columns() {
        let mut strip = Strip::new(8);
        strip.put(0, '◆', Tint::Plain);
        strip.write(2, "計画", Tint::Strong);
        strip.put_behind(3, '│', Tint::Today);
        strip.put_behind(7, '│', Tint::Today);
        assert!(strip.is_free(6, 1) && !strip.is_free(5, 1) && !strip.is_free(6, 3));
        let line = strip.line();
        assert_eq!((line.plain().as_str(), line.width()), ("◆ 計画 │", 8));
    }

    #[test]
    fn what_has_no_room_is_not_half_written() {
        let mut strip = Strip::new(3);
        strip.write(0, "計画", Tint::Plain);
        assert_eq!(strip.line().plain(), "計 ");
    }

    #[test]
    fn what_has_no_width_keeps_its_place() {
        let mut strip = Strip::new(4);
        strip.write(1, "\u{2068}אב\u{2069}", Tint::Plain);
        assert_eq!(strip.line().plain(), " \u{2068}אב\u{2069} ");
    }
}
