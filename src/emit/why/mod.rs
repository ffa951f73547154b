//! Why an item is when it is, in words, and for programs.
//!
//! The words come as a [`Story`]: sentences, each with the places in the source that it speaks of, so that a terminal, a hover
//! text or a page can show both in its own way.

mod barrier;
mod cause;
mod chain;
mod json;
mod phrases;
mod wins;

pub use barrier::{BarrierTold, barrier};
pub use json::{json, json_of_answer, json_schema};

use crate::model::{Edge, ItemId, Model};
use crate::plan::why::{Why, own_links};
use crate::schedule::{Reasons, Schedule};
use crate::text::Span;
use phrases::Phrases;

/// A sentence, and the places in the source that it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Lower case but for titles, without a full stop, titles between backticks.
    pub sentence: String,
    /// The places, the item's own first.
    pub places: Vec<Span>,
}

/// Why an item is when it is, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The item and its date.
    pub headline: String,
    /// The chain that decides it, an item a sentence, back to where it began.
    pub chain: Vec<Told>,
    /// What else is waited for, and how much slack that has; the least first.
    pub beside: Vec<Told>,
    /// Who works on the chain, the most of its time first.
    pub people: Vec<String>,
    /// What would win a day.
    pub wins: Vec<String>,
}

/// Tells why.
///
/// ```
/// use milepost::{Options, Source, compile, emit, plan};
/// use milepost::model::Edge;
/// let text = "roadmap \"Plan\" from 2026-03-02\ntask a \"Design\" 5d\ntask b \"Build\" 3d after a\n";
/// let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
/// let (model, schedule) = (compiled.model(), compiled.schedule());
/// let build = model.items().last().unwrap().id;
/// let why = plan::why::why(model, schedule, build, Edge::End);
/// let story = emit::why::story(model, schedule, &why);
/// assert_eq!(story.headline, "`Build` (`b`) ends on 11 March 2026");
/// assert_eq!(
///     story.chain[0].sentence,
///     "`Build` takes 3d, from 9 to 11 March, because `Design` ends on 6 March"
/// );
/// assert_eq!(story.wins[0], "1d less of `Design` or `Build`, and it ends on 10 March");
/// ```
pub fn story(model: &Model, schedule: &Schedule, why: &Why) -> Story {
    let phrases = Phrases::of(model, schedule, why.item, why.edge);
    let settled = |told: Told| Told { sentence: phrases.settled(&told.sentence), ..told };
    let beside = why.beside.iter().filter_map(|one| chain::told_beside(&phrases, one));
    let wins = wins::told(&phrases, why);
    Story {
        headline: phrases.headline(why.item, why.edge),
        chain: chain::told(&phrases, &why.links).into_iter().map(settled).collect(),
        beside: beside.map(settled).collect(),
        people: chain::told_people(&phrases, why),
        wins: wins.iter().map(|win| phrases.settled(win)).collect(),
    }
}

/// Tells of one item after the other why it is when it is, each in a sentence about it alone.
pub struct Sentences<'a> {
    reasons: Reasons<'a>,
    phrases: Phrases<'a>,
}

/// Why a point of an item is when it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// In a sentence like those of a [`Story`].
    pub sentence: String,
    /// The point of another item that it follows from, if it does.
    pub from: Option<(ItemId, Edge)>,
}

impl<'a> Sentences<'a> {
    /// Of the items of this roadmap.
    pub fn new(model: &'a Model, schedule: &'a Schedule) -> Self {
        Self { reasons: Reasons::new(model, schedule), phrases: Phrases::new(model, schedule) }
    }

    /// Of this point of an item.
    pub fn of(&mut self, item: ItemId, edge: Edge) -> Option<Cause> {
        let (own, from) = own_links(&self.reasons, item, edge);
        self.phrases.turn_to(item, edge);
        let told = chain::told(&self.phrases, &own).into_iter().next()?;
        Some(Cause { sentence: self.phrases.settled(&told.sentence), from })
    }
}
