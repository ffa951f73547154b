//! The columns of a board, and which cards stand in which.

use super::super::card::{CardFacts, facts};
use super::super::colours::Colours;
use super::super::columns::{Step, columns, step};
use super::super::units::{Units, horizon, is_undated, rank};
use super::ideas;
use crate::model::{Columns, Horizon, ItemWalker, Marker};
use crate::plan::{PlanView, RankedIdea, State};
use crate::text::words::sentence;
use crate::time::Date;

/// A column of a board.
#[derive(Debug)]
pub struct Stack<'m> {
    /// What it is called.
    pub title: String,
    /// How many things stand in it.
    pub count: usize,
    /// Its cards, below the headings of their groups.
    pub blocks: Vec<Block<'m>>,
    /// How many have no room.
    pub hidden: usize,
}

/// Cards below a heading.
#[derive(Debug)]
pub struct Block<'m> {
    /// What they have in common; empty where there is nothing to be said.
    pub title: String,
    /// The cards.
    pub cards: Vec<CardFacts<'m>>,
}

impl Stack<'_> {
    /// Leaves out all but the first so many cards.
    pub fn keep(&mut self, most: usize) {
        let mut left = most;
        // What has no cards is a line by itself.
        self.blocks.retain_mut(|block| {
            let before = block.cards.len();
            block.cards.truncate(left);
            left -= block.cards.len();
            self.hidden += before - block.cards.len();
            before == 0 || !block.cards.is_empty()
        });
    }
}

/// The columns of a view with their cards.
pub fn stacks<'m>(view: &PlanView<'_, 'm>, colours: &Colours, units: &Units<'m>) -> Vec<Stack<'m>> {
    let mut items = units.items.clone();
    items.sort_by_key(|item| rank(view, *item));
    view.sort(&mut items);
    let Frame { names, place, spans } = frame(view, &items);
    let last = names.len().saturating_sub(1);
    let placed: Vec<_> = items.iter().map(|item| (place(*item).unwrap_or(last), *item)).collect();
    let ideas = view.ideas();
    let stack = |(at, title): (usize, String)| {
        let own = placed.iter().filter(|(of, _)| *of == at).map(|(_, item)| *item);
        let mut blocks = blocks(view, colours, own);
        let is_first = blocks.is_empty();
        let here = |(_, ranked): &(usize, &RankedIdea<'m>)| idea_column(view, ranked, last) == at;
        let ranked = (1..).zip(&ideas).filter(here);
        let cards: Vec<_> =
            ranked.map(|(place, idea)| ideas::facts(view, colours, idea, place)).collect();
        if !cards.is_empty() {
            let title = if is_first { String::new() } else { "Ideas".to_owned() };
            blocks.push(Block { title, cards });
        }
        let marked = spans.get(at).map(|span| marked(view, *span)).unwrap_or_default();
        blocks.splice(0..0, marked);
        let count = blocks.iter().map(|block| block.cards.len()).sum();
        Stack { title, count, blocks, hidden: 0 }
    };
    names.into_iter().enumerate().map(stack).collect()
}

/// Lines for the days that are marked in a column of time.
fn marked<'m>(view: &PlanView<'_, '_>, (from, to): (Date, Date)) -> Vec<Block<'m>> {
    let markers = view.plan.model.markers.iter().map(|marker| (marker.moment.date(), marker));
    let mut here: Vec<_> = markers.filter(|(day, _)| from <= *day && *day < to).collect();
    here.sort_by_key(|(day, _)| *day);
    let title = |day: Date, marker: &Marker| format!("{} · {}", day.short(), marker.title);
    let block = |(day, marker)| Block { title: title(day, marker), cards: Vec::new() };
    here.into_iter().map(block).collect()
}

/// In which column an idea stands: in that of its horizon, or in the last.
fn idea_column(view: &PlanView<'_, '_>, ranked: &RankedIdea<'_>, last: usize) -> usize {
    let said = ranked.idea.extras.horizon.filter(|_| is_by_horizon(view));
    said.and_then(|said| Horizon::ALL.iter().position(|of| *of == said)).unwrap_or(last)
}

fn is_by_horizon(view: &PlanView<'_, '_>) -> bool {
    matches!(view.view.columns, None | Some(Columns::Horizon))
}

/// In which column an item stands; `None` where nobody knows.
type Placing<'p, 'm> = Box<dyn Fn(ItemWalker<'m>) -> Option<usize> + 'p>;

/// What columns are called, what stands in which, and of columns of time the first day of each and the first behind it.
struct Frame<'p, 'm> {
    names: Vec<String>,
    place: Placing<'p, 'm>,
    spans: Vec<(Date, Date)>,
}

/// What columns are called, and what stands in which. What has no date comes last.
fn frame<'p, 'm>(view: &'p PlanView<'_, 'm>, items: &[ItemWalker<'m>]) -> Frame<'p, 'm> {
    let model = view.plan.model;
    let end = |item: ItemWalker<'m>| -> Option<Date> {
        view.when(item.id).filter(|_| !is_undated(view, item)).map(|when| when.to.last_day())
    };
    let ends: Vec<_> = items.iter().filter_map(|item| end(*item)).collect();
    let extremes = ends.iter().min().zip(ends.iter().max());
    let (Some((first, last)), false) = (extremes, is_by_horizon(view)) else {
        let names = Horizon::ALL.map(|of| sentence(of.word())).to_vec();
        let place = |item| Horizon::ALL.iter().position(|of| *of == horizon(view, item));
        return Frame { names, place: Box::new(place), spans: Vec::new() };
    };
    let shortest = if view.is_public() { Step::Months(3) } else { Step::Days(1) };
    let step = step(view.view.columns, shortest, model, *first, *last);
    let columns = columns(step, model, *first, *last);
    let name = |column: &super::super::columns::Column| column.names.first().cloned();
    let mut names: Vec<_> = columns.iter().filter_map(name).collect();
    if ends.len() < items.len() || !view.ideas().is_empty() {
        names.push("Later".to_owned());
    }
    let spans: Vec<_> = columns.iter().map(|column| (column.from, column.to)).collect();
    let own = spans.clone();
    let place = move |item| {
        let end = end(item)?;
        own.iter().position(|(from, to)| *from <= end && end < *to)
    };
    Frame { names, place: Box::new(place), spans }
}

/// Cards, put together where the view says by what.
fn blocks<'m>(
    view: &PlanView<'_, 'm>,
    colours: &Colours,
    items: impl Iterator<Item = ItemWalker<'m>>,
) -> Vec<Block<'m>> {
    let card = |item: &ItemWalker<'m>| facts(view, colours, *item).dated();
    if let Some(dimension) = view.view.group {
        let groups = view.groups(dimension, items).into_iter();
        let block = |group: crate::plan::Group<'m>| Block {
            title: if group.title.is_empty() { "Everything else".to_owned() } else { group.title },
            cards: group.items.iter().map(card).collect(),
        };
        return groups.map(block).collect();
    }
    let cards: Vec<_> = items.map(|item| card(&item)).collect();
    if cards.is_empty() { Vec::new() } else { vec![Block { title: String::new(), cards }] }
}

/// Takes out what is done.
pub fn without_done<'m>(view: &PlanView<'_, 'm>, units: &mut Units<'m>) {
    let is_open = |item: &ItemWalker<'m>| view.plan.schedule.timing(item.id).state != State::Done;
    units.items.retain(is_open);
}
