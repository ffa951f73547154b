//! The board: now, next, later, or stretches of time, with what stands in each as cards.

use std::collections::BTreeMap;

use super::legend::Sign;
use super::line::{Line, Tint};
use super::text::{clean, fitted, titled, width, wrapped};
use crate::emit::chart::axis::{Unit, units};
use crate::emit::chart::board::rounded;
use crate::emit::chart::colours::Colours;
use crate::emit::chart::scale::Drawn;
use crate::emit::chart::units::{horizon, said_horizon};
use crate::emit::chart::words::late;
use crate::model::{Columns, Dimension, Health, Horizon, ItemKind, ItemWalker, Part, Share};
use crate::plan::{PlanView, RankedIdea, When};
use crate::text::words::counted;

/// The least that a column is wide; where fewer are left, columns stand below one another.
const NARROWEST: usize = 22;
/// The most: longer lines are no better to read.
const WIDEST: usize = 44;
/// Between columns.
const GAP: usize = 3;
/// Left of a card's words.
const EDGE: &str = "▎";
/// A title takes no more lines than this.
const TITLE: usize = 3;
/// Nor does anything else that a card says.
const BELOW: usize = 3;

/// The place of what nobody has placed, behind now, next and later.
const UNPLACED: usize = 3;

/// A column, and what stands in it.
struct Column {
    title: String,
    cards: Vec<Card>,
}

/// A card: its title, and what is said below it.
struct Card {
    tint: Tint,
    title: String,
    is_done: bool,
    below: Vec<(String, Tint)>,
}

/// The picture.
pub(super) fn lines(view: &PlanView<'_, '_>, columns: usize, depth: Option<u32>) -> Vec<Line> {
    let board = Board { view, depth, colours: Colours::of(view, Dimension::Stream) };
    let (all, done) = match board.units() {
        Some(unit) => (board.by_time(unit), 0),
        None => board.by_horizon(),
    };
    if all.is_empty() && done == 0 {
        return vec![Line::of("Nothing is planned yet.", Tint::Faint)];
    }
    let abreast = ((columns + GAP) / (NARROWEST + GAP)).clamp(1, all.len().max(1));
    // As many in each row as in the others.
    let abreast = all.len().div_ceil(all.len().div_ceil(abreast).max(1)).max(1);
    let wide = ((columns + GAP) / abreast).saturating_sub(GAP).clamp(1, WIDEST);
    let mut lines = Vec::new();
    for beside in all.chunks(abreast) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.extend(side_by_side(beside, wide));
    }
    if done > 0 {
        lines.push(Line::default());
        lines.push(Line::of(format!("✓ {} done", counted(done, "item")), Tint::Good));
    }
    lines
}

/// What cards are made from.
struct Board<'b, 'm> {
    view: &'b PlanView<'b, 'm>,
    depth: Option<u32>,
    colours: Colours,
}

impl<'m> Board<'_, 'm> {
    /// The stretches of time that are its columns, where the view asks for such.
    fn units(&self) -> Option<Unit> {
        let asked = self.view.view.columns?;
        units(asked, self.view.plan.model).map(|(fine, _)| fine)
    }

    /// The items that have cards, in the order of the view, or else as they begin.
    fn items(&self) -> Vec<ItemWalker<'m>> {
        let mut items = self.view.sorted();
        items.retain(|item| self.has_card(*item));
        if self.view.view.sort.is_none() {
            let timing = |item: &ItemWalker<'m>| self.view.plan.schedule.timing(item.id);
            items.sort_by_key(|item| (timing(item).start, item.id));
        }
        items
    }

    /// Whether it is what streams hold; of a depth that is asked for, what is as deep, or is not taken apart.
    fn has_card(&self, item: ItemWalker<'m>) -> bool {
        if item.kind() == ItemKind::Release || self.view.status.is_all_dropped(item.id) {
            return false;
        }
        let is_shown = |of: &ItemWalker<'m>| self.view.shows_item(of.id);
        match self.depth.and_then(|depth| usize::try_from(depth).ok()) {
            Some(depth) => {
                let level = item.ancestors().count() + 1;
                let is_leaf = !item.has_parts() && item.kind() != ItemKind::Stream;
                level == depth || level < depth && is_leaf
            }
            None => {
                item.kind() != ItemKind::Stream
                    && item.ancestors().filter(is_shown).all(|of| of.kind() == ItemKind::Stream)
            }
        }
    }

    /// Now, next, later; then what nobody has placed. What is done is counted.
    fn by_horizon(&self) -> (Vec<Column>, usize) {
        let titles = ["Now", "Next", "Later", "Not planned yet"];
        let mut columns = titles.map(|title| Column { title: title.to_owned(), cards: Vec::new() });
        let mut done = 0;
        for item in self.items() {
            if self.view.health(item.id) == Some(Health::Done) {
                done += 1;
            } else if let Some(column) = columns.get_mut(self.place(item)) {
                column.cards.push(self.card(item));
            }
        }
        for ranked in self.view.ideas() {
            let place = ranked.idea.extras.horizon.map_or(2, place_of);
            if let Some(column) = columns.get_mut(place) {
                column.cards.push(self.idea(&ranked));
            }
        }
        let mut columns = Vec::from(columns);
        if columns.iter().all(|column| column.cards.is_empty()) {
            columns.clear();
        }
        // Now, next and later are a board even where they are empty, unless there is more beside them.
        while columns.len() > UNPLACED
            && let Some(empty) = columns.iter().rposition(|column| column.cards.is_empty())
        {
            columns.remove(empty);
        }
        (columns, done)
    }

    /// Where every board has it; what nobody has placed and nothing gives a date stands behind all others.
    fn place(&self, item: ItemWalker<'m>) -> usize {
        if said_horizon(item).is_none() && self.when(item).is_none() {
            return UNPLACED;
        }
        place_of(horizon(self.view, item))
    }

    /// When it is, where anything says so.
    fn when(&self, item: ItemWalker<'m>) -> Option<When> {
        let timing = self.view.plan.schedule.timing(item.id);
        let is_placed = !timing.is_open || timing.start != timing.end || item.dates().name_any();
        self.view.when(item.id).filter(|_| is_placed || timing.has_begun)
    }

    /// A column for each stretch of time in which anything ends; then ideas.
    fn by_time(&self, unit: Unit) -> Vec<Column> {
        let mut cards: BTreeMap<i64, Vec<Card>> = BTreeMap::new();
        let mut unplaced = Vec::new();
        for item in self.items() {
            let card = self.card(item);
            match self.when(item).filter(|when| !when.words.is_empty()) {
                Some(when) => {
                    let begin = unit.floor(Drawn::start_of(when.to.last_day()));
                    cards.entry(begin.0).or_default().push(card);
                }
                None => unplaced.push(card),
            }
        }
        let mut year = None;
        let mut columns: Vec<Column> = Vec::new();
        for (begin, cards) in cards {
            let begin = Drawn(begin);
            let own = begin.date().year();
            columns.push(Column { title: self.name(unit, begin, year != Some(own)), cards });
            year = Some(own);
        }
        if !unplaced.is_empty() {
            columns.push(Column { title: "Not planned yet".to_owned(), cards: unplaced });
        }
        let ideas: Vec<_> = self.view.ideas().iter().map(|ranked| self.idea(ranked)).collect();
        if !ideas.is_empty() {
            columns.push(Column { title: "Ideas".to_owned(), cards: ideas });
        }
        columns
    }

    /// `March 2026`, `W10`, `Sprint 3`
    fn name(&self, unit: Unit, begin: Drawn, is_new_year: bool) -> String {
        let name = unit.coarse_names(begin, is_new_year).into_iter().next().unwrap_or_default();
        let day = begin.date().short();
        match (unit, self.view.view.columns) {
            (Unit::Period { .. }, Some(Columns::Cadence(of))) => {
                let cadences = &self.view.plan.model.cadences;
                let cadence = usize::try_from(of).ok().and_then(|of| cadences.get(of));
                let title = cadence.map_or("", |of| of.title.as_deref().unwrap_or(&of.name));
                let name = clean(&format!("{title} {name}"));
                format!("{name} · {day}")
            }
            (Unit::IsoWeek, _) => format!("{name} · {day}"),
            (Unit::Half, _) => format!("{name} {}", begin.date().year()),
            _ => name,
        }
    }

    fn card(&self, item: ItemWalker<'m>) -> Card {
        let timing = self.view.plan.schedule.timing(item.id);
        let stream = item.ancestors().last().filter(|top| top.kind() == ItemKind::Stream);
        let tint = self.colours.paint(self.view, item).into();
        let is_done = self.view.health(item.id) == Some(Health::Done);
        let mut below: Vec<(String, Tint)> = Vec::new();
        below.extend(stream.map(|of| (titled(of.title(), of.name()), self.stream_tint(tint))));
        let share = timing.complete.0.clamp(0, Share::ONE.0) / 10;
        let is_told = self.view.shows(Part::Progress, true) && share > 0 && !is_done;
        let facts = [
            self.when(item).map(|when| when.words).unwrap_or_default(),
            if is_told { format!("{share}%") } else { String::new() },
            self.people(item),
        ];
        let facts: Vec<_> = facts.into_iter().filter(|words| !words.is_empty()).collect();
        below.push((facts.join(" · "), Tint::Faint));
        below.extend(self.news(item));
        let mark = if item.kind() == ItemKind::Milestone { "◆ " } else { "" };
        Card { tint, title: format!("{mark}{}", titled(item.title(), item.name())), is_done, below }
    }

    /// The name of a stream has the colour of its cards, where that is what colours tell.
    fn stream_tint(&self, tint: Tint) -> Tint {
        if self.colours.dimension == Dimension::Stream { tint } else { Tint::Faint }
    }

    fn people(&self, item: ItemWalker<'m>) -> String {
        if !self.view.shows(Part::People, true) {
            return String::new();
        }
        let names = self.view.people(item).iter().map(|one| {
            let who = self.view.plan.model.resource(one.resource);
            titled(who.title(), who.name())
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// That it is done, or what is wrong with it.
    fn news(&self, item: ItemWalker<'m>) -> Option<(String, Tint)> {
        let health = self.view.health(item.id)?;
        if health == Health::Done {
            return Some(("✓ done".to_owned(), Tint::Good));
        }
        let (sign, tint) = Sign::of(health)?.drawn();
        let status = self.view.status;
        let missed = status.told_commitment(item.id).filter(|of| of.is_missed);
        let reason = || status.item_health(item.id).map(|(_, reason)| clean(&reason));
        let words = missed.map(|missed| late(&missed)).or_else(reason).unwrap_or_default();
        let words = if words.is_empty() { health.label().to_lowercase() } else { words };
        Some((format!("{sign} {words}"), tint))
    }

    fn idea(&self, ranked: &RankedIdea<'m>) -> Card {
        let idea = ranked.idea;
        let stream = idea.stream.map(|stream| self.view.plan.model.item(stream));
        let top = stream.and_then(|of| of.with_ancestors().last());
        let tint = self.colours.paint_idea(self.view, ranked.id).into();
        let score = ranked
            .score
            .filter(|_| !self.view.is_public())
            .map(|(kind, score)| format!(" · {} {}", kind.name(), rounded(score)));
        let mut below: Vec<_> = top
            .map(|of| (titled(of.title(), of.name()), self.stream_tint(tint)))
            .into_iter()
            .collect();
        below.push((format!("idea{}", score.unwrap_or_default()), Tint::Faint));
        let title = titled(idea.title.as_deref().unwrap_or(&idea.name), &idea.name);
        Card { tint, title, is_done: false, below }
    }
}

const fn place_of(horizon: Horizon) -> usize {
    match horizon {
        Horizon::Now => 0,
        Horizon::Next => 1,
        Horizon::Later => 2,
    }
}

/// Columns beside one another, each so many columns of the terminal wide.
fn side_by_side(columns: &[Column], wide: usize) -> Vec<Line> {
    let written: Vec<Vec<Line>> = columns.iter().map(|column| column.lines(wide)).collect();
    let height = written.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    for row in 0..height {
        let mut line = Line::default();
        for (at, column) in written.iter().enumerate() {
            line.fill(at * (wide + GAP));
            if let Some(own) = column.get(row) {
                line.append(own.clone());
            }
        }
        lines.push(line);
    }
    lines
}

impl Column {
    fn lines(&self, wide: usize) -> Vec<Line> {
        let count = format!(" {}", self.cards.len());
        let mut head =
            Line::of(fitted(&self.title, wide.saturating_sub(width(&count))), Tint::Strong);
        head.push(count, Tint::Faint);
        let mut lines = vec![head, Line::of("─".repeat(wide), Tint::Faint)];
        for (at, card) in self.cards.iter().enumerate() {
            if at > 0 {
                lines.push(Line::default());
            }
            lines.extend(card.lines(wide));
        }
        lines
    }
}

impl Card {
    fn lines(&self, wide: usize) -> Vec<Line> {
        let room = wide.saturating_sub(width(EDGE) + 1);
        let mut lines = Vec::new();
        let mut write = |text: &str, tint: Tint, most: usize| {
            for words in wrapped(text, room, most) {
                let mut line = Line::of(EDGE, self.tint);
                line.push(" ", Tint::Plain);
                line.push(words, tint);
                lines.push(line);
            }
        };
        write(&self.title, if self.is_done { Tint::Faint } else { Tint::Plain }, TITLE);
        for (text, tint) in &self.below {
            write(text, *tint, BELOW);
        }
        lines
    }
}
