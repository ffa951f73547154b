//! What the signs mean, of those alone that are used.

use super::super::Px;
use super::super::colours::Paint;
use super::super::label::{Align, Ink, Label, Style, clean};
use super::super::look::Weight;
use super::super::look::Why;
use super::arrows::{Arrow, Arrows};
use super::lanes::Flag;
use super::layout::Hatch;
use super::rows::{Certainty, Mark, Row};
use crate::model::{CommitmentKind, Health};

/// From one entry to the next.
const ENTRY_GAP: Px = Px::whole(24);
/// The room of a sign.
pub const SIGN_WIDTH: Px = Px::whole(22);
/// From a sign to its words.
const SIGN_GAP: Px = Px::whole(8);
/// From line to line.
const LEADING: Px = Px::whole(22);

/// A sign of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Sign {
    Progress,
    Done,
    Critical,
    Range,
    Open,
    Slack,
    Pause,
    Away,
    Overload,
    Milestone,
    Release,
    DueDate,
    Band,
    Deadline,
    DeadlineMissed,
    PromiseMissed,
    Promise,
    Planned,
    Baseline,
    OffTrack,
    AtRisk,
    Unknown,
    Risk,
    Arrow,
    ArrowCritical,
    HandOver,
    HandOverCritical,
    FarArrow,
    DayOff,
    Closed,
    /// What a colour stands for.
    Colour(u8),
}

impl Sign {
    const ALL: [Self; 30] = [
        Self::Progress,
        Self::Done,
        Self::Critical,
        Self::Range,
        Self::Open,
        Self::Slack,
        Self::Pause,
        Self::Away,
        Self::Overload,
        Self::Milestone,
        Self::Release,
        Self::DueDate,
        Self::Band,
        Self::Deadline,
        Self::DeadlineMissed,
        Self::Promise,
        Self::PromiseMissed,
        Self::Planned,
        Self::Baseline,
        Self::OffTrack,
        Self::AtRisk,
        Self::Unknown,
        Self::Risk,
        Self::Arrow,
        Self::ArrowCritical,
        Self::HandOver,
        Self::HandOverCritical,
        Self::FarArrow,
        Self::DayOff,
        Self::Closed,
    ];

    const fn words(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Done => "done",
            Self::Critical => "critical path",
            Self::Range => "estimated as a range",
            Self::Open => "not before: rests on an unknown",
            Self::Slack => "free slack",
            Self::Pause => "pauses for other work",
            Self::Milestone => "milestone",
            Self::Release => "release",
            Self::DueDate => "due date",
            Self::Band => "from 10 % to 80 % of all runs",
            Self::Deadline => "deadline",
            Self::DeadlineMissed => "deadline missed",
            Self::Promise => "promise",
            Self::PromiseMissed => "promise missed",
            Self::Planned => "planned",
            Self::Baseline => "before, in the baseline",
            Self::OffTrack => "off track",
            Self::AtRisk => "at risk",
            Self::Unknown => "not estimated",
            Self::Risk => "risk",
            Self::Arrow => "waits for",
            Self::ArrowCritical => "decides the end",
            Self::HandOver => "waits until somebody is free",
            Self::HandOverCritical => "decides the end: somebody is not free before",
            Self::FarArrow => "waits for something far away",
            Self::Away => "somebody is away",
            Self::Overload => "more to do than can be done",
            Self::DayOff => "day off",
            Self::Closed => "closed",
            // That is told of each.
            Self::Colour(_) => "",
        }
    }

    /// The health that it stands for.
    pub(in crate::emit::chart) const fn health(self) -> Option<Health> {
        match self {
            Self::OffTrack => Some(Health::OffTrack),
            Self::AtRisk => Some(Health::AtRisk),
            Self::Unknown => Some(Health::Unknown),
            _ => None,
        }
    }

    fn is_in(self, row: &Row<'_>) -> bool {
        match self {
            Self::Progress => match row.mark {
                Mark::Bar { start, done, end, .. } => start < done && done < end,
                _ => false,
            },
            Self::Done => {
                row.tick.is_some() || matches!(row.mark, Mark::Diamond { is_done: true, .. })
            }
            Self::Critical => {
                row.is_critical && matches!(row.mark, Mark::Bar { .. } | Mark::Diamond { .. })
            }
            Self::Range => matches!(row.mark, Mark::Bar { certainty: Certainty::Range, .. }),
            Self::Open => row.mark.is_open(),
            Self::Slack => row.tail.is_some(),
            Self::Pause => !row.pauses.is_empty(),
            Self::Milestone => matches!(row.mark, Mark::Diamond { .. }),
            Self::Band => row.band.is_some(),
            Self::Deadline => is_kept(row, CommitmentKind::Deadline),
            Self::DeadlineMissed => is_missed(row, CommitmentKind::Deadline),
            Self::Promise => is_kept(row, CommitmentKind::Promise),
            Self::PromiseMissed => is_missed(row, CommitmentKind::Promise),
            Self::Planned => is_missed(row, CommitmentKind::Date),
            Self::AtRisk | Self::OffTrack | Self::Unknown => row.health == self.health(),
            Self::Baseline => row.baseline.is_some(),
            Self::Risk => row.risk.is_some(),
            // These are no matter of a row.
            Self::Release
            | Self::DueDate
            | Self::Arrow
            | Self::ArrowCritical
            | Self::HandOver
            | Self::HandOverCritical
            | Self::FarArrow
            | Self::Away
            | Self::Overload
            | Self::DayOff
            | Self::Closed
            | Self::Colour(_) => false,
        }
    }
}

fn is_kept(row: &Row<'_>, kind: CommitmentKind) -> bool {
    row.due.as_ref().is_some_and(|due| due.kind == kind && due.until.is_none())
}

fn is_missed(row: &Row<'_>, kind: CommitmentKind) -> bool {
    row.due.as_ref().is_some_and(|due| due.kind == kind && due.until.is_some())
}

const fn sign_of(arrow: &Arrow) -> Sign {
    match (arrow.kind.is_hand_over(), arrow.weight) {
        (false, Weight::Usual) => Sign::Arrow,
        (false, Weight::Critical) => Sign::ArrowCritical,
        (true, Weight::Usual) => Sign::HandOver,
        (true, Weight::Critical) => Sign::HandOverCritical,
    }
}

/// A sign with its words, in its place.
#[derive(Debug)]
pub struct Entry<'m> {
    /// Which.
    pub sign: Sign,
    /// The left edge of the sign.
    pub x: Px,
    /// Its middle.
    pub middle: Px,
    /// Its words.
    pub label: Label<'m>,
}

/// What a chart has of signs.
#[derive(Debug)]
pub struct Used<'l, 'm> {
    /// Its rows.
    pub rows: &'l [Row<'m>],
    /// Its flags.
    pub flags: &'l [Flag<'m>],
    /// Its arrows.
    pub arrows: &'l Arrows,
    /// What of bars is hatched.
    pub hatches: &'l [Hatch],
    /// What is shaded.
    pub closed: Option<Sign>,
    /// What colours stand for.
    pub colours: Vec<(Paint, String)>,
}

/// The legend in lines between two edges, the first at this height; and where it ends.
pub fn legend<'m>(used: &Used<'_, '_>, left: Px, right: Px, top: Px) -> (Vec<Entry<'m>>, Px) {
    let mut entries = Vec::new();
    let (mut x, mut middle) = (left, top + LEADING.half());
    let colours = used
        .colours
        .iter()
        .map(|(paint, words)| (Sign::Colour(paint.slot()), clean(words).into_owned()));
    let signs = Sign::ALL.into_iter().filter(|sign| used.has(*sign));
    for (sign, words) in colours.chain(signs.map(|sign| (sign, used.words(sign)))) {
        let label = Label::new(words, Style::Small, Ink::Muted).within(right - left);
        let end = x + SIGN_WIDTH + SIGN_GAP + label.width;
        if end > right && x > left {
            (x, middle) = (left, middle + LEADING);
        }
        let drop = label.style.drop();
        let label = label.at(x + SIGN_WIDTH + SIGN_GAP, Align::Start, middle + drop);
        let next = label.right() + ENTRY_GAP;
        entries.push(Entry { sign, x, middle, label });
        x = next;
    }
    (entries, middle + LEADING.half())
}

impl Used<'_, '_> {
    fn has(&self, sign: Sign) -> bool {
        match sign {
            Sign::Release => self.flags.iter().any(|flag| flag.kind.is_release()),
            Sign::DueDate => self.flags.iter().any(|flag| flag.kind.is_due()),
            Sign::Promise | Sign::PromiseMissed
                if self.flags.iter().any(|flag| {
                    let promise = flag.promised.map(|(_, is_missed)| is_missed);
                    promise == Some(sign == Sign::PromiseMissed)
                }) =>
            {
                true
            }
            Sign::Arrow | Sign::ArrowCritical | Sign::HandOver | Sign::HandOverCritical => {
                self.arrows.drawn.iter().any(|arrow| sign_of(arrow) == sign)
            }
            Sign::FarArrow => self.arrows.far > 0,
            Sign::Away => self.hatches.iter().any(|hatch| hatch.why == Why::Away),
            Sign::Overload => self.hatches.iter().any(|hatch| hatch.why == Why::Overload),
            Sign::DayOff | Sign::Closed => self.closed == Some(sign),
            Sign::Planned if self.flags.iter().any(|flag| flag.planned.is_some()) => true,
            Sign::Done | Sign::OffTrack | Sign::AtRisk | Sign::Unknown
                if self.flags.iter().any(|flag| {
                    let health = flag.sign.map(|(health, _)| health);
                    health == sign.health().or((sign == Sign::Done).then_some(Health::Done))
                }) =>
            {
                true
            }
            Sign::Band if self.flags.iter().any(|flag| flag.band.is_some()) => true,
            _ => self.rows.iter().any(|row| sign.is_in(row)),
        }
    }

    /// What is left out of the picture is said, with its number.
    fn words(&self, sign: Sign) -> String {
        if sign == Sign::FarArrow {
            return format!("{} ({} arrows not drawn)", sign.words(), self.arrows.far);
        }
        sign.words().to_owned()
    }
}
