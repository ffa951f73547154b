//! The lanes between axis and rows: the flags of releases, the pill of today.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Write;

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};
use super::super::scale::{Drawn, Scale};
use super::layout::MARGIN;
use crate::model::{Health, ItemId};

/// From one lane of flags to the next.
pub const FLAG_PITCH: Px = Px::whole(20);
/// The height of a flag and of the pill of today.
pub const FLAG_HEIGHT: Px = Px::whole(16);
/// More lanes than this would push the plan off the screen; what finds no room is counted in one more.
const MOST_LANES: usize = 8;
/// How many of those are named in the tooltip of their number.
const MOST_NAMED: usize = 24;
/// A flag's name is cut here.
const WIDEST_NAME: Px = Px::whole(170);
/// But not here, whatever is said behind it.
const LEAST_NAME: Px = Px::whole(40);
/// The least room between two flags.
const FLAG_GAP: Px = Px::whole(8);
/// Left and right of a flag's name.
const FLAG_PAD: Px = Px::whole(8);
/// The sign of a health before its name.
const SIGN: Px = Px::whole(14);
/// The least from a flag's pole to where it was planned.
const GHOST: Px = Px::whole(8);
/// Half the width of the pin of a promise, with what keeps it off a name.
const PIN: Px = Px::whole(5);
/// The tail of a flag's cloth.
const FLAG_TAIL: Px = Px::whole(8);

/// What a flag marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagKind {
    /// A release that comes when it is to.
    Release,
    /// A release that is late.
    LateRelease,
    /// The deadline of the whole roadmap, held.
    Deadline,
    /// The same, missed.
    MissedDeadline,
    /// The day by which an objective was to be reached and is not.
    MissedObjective,
    /// What its author marked: a fair, a freeze.
    Marker,
}

/// What a flag is to say.
#[derive(Debug)]
pub struct FlagFacts<'m> {
    /// The release, if it is one.
    pub item: Option<ItemId>,
    /// What it marks.
    pub kind: FlagKind,
    /// When.
    pub at: Drawn,
    /// Its name.
    pub name: Cow<'m, str>,
    /// All of it that is to be said: name, day, whether it is late.
    pub tooltip: String,
    /// What is said behind its name: its day, how late it is.
    pub news: String,
    /// Of a release that was simulated: from when to when it comes in most runs.
    pub band: Option<(Drawn, Drawn)>,
    /// When it was planned, if it comes later.
    pub planned: Option<Drawn>,
    /// When it was promised for, whether that is missed, and the same in words, for where no sign can stand.
    pub promised: Option<(Drawn, bool, Option<String>)>,
    /// How it stands, where that is to be told: done, or worse than on track.
    pub health: Option<Health>,
}

impl<'m> FlagFacts<'m> {
    /// A flag of which nothing more is said.
    pub const fn new(kind: FlagKind, at: Drawn, name: Cow<'m, str>) -> Self {
        Self {
            item: None,
            kind,
            at,
            name,
            tooltip: String::new(),
            news: String::new(),
            band: None,
            planned: None,
            promised: None,
            health: None,
        }
    }
}

/// A flag in its lane.
#[derive(Debug)]
pub struct Flag<'m> {
    /// The release, if it is one.
    pub item: Option<ItemId>,
    /// What it marks.
    pub kind: FlagKind,
    /// The pole.
    pub x: Px,
    /// The top of its cloth.
    pub y: Px,
    /// The far edge of its cloth, left of the pole where there is no room at its right; the pole itself where there is none.
    pub far: Px,
    /// Its name; of several that have no room for theirs, their number.
    pub label: Option<Label<'m>>,
    /// All of it that is to be said.
    pub tooltip: String,
    /// Top and bottom of each part of the pole: it makes room for words. Only a flag with a name or a number has one.
    pub pole: Vec<(Px, Px)>,
    /// From where to where it comes to stand in most runs: a line below its cloth.
    pub band: Option<(Px, Px)>,
    /// Where it was planned, if it comes later.
    pub planned: Option<Px>,
    /// Where it was promised for, and whether that is missed.
    pub promised: Option<(Px, bool)>,
    /// How it stands, where that is to be told, and the middle of its sign.
    pub sign: Option<(Health, Px)>,
}

impl FlagKind {
    /// Of two the one that is to be seen.
    const fn worse(self, other: Self) -> Self {
        match () {
            () if self.is_late() => self,
            () if other.is_late() => other,
            () => self,
        }
    }

    /// Whether a date is missed.
    pub const fn is_late(self) -> bool {
        matches!(self, Self::LateRelease | Self::MissedDeadline | Self::MissedObjective)
    }

    /// Whether something is due that day.
    pub const fn is_due(self) -> bool {
        matches!(self, Self::Deadline | Self::MissedDeadline | Self::MissedObjective)
    }

    /// Whether it is a release.
    pub const fn is_release(self) -> bool {
        matches!(self, Self::Release | Self::LateRelease)
    }

    /// The ink of its pole, cloth and name.
    pub const fn ink(self) -> Ink {
        match self {
            Self::Release => Ink::Release,
            Self::Deadline | Self::Marker => Ink::Muted,
            Self::LateRelease | Self::MissedDeadline | Self::MissedObjective => Ink::Late,
        }
    }
}

/// The pill of today.
#[derive(Debug)]
pub struct Today<'m> {
    /// The line.
    pub x: Px,
    /// The top of the pill.
    pub y: Px,
    /// Its left edge.
    pub left: Px,
    /// How wide it is.
    pub width: Px,
    /// The day.
    pub label: Label<'m>,
    /// Top and bottom of each part of the line.
    pub line: Vec<(Px, Px)>,
}

/// A name with its pole, in a lane.
#[derive(Clone, Copy, Debug)]
struct Cloth {
    lane: usize,
    left: Px,
    right: Px,
    /// The pole, which goes down from here through all lanes below.
    pole: Px,
}

impl Cloth {
    fn meets(&self, other: &Self) -> bool {
        self.lane == other.lane
            && self.left < other.right + FLAG_GAP
            && other.left < self.right + FLAG_GAP
    }

    /// Whether the pole of the one runs through the name of the other.
    fn crosses(&self, other: &Self) -> bool {
        let through = |upper: &Self, lower: &Self| {
            upper.lane < lower.lane && lower.left < upper.pole && upper.pole < lower.right
        };
        through(self, other) || through(other, self)
    }
}

/// Lanes and what is in them: no name stands on another.
#[derive(Debug)]
pub struct Lanes {
    /// The top of the first.
    top: Px,
    /// The right edge of the picture of time.
    right: Px,
    cloths: Vec<Cloth>,
    count: usize,
}

impl Lanes {
    /// Without anything in them.
    pub const fn new(top: Px, right: Px) -> Self {
        Self { top, right, cloths: Vec::new(), count: 0 }
    }

    /// How many have something in them.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Takes the place, of those with this pole, where the fewest poles run through names; of several the highest, then the
    /// first that is offered. None if all lanes are full.
    fn take(&mut self, pole: Px, places: &[(Px, Px)]) -> Option<(usize, Px, Px)> {
        let lanes = 0..(self.count + 1).min(MOST_LANES);
        let offers = lanes.flat_map(|lane| {
            places.iter().map(move |(left, right)| Cloth { lane, left: *left, right: *right, pole })
        });
        let free = offers.filter(|offer| !self.cloths.iter().any(|taken| taken.meets(offer)));
        let crossed = |offer: &Cloth| self.cloths.iter().filter(|one| one.crosses(offer)).count();
        let best = free.min_by_key(|offer| (crossed(offer), offer.lane))?;
        self.count = self.count.max(best.lane + 1);
        self.cloths.push(best);
        Some((best.lane, best.left, best.right))
    }

    /// The pill of today, which is put last: what is planned stands in the order of its dates.
    pub fn today<'m>(&mut self, name: String, x: Px) -> Today<'m> {
        let label = Label::new(name, Style::SmallStrong, Ink::OnToday);
        let width = label.width + Px::whole(16);
        let middle = (x - width.half()).min(self.right - width);
        let places = [middle, x - Px::whole(4), x + Px::whole(4) - width];
        let places = places.map(|left| (left, left + width));
        let found = self.take(x, &places);
        let (lane, left, _) = found.unwrap_or((self.count, middle, middle + width));
        self.count = self.count.max(lane + 1);
        let y = self.top + FLAG_PITCH.times_count(lane);
        let label = label.at(left + width.half(), Align::Middle, flag_baseline(y));
        Today { x, y, left, width, label, line: Vec::new() }
    }

    /// Flags in the order of their dates, each in the first lane that has room; in a last lane those that have none, as a number.
    pub fn flags<'m>(&mut self, mut facts: Vec<FlagFacts<'m>>, scale: &Scale) -> Vec<Flag<'m>> {
        facts.sort_by_key(|flag| (flag.at, flag.item));
        let mut flags: Vec<_> = facts.into_iter().map(|flag| self.place(flag, scale)).collect();
        self.gather(&mut flags);
        flags
    }

    fn place<'m>(&mut self, facts: FlagFacts<'m>, scale: &Scale) -> Flag<'m> {
        let right = self.right;
        let exact = scale.x(facts.at);
        // What lies outside of the picture stands at its edge, and says to which side it lies.
        let x = exact.clamp(scale.left, right);
        let name = match exact.cmp(&x) {
            Ordering::Less => format!("← {}", facts.name).into(),
            Ordering::Equal => facts.name,
            Ordering::Greater => format!("{} →", facts.name).into(),
        };
        let ink = facts.kind.ink();
        let room = (right - x).max(x - MARGIN) - FLAG_PAD - FLAG_TAIL - SIGN - Px::whole(4);
        let label = |text| Label::new(text, Style::SmallStrong, ink);
        let mut label = if facts.news.is_empty() {
            label(name).within(WIDEST_NAME)
        } else {
            // Rather is a name cut than its day and how late that is.
            let news = format!(" · {}", facts.news);
            let widest = (room - Style::SmallStrong.width(&news)).max(LEAST_NAME).min(WIDEST_NAME);
            let name = label(name).within(widest);
            label(format!("{}{news}", name.text).into()).within(room)
        };
        let sign = if facts.health.is_some() { SIGN } else { Px::ZERO };
        let promised = facts.promised.and_then(|(at, is_missed, words)| {
            let (at, sides) = (scale.x(at), sides(x, &label, sign, right));
            let is_seen = scale.left <= at && at <= right;
            if is_seen && sides.iter().any(|cloth| !hides(*cloth, at)) {
                return Some((at, is_missed));
            }
            let whole = format!("{} · {}", label.text, words?);
            let whole = Label::new(whole, label.style, label.ink);
            if whole.width <= room {
                label = whole;
            }
            None
        });
        let band = facts.band.map(|(from, to)| scale.band(from, to, right));
        let mut flag = Flag {
            item: facts.item,
            kind: facts.kind,
            x,
            y: self.top,
            far: x,
            label: None,
            tooltip: facts.tooltip,
            pole: Vec::new(),
            band: None,
            // Nearer to its pole nobody could tell the two apart.
            planned: facts
                .planned
                .map(|at| scale.x(at).min(x - GHOST).clamp(scale.left - GHOST, right)),
            promised,
            sign: facts.health.map(|health| (health, x)),
        };
        if self.fly(&mut flag, label, band) {
            flag.band = band;
        } else {
            (flag.planned, flag.promised, flag.sign) = (None, None, None);
        }
        flag
    }

    /// Lets a name fly from its pole, if there is room: to the right, or else to the left.
    fn fly<'m>(&mut self, flag: &mut Flag<'m>, label: Label<'m>, band: Option<(Px, Px)>) -> bool {
        let x = flag.x;
        let sign = if flag.sign.is_some() { SIGN } else { Px::ZERO };
        let width = cloth_width(&label, sign);
        let (band_left, band_right) = band.unwrap_or((x, x));
        let band_left = flag.planned.map_or(band_left, |planned| band_left.min(planned));
        let pin = flag.promised.map(|(at, _)| at);
        let hull = |left: Px, end: Px| {
            let (pin_left, pin_right) = pin.map_or((left, end), |at| (at - PIN, at + PIN));
            (left.min(band_left).min(pin_left), end.max(band_right).max(pin_right))
        };
        let sides = sides(x, &label, sign, self.right).into_iter();
        let is_free = |cloth: &(Px, Px)| pin.is_none_or(|at| !hides(*cloth, at));
        let places: Vec<_> = sides.filter(is_free).map(|(left, end)| hull(left, end)).collect();
        let Some((lane, left, end)) = self.take(x, &places) else { return false };
        let is_left = (left, end) != hull(x, x + width);
        flag.y = self.top + FLAG_PITCH.times_count(lane);
        flag.far = if is_left { x - width } else { x + width };
        let (at, align) = if is_left {
            (x - FLAG_PAD - sign, Align::End)
        } else {
            (x + FLAG_PAD + sign, Align::Start)
        };
        let label = label.at(at, align, flag_baseline(flag.y));
        // The sign stands beside the pole: how far a name reaches is known but roughly.
        let beside = FLAG_PAD + Px::whole(5);
        let middle = if is_left { x - beside } else { x + beside };
        flag.sign = flag.sign.map(|(health, _)| (health, middle));
        flag.label = Some(label);
        true
    }

    /// Those without room for a name stand in a last lane: of several near each other the first carries their number, with the names
    /// of all in its tooltip.
    fn gather(&mut self, flags: &mut [Flag<'_>]) {
        let count = flags.iter().filter(|flag| flag.label.is_none()).count();
        if count == 0 {
            return;
        }
        let y = self.top + FLAG_PITCH.times_count(self.count);
        self.count += 1;
        let number = |count: usize, ink| Label::new(format!("+{count}"), Style::SmallStrong, ink);
        let width = number(count, Ink::Release).width + FLAG_PAD + FLAG_TAIL;
        let near = width.times(2) + FLAG_GAP;
        let mut rest: Vec<_> = flags.iter_mut().filter(|flag| flag.label.is_none()).collect();
        while let [first, others @ ..] = rest.as_mut_slice() {
            let together = others.iter().take_while(|other| other.x < first.x + near).count();
            let all = others.iter().take(together);
            let kinds = all.clone().map(|flag| flag.kind);
            first.kind = kinds.fold(first.kind, FlagKind::worse);
            let names = all.take(MOST_NAMED).map(|flag| flag.tooltip.replace('\n', " · "));
            let mut tooltip = first.tooltip.replace('\n', " · ");
            names.for_each(|name| tooltip.extend(["\n", &name]));
            if together > MOST_NAMED {
                let _ = write!(tooltip, "\nand {} more", together - MOST_NAMED);
            }
            first.tooltip = tooltip;
            first.y = y;
            let is_left = first.x + width > self.right;
            let (far, at, align) = if is_left {
                (first.x - width, first.x - FLAG_PAD, Align::End)
            } else {
                (first.x + width, first.x + FLAG_PAD, Align::Start)
            };
            first.far = far;
            let label = number(together + 1, first.kind.ink());
            first.label = Some(label.at(at, align, flag_baseline(y)));
            rest.drain(..=together);
        }
    }
}

/// The cloth of a name, its tail with it.
fn cloth_width(label: &Label<'_>, sign: Px) -> Px {
    sign + label.width + FLAG_PAD + FLAG_TAIL + Px::whole(4)
}

/// From where to where a cloth may hang from its pole: at its right if there is room, else or also at its left.
fn sides(x: Px, label: &Label<'_>, sign: Px, right: Px) -> Vec<(Px, Px)> {
    let width = cloth_width(label, sign);
    let at_right = Some((x, x + width)).filter(|(_, end)| *end <= right);
    // Where there is room at neither side it leaves the picture of time, but not the page.
    let at_left = Some((x - width, x)).filter(|(left, _)| *left >= MARGIN || at_right.is_none());
    at_right.into_iter().chain(at_left).collect()
}

/// Whether a cloth would lie on a pin.
fn hides((left, end): (Px, Px), pin: Px) -> bool {
    left < pin + PIN && pin - PIN < end
}

fn flag_baseline(y: Px) -> Px {
    y + FLAG_HEIGHT.half() + Style::SmallStrong.drop()
}

/// A vertical line from `top` to `bottom` that leaves out what words need: their tops and bottoms, ascending.
pub fn broken(top: Px, bottom: Px, gaps: &[(Px, Px)]) -> Vec<(Px, Px)> {
    let mut parts = Vec::new();
    let mut from = top;
    for (gap_top, gap_bottom) in gaps {
        if *gap_top > from {
            parts.push((from, (*gap_top).min(bottom)));
        }
        from = from.max(*gap_bottom);
    }
    if from < bottom {
        parts.push((from, bottom));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    fn scale() -> Scale {
        let start = Drawn::start_of(Date::new(2026, 1, 5).unwrap());
        Scale { start, left: Px::whole(300), length: Px::whole(700), minutes: 70 * 24 * 60 }
    }

    fn flag(day: i8, name: &'static str) -> FlagFacts<'static> {
        let at = Drawn::start_of(Date::new(2026, 2, day).unwrap());
        FlagFacts::new(FlagKind::Release, at, name.into())
    }

    #[test]
    fn flags_that_would_collide_go_to_a_second_lane() {
        let facts = vec![flag(10, "1.0 Checkout"), flag(12, "1.1"), flag(28, "1.2")];
        let made = Lanes::new(Px::whole(140), Px::whole(1000)).flags(facts, &scale());
        let tops: Vec<_> = made.iter().map(|flag| flag.y).collect();
        assert_eq!(tops, [Px::whole(140), Px::whole(160), Px::whole(140)]);
    }

    #[test]
    fn a_flag_at_the_right_edge_flies_to_the_left() {
        let facts = vec![flag(10, "1.0 Checkout")];
        let made = Lanes::new(Px::ZERO, Px::whole(680)).flags(facts, &scale());
        assert!(made[0].far < made[0].x);
        assert!(made[0].label.as_ref().unwrap().right() < made[0].x);
    }

    #[test]
    fn a_line_makes_room_for_words() {
        let parts = broken(Px(0), Px(100), &[(Px(10), Px(20)), (Px(15), Px(30))]);
        assert_eq!(parts, [(Px(0), Px(10)), (Px(30), Px(100))]);
    }
}
