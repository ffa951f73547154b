//! What both say of one declaration, and what of that is to change.

use super::names::{Both, Node};
use crate::resolve::NodeId;
use crate::syntax::ast::{Attribute, Extent, Point, PointBase, Quantity, TimeAmount, Value};
use crate::syntax::keyword::{AttributeKind as A, CONFLICTS, DeclarationKind as K};
use crate::text::Span;

/// What happens to an attribute.
pub(super) enum Change {
    /// Another stands in its place.
    Replace(Span, String),
    /// It is longer than it was.
    Extend(Span, String),
    /// It goes.
    Remove(Span),
    /// It is new.
    Add(String),
    /// It stays, though the import says otherwise: what, and where.
    Keep(&'static str, String),
    /// What it names can't be named there, for its name means something nearer.
    Lost(String),
}

/// Dates and progress, which the tool knows: those that it no longer says go, if it says any.
const OF_THE_TOOL: [A; 8] =
    [A::Duration, A::Effort, A::Elapsed, A::From, A::To, A::On, A::Started, A::Percent];

/// What the tool always knows of its items: whether they are over.
const IS_OVER: [A; 2] = [A::Done, A::Dropped];

/// What a tool knows that says it of any item.
const IF_SAID: [A; 2] = [A::Blocked, A::Horizon];

/// What only holds while work is over or under way.
const OF_PROGRESS: [A; 2] = [A::Started, A::Percent];

/// What both say of one declaration.
pub(super) struct Said<'a> {
    both: &'a Both,
    kind: K,
    /// What it stands in.
    within: Option<Node>,
    before: &'a [Attribute],
    now: &'a [Attribute],
    /// What the import says of any item.
    known: &'a [A],
}

impl<'a> Said<'a> {
    pub(super) fn new(both: &'a Both, old: NodeId, new: NodeId, known: &'a [A]) -> Self {
        Self {
            both,
            kind: both.old.declaration(old).kind,
            within: both.parent(Node::Old(old)),
            before: both.old.attributes_of(old),
            now: both.new.attributes_of(new),
            known,
        }
    }

    pub(super) fn changes(&self) -> Vec<Change> {
        let mut changes: Vec<_> = self.now.iter().flat_map(|one| self.change(one)).collect();
        if self.is_item() {
            let gone = self.before.iter().filter(|one| self.is_gone(one.value.kind()));
            changes.extend(gone.map(|one| Change::Remove(one.span)));
        }
        changes.extend(self.people_left());
        changes
    }

    /// What changes of a header: the day on which the roadmap is looked at, and a currency that it lacks.
    pub(super) fn of_header(&self) -> Vec<Change> {
        let change = |now: &Attribute| match now.value.kind() {
            A::Today => self.single(now),
            A::From => Vec::new(),
            A::Currency if !self.has(A::Currency) => self.single(now),
            _ => self.kept("what the file says of the whole", now),
        };
        self.now.iter().flat_map(change).collect()
    }

    fn is_item(&self) -> bool {
        self.kind.is_item() || self.kind == K::Idea
    }

    fn change(&self, now: &Attribute) -> Vec<Change> {
        match now.value.kind() {
            A::Assign => self.people(now),
            A::After | A::EndsAfter | A::Before | A::For | A::In
                if !elements(&now.value).is_empty() =>
            {
                self.joined(now)
            }
            A::Work if self.has(A::Work) => self.kept("hours of work", now),
            A::Tag
            | A::Link
            | A::Away
            | A::Off
            | A::Open
            | A::Work
            | A::Measure
            | A::Within
            | A::Impact
            | A::Severity => self.one_of_several(now),
            _ => self.single(now),
        }
    }

    fn has(&self, kind: A) -> bool {
        self.before.iter().any(|one| one.value.kind() == kind)
    }

    fn says(&self, kind: A) -> bool {
        self.now.iter().any(|one| one.value.kind() == kind)
    }

    /// Whether the tool would say it, were it still so; or says what can't hold beside it.
    fn is_gone(&self, kind: A) -> bool {
        if self.says(kind) {
            return false;
        }
        let is_reopened = IS_OVER.iter().any(|over| self.has(*over))
            && !IS_OVER.iter().any(|over| self.says(*over));
        let speaks = OF_THE_TOOL.iter().chain(&IS_OVER).any(|kind| self.says(*kind));
        let conflicts = CONFLICTS.iter().any(|(one, other, _)| {
            (*one == kind && self.says(*other)) || (*other == kind && self.says(*one))
        });
        IS_OVER.contains(&kind)
            || (speaks && OF_THE_TOOL.contains(&kind))
            || (is_reopened && OF_PROGRESS.contains(&kind))
            || (IF_SAID.contains(&kind) && self.known.contains(&kind))
            || conflicts
    }

    /// An attribute that stands there once, or once a name.
    fn single(&self, now: &Attribute) -> Vec<Change> {
        let both = self.both;
        let is_same = |one: &&Attribute| {
            let names = match (&one.value, &now.value) {
                (Value::Custom { name, .. }, Value::Custom { name: other, .. }) => {
                    Some((both.old_meaning(*name), both.new_meaning(*other)))
                }
                _ => None,
            };
            one.value.kind() == now.value.kind() && names.is_none_or(|(one, other)| one == other)
        };
        let kind = now.value.kind();
        let here = self.now.iter().filter(|one| kind != A::Custom && one.value.kind() == kind);
        if here.count() > 1 || self.before.iter().filter(is_same).count() > 1 {
            return self.one_of_several(now);
        }
        match self.before.iter().find(is_same) {
            Some(there) if both.old_meaning(there.span) == both.new_meaning(now.span) => Vec::new(),
            Some(there) if is_likely(&there.value, &now.value) => Vec::new(),
            Some(there) => {
                vec![self.with(now.span, |text| Change::Replace(there.span, text))]
            }
            None => vec![self.with(now.span, Change::Add)],
        }
    }

    /// A change to what the import says in a stretch.
    fn with(&self, span: Span, change: impl FnOnce(String) -> Change) -> Change {
        let lost = || Change::Lost(self.both.new.said(span).to_owned());
        self.both.written(span, self.within).map_or_else(lost, change)
    }

    /// An attribute of which there may be several: it is there, or it is not.
    fn one_of_several(&self, now: &Attribute) -> Vec<Change> {
        let meaning = self.both.new_meaning(now.span);
        let mut there = self.before.iter().map(|one| self.both.old_meaning(one.span));
        if there.any(|one| one == meaning) {
            return Vec::new();
        }
        vec![self.with(now.span, Change::Add)]
    }

    /// What stays as people have written it, unless both say the same.
    fn kept(&self, what: &'static str, now: &Attribute) -> Vec<Change> {
        match self.one_of_several(now).pop() {
            Some(Change::Add(text)) => vec![Change::Keep(what, text)],
            _ => Vec::new(),
        }
    }

    /// Who is not there yet is added; how much of them changes where the tool says it.
    fn people(&self, now: &Attribute) -> Vec<Change> {
        let Value::Assign(here) = &now.value else { return Vec::new() };
        let mut changes = Vec::new();
        let mut is_new = false;
        for one in here {
            let who = self.both.new_meaning(one.name);
            let mut there = self.before.iter().flat_map(assignees);
            match there.find(|there| self.both.old_meaning(there.name) == who) {
                None => is_new = true,
                Some(there) if one.units.is_some() && one.units != there.units => {
                    let is_behind = self.both.old.said(there.span).starts_with('@');
                    let sign = if is_behind { "@" } else { "" };
                    changes.push(self.with(one.span, |text| {
                        let text = text.trim_start_matches('@');
                        Change::Replace(there.span, format!("{sign}{text}"))
                    }));
                }
                Some(_) => {}
            }
        }
        if is_new {
            changes.push(self.with(now.span, Change::Add));
        }
        changes
    }

    /// People whom the tool no longer names, though it names some.
    fn people_left(&self) -> Vec<Change> {
        let here: Vec<_> = self
            .now
            .iter()
            .flat_map(assignees)
            .map(|one| self.both.new_meaning(one.name))
            .collect();
        let is_left = |one: &&crate::syntax::ast::Assignee| {
            !here.is_empty() && !here.contains(&self.both.old_meaning(one.name))
        };
        let left = self.before.iter().flat_map(assignees).filter(is_left);
        let said = left.map(|one| self.both.old.said(one.span).to_owned());
        said.map(|who| Change::Keep("people whom the file does not name", who)).collect()
    }

    /// A list of names and points: what is missing is put behind what stands there. The lag of what is there stays.
    fn joined(&self, now: &Attribute) -> Vec<Change> {
        let kind = now.value.kind();
        let before: Vec<_> = self.before.iter().filter(|one| one.value.kind() == kind).collect();
        let there: Vec<_> = before.iter().flat_map(|one| elements(&one.value)).collect();
        let here = elements(&now.value);
        let mut changes = Vec::new();
        // A day before which it does not start is one, and moves.
        if let (Some(was), Some(is)) = (only_date(&there), only_date(&here))
            && self.both.old_meaning(was.whole) != self.both.new_meaning(is.whole)
        {
            changes.push(self.with(is.whole, |text| Change::Replace(was.whole, text)));
        }
        let has_date = only_date(&there).is_some() && only_date(&here).is_some();
        let mut missing = Vec::new();
        for one in here.iter().filter(|one| !(one.is_date && has_date)) {
            let target = self.both.new_meaning(one.target);
            let same = there.iter().find(|there| self.both.old_meaning(there.target) == target);
            match same {
                None => {
                    if let Some(text) = self.both.written(one.whole, self.within) {
                        missing.push(text);
                    } else {
                        let text = self.both.new.said(one.whole).to_owned();
                        changes.push(Change::Lost(text));
                    }
                }
                Some(same) if one.target != one.whole => {
                    if self.both.old_meaning(same.whole) != self.both.new_meaning(one.whole) {
                        changes.push(self.with(one.whole, |text| Change::Keep("lags", text)));
                    }
                }
                Some(_) => {}
            }
        }
        match (before.last(), missing.is_empty()) {
            (_, true) => {}
            (None, _) => {
                let word = self.both.new.said(now.span);
                let word = here.first().map_or(word, |first| {
                    self.both.new.said(Span::new(now.span.start, first.whole.start))
                });
                changes.push(Change::Add(format!("{word}{}", missing.join(", "))));
            }
            (Some(last), _) => {
                changes.push(Change::Extend(last.span, format!(", {}", missing.join(", "))));
            }
        }
        changes
    }
}

fn assignees(one: &Attribute) -> &[crate::syntax::ast::Assignee] {
    if let Value::Assign(people) = &one.value { people } else { &[] }
}

/// One of a list: what it means, and that with its lag.
struct Element {
    target: Span,
    whole: Span,
    is_date: bool,
}

fn elements(value: &Value) -> Vec<Element> {
    let point = |point: &Point| Element {
        target: point.base_span,
        whole: point.span(),
        is_date: matches!(point.base, PointBase::Date(_)),
    };
    let name = |span: &Span| Element { target: *span, whole: *span, is_date: false };
    match value {
        Value::After(points) | Value::EndsAfter(points) => points.iter().map(point).collect(),
        Value::Before(names) | Value::For(names) | Value::In(names) => {
            names.iter().map(name).collect()
        }
        _ => Vec::new(),
    }
}

/// The date of a list that has one.
fn only_date(list: &[Element]) -> Option<&Element> {
    let mut dates = list.iter().filter(|one| one.is_date);
    dates.next().filter(|_| dates.next().is_none())
}

/// Whether an estimate is a range around what the tool says: people have thought about it.
fn is_likely(before: &Value, now: &Value) -> bool {
    let (Value::Estimate(basis, range), Value::Estimate(now_basis, Extent::One(likely))) =
        (before, now)
    else {
        return false;
    };
    let TimeAmount::Literal(likely) = likely else { return false };
    basis == now_basis
        && match range {
            Extent::Three([_, middle, _]) => middle == likely,
            Extent::Two([best, worst]) => is_middle(*best, *worst, *likely),
            Extent::One(_) => false,
        }
}

fn is_middle(best: Quantity, worst: Quantity, likely: Quantity) -> bool {
    let is_one_unit = best.unit == worst.unit && best.unit == likely.unit;
    is_one_unit
        && u64::from(best.thousandths) + u64::from(worst.thousandths)
            == 2 * u64::from(likely.thousandths)
}
