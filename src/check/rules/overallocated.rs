//! `overallocated`

use super::assignments::exceeds;
use crate::check::facts::Facts;
use crate::check::remedies::{Members, Price, Remedies, Substitutes, demand_of};
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, rules};
use crate::model::{
    Assignment, Dependency, ItemId, ItemWalker, ResourceId, ResourceKind, ResourceWalker, Share,
    WrittenAs,
};
use crate::schedule::Overload;
use crate::text::Span;
use crate::time::{Date, Minutes};

/// How many items of one stretch are labelled.
const LABELLED: usize = 50;
/// How many items are compared to find who could wait.
const COMPARED: usize = 10;
/// How many pairs, and how many others of a team, are tried for one stretch.
const TRIED: usize = 4;

/// Nobody is asked for more than there is of them.
pub(super) fn nobody_is_asked_for_more_than_there_is(facts: Facts<'_>, out: &mut Diagnostics) {
    if facts.schedule.overloads.is_empty() {
        return;
    }
    let (members, substitutes) = (Members::of(facts.model, facts.schedule), Substitutes::of(facts));
    let remedies = Remedies::new(facts);
    // What the same items ask for again after a pause of theirs is one slip.
    let is_again =
        |one: &Overload, next: &Overload| one.resource == next.resource && one.items == next.items;
    for again in facts.schedule.overloads.chunk_by(is_again) {
        let [overload, later @ ..] = again else { continue };
        let stretch = Stretch { facts, overload, again: later.last().map(|last| last.last) };
        let is_known = stretch.is_in_doubt() || stretch.is_told_at_once() || stretch.is_allowed();
        if !is_known && !members.explain(overload) {
            let span = stretch.place();
            facts.report(&rules::OVERALLOCATED, span, out, || {
                stretch.tell(span, &substitutes, &remedies)
            });
        }
    }
}

/// An unbroken stretch of overload.
#[derive(Clone, Copy)]
struct Stretch<'a> {
    facts: Facts<'a>,
    overload: &'a Overload,
    /// The last day on which the same items ask for too much again, if they do.
    again: Option<Date>,
}

impl<'a> Stretch<'a> {
    fn is_in_doubt(self) -> bool {
        let Self { facts, overload, .. } = self;
        let who = facts.model.resource(overload.resource).name();
        !overload.items.iter().all(|item| facts.is_dated(facts.model.item(*item)))
            || facts.doubt.is_in_declaration_of(who)
    }

    /// Whether it is allowed at who is overloaded, or at an item that takes part.
    fn is_allowed(self) -> bool {
        let Self { facts, overload, .. } = self;
        let is_allowed = |place| facts.is_allowed(&rules::OVERALLOCATED, place);
        is_allowed(facts.model.resource(overload.resource).span())
            || overload.items.iter().any(|item| is_allowed(facts.model.item(*item).span()))
    }

    /// Whether each item that takes part alone asks for more than there ever is: that is reported as such.
    fn is_told_at_once(self) -> bool {
        let exceeds = |assignment| exceeds(self.facts.model, assignment);
        self.overload.items.iter().all(|item| self.assignment(*item).is_some_and(exceeds))
    }

    /// The assignment by which an item takes part.
    fn assignment(self, item: ItemId) -> Option<&'a Assignment> {
        let resources = &self.facts.model.resources;
        let is_of = |id: ResourceId| {
            let team = resources.get(id.index()).and_then(|resource| resource.team);
            id == self.overload.resource || team == Some(self.overload.resource)
        };
        self.facts.model.item(item).assignments().iter().find(|one| {
            is_of(one.resource) || one.alternatives.iter().any(|(resource, _)| is_of(*resource))
        })
    }

    /// Where an item asks for it: its own assignment, or where it is inherited, the item.
    fn place_of(self, item: ItemId) -> Span {
        let walker = self.facts.model.item(item);
        let own = self.assignment(item).map(|one| one.span);
        own.filter(|span| walker.data().extent.contains(*span)).unwrap_or(walker.span())
    }

    /// At the item that is written last: it came on top of the others.
    fn place(self) -> Span {
        let last = self.overload.items.last();
        last.map_or_else(Span::default, |item| self.place_of(*item))
    }

    fn share(self, share: Share) -> String {
        match self.facts.model.resource(self.overload.resource).data().kind {
            ResourceKind::Person => words::percent(share),
            ResourceKind::Team | ResourceKind::Resource => words::units(share),
        }
    }

    fn tell(self, span: Span, substitutes: &Substitutes, remedies: &Remedies<'_>) -> Diagnostic {
        let Self { facts, overload, again } = self;
        let resource = facts.model.resource(overload.resource);
        let (demand, there) = (self.share(overload.demand), self.share(overload.capacity));
        let mut when = words::period(overload.first, overload.last);
        let most = if overload.is_steady() { "" } else { "up to " };
        if !overload.is_steady() {
            let (first, last) = overload.peak;
            let peak = words::period(first, last);
            let year = format!(" {}", overload.last.year());
            when = format!("{when}, most {}", peak.strip_suffix(&year).unwrap_or(&peak));
        }
        if let Some(last) = again {
            when = format!("{when} and again up to {}", last.long());
        }
        let title = resource.title();
        let message = match resource.data().kind {
            ResourceKind::Person => {
                format!("`{title}` has {most}{demand} of work {when}, {there} is there")
            }
            _ => format!(
                "{most}{demand} of `{title}` {} asked for {when}, {there} {} there",
                words::are(overload.demand),
                words::are(overload.capacity)
            ),
        };
        let mut diagnostic = Diagnostic::new(&rules::OVERALLOCATED, span, message);
        for item in overload.items.iter().take(LABELLED) {
            let label = self.takes(*item);
            let place = self.place_of(*item);
            diagnostic =
                if place == span { diagnostic.here(label) } else { diagnostic.label(place, label) };
        }
        let more = overload.items.len().saturating_sub(LABELLED);
        if more > 0 {
            let take = if more == 1 { "takes" } else { "take" };
            diagnostic = diagnostic.help(format!("{more} more {take} part"));
        }
        if !remedies.has_trials() {
            return self.advise(diagnostic, substitutes, self.pairs().next());
        }
        match self.remedy(remedies) {
            Some(remedy) => {
                let diagnostic = diagnostic.help(remedy.help);
                match remedy.edit {
                    Some((title, edit)) => diagnostic.fix(title, vec![edit]),
                    None => diagnostic,
                }
            }
            None => self.or_level(self.advise(diagnostic, substitutes, None)),
        }
    }

    /// `` 100% for `Payment API`, from 2 to 6 March 2026 ``
    fn takes(self, item: ItemId) -> String {
        let (walker, timing) = (self.facts.model.item(item), self.facts.schedule.timing(item));
        let period = words::period(timing.start.date(), timing.end.last_day());
        let units =
            self.assignment(item).map(|one| demand_of(self.facts.model, one.resource, one.units));
        let units = units.map(|units| self.share(units) + " ").unwrap_or_default();
        format!("{units}for {}, {period}", words::title(walker))
    }

    /// What could wait for what, be asked for less, or done by somebody else.
    fn advise(
        self,
        diagnostic: Diagnostic,
        substitutes: &Substitutes,
        pair: Option<(ItemWalker<'a>, ItemWalker<'a>)>,
    ) -> Diagnostic {
        let (diagnostic, or) = match pair {
            Some((waits, first)) => (diagnostic.help(self.could_wait(waits, first)), "or "),
            None => (diagnostic, ""),
        };
        if let Some((title, written, item)) = self.alternative(substitutes) {
            return diagnostic.help(format!(
                "{or}`{title}` is free then and may do {item} instead: name only them, `{written}`"
            ));
        }
        let count = i64::try_from(self.overload.items.len()).unwrap_or(i64::MAX).max(1);
        let resource = self.facts.model.resource(self.overload.resource);
        if resource.data().kind != ResourceKind::Person || count > 4 {
            return diagnostic
                .help(format!("{or}ask for less of it, or let somebody else do some of it"));
        }
        // Whole tens of percent: nobody plans in thirds of a person.
        let share = words::percent(Share(1000 / count / 100 * 100));
        let name = resource.name();
        diagnostic.help(format!(
            "{or}give each a share, `@{name}:{share}`, or let somebody else do one of them"
        ))
    }

    /// Where no one change is enough, all that can wait may be moved.
    fn or_level(self, diagnostic: Diagnostic) -> Diagnostic {
        let is_levelled = self.facts.schedule.levelling.is_some();
        if is_levelled || self.pairs().next().is_none() {
            return diagnostic;
        }
        diagnostic.help(
            "or write `level` in the header: work is moved until nobody has more than they can do",
        )
    }

    /// Somebody else who may do one of the items and has the time for it, how they are assigned, and that item.
    fn alternative(self, substitutes: &Substitutes) -> Option<(&'a str, String, String)> {
        self.overload.items.iter().take(LABELLED).find_map(|item| {
            let (other, units) = substitutes.free(self.facts, *item, self.assignment(*item)?)?;
            let written = assigned(other, units);
            Some((other.title(), written, words::title(self.facts.model.item(*item))))
        })
    }

    fn could_wait(self, waits: ItemWalker<'_>, first: ItemWalker<'_>) -> String {
        let slack = self.facts.schedule.timing(waits.id).total_slack;
        let room = if slack > Minutes::ZERO {
            format!("; it has {} of slack", words::amount(slack, &self.facts.model.header))
        } else {
            String::new()
        };
        let are_siblings = first.parent().map(|of| of.id) == waits.parent().map(|of| of.id);
        let path = if are_siblings { first.name().to_owned() } else { first.path() };
        let (waits, first) = (words::title(waits), words::title(first));
        format!("{waits} could wait for {first}: `after {path}`{room}")
    }

    /// Who could wait, and for whom: first the pair after which most slack is left; of equals the later item for the earlier.
    fn pairs(self) -> impl Iterator<Item = (ItemWalker<'a>, ItemWalker<'a>)> {
        let items: Vec<_> = self.overload.items.iter().take(COMPARED).copied().collect();
        let waiting = items.iter().copied().filter(|id| self.can_wait(*id));
        let pairs = waiting.flat_map(|waits| {
            items
                .iter()
                .copied()
                .filter(move |first| *first != waits)
                .map(move |first| (waits, first))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_by_key(|(waits, first)| {
            std::cmp::Reverse((self.left(*waits, *first), *waits, std::cmp::Reverse(*first)))
        });
        let model = self.facts.model;
        pairs.into_iter().map(|(waits, first)| (model.item(waits), model.item(first)))
    }

    /// What removes the overload at the lowest price, of a few things that are tried.
    fn remedy(self, remedies: &Remedies<'_>) -> Option<Remedy> {
        let waiting = self.pairs().take(TRIED).filter_map(|(waits, first)| {
            let price = remedies.waiting(self.overload, waits.id, first.id)?;
            Some((price, self.wait(waits, first, price)))
        });
        let waiting: Vec<_> = waiting.collect();
        let others = self.others().take(TRIED).filter_map(|(item, from, other, units)| {
            let from_id = from.resource;
            let price = remedies.reassigning(self.overload, item.id, from_id, (other.id, units))?;
            Some((price, self.reassign(item, from, (other, units), price)))
        });
        let all = waiting.into_iter().chain(others);
        all.min_by_key(|(price, _)| *price).map(|(_, remedy)| remedy)
    }

    /// Who could do one of the items instead, from the item written last: an alternative, or somebody of the same team.
    fn others(
        self,
    ) -> impl Iterator<Item = (ItemWalker<'a>, &'a Assignment, ResourceWalker<'a>, Share)> {
        let model = self.facts.model;
        let team = model.resource(self.overload.resource).team();
        let items = self.overload.items.iter().rev().take(COMPARED).copied();
        let movable = items.filter(move |item| self.can_be_handed_on(*item));
        movable.flat_map(move |item| {
            let from = model
                .item(item)
                .assignments()
                .iter()
                .find(move |one| one.resource == self.overload.resource);
            let named: Vec<ResourceId> =
                model.item(item).assignments().iter().map(|one| one.resource).collect();
            let from = from.into_iter();
            from.flat_map(move |from| {
                let alternatives = from.alternatives.iter().copied();
                let alternatives = alternatives.map(|(id, units)| (model.resource(id), units));
                let members = team.into_iter().flat_map(ResourceWalker::members);
                let members = members.map(|other| (other, from.units));
                let named = named.clone();
                let others = alternatives.chain(members);
                let others = others.filter(move |(other, _)| !named.contains(&other.id));
                others.map(move |(other, units)| (model.item(item), from, other, units))
            })
        })
    }

    /// Work that somebody has begun is theirs.
    fn can_be_handed_on(self, id: ItemId) -> bool {
        !self.facts.schedule.timing(id).has_begun
    }

    fn wait(self, waits: ItemWalker<'_>, first: ItemWalker<'_>, price: Price) -> Remedy {
        let are_siblings = first.parent().map(|of| of.id) == waits.parent().map(|of| of.id);
        let path = if are_siblings { first.name().to_owned() } else { first.path() };
        let what =
            format!("let {} wait for {}: `after {path}`", words::title(waits), words::title(first));
        // What waits for something already waits for one more.
        let own = |one: &&Dependency| {
            one.written_as == WrittenAs::After && waits.data().extent.contains(one.span)
        };
        let listed = waits.dependencies().iter().filter(own).map(|one| one.span.end).max();
        let listed = listed.map(|at| (at, format!(", {path}")));
        let place = listed.or_else(|| Some((self.line_end(waits)?, format!(" after {path}"))));
        let edit = place.map(|(at, text)| (what.clone(), Edit { span: Span::new(at, at), text }));
        Remedy { help: format!("{what}; {}", self.worth(price)), edit }
    }

    fn reassign(
        self,
        item: ItemWalker<'_>,
        from: &Assignment,
        (other, units): (ResourceWalker<'_>, Share),
        price: Price,
    ) -> Remedy {
        let written = assigned(other, units);
        let what = format!(
            "`{}` is free then: let them do {}, `{written}`",
            other.title(),
            words::title(item)
        );
        let is_own = item.data().extent.contains(from.span);
        let edit = is_own.then(|| {
            let title = format!("replace with `{written}`");
            (title, Edit { span: from.span, text: written })
        });
        Remedy { help: format!("{what}; {}", self.worth(price)), edit }
    }

    /// What a remedy costs.
    fn worth(self, price: Price) -> String {
        let end = self.facts.schedule.end.last_day().long();
        let days = match price.days {
            0 => format!("the end stays on {end}"),
            1.. => format!("the roadmap ends {} later", words::working_days(price.days)),
            _ => format!("the roadmap ends {} earlier", words::working_days(-price.days)),
        };
        match i64::try_from(price.late).unwrap_or(i64::MAX) {
            0 => days,
            late => format!("{days}, but {} more would be late", words::counted(late, "item")),
        }
    }

    /// Where something can be added to the line of an item; of one with a block, that is not for us to say.
    fn line_end(self, item: ItemWalker<'_>) -> Option<u32> {
        let extent = item.data().extent;
        let text = self.facts.model.sources.text(extent);
        (!text.contains(['\n', '{'])).then_some(extent.end)
    }

    fn can_wait(self, id: ItemId) -> bool {
        let dates = self.facts.model.item(id).dates();
        let is_begun = self.facts.schedule.timing(id).has_begun;
        dates.from.is_none() && dates.to.is_none() && !is_begun
    }

    /// The slack that is left to an item that waits until another ends.
    fn left(self, waits: ItemId, first: ItemId) -> i64 {
        let (own, other) = (self.facts.schedule.timing(waits), self.facts.schedule.timing(first));
        let clock = self.facts.clocks.of_item(self.facts.model.item(waits));
        own.total_slack.0.saturating_sub(clock.work_between(own.start, other.end).0)
    }
}

/// Something that removes an overload: what to do and what it costs, and how to write it.
struct Remedy {
    help: String,
    edit: Option<(String, Edit)>,
}

/// How somebody is assigned: `@ana`, `@ana:50%`, `@platform:2`.
fn assigned(who: ResourceWalker<'_>, units: Share) -> String {
    match (who.data().kind, units) {
        (_, Share::ONE) => format!("@{}", who.name()),
        (ResourceKind::Person, _) => format!("@{}:{}", who.name(), words::percent(units)),
        (_, _) => format!("@{}:{}", who.name(), words::units(units)),
    }
}
