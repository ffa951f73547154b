//! Teams, persons and resources, and who works on what.

use rustc_hash::FxHashMap;

use super::dates::Value as Defined;
use super::lookup;
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{
    Absence, Assignment, CalendarId, Money, Resource, ResourceId, ResourceKind, Share,
};
use crate::syntax::ast::{
    Amount, Assignee, Attribute, Decimal, OffDays, Quantity, Units as Written, Value,
};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;
use crate::time::Moment;

const fn kind_of(kind: K) -> Option<ResourceKind> {
    match kind {
        K::Team => Some(ResourceKind::Team),
        K::Person => Some(ResourceKind::Person),
        K::Resource => Some(ResourceKind::Resource),
        _ => None,
    }
}

/// A share in thousandths from a number of percent.
pub(super) const fn share_of_percent(percent: Decimal) -> Share {
    Share(percent.0 / 100)
}

impl Resolver<'_> {
    pub(super) fn resolve_resources(&mut self) {
        for (node, declaration) in self.tree.of_kinds(|kind| kind_of(kind).is_some()) {
            if let Some(kind) = kind_of(declaration.kind) {
                let resource = self.resource_of(node, kind);
                self.model.resources.push(resource);
            }
        }
        self.sum_up_teams();
    }

    fn resource_of(&mut self, node: Node, kind: ResourceKind) -> Resource {
        let label = self.label_of(self.declaration(node));
        let team = self.tree.parent(node).filter(|node| self.kind(*node) == K::Team);
        let team = team.map(|node| ResourceId(self.row(node)));
        let calendar = team.and_then(|team| self.model.resources.get(team.index()));
        let mut resource = Resource {
            kind,
            name: label.name,
            title: label.title,
            span: label.span,
            team,
            capacity: Share::ONE,
            capacity_span: None,
            rate: None,
            role: None,
            calendar: calendar.map_or(CalendarId(0), |team| team.calendar),
            absences: Vec::new(),
        };
        for attribute in self.attributes_of(node) {
            self.resource_attribute(node, attribute, &mut resource);
        }
        resource.absences.sort_by_key(|absence| (absence.from, absence.to));
        resource
    }

    fn resource_attribute(&mut self, node: Node, attribute: &Attribute, resource: &mut Resource) {
        let span = attribute.span;
        match &attribute.value {
            Value::Percent(percent) => {
                resource.capacity = share_of_percent(*percent);
                resource.capacity_span = Some(span);
            }
            Value::Capacity(count) => {
                resource.capacity = Share(count.0);
                resource.capacity_span = Some(span);
            }
            Value::Rate { amount, per } => {
                let unit = Quantity { thousandths: 1000, unit: *per };
                let minutes = self.working(unit, span);
                let money = self.money(node, *amount);
                resource.rate = money.zip(minutes).map(|(money, minutes)| (money, minutes.0));
            }
            Value::Text(_, role) => resource.role = Some(self.unquoted(*role)),
            Value::Calendar(name) => {
                if let Some(calendar) = self.calendar_named(node, *name) {
                    resource.calendar = calendar;
                }
            }
            Value::Away(range, title) => {
                let times = self.times(node, range);
                let title = self.unquoted_or_empty(*title);
                resource.absences.extend(absence(times, title, span));
            }
            Value::Off(days, title) => self.resource_off(node, days, *title, span, resource),
            Value::Word { word, arguments } => {
                self.resource_word(node, *word, *arguments, span, resource);
            }
            _ => {}
        }
    }

    fn resource_off(
        &mut self,
        node: Node,
        days: &OffDays,
        title: Option<Span>,
        span: Span,
        resource: &mut Resource,
    ) {
        let times = match days {
            OffDays::Dates(range) => self.times(node, range),
            OffDays::Name(name) => self.times(node, &super::calendars::range_of_name(*name)),
            OffDays::EveryYear { .. } | OffDays::EveryWeek(_) => {
                let kind = resource.kind.word();
                self.report(
                    Diagnostic::new(
                        &rules::MISPLACED_ATTRIBUTE,
                        span,
                        "days that come again and again belong to a calendar",
                    )
                    .help(format!(
                        "declare a calendar with them, and give it to the {kind}: `calendar NAME`"
                    )),
                );
                None
            }
        };
        let title = self.unquoted_or_empty(title);
        resource.absences.extend(absence(times, title, span));
    }

    /// A word that is no attribute: the name of a share perhaps.
    fn resource_word(
        &mut self,
        node: Node,
        word: Span,
        arguments: Option<Span>,
        span: Span,
        resource: &mut Resource,
    ) {
        match self.defined_by(node, word, arguments) {
            Some(Defined::Percent(percent)) if resource.kind == ResourceKind::Person => {
                resource.capacity = share_of_percent(percent);
                resource.capacity_span = Some(span);
            }
            _ => self.report_unknown_attribute(node, word, arguments),
        }
    }

    /// A team that states no capacity has that of its persons.
    fn sum_up_teams(&mut self) {
        let mut sums = vec![None; self.model.resources.len()];
        for person in &self.model.resources {
            if let Some(sum) = person.team.and_then(|team| sums.get_mut(team.index())) {
                let so_far: i64 = sum.unwrap_or(0);
                *sum = Some(so_far.saturating_add(person.capacity.0));
            }
        }
        for (resource, sum) in self.model.resources.iter_mut().zip(sums) {
            if let Some(sum) = sum.filter(|_| resource.capacity_span.is_none()) {
                resource.capacity = Share(sum);
            }
        }
    }

    pub(super) fn calendar_named(&mut self, node: Node, name: Span) -> Option<CalendarId> {
        let row = self.refer_to_row(node, name, &lookup::CALENDAR)?;
        let id = self.calendars.id(row);
        if let Some(calendar) = self.model.calendars.get_mut(id.index()) {
            calendar.is_named = true;
        }
        Some(id)
    }

    pub(super) fn resource(&mut self, node: Node, name: Span) -> Option<ResourceId> {
        self.refer_to_row(node, name, &lookup::RESOURCE).map(ResourceId)
    }

    /// An amount of money, written or named.
    pub(super) fn money(&mut self, node: Node, amount: Amount) -> Option<Money> {
        self.amount(node, amount).map(|amount| Money(amount.0))
    }

    /// A number, written or named.
    pub(super) fn amount(&mut self, node: Node, amount: Amount) -> Option<Decimal> {
        let name = match amount {
            Amount::Literal(number) => return Some(number),
            Amount::Name(name) => name,
        };
        self.defined_value(node, name, (&lookup::AMOUNT, "12k"), |value| match value {
            Defined::Amount(number) => Some(number),
            _ => None,
        })
    }

    /// `@ana:50%`, `@ana|bo`.
    pub(super) fn assignment(
        &mut self,
        node: Node,
        choices: &[Assignee],
        span: Span,
    ) -> Option<Assignment> {
        let mut known: Vec<(ResourceId, Share)> = Vec::with_capacity(choices.len());
        let mut given: FxHashMap<ResourceId, Span> = FxHashMap::default();
        for (index, one) in choices.iter().enumerate() {
            let Some(resource) = self.resource(node, one.name) else { continue };
            // Nearly always there is one only: then there is nothing to compare it with.
            let earlier = (choices.len() > 1).then(|| given.insert(resource, one.span)).flatten();
            match earlier {
                Some(earlier) => self.report_given_twice(earlier, choices, index),
                None => known.push((resource, units_of(one))),
            }
        }
        if known.is_empty() {
            return None;
        }
        let (resource, units) = known.remove(0);
        Some(Assignment { resource, units, alternatives: known.into(), span })
    }

    /// Reports that an alternative is the same as an earlier one: it leaves no choice.
    fn report_given_twice(&mut self, earlier: Span, choices: &[Assignee], index: usize) {
        let before = index.checked_sub(1).and_then(|before| choices.get(before));
        let (Some(before), Some(one)) = (before, choices.get(index)) else { return };
        let name = self.text(one.name);
        // The `|` before it goes with it.
        let superfluous = Span::new(before.span.end, one.span.end);
        self.report(
            Diagnostic::new(
                &rules::DUPLICATE_ATTRIBUTE,
                one.span,
                format!("the alternative `{name}` is given twice"),
            )
            .label(earlier, "given here already")
            .replace("remove it", superfluous, ""),
        );
    }

    /// Whether the same one is assigned twice to one item: one of them is too many, and which share holds is in doubt.
    pub(super) fn report_assigned_twice(&mut self, earlier: &Assignment, later: &Assignment) {
        let Some(resource) = self.model.resources.get(later.resource.index()) else { return };
        let message = format!("`@{}` is assigned twice", resource.name);
        self.report(
            Diagnostic::new(&rules::DUPLICATE_ATTRIBUTE, later.span, message)
                .label(earlier.span, "assigned here already")
                .help("leave one of them out; a share is written behind it: `@ana:50%`"),
        );
    }
}

/// How much of somebody: without a word all of a person, one unit of a team or resource.
fn units_of(assignee: &Assignee) -> Share {
    match assignee.units {
        None => Share::ONE,
        Some(Written::Share(percent)) => share_of_percent(percent),
        Some(Written::Count(count)) => Share(count.0),
    }
}

fn absence(times: Option<(Moment, Moment)>, title: Box<str>, span: Span) -> Option<Absence> {
    times.map(|(from, to)| Absence::new(from, to, title, span))
}
