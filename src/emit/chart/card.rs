//! A card: what is said of an item where it is no row but a thing of its own. Swimlanes and boards are made of cards.

use super::Px;
use super::colours::{Colours, Paint, hue_of};
use super::draw::beside_health;
use super::font::ELLIPSIS;
use super::label::{Align, Ink, Label, Style, clean};
use super::look::{self, Look, area as filled};
use super::palette::Hue;
use super::paragraph::{is_whole, paragraph, width_in_two};
use super::pieces::health_sign;
use super::scene::{Area, Card, Mark};
use super::units::is_undated;
use super::words::{JOINED, fitted, links, people, percent};
use crate::model::{Health, ItemId, ItemWalker, Part, Share};
use crate::plan::{PlanView, State};
use crate::text::isolated;

/// How large cards are.
#[derive(Clone, Copy, Debug)]
pub struct CardSize {
    /// How titles are set.
    pub title: Style,
    /// And all else.
    pub plain: Style,
    /// From line to line.
    pub line: Px,
    /// From its left and right edge to its words, and from its top and foot.
    pub pad: Px,
    /// See `pad`.
    pub rise: Px,
    /// Half a sign.
    pub sign: Px,
    /// How thick the bar of progress is.
    pub bar: Px,
    /// The widest that a card grows for its title.
    pub widest: Px,
}

impl CardSize {
    /// Those of a page, read from near.
    pub const PAGE: Self = Self {
        title: Style::Strong,
        plain: Style::Small,
        line: Px::whole(16),
        pad: Px::whole(8),
        rise: Px::whole(6),
        sign: Px(45),
        bar: Px::whole(3),
        widest: Px::whole(190),
    };
    /// The same with more air, where there is room.
    #[must_use]
    pub const fn airy(self) -> Self {
        Self {
            line: Px(self.line.0 + self.title.size().0 / 8),
            rise: Px(self.rise.0 + self.title.size().0 / 4),
            ..self
        }
    }

    /// Those of a slide, read from afar.
    pub const SLIDE: Self = Self {
        title: Style::SlideStrong,
        plain: Style::SlidePlain,
        line: Px::whole(19),
        pad: Px::whole(10),
        rise: Px::whole(4),
        sign: Px::whole(6),
        bar: Px::whole(4),
        widest: Px::whole(250),
    };

    /// What the bar of progress takes.
    fn bar_room(self) -> Px {
        self.bar + Px::whole(4)
    }

    /// From a sign's edge to its words.
    fn sign_room(self) -> Px {
        self.sign.times(2) + Px::whole(6)
    }
}

/// What a card says.
#[derive(Clone, Debug)]
pub struct CardFacts<'m> {
    /// Of which item; of an idea none.
    pub item: Option<ItemId>,
    /// Its title.
    pub title: String,
    /// Its colour.
    pub paint: Paint,
    /// The sign before its word.
    pub sign: Option<Health>,
    /// How it stands, in a word or two.
    pub word: String,
    /// How much is done, where some is.
    pub complete: Option<Share>,
    /// Of an idea, what it scores.
    pub score: Option<String>,
    /// Who works on it, one behind the other.
    pub people: String,
    /// When it is, in words.
    pub when: String,
    /// Whether it is over.
    pub is_done: bool,
    /// Whether nobody knows when it ends.
    pub is_open: bool,
    /// What a pointer is told.
    pub tooltip: String,
    /// Where it leads.
    pub link: Option<&'m str>,
}

/// What the card of an item says.
pub fn facts<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    item: ItemWalker<'m>,
) -> CardFacts<'m> {
    let when = view.when(item.id);
    let is_open = when.as_ref().is_some_and(|of| of.is_open);
    let when = match when {
        Some(when) if !is_undated(view, item) => when.words,
        _ => "no date yet".to_owned(),
    };
    let timing = view.plan.schedule.timing(item.id);
    let is_done = timing.state == State::Done;
    let begun = Share(1)..Share::ONE;
    let complete = Some(timing.complete).filter(|of| !is_done && begun.contains(of));
    let (sign, word) = word(view, item);
    let tooltip = tooltip(view, item, &when);
    CardFacts {
        item: Some(item.id),
        title: clean(item.title()).into_owned(),
        paint: colours.paint(view, item),
        sign,
        word,
        complete: complete.filter(|_| view.shows(Part::Progress, true)),
        score: None,
        people: if view.shows(Part::People, true) { people_in(view, item) } else { String::new() },
        when,
        is_done,
        is_open,
        tooltip,
        link: links(item.extras()).next(),
    }
}

/// What a pointer is told of an item; everybody only what it is called and when it is.
pub fn tooltip<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>, when: &str) -> String {
    if view.is_public() {
        return format!("{}\n{when}", isolated(clean(item.title())));
    }
    let mut words = String::new();
    beside_health(&mut words, view.plan, view.status, item, &|part| view.shows(part, true));
    words
}

/// How an item stands: of what everybody may see, only how far it is.
fn word<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> (Option<Health>, String) {
    let state = view.plan.schedule.timing(item.id).state;
    let health = view.health(item.id);
    if view.is_public() {
        return match state {
            State::Done => (Some(Health::Done), Health::Done.label().to_owned()),
            State::Waiting => (None, "Planned".to_owned()),
            _ => (None, "Under way".to_owned()),
        };
    }
    let is_blocked = |of: &ItemWalker<'_>| {
        !of.extras().can_go_on() && view.plan.schedule.timing(of.id).state.is_open()
    };
    if is_blocked(&item) || item.descendants().any(|part| is_blocked(&part)) {
        return (health.max(Some(Health::AtRisk)), "Blocked".to_owned());
    }
    let label = match health {
        Some(Health::Unknown) if view.plan.schedule.timing(item.id).is_open => "Not estimated",
        Some(health) => health.label(),
        None => "",
    };
    (health, label.to_owned())
}

/// Who works on an item, or on what it is made of: who does most of it first.
fn people_in<'m>(view: &PlanView<'_, 'm>, item: ItemWalker<'m>) -> String {
    let schedule = view.plan.schedule;
    if !item.has_parts() {
        return people(schedule, item).into_owned();
    }
    let mut shares = Vec::new();
    for work in item.descendants().flat_map(|part| view.status.work(part.id)) {
        match shares.iter_mut().find(|(of, _)| *of == work.resource) {
            Some((_, sum)) => *sum += work.minutes.0,
            None => shares.push((work.resource, work.minutes.0)),
        }
    }
    shares.sort_by_key(|(_, minutes)| std::cmp::Reverse(*minutes));
    let name = |(of, _): &(_, i64)| isolated(clean(view.plan.model.resource(*of).title()));
    shares.iter().map(name).collect::<Vec<_>>().join(JOINED)
}

/// How much of a card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Its title in so many lines, how it stands and who works on it in one more.
    Whole(usize, Bars),
    /// The same, with when it is and who works on it in a line of their own.
    Tall(usize, Bars),
    /// Its sign and its title, in one line.
    Line,
}

/// Whether cards have room for a bar of progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Bars {
    Some,
    None,
}

impl Face {
    /// How high a card is.
    pub fn height(self, size: CardSize) -> Px {
        match self {
            Self::Whole(lines, bars) | Self::Tall(lines, bars) => {
                let bar = if bars == Bars::Some { size.bar_room() } else { Px::ZERO };
                let lines = lines + 1 + usize::from(matches!(self, Self::Tall(..)));
                size.line.times_count(lines) + size.rise.times(2) + bar
            }
            Self::Line => size.line + size.rise.times(2),
        }
    }
}

impl<'m> CardFacts<'m> {
    /// The same with its dates before the people, where no time is drawn.
    #[must_use]
    pub fn dated(&self) -> Self {
        let is_open = false;
        let words = [&self.when, &self.people].into_iter().filter(|of| !of.is_empty());
        Self { people: words.cloned().collect::<Vec<_>>().join(JOINED), is_open, ..self.clone() }
    }

    /// The number at its right: how much is done, or its score.
    fn aside(&self) -> String {
        self.score.clone().or(self.complete.map(percent)).unwrap_or_default()
    }

    /// Whether its title is told whole in so many lines of a card of this width.
    pub fn has_room(&self, size: CardSize, width: Px, lines: usize) -> bool {
        let room = width - size.pad.times(2);
        is_whole(&paragraph(&self.title, size.title, Ink::Text, room, lines), &self.title)
    }

    /// How wide a card should be for what it says.
    pub fn wanted(&self, size: CardSize, face: Face) -> Px {
        let widest = if face == Face::Line { Px(size.widest.0 * 5 / 4) } else { size.widest };
        self.needed(size, face).min(widest)
    }

    /// How wide a card has to be for its whole title, and how it stands.
    pub fn needed(&self, size: CardSize, face: Face) -> Px {
        let signed = if self.sign.is_some() { size.sign_room() } else { Px::ZERO };
        let words = match face {
            Face::Line => signed + size.title.width(&self.title),
            Face::Whole(lines, _) | Face::Tall(lines, _) => {
                let title = if lines > 1 {
                    width_in_two(&self.title, size.title)
                } else {
                    size.title.width(&self.title)
                };
                let done = self.aside();
                let gap = if done.is_empty() { Px::ZERO } else { size.pad };
                title.max(signed + size.plain.width(&self.word) + gap + size.plain.width(&done))
            }
        };
        words + size.pad.times(2)
    }

    /// The card in its place, its ground coloured from `time.0` to `time.1`: that is when it is.
    pub fn card(&self, size: CardSize, face: Face, area: Area, time: (Px, Px)) -> Card<'m> {
        let mut marks = self.ground(area, time);
        let inner = Area {
            left: area.left + size.pad,
            right: (area.right - size.pad).max(area.left + size.pad),
            ..area
        };
        match face {
            Face::Line => self.line(size, inner, &mut marks),
            Face::Whole(lines, bars) | Face::Tall(lines, bars) => {
                let foot = if bars == Bars::Some { size.bar_room() } else { Px::ZERO };
                let is_tall = matches!(face, Face::Tall(..));
                self.whole(size, (lines, is_tall), (inner, foot), &mut marks);
            }
        }
        let (item, link) = (self.item, self.link);
        Card { item, tooltip: self.tooltip.clone(), link, area, marks }
    }

    /// Its outline, and its colour over the time that it takes.
    fn ground(&self, area: Area, (from, to): (Px, Px)) -> Vec<Mark<'m>> {
        let radius = Px::whole(5);
        let time = Area { left: from.max(area.left), right: to.min(area.right), ..area };
        let edge = area.inset(Px(5));
        let tint = if self.is_done { Hue::OverGround } else { self.paint.tint() };
        let is_whole = time.left == area.left && time.right == area.right;
        let mut marks = Vec::new();
        if self.item.is_none() {
            // What is no more than an idea.
            let look = Look { fill: Some(Hue::Ground), ..self.edge(" stroke-dasharray=\"3 3\"") };
            return vec![Mark::Rect { look, area: edge, radius }];
        }
        if self.is_open && !self.is_done {
            let outline = Look { fill: Some(Hue::Ground), stroke: None, line: "" };
            marks.push(Mark::Rect { look: outline, area: edge, radius });
            marks.push(Mark::Path { look: filled(tint), data: dissolving(time), area: time });
            let look = Look { fill: None, ..self.edge(" stroke-dasharray=\"3 3\"") };
            marks.push(Mark::Rect { look, area: edge, radius });
            return marks;
        }
        let fill = if is_whole { tint } else { Hue::Ground };
        marks.push(Mark::Rect {
            look: Look { fill: Some(fill), stroke: None, line: "" },
            area: edge,
            radius,
        });
        if !is_whole {
            marks.push(Mark::Rect {
                look: filled(tint),
                area: time,
                radius: time.inset(Px::ZERO).radius(),
            });
        }
        marks.push(Mark::Rect { look: self.edge(""), area: edge, radius });
        marks
    }

    /// Its edge: what is wrong has a strong one, what is over none that is seen.
    fn edge(&self, dashes: &'static str) -> Look {
        match self.sign {
            Some(Health::OffTrack) if dashes.is_empty() => {
                look::line(Hue::Late, " stroke-width=\"1.5\"")
            }
            Some(Health::AtRisk) if dashes.is_empty() => {
                look::line(Hue::Warning, " stroke-width=\"1.5\"")
            }
            Some(health @ (Health::OffTrack | Health::AtRisk)) => {
                look::line(hue_of(health), " stroke-width=\"1.5\" stroke-dasharray=\"3 3\"")
            }
            _ if self.is_done => look::line(Hue::CoarseGrid, dashes),
            _ => look::line(self.paint.edge(), dashes),
        }
    }

    fn ink(&self) -> Ink {
        if self.is_done { Ink::Muted } else { Ink::Text }
    }

    /// One line: sign and title, and how much is done where that has room.
    fn line(&self, size: CardSize, inner: Area, marks: &mut Vec<Mark<'m>>) {
        let middle = inner.top + inner.height().half();
        let mut left = inner.left;
        if let Some(health) = self.sign.filter(|_| inner.width() > size.sign_room().times(2)) {
            marks.extend(health_sign(health, (left + size.sign, middle), size.sign));
            left = left + size.sign_room();
        }
        let title =
            Label::new(self.title.clone(), size.title, self.ink()).within(inner.right - left);
        let title = title.at(left, Align::Start, middle + size.title.drop());
        let mut right = inner.right;
        for words in [self.aside(), self.word.clone()] {
            let label = Label::new(words, size.plain, Ink::Muted);
            let label = label.at(right, Align::End, middle + size.plain.drop());
            if title.right() + size.pad <= label.left() && !label.text.is_empty() {
                right = label.left() - size.pad;
                marks.push(Mark::Text(label));
            }
        }
        let behind = title.right() + size.pad;
        if title.right() <= inner.right {
            marks.push(Mark::Text(title));
        }
        self.names(size, (behind, right), middle, marks);
        self.bar(inner, inner.bottom - Px::whole(2), Px::whole(3), marks);
    }

    /// Who works on it, as far as there is room.
    fn names(
        &self,
        size: CardSize,
        (left, right): (Px, Px),
        middle: Px,
        marks: &mut Vec<Mark<'m>>,
    ) {
        if self.people.is_empty() || right - left <= size.plain.width("Mmmmm") {
            return;
        }
        let names = fitted(Label::new(self.people.clone(), size.plain, Ink::Muted), right - left);
        // A name that is cut may name nobody.
        if !names.text.contains(ELLIPSIS) {
            marks.push(Mark::Text(names.at(left, Align::Start, middle + size.plain.drop())));
        }
    }

    /// The bar of how much is done, so high above the foot.
    fn bar(&self, inner: Area, foot: Px, height: Px, marks: &mut Vec<Mark<'m>>) {
        let Some(complete) = self.complete else { return };
        let track = Area { top: foot - height, bottom: foot, ..inner };
        let done = Px(inner.width().0 * complete.0.clamp(0, 1000) / 1000);
        let done = Area { right: track.left + done, ..track };
        let radius = height.half();
        marks.push(Mark::Rect { look: filled(Hue::Ground), area: track, radius });
        marks.push(Mark::Rect { look: filled(self.paint.strong()), area: done, radius });
    }

    /// Title, how it stands, who works on it, how much is done.
    fn whole(
        &self,
        size: CardSize,
        (lines, is_tall): (usize, bool),
        (inner, foot): (Area, Px),
        marks: &mut Vec<Mark<'m>>,
    ) {
        let foot = inner.bottom - foot;
        self.bar(inner, foot + size.bar, size.bar, marks);
        let title = paragraph(&self.title, size.title, self.ink(), inner.width(), lines);
        let all = size.line.times_count(title.len() + 1 + usize::from(is_tall));
        let mut middle = inner.top + (foot - inner.top - all).half() + size.line.half();
        for label in title {
            let label = label.at(inner.left, Align::Start, middle + size.title.drop());
            if label.right() <= inner.right {
                marks.push(Mark::Text(label));
            }
            middle = middle + size.line;
        }
        let line = Area { top: middle, bottom: middle, ..inner };
        let rest = self.standing(size, line, marks);
        if is_tall {
            self.names(size, (inner.left, inner.right), middle + size.line, marks);
        } else {
            self.names(size, rest, middle, marks);
        }
    }

    /// How it stands, at the left, and how much is done, at the right; gives what is free between the two.
    fn standing(&self, size: CardSize, line: Area, marks: &mut Vec<Mark<'m>>) -> (Px, Px) {
        let (middle, mut left, mut right) = (line.top, line.left, line.right);
        let baseline = middle + size.plain.drop();
        let text = |words: String, ink: Ink| Label::new(words, size.plain, ink);
        if let Some(health) = self.sign.filter(|_| right - left >= size.sign.times(3)) {
            marks.extend(health_sign(health, (left + size.sign, middle), size.sign));
            left = left + size.sign_room();
        }
        let word = text(self.word.clone(), self.ink());
        if word.width <= right - left && !self.word.is_empty() {
            let word = word.at(left, Align::Start, baseline);
            left = word.right() + size.pad;
            marks.push(Mark::Text(word));
        }
        let aside = text(self.aside(), Ink::Muted).at(right, Align::End, baseline);
        if aside.left() >= left && !aside.text.is_empty() {
            right = aside.left() - size.pad;
            marks.push(Mark::Text(aside));
        }
        (left, right)
    }
}

/// A rectangle without an end: towards its right it comes apart.
pub fn dissolving(area: Area) -> String {
    let Area { left, top, right, bottom } = area;
    let stripes = [(Px(260), Px(200)), (Px(160), Px(115)), (Px(75), Px(45)), (Px(20), Px(0))];
    let stripes = stripes.map(|(from, to)| (right - from, right - to));
    let pieces = [(left, right - Px(310))].into_iter().chain(stripes);
    let seen = pieces.filter(|(from, to)| left <= *from && from < to);
    let pieces: Vec<_> =
        seen.map(|(from, to)| format!("M{from} {top}H{to}V{bottom}H{from}z")).collect();
    pieces.concat()
}
