//! The rows: what each says, then where that stands.

mod facts;
mod notes;
mod order;
mod place;
mod words;

pub use facts::{Marks, band, outcome};
pub use notes::end_day;
pub use order::rows;
pub use place::Place;

use super::super::Px;
use super::super::colours::Colours;
use super::super::label::Label;
use super::super::scale::{Drawn, Hours};
use crate::model::{CommitmentKind, Health, ItemId, Share};
use crate::plan::{Plan, PlanStatus, PlanView};
use crate::schedule::SlackEnds;
use crate::schedule::simulate::Simulation;

/// Half a milestone's diamond.
const DIAMOND: Px = Px::whole(7);

/// The percentiles between which bands are drawn.
pub const BAND: (u32, u32) = (10, 80);

/// What a row draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A stream: a band across the picture with a thin line over its span.
    Stream,
    /// What has parts: a bracket over their span.
    Rollup,
    /// Work.
    Bar,
    /// A point in time.
    Milestone,
}

/// How sure an end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// As sure as its estimate.
    Firm,
    /// Its estimate is a range.
    Range,
    /// It rests on something unknown: "not before".
    Open,
    /// Nobody estimated it.
    Unestimated,
}

/// A date that was committed to, as it is drawn.
#[derive(Clone, Debug)]
pub struct Due {
    /// When.
    pub at: Drawn,
    /// Which words committed to it.
    pub kind: CommitmentKind,
    /// Where what was planned would begin; of a point where it is.
    pub planned_start: Drawn,
    /// Whether it is missed.
    pub is_missed: bool,
    /// Whether it lies in the picture.
    pub is_seen: bool,
    /// The same in words: `due 15 May`.
    pub words: String,
    /// How late it is, where it is missed: `5 d late`.
    pub late: Option<String>,
}

/// What a row says.
#[derive(Debug)]
pub struct Facts<'m> {
    /// Of which item; none, if it is the heading of a group.
    pub item: Option<ItemId>,
    /// What it draws.
    pub shape: Shape,
    /// How far it is indented.
    pub depth: usize,
    /// The colour of the stream or group it stands in; 0 outside any.
    pub slot: u8,
    /// Its own colour: that one, if colours tell nothing else.
    pub paint: u8,
    /// Its start.
    pub start: Drawn,
    /// Its end.
    pub end: Drawn,
    /// When its work pauses for other work.
    pub pauses: Vec<(Drawn, Drawn)>,
    /// Until when it can slip before anything else moves.
    pub slack_end: Option<Drawn>,
    /// How much is done.
    pub complete: Share,
    /// Whether it decides the end.
    pub is_critical: bool,
    /// How sure its end is.
    pub certainty: Certainty,
    /// Whether an open risk threatens it.
    pub has_risk: bool,
    /// Whether an arrow leaves it.
    pub has_arrow: bool,
    /// Its name, not cut yet.
    pub title: Label<'m>,
    /// People, or the dates of a stream.
    pub aside: Option<Label<'m>>,
    /// The words behind its end.
    pub note: Option<Label<'m>>,
    /// What it committed to.
    pub due: Option<Due>,
    /// Of a milestone that was simulated: from when to when it comes in most runs.
    pub band: Option<(Drawn, Drawn)>,
    /// How it stands, where that is to be told: worse than on track.
    pub health: Option<Health>,
    /// When it was in the plan it is compared with, where that is another time.
    pub baseline: Option<(Drawn, Drawn)>,
    /// How wide its labels are.
    pub chips: Px,
    /// How wide the numbers of its further links are.
    pub links: Px,
}

impl<'m> Facts<'m> {
    /// What is drawn from a start to an end in the colour of its stream or group, has a name, and says nothing else.
    pub(super) fn new(
        shape: Shape,
        slot: u8,
        (start, end): (Drawn, Drawn),
        title: Label<'m>,
    ) -> Self {
        Self {
            item: None,
            shape,
            depth: 0,
            slot,
            paint: slot,
            start,
            end,
            pauses: Vec::new(),
            slack_end: None,
            complete: Share::ZERO,
            is_critical: false,
            certainty: Certainty::Firm,
            has_risk: false,
            has_arrow: false,
            title,
            aside: None,
            note: None,
            due: None,
            band: None,
            health: None,
            baseline: None,
            chips: Px::ZERO,
            links: Px::ZERO,
        }
    }
}

/// What all rows are made from.
#[derive(Debug)]
pub struct Source<'p, 'm> {
    /// What is shown.
    pub view: &'p PlanView<'p, 'm>,
    /// The plan.
    pub plan: Plan<'m>,
    /// What came of it in many runs, if that is to be drawn.
    pub simulation: Option<&'p Simulation>,
    /// How it stands.
    pub status: &'p PlanStatus<'m>,
    /// Which hours fill a day.
    pub hours: Hours,
    /// Signs that items carry.
    pub marks: Marks,
    /// In whose time slack ends.
    pub slack: SlackEnds<'m>,
    /// Whether any work has begun.
    pub has_begun: bool,
    /// How moments are named.
    pub grain: Grain,
    /// The year that goes without saying.
    pub year: i16,
    /// How many levels of the plan have rows.
    pub levels: usize,
    /// What colours tell, where the view says it.
    pub colours: Option<Colours>,
}

/// How moments are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// `5 Sep`
    Days,
    /// `5 Sep 14:00`
    Hours,
    /// `14:00`, where all is on one day.
    HoursOfOneDay,
}

/// The shape of a row, placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A thin line over the span of a stream, stronger up to `done`.
    #[allow(missing_docs)]
    Stream { start: Px, done: Px, end: Px },
    /// A bracket over the span of what has parts, stronger up to `done`.
    #[allow(missing_docs)]
    Rollup { start: Px, done: Px, end: Px },
    /// A bar, stronger up to `done`.
    #[allow(missing_docs)]
    Bar { start: Px, done: Px, end: Px, certainty: Certainty },
    /// A milestone's diamond.
    #[allow(missing_docs)]
    Diamond { centre: Px, is_done: bool },
}

impl Mark {
    /// Its left edge.
    pub fn left(self) -> Px {
        match self {
            Self::Stream { start, .. } | Self::Rollup { start, .. } | Self::Bar { start, .. } => {
                start
            }
            Self::Diamond { centre, .. } => centre - DIAMOND,
        }
    }

    /// Its right edge.
    pub fn right(self) -> Px {
        match self {
            Self::Stream { end, .. } | Self::Rollup { end, .. } | Self::Bar { end, .. } => end,
            Self::Diamond { centre, .. } => centre + DIAMOND,
        }
    }

    /// Whether it is a bar.
    pub const fn is_bar(self) -> bool {
        matches!(self, Self::Bar { .. })
    }

    /// Whether it is a bar without an end.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Bar { certainty: Certainty::Open | Certainty::Unestimated, .. })
    }

    /// What no arrow may cross; arrows pass below the thin lines of streams and brackets.
    pub fn obstacle(self) -> Option<(Px, Px)> {
        matches!(self, Self::Bar { .. } | Self::Diamond { .. }).then(|| (self.left(), self.right()))
    }
}

/// A date that was committed to, placed.
#[derive(Clone, Debug)]
pub struct DueMark<'m> {
    /// Where; at the edge of the picture if it lies beyond that.
    pub x: Px,
    /// The date, unless the words behind the row's end tell it.
    pub label: Option<Label<'m>>,
    /// Where the item really ends, if it is missed.
    pub until: Option<Px>,
    /// Which words committed to it.
    pub kind: CommitmentKind,
    /// Where what was planned begins.
    pub planned_start: Px,
}

/// A row, placed. What few rows have lies in boxes: there can be a million.
#[derive(Debug)]
pub struct Row<'m> {
    /// Of which item; none, if it is the heading of a group.
    pub item: Option<ItemId>,
    /// Its top.
    pub y: Px,
    /// The colour of its stream or group: 1 to 8, 0 outside any.
    pub slot: u8,
    /// Its own colour.
    pub paint: u8,
    /// How far it is indented.
    pub depth: usize,
    /// Whether it decides the end.
    pub is_critical: bool,
    /// Its name.
    pub title: Label<'m>,
    /// People, or the dates of a stream.
    pub aside: Option<Label<'m>>,
    /// Its shape.
    pub mark: Mark,
    /// Left and right edge of each pause in its bar.
    pub pauses: Vec<(Px, Px)>,
    /// Where its slack ends.
    pub tail: Option<Px>,
    /// What it committed to.
    pub due: Option<Box<DueMark<'m>>>,
    /// The number in its bar.
    pub inner: Option<Box<Label<'m>>>,
    /// The left edge of the tick of what is done.
    pub tick: Option<Px>,
    /// The left edge of the sign of a risk.
    pub risk: Option<Px>,
    /// The words behind its end.
    pub note: Option<Label<'m>>,
    /// From where to where it comes to stand in most runs.
    pub band: Option<Box<(Px, Px)>>,
    /// How it stands, where that is worse than on track.
    pub health: Option<Health>,
    /// Where it stood in the plan it is compared with: left and right edge.
    pub baseline: Option<Box<(Px, Px)>>,
}
