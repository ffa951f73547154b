//! Streams, features, tasks, milestones and releases: what each says itself, and what it inherits.

use rustc_hash::FxHashMap;

use super::dates::{Value as Defined, words_of};
use super::lookup;
use super::names::{Category, Namer};
use super::people::share_of_percent;
use super::resolver::Resolver;
use super::tree::Node;
use crate::model::{
    Anchor, Assignment, CalendarId, Dates, Dependency, Edge, Estimate, EstimateBasis, Extras,
    FixedDate, Item, ItemId, ItemKind, Lag, Limit, Progress, Promise, ResourceId, Spread, ToCome,
    WrittenAs,
};
use crate::syntax::ast::{
    Attribute, Basis, Decimal, Declaration, Extent, Flag, Point, PointRange, TimeAmount, Value,
};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::text::Span;
use crate::time::Minutes;

/// The priority of what says nothing about it.
pub(super) const PRIORITY: u16 = 500;

pub(super) const fn kind_of(kind: K) -> Option<ItemKind> {
    match kind {
        K::Stream => Some(ItemKind::Stream),
        K::Feature => Some(ItemKind::Feature),
        K::Task => Some(ItemKind::Task),
        K::Milestone => Some(ItemKind::Milestone),
        K::Release => Some(ItemKind::Release),
        _ => None,
    }
}

/// What an item says itself.
struct Own {
    node: Node,
    id: ItemId,
    kind: ItemKind,
    estimate: Option<Estimate>,
    remaining: Option<(TimeAmount, Span)>,
    can_split: bool,
    calendar: Option<CalendarId>,
    assignments: Vec<Assignment>,
    /// Where each is in `assignments`, once they are many.
    assigned: FxHashMap<ResourceId, usize>,
    priority: Option<u16>,
    dates: Option<Box<Dates>>,
    progress: Option<Box<Progress>>,
    extras: Option<Box<Extras>>,
}

/// More than so many assignments of one item are not searched one by one.
const FEW: usize = 16;

impl Own {
    fn of(node: Node, id: ItemId, kind: ItemKind) -> Self {
        Self {
            node,
            id,
            kind,
            estimate: None,
            remaining: None,
            can_split: false,
            calendar: None,
            assignments: Vec::new(),
            assigned: FxHashMap::default(),
            priority: None,
            dates: None,
            progress: None,
            extras: None,
        }
    }

    fn assignment_of(&mut self, resource: ResourceId) -> Option<&Assignment> {
        if self.assignments.len() <= FEW {
            return self.assignments.iter().find(|one| one.resource == resource);
        }
        for (index, one) in self.assignments.iter().enumerate().skip(self.assigned.len()) {
            self.assigned.insert(one.resource, index);
        }
        self.assignments.get(*self.assigned.get(&resource)?)
    }
}

impl Resolver<'_> {
    pub(super) fn resolve_items(&mut self) {
        self.model.namespaces =
            self.tree.namespaces.iter().map(|one| one.path.as_str().into()).collect();
        let count = self.tree.of_kinds(K::is_item).count();
        self.model.items.reserve_exact(count);
        let mut namer = Namer::of(Category::Plan);
        for (node, declaration) in self.tree.iter() {
            if let Some(kind) = kind_of(declaration.kind) {
                let item = self.item(node, declaration, kind, &mut namer);
                self.model.items.push(item);
            }
        }
        self.close_subtrees();
    }

    fn item(
        &mut self,
        node: Node,
        declaration: &Declaration,
        kind: ItemKind,
        namer: &mut Namer,
    ) -> Item {
        let id = ItemId(self.row(node));
        let mut own = Own::of(node, id, kind);
        for attribute in self.attributes_of(node) {
            self.item_attribute(attribute, &mut own);
        }
        self.take_remaining(&mut own);
        if !kind.is_point() {
            end_on_estimate(&mut own);
        }
        let parent = self.item_around(node);
        let label = self.label_of(declaration);
        let name = match declaration.name {
            Some(_) => label.name,
            None => namer.name(&self.names, self.scope_of(node), label.name.into()),
        };
        let inherited = parent.and_then(|parent| self.model.items.get(parent.index()));
        let (calendar, priority) =
            inherited.map_or((CalendarId(0), PRIORITY), |item| (item.calendar, item.priority));
        let can_split = own.can_split || inherited.is_some_and(|item| item.can_split);
        let assignments = inherited.map_or((0, 0), |item| item.assignments);
        Item {
            kind,
            name,
            title: label.title,
            parent,
            subtree_end: ItemId(id.0 + 1),
            has_parts: false,
            span: label.span,
            extent: declaration.extent,
            estimate: own.estimate,
            can_split,
            calendar: own.calendar.unwrap_or(calendar),
            assignments: self.assign(own.assignments).unwrap_or(assignments),
            priority: own.priority.unwrap_or(priority),
            namespace: self.tree.namespace_of(node),
            dates: own.dates,
            progress: own.progress,
            extras: own.extras,
        }
    }

    fn assign(&mut self, own: Vec<Assignment>) -> Option<(u32, u32)> {
        if own.is_empty() {
            return None;
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let range = (number(self.model.assignments.len()), number(own.len()));
        self.model.assignments.extend(own);
        Some(range)
    }

    /// Sets where each item's subtree ends, from behind: what is inside an item stands behind it.
    fn close_subtrees(&mut self) {
        let items = &mut self.model.items;
        for index in (0..items.len()).rev() {
            let Some((end, parent)) = items.get(index).map(|item| (item.subtree_end, item.parent))
            else {
                continue;
            };
            if let Some(parent) = parent.and_then(|parent| items.get_mut(parent.index())) {
                parent.subtree_end = parent.subtree_end.max(end);
                parent.has_parts = true;
            }
        }
    }

    fn item_attribute(&mut self, attribute: &Attribute, own: &mut Own) {
        let (node, span) = (own.node, attribute.span);
        match &attribute.value {
            Value::Estimate(basis, extent) => self.estimate(*basis, extent, span, own),
            Value::Word { word, arguments } => self.item_word(*word, *arguments, span, own),
            Value::After(_) | Value::EndsAfter(_) | Value::Before(_) | Value::Within { .. } => {
                self.edges(attribute, own);
            }
            Value::Date(which, point) => self.item_date(*which, point, span, own),
            Value::During(range) => self.during(range, span, own),
            Value::Flag(flag) => take_flag(*flag, span, own),
            Value::Percent(percent) => take_percent(*percent, span, own),
            Value::Calendar(name) => own.calendar = self.calendar_named(node, *name),
            Value::Assign(choices) => {
                if let Some(assignment) = self.assignment(node, choices, span) {
                    self.take_assignment(assignment, own);
                }
            }
            Value::Priority(priority) => own.priority = Some(priority_of(*priority)),
            Value::Severity(..) | Value::Broken(_) => {}
            _ => self.extra(node, attribute, own.extras.get_or_insert_default()),
        }
    }

    fn take_assignment(&mut self, assignment: Assignment, own: &mut Own) {
        match own.assignment_of(assignment.resource) {
            Some(earlier) => self.report_assigned_twice(earlier, &assignment),
            None => own.assignments.push(assignment),
        }
    }

    /// A word that is no attribute: the name of a duration perhaps.
    fn item_word(&mut self, word: Span, arguments: Option<Span>, span: Span, own: &mut Own) {
        match self.defined_by(own.node, word, arguments) {
            Some(Defined::Duration(quantity)) => {
                let extent = Extent::One(TimeAmount::Literal(quantity));
                self.estimate(Basis::Duration, &extent, span, own);
            }
            Some(Defined::Percent(percent)) => take_percent(percent, span, own),
            _ => self.report_unknown_attribute(own.node, word, arguments),
        }
    }

    fn estimate(&mut self, basis: Basis, extent: &Extent, span: Span, own: &mut Own) {
        let basis = match basis {
            Basis::Duration => EstimateBasis::Duration,
            Basis::Effort => EstimateBasis::Effort,
            Basis::Elapsed => EstimateBasis::Elapsed,
            Basis::Remaining => {
                if let Extent::One(amount) = extent {
                    own.remaining = Some((*amount, span));
                }
                return;
            }
        };
        own.estimate = self.estimate_of(own.node, basis, extent, span);
    }

    /// The three amounts of an estimate, in minutes of its basis.
    pub(super) fn estimate_of(
        &mut self,
        node: Node,
        basis: EstimateBasis,
        extent: &Extent,
        span: Span,
    ) -> Option<Estimate> {
        let [best, likely, worst] = self.three_amounts(node, basis, extent, span)?;
        Some(Estimate { basis, best, likely, worst, spread: spread_of(extent), span })
    }

    /// Best, likely and worst; of best and worst alone the likely is the middle.
    pub(super) fn three_amounts(
        &mut self,
        node: Node,
        basis: EstimateBasis,
        extent: &Extent,
        span: Span,
    ) -> Option<[Minutes; 3]> {
        let is_elapsed = basis == EstimateBasis::Elapsed;
        let mut minutes = |amount: TimeAmount| {
            let quantity = self.quantity(node, amount)?;
            if is_elapsed { self.elapsed(quantity, span) } else { self.working(quantity, span) }
        };
        match extent {
            Extent::One(amount) => minutes(*amount).map(|one| [one; 3]),
            Extent::Two(range) => {
                let [best, worst] = *range;
                let best = minutes(TimeAmount::Literal(best))?;
                let worst = minutes(TimeAmount::Literal(worst))?;
                Some([best, Minutes(i64::midpoint(best.0, worst.0)), worst])
            }
            Extent::Three(range) => {
                let [best, likely, worst] =
                    range.map(|quantity| minutes(TimeAmount::Literal(quantity)));
                Some([best?, likely?, worst?])
            }
        }
    }

    /// What remains is counted as the estimate is: on the clock, if that is.
    fn take_remaining(&mut self, own: &mut Own) {
        let Some((amount, span)) = own.remaining else { return };
        let Some(quantity) = self.quantity(own.node, amount) else { return };
        let basis = own.estimate.map(|estimate| estimate.basis);
        let minutes = if basis == Some(EstimateBasis::Elapsed) {
            self.elapsed(quantity, span)
        } else {
            self.working(quantity, span)
        };
        if let Some(minutes) = minutes {
            own.progress.get_or_insert_default().remaining = Some((minutes, span));
        }
    }

    fn item_date(&mut self, which: A, point: &Point, span: Span, own: &mut Own) {
        let place = match which {
            A::From | A::Started => Edge::Start,
            _ => Edge::End,
        };
        let Some(when) = self.date(own.node, point) else { return };
        let fixed = |place| FixedDate { moment: when.at(place), span };
        if matches!(which, A::Started | A::Done) {
            self.happened(which, fixed(place), own);
            return;
        }
        let dates = own.dates.get_or_insert_default();
        match which {
            A::From => dates.from = Some(fixed(place)),
            A::To => dates.to = Some(fixed(place)),
            A::On => {
                dates.from = (!own.kind.is_point()).then(|| fixed(Edge::Start));
                dates.to = Some(fixed(Edge::End));
            }
            A::By => dates.by = Some(fixed(place)),
            A::Promised => {
                let words = words_of(when).into();
                let first = when.first_day();
                dates.promised = Some(Promise { date: fixed(place), first, words });
            }
            _ => {}
        }
    }

    /// What is said to have happened. What is yet to come has not.
    fn happened(&self, which: A, date: FixedDate, own: &mut Own) {
        let progress = own.progress.get_or_insert_default();
        let is_end = which == A::Done;
        let day = if is_end { date.moment.last_day() } else { date.moment.date() };
        if self.model.header.today.is_some_and(|today| day > today) {
            if is_end || progress.to_come.is_none() {
                progress.to_come = Some(ToCome { day, span: date.span, is_end });
            }
        } else if is_end {
            progress.done = Some((Some(date.moment), date.span));
        } else {
            progress.started = Some(date);
        }
    }

    fn during(&mut self, range: &PointRange, span: Span, own: &mut Own) {
        let Some((first, last)) = self.range(own.node, range) else { return };
        let dates = own.dates.get_or_insert_default();
        dates.from = Some(FixedDate { moment: first.at(Edge::Start), span });
        dates.to = Some(FixedDate { moment: last.at(Edge::End), span });
        dates.is_during = true;
    }

    /// What waits for what: `after`, `ends after`, `before`, `within`.
    fn edges(&mut self, attribute: &Attribute, own: &Own) {
        match &attribute.value {
            Value::After(points) => self.waits_for(points, Edge::Start, WrittenAs::After, own),
            Value::EndsAfter(points) => {
                self.waits_for(points, Edge::End, WrittenAs::EndsAfter, own);
            }
            Value::Before(names) => names.iter().for_each(|name| self.before(*name, own)),
            Value::Within { limit, is_elapsed, after } => {
                let within = self.within(*limit, *is_elapsed, attribute.span, own);
                for point in after {
                    let anchored = self.anchor(own.node, point);
                    if let Some(((anchor, lag), within)) = anchored.zip(within) {
                        let (item, span) = (own.id, attribute.span);
                        self.model.limits.push(Limit { item, anchor, lag, within, span });
                    }
                }
            }
            _ => {}
        }
    }

    fn waits_for(&mut self, points: &[Point], edge: Edge, written_as: WrittenAs, own: &Own) {
        for point in points {
            if let Some((anchor, lag)) = self.anchor(own.node, point) {
                let (item, span) = (own.id, point.span());
                let dependency = Dependency { item, edge, anchor, lag, written_as, span };
                self.model.dependencies.push(dependency);
            }
        }
    }

    /// `before b` is the same edge as `b after this`.
    fn before(&mut self, name: Span, own: &Own) {
        let Some((found, rest)) = self.refer(own.node, name, &lookup::ITEM) else { return };
        let edge = match rest {
            "" | "start" => Edge::Start,
            "end" => Edge::End,
            _ => return self.report_unknown_inside(found, rest, name, &lookup::ITEM),
        };
        self.model.dependencies.push(Dependency {
            item: ItemId(self.row(found)),
            edge,
            anchor: Anchor::Item(own.id, Edge::End),
            lag: Lag::default(),
            written_as: WrittenAs::Before,
            span: name,
        });
    }

    fn within(
        &mut self,
        limit: TimeAmount,
        is_elapsed: bool,
        span: Span,
        own: &Own,
    ) -> Option<Lag> {
        let quantity = self.quantity(own.node, limit)?;
        let minutes =
            if is_elapsed { self.elapsed(quantity, span) } else { self.working(quantity, span) };
        minutes.map(|minutes| Lag { minutes, is_elapsed })
    }
}

/// Work that takes time and is `on` a minute starts then; when it ends says its estimate.
fn end_on_estimate(own: &mut Own) {
    let takes_time = own.estimate.is_none_or(|estimate| estimate.likely > Minutes::ZERO);
    let Some(dates) = own.dates.as_deref_mut().filter(|dates| takes_time && !dates.is_during)
    else {
        return;
    };
    let place = |date: FixedDate| (date.moment, date.span);
    if dates.from.map(place) == dates.to.map(place) {
        dates.to = None;
    }
}

fn take_flag(flag: Flag, span: Span, own: &mut Own) {
    match flag {
        Flag::Alap => own.dates.get_or_insert_default().alap = Some(span),
        Flag::Split => own.can_split = true,
        Flag::Done => own.progress.get_or_insert_default().done = Some((None, span)),
        Flag::Dropped => own.progress.get_or_insert_default().dropped = Some(span),
        Flag::External | Flag::LongTerm | Flag::ShortTerm => {}
    }
}

fn take_percent(percent: Decimal, span: Span, own: &mut Own) {
    let share = share_of_percent(percent);
    own.progress.get_or_insert_default().complete = Some((share, span));
}

/// The parser has seen to its range.
pub(super) fn priority_of(written: Decimal) -> u16 {
    u16::try_from((written.0 / 1000).clamp(0, 1000)).unwrap_or(PRIORITY)
}

/// Of best and worst alone the middle is no more than a guess; a likely amount that was written weighs more.
pub(super) const fn spread_of(extent: &Extent) -> Spread {
    match extent {
        Extent::One(_) | Extent::Two(_) => Spread::Triangular,
        Extent::Three(_) => Spread::Pert,
    }
}
