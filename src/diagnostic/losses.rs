//! What a translation to or from another tool's format could not carry over, changed, or had to decide.
//!
//! A translation is lossless or loud: what has no counterpart stands here, once for all the places that share a reason.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::text::words::counted;

/// What became of something that could not be carried over as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It is not there any more.
    LeftOut,
    /// It is there in another form, which means nearly the same.
    Changed,
    /// It could be read in several ways, and one was taken.
    Decided,
}

impl Fate {
    /// How a report says it.
    const fn words(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::Changed => "changed",
            Self::Decided => "decided",
        }
    }
}

/// One thing that was not carried over as it is, and all places where that is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// What became of it.
    pub fate: Fate,
    /// What it is, in the words of the format it comes from, such as ``column `Votes` ``.
    pub what: String,
    /// Why, and what stands in its place.
    pub why: String,
    /// How many times.
    pub count: usize,
    /// The first places, such as `line 12` or `Plan!C7`: enough to look it up.
    pub places: Vec<String>,
}

/// How many places of one loss are kept.
const PLACES: usize = 5;

/// Everything that a translation did not carry over as it is, in the order in which it was met.
///
/// ```
/// use milepost::diagnostic::{Fate, Losses};
///
/// let mut losses = Losses::default();
/// losses.add(Fate::LeftOut, "column `Votes`", "a roadmap has no votes", "line 2");
/// losses.add(Fate::LeftOut, "column `Votes`", "a roadmap has no votes", "line 3");
/// assert_eq!(losses.human(), "left out: column `Votes`: a roadmap has no votes (2 times: line 2, line 3)\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    all: Vec<Loss>,
    /// Where each stands, by what is the same in all its places.
    met: FxHashMap<(Fate, String, String), usize>,
}

impl Losses {
    /// Notes a loss; one that was met before, with the same reason, is counted there.
    pub fn add(
        &mut self,
        fate: Fate,
        what: impl Into<String>,
        why: impl Into<String>,
        place: impl Into<String>,
    ) {
        let (what, why, place) = (what.into(), why.into(), place.into());
        let place = (!place.is_empty()).then_some(place);
        self.take(Loss { fate, what, why, count: 1, places: place.into_iter().collect() });
    }

    fn take(&mut self, loss: Loss) {
        let key = (loss.fate, loss.what.clone(), loss.why.clone());
        let at = *self.met.entry(key).or_insert(self.all.len());
        let Some(known) = self.all.get_mut(at) else {
            self.all.push(loss);
            return;
        };
        known.count += loss.count;
        for place in loss.places {
            if known.places.len() < PLACES && !known.places.contains(&place) {
                known.places.push(place);
            }
        }
    }

    /// All of another translation's, behind these.
    pub fn append(&mut self, other: Self) {
        other.all.into_iter().for_each(|loss| self.take(loss));
    }

    /// Whether all was carried over.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether something is not there any more.
    pub fn is_lossy(&self) -> bool {
        self.all.iter().any(|loss| loss.fate != Fate::Decided)
    }

    /// Each, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = &Loss> {
        self.all.iter()
    }

    /// For people: a line each.
    pub fn human(&self) -> String {
        let mut text = String::new();
        for loss in &self.all {
            let Loss { fate, what, why, count, places } = loss;
            let _ = write!(text, "{}: {what}: {why}", fate.words());
            let rest = if places.len() < *count { ", …" } else { "" };
            let _ = match (count, places.is_empty()) {
                (1, true) => writeln!(text),
                (1, false) => writeln!(text, " ({})", places.join(", ")),
                (_, true) => writeln!(text, " ({})", counted(*count, "time")),
                (_, false) => {
                    writeln!(text, " ({}: {}{rest})", counted(*count, "time"), places.join(", "))
                }
            };
        }
        text
    }

    /// For programs: an object with the list `losses`, whose fields are those of [`Loss`].
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(&serde_json::json!({ "losses": self.all }))
            .unwrap_or_default();
        text.push('\n');
        text
    }
}
