//! What pictures say in words: what is late, who works on something, what it is labelled with and where it leads.
//! Nothing tells the name of a person from that of a role or a desk: what is cut to its first word may name nobody, so that a
//! name stays whole, or is seen to be cut; those that have no room are counted.

use std::borrow::Cow;
use std::fmt::Write;

use super::Px;
use super::label::{Label, clean, shortened};
use crate::model::{
    Assignment, Extras, FieldValue, ItemKind, ItemWalker, Model, ObjectiveId, ResourceId, Share,
};
use crate::plan::{Commitment, CommitmentKind, PlanStatus, State};
use crate::schedule::Schedule;
use crate::text::words::decimal;
use crate::text::{isolated, may_be_followed};
use crate::time::{Date, Moment};

/// Whether anything in a roadmap says when it is, or how long it takes.
pub fn has_dates(status: &PlanStatus<'_>) -> bool {
    let plan = status.plan();
    let has_date = |item: ItemWalker<'_>| {
        let timing = plan.schedule.timing(item.id);
        let is_known = !timing.is_open || timing.start != timing.end;
        let is_dated = is_known && !is_empty(status, item);
        timing.is_scheduled && (is_dated || timing.has_begun || item.dates().name_any())
    };
    plan.model.items().any(has_date)
}

/// Whether nothing is planned in something that is there for what stands in it: ideas may. It may have a day to keep.
pub fn is_empty(status: &PlanStatus<'_>, item: ItemWalker<'_>) -> bool {
    let has_nothing =
        || item.kind() == ItemKind::Stream && item.parts().all(|part| is_empty(status, part));
    status.standing(item.id).health.is_none() || has_nothing()
}

/// `5 d late`, `1h late`; `at least 5 d late` where that rests on work that nobody has estimated.
pub fn late(missed: &Commitment) -> String {
    let late = match missed.variance {
        1.. => format!("{} d late", missed.variance),
        // By days off alone.
        0 if missed.planned != missed.forecast => "late".to_owned(),
        _ => missed.lateness(),
    };
    if missed.is_open { format!("at least {late}") } else { late }
}

/// `deadline 15 May 2026: 5 working days late`, a line each.
pub fn told(out: &mut String, commitments: &[Commitment]) {
    for of in commitments {
        let kind = match of.kind {
            CommitmentKind::Deadline => "deadline",
            CommitmentKind::Promise => "promised",
            CommitmentKind::Date => "planned",
        };
        let _ = write!(out, "\n{kind} {}: {}", of.planned.medium(), of.lateness());
    }
}

/// An objective that is not reached by its day.
#[derive(Debug)]
pub struct MissedObjective<'m> {
    /// What it is called.
    pub title: &'m str,
    /// By when it was to be reached.
    pub by: Moment,
    /// `18 working days late`
    pub lateness: String,
    /// `18 d late`
    pub news: String,
}

/// The objectives that the forecast misses, or whose day has passed, in order of declaration.
pub fn missed_objectives<'m>(status: &PlanStatus<'m>) -> impl Iterator<Item = MissedObjective<'m>> {
    let model = status.plan().model;
    let all = (0..).map(ObjectiveId::from_index).zip(&model.objectives);
    all.filter_map(|(id, objective)| {
        let standing = status.objective(id)?;
        let missed = standing.commitment.filter(|commitment| commitment.is_missed);
        let is_overdue = standing.state == State::Overdue;
        let (lateness, news) = match missed {
            Some(missed) => (missed.lateness(), late(&missed)),
            // Nothing serves it, so that nothing is forecast.
            None if is_overdue => ("overdue".to_owned(), "overdue".to_owned()),
            None => return None,
        };
        let title = objective.title.as_deref().unwrap_or(&objective.name);
        Some(MissedObjective { title, by: objective.by?.moment, lateness, news })
    })
}

/// `58 %`: 100 only when all of it is done.
pub fn percent(complete: Share) -> String {
    format!("{} %", complete.0.clamp(0, 1000) / 10)
}

/// `22 May`, with its year where that is not the one that goes without saying.
pub fn date(date: Date, year: i16) -> String {
    if date.year() == year { date.short() } else { date.medium() }
}

/// The labels of something itself, each in a few words: `blocked: no licence`, `next`, `points: 8`, `#public`.
pub fn labels(model: &Model, extras: &Extras) -> Vec<String> {
    let blocked = extras.blocked().map(|why| format!("blocked: {}", isolated(clean(why))));
    let horizon = extras.horizon.map(|of| of.word().to_owned());
    let fields = extras.custom.iter().filter_map(|custom| {
        let field = model.fields.get(custom.field.index())?;
        let name = isolated(clean(field.title.as_deref().unwrap_or(&field.name)));
        match &custom.value {
            // A choice says by itself what it is.
            FieldValue::Choice(choice) => Some(isolated(clean(choice)).into_owned()),
            FieldValue::Text(text) => Some(format!("{name}: {}", isolated(clean(text)))),
            FieldValue::Number(number) => Some(format!("{name}: {}", decimal(number.0))),
            FieldValue::Date(date) => Some(format!("{name}: {}", date.medium())),
            FieldValue::Flag(true) => Some(name.into_owned()),
            FieldValue::Flag(false) => None,
        }
    });
    let tags = extras.tags.iter().map(|tag| format!("#{}", isolated(clean(tag))));
    blocked.into_iter().chain(horizon).chain(fields).chain(tags).collect()
}

/// A label without what explains it, where it has room for no more: `blocked`.
pub fn in_short(label: &str) -> Option<&str> {
    label.split_once(": ").map(|(word, _)| word).filter(|word| *word == "blocked")
}

/// The addresses of something. Only those that open a page or a letter become links.
pub fn links(extras: &Extras) -> impl Iterator<Item = &str> {
    extras.links.iter().map(|link| &*link.address).filter(|address| may_be_followed(address))
}

/// More of a name than a table has room for.
const CHARACTERS: usize = 80;

/// What stands between two names.
pub const JOINED: &str = " · ";

/// Who works on an item, or who answers for it where nobody is said to work on it; of an item with parts who answers for it.
pub fn people<'m>(schedule: &Schedule, item: ItemWalker<'m>) -> Cow<'m, str> {
    let named = |who| name(item, who);
    let owner = || item.extras().owner.map_or(Cow::Borrowed(""), named);
    // Who does levelled work was chosen.
    let is_chosen = schedule.levelling.is_some();
    match schedule.people(item) {
        _ if item.has_parts() => owner(),
        [] => owner(),
        [one] if is_chosen || one.alternatives.is_empty() => named(one.resource),
        all if is_chosen => listed(all.iter().map(|one| named(one.resource))).into(),
        all => listed(all.iter().map(|one| either(item, one))).into(),
    }
}

fn name(item: ItemWalker<'_>, resource: ResourceId) -> Cow<'_, str> {
    isolated(shortened(item.model.resource(resource).title(), CHARACTERS))
}

/// `Ana Silva or Bo Lind`
fn either<'m>(item: ItemWalker<'m>, assignment: &Assignment) -> Cow<'m, str> {
    let others = assignment.alternatives.iter().map(|(other, _)| *other);
    let all: Vec<_> =
        std::iter::once(assignment.resource).chain(others).map(|who| name(item, who)).collect();
    all.join(" or ").into()
}

/// `Ana Silva · Bo Lind`
fn listed<'m>(names: impl Iterator<Item = Cow<'m, str>>) -> String {
    names.collect::<Vec<_>>().join(JOINED)
}

/// As many names of a list as have room, and how many more there are: `Ana Silva · Bo Lind +2`. If not even the first has, it is
/// cut.
pub fn fitted(list: Label<'_>, room: Px) -> Label<'_> {
    if list.width <= room {
        return list;
    }
    let count = list.text.matches(JOINED).count();
    let first = |names: usize, end: usize| {
        let shown = list.text.get(..end).unwrap_or(&list.text).to_owned();
        let more = if names > count { String::new() } else { format!(" +{}", count + 1 - names) };
        (Label::new(shown, list.style, list.ink), more)
    };
    let ends = list.text.match_indices(JOINED).map(|(end, _)| end);
    let fewer = (1..).zip(ends).map(|(names, end)| first(names, end));
    let wide = |(names, more): &(Label<'_>, String)| names.width + list.style.width(more);
    let (names, more) = fewer
        .take_while(|shown| wide(shown) <= room)
        .last()
        .unwrap_or_else(|| first(1, list.text.find(JOINED).unwrap_or(list.text.len())));
    let names = names.within(room - list.style.width(&more));
    Label::new(names.text.into_owned() + &more, list.style, list.ink)
}

#[cfg(test)]
mod tests {
    use super::super::label::{Ink, Style};
    use super::*;

    fn of(names: &[&str], room: i64) -> String {
        let list = listed(names.iter().map(|name| Cow::Borrowed(*name)));
        fitted(Label::new(list, Style::Faint, Ink::Faint), Px::whole(room)).text.into_owned()
    }

    #[test]
    fn names_that_have_no_room_are_counted() {
        let four = ["Ana Silva", "Bo Lind", "Cem Aydin", "Dana Roth"];
        assert_eq!(of(&four, 300), "Ana Silva · Bo Lind · Cem Aydin · Dana Roth");
        assert_eq!(of(&four, 150), "Ana Silva · Bo Lind +2");
        assert_eq!(of(&four, 90), "Ana Silva +3");
        assert_eq!(of(&four, 60), "Ana… +3");
        assert_eq!(of(&["Branch Manager"], 60), "Branch…");
    }
}
