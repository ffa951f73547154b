//! The dates that a file says beside those that the roadmap has, and why they differ where they do.

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Kind;
use super::tree::Tree;
use super::values::When;
use super::write::path;
use crate::diagnostic::{Fate, Losses};
use crate::emit::why::Sentences;
use crate::model::{Edge, ItemId};
use crate::plan::Plan;
use crate::schedule::{Clock, Clocks, links};
use crate::text::words::counted;
use crate::time::{Moment, Spoken};

/// The dates of an item as the file says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The item in the roadmap, by its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// When it starts.
    pub start: Option<When>,
    /// When it ends.
    pub end: Option<When>,
    /// Where the file says so.
    pub place: String,
}

/// What the file says of each item that is planned.
pub(super) fn stated(tree: &Tree) -> Vec<Stated> {
    let dated = tree.nodes.iter().enumerate().filter(|(_, node)| {
        node.kind != Kind::Idea && (node.item.start.is_some() || node.item.end.is_some())
    });
    let stated = |(index, node): (usize, &super::tree::Node)| {
        let item = &node.item;
        let path = path(usize::MAX, index, tree)?;
        Some(Stated {
            path,
            title: item.title.clone(),
            start: item.start,
            end: item.end,
            place: item.place.clone(),
        })
    };
    dated.filter_map(stated).collect()
}

/// How many dates were compared, and how many of them are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Starts and ends that the file states of items in the plan.
    pub all: usize,
    /// Those that come out as they are stated.
    pub same: usize,
}

/// So many differences are told one by one.
const MOST_TOLD: usize = 20;

/// A point of an item that is elsewhere than the file says.
struct Difference<'a> {
    item: ItemId,
    edge: Edge,
    stated: Moment,
    place: &'a str,
}

/// Compares the dates that a file states with those of the plan made of it. Where they differ the reason is told of those that
/// differ by themselves; those that only follow them are counted.
pub fn compare(stated: &[Stated], plan: Plan<'_>, losses: &mut Losses) -> Compared {
    let (model, schedule) = (plan.model, plan.schedule);
    let items: FxHashMap<String, ItemId> =
        model.items().map(|item| (item.path(), item.id)).collect();
    let clocks = Clocks::of(model);
    let mut compared = Compared::default();
    let mut differences = Vec::new();
    for one in stated {
        let Some(item) = items.get(&one.path).copied() else { continue };
        let timing = schedule.timing(item);
        if !timing.is_scheduled {
            continue;
        }
        let is_point = model.item(item).kind().is_point();
        // A point is on a day: it has no morning and evening of its own.
        let points = if is_point {
            [(Edge::Start, None), (Edge::End, one.end.or(one.start))]
        } else {
            [(Edge::Start, one.start), (Edge::End, one.end)]
        };
        for (edge, when) in points {
            let Some(when) = when else { continue };
            compared.all += 1;
            let moment = moment_of(when, edge);
            let clock = clocks.of_item(model.item(item));
            if is_same(clock, when, moment, timing.at(edge), edge) {
                compared.same += 1;
            } else {
                differences.push(Difference { item, edge, stated: moment, place: &one.place });
            }
        }
    }
    tell(&differences, plan, losses);
    compared
}

/// The moment that is stated: a day starts in the morning, and ends at midnight.
fn moment_of(when: When, edge: Edge) -> Moment {
    match (when.minute, edge) {
        (Some(minute), _) => Moment::at(when.date, minute),
        (None, Edge::Start) => Moment::start_of(when.date),
        (None, Edge::End) => Moment::end_of(when.date),
    }
}

/// Whether nothing is worked between two moments, or they are on the day that is stated.
fn is_same(clock: &Clock<'_>, when: When, stated: Moment, here: Moment, edge: Edge) -> bool {
    let day = if edge == Edge::Start { here.date() } else { here.last_day() };
    when.minute.is_none() && day == when.date || clock.work_between(stated, here).0 == 0
}

fn tell(differences: &[Difference<'_>], plan: Plan<'_>, losses: &mut Losses) {
    let (model, schedule) = (plan.model, plan.schedule);
    let moved: FxHashSet<(ItemId, Edge)> =
        differences.iter().map(|one| (one.item, one.edge)).collect();
    let follows = |one: &Difference<'_>| {
        let next = links(model, schedule, one.item, one.edge).nth(1);
        next.is_some_and(|link| moved.contains(&(link.item, link.edge)))
    };
    let mut sentences = Sentences::new(model, schedule);
    let mut told = 0;
    for one in differences {
        if follows(one) {
            let what = "dates that follow from those that differ";
            losses.add(Fate::Changed, what, "they are as much earlier or later", one.place);
            continue;
        }
        told += 1;
        if told > MOST_TOLD {
            let why = format!("the first {MOST_TOLD} are told with their reason");
            losses.add(Fate::Changed, "more dates that differ", why, one.place);
            continue;
        }
        let reason = sentences.of(one.item, one.edge).map(|cause| cause.sentence);
        let why = reason.unwrap_or_else(|| "nothing in the roadmap says so".into());
        losses.add(Fate::Changed, headline(one, plan), why, one.place);
    }
}

/// `` `Build` ends on 12 May 2026 in the file and on 14 May 2026 here ``
fn headline(one: &Difference<'_>, plan: Plan<'_>) -> String {
    let Difference { item, edge, stated, .. } = *one;
    let walker = plan.model.item(item);
    let here = plan.schedule.timing(item).at(edge);
    let is_point = walker.kind().is_point();
    let verb = match edge {
        _ if is_point => "falls",
        Edge::Start => "starts",
        Edge::End => "ends",
    };
    let day = |moment| match edge {
        Edge::Start => Spoken::start(moment),
        Edge::End => Spoken::end(moment),
    };
    let (said, came) = (day(stated), day(here));
    let is_same_day = said.date() == came.date();
    let (said, came) =
        if is_same_day { (said.with_hour(), came.with_hour()) } else { (said, came) };
    format!(
        "`{}` {verb} on {} in the file and on {} here",
        walker.title(),
        said.long(),
        came.long()
    )
}

impl Compared {
    /// `all 24 dates are those of the file`, `22 of 24 dates are those of the file`
    pub fn words(self) -> String {
        let Self { all, same } = self;
        if all == same {
            return format!("all {} are those of the file", counted(all, "date"));
        }
        format!("{same} of {} are those of the file", counted(all, "date"))
    }
}
