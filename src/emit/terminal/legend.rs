//! What the signs of a picture mean: those that are in it.

use super::line::{Line, Tint};
use super::text::clean;
use crate::emit::chart::colours::Paint;
use crate::model::Health;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Done,
    ToCome,
    Open,
    Pause,
    Slack,
    Milestone,
    Due,
    Critical,
    OffTrack,
    AtRisk,
    Unknown,
    Overload,
    Away,
}

impl Sign {
    /// How something stands: nothing of what is on track or done.
    pub(super) const fn of(health: Health) -> Option<Self> {
        match health {
            Health::OffTrack => Some(Self::OffTrack),
            Health::AtRisk => Some(Self::AtRisk),
            Health::Unknown => Some(Self::Unknown),
            Health::OnTrack | Health::Done => None,
        }
    }

    /// The sign itself, and what it is.
    pub(super) const fn drawn(self) -> (&'static str, Tint) {
        let (sign, _, tint) = self.told();
        (sign, tint)
    }

    const fn told(self) -> (&'static str, &'static str, Tint) {
        match self {
            Self::Done => ("█", "done", Tint::Plain),
            Self::ToCome => ("━", "to come", Tint::Plain),
            Self::Open => ("┅", "not estimated", Tint::Plain),
            Self::Pause => ("╌", "paused", Tint::Faint),
            Self::Slack => ("·", "slack", Tint::Faint),
            Self::Milestone => ("◆", "milestone", Tint::Plain),
            Self::Due => ("◇", "due", Tint::Plain),
            Self::Critical => ("•", "critical", Tint::Critical),
            Self::OffTrack => ("‼", "off track", Tint::Late),
            Self::AtRisk => ("!", "at risk", Tint::Warning),
            Self::Unknown => ("?", "not known", Tint::Faint),
            Self::Overload => ("‼", "more than there is", Tint::Late),
            Self::Away => ("×", "away", Tint::Faint),
        }
    }
}

/// The signs that were used, and the colours that a view asks for.
#[derive(Debug, Default)]
pub(super) struct Legend {
    signs: Vec<Sign>,
    /// What colours stand for.
    colours: Vec<(Tint, String)>,
}

impl Legend {
    pub(super) fn has(&mut self, sign: Sign) {
        if let Err(place) = self.signs.binary_search(&sign) {
            self.signs.insert(place, sign);
        }
    }

    pub(super) fn has_if(&mut self, is_used: bool, sign: Sign) {
        if is_used {
            self.has(sign);
        }
    }

    pub(super) fn tells(&mut self, colours: Vec<(Paint, String)>) {
        let words = colours.into_iter().map(|(paint, words)| (paint.into(), clean(&words)));
        self.colours = words.collect();
    }

    /// In lines of no more columns than there are.
    pub(super) fn lines(&self, columns: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let signs = self.signs.iter().map(|sign| sign.told());
        let colours = self.colours.iter().map(|(tint, words)| ("■", words.as_str(), *tint));
        for (sign, words, tint) in signs.chain(colours) {
            let mut entry = Line::of(sign, tint);
            entry.push(format!(" {words}"), Tint::Faint);
            match lines.last_mut() {
                Some(line) if line.width() + 3 + entry.width() <= columns => {
                    line.push("   ", Tint::Faint);
                    line.append(entry);
                }
                _ => lines.push(entry),
            }
        }
        lines
    }
}
