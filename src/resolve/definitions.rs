//! Names for dates, durations and amounts: `let` and `cadence`, and `today`, which may be one of them.
//!
//! They may refer to each other in any order, so each is evaluated when all that it needs is known. The stack is our own:
//! a chain of them may be as long as it likes.

use super::dates::{DefinitionId, State, TODAY, Value, When};
use super::lookup;
use super::lookup::Lookup;
use super::resolver::Resolver;
use super::tree::{LINKS_SHOWN, Node};
use super::units;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::Edge;
use crate::syntax::ast::{
    LetValue, Offset, Point, PointBase, Quantity, TimeAmount, Value as Written,
};
use crate::syntax::keyword::{AttributeKind, DeclarationKind as K};
use crate::text::Span;
use crate::time::Minutes;

impl<'s> Resolver<'s> {
    /// Evaluates all definitions; those that have to know the calendar wait until it is known.
    pub(super) fn define_all(&mut self) {
        self.definitions.resume();
        if !self.definitions.is_today_given() {
            self.definitions.set(TODAY, State::Failed);
        }
        for id in 0..self.definitions.states.len() {
            self.define(id);
        }
    }

    fn define(&mut self, id: DefinitionId) {
        let mut path = vec![id];
        while let Some(last) = path.last().copied() {
            if !matches!(self.definitions.state(last), State::Waiting | State::Active) {
                path.pop();
                continue;
            }
            self.definitions.set(last, State::Active);
            let needs = self.needs(last);
            let next = needs
                .into_iter()
                .flatten()
                .find(|id| matches!(self.definitions.state(*id), State::Waiting | State::Active));
            match next.map(|id| (id, self.definitions.state(id))) {
                Some((id, State::Active)) => self.break_circle(&path, id),
                Some((id, _)) => path.push(id),
                None => self.evaluate(last),
            }
        }
    }

    fn evaluate(&mut self, id: DefinitionId) {
        self.definitions.misses_calendar = false;
        let value = self.value_of(id);
        let state = match value {
            Some(value) => State::Known(value),
            None if self.definitions.misses_calendar => State::Postponed,
            None => State::Failed,
        };
        self.definitions.misses_calendar = false;
        self.definitions.set(id, state);
    }

    /// What has to be known before this can be.
    fn needs(&self, id: DefinitionId) -> [Option<DefinitionId>; 2] {
        let Some((node, point)) = self.point_of(id) else { return [None, None] };
        let base = match point.base {
            PointBase::Date(_) => None,
            PointBase::Today => Some(TODAY),
            PointBase::Name => self.definition_named(node, point.base_span).map(|(id, _)| id),
        };
        let amount = match point.offset {
            Some(Offset { amount: TimeAmount::Name(name), .. }) => {
                self.definition_named(node, name).map(|(id, _)| id)
            }
            _ => None,
        };
        [base, amount]
    }

    /// The point that a definition rests on.
    fn point_of(&self, id: DefinitionId) -> Option<(Node, Point)> {
        let Some(row) = id.checked_sub(1) else { return self.definitions.today };
        let node = self.definitions.nodes.get(row).copied()?;
        let point = self.attributes_of(node).iter().find_map(|attribute| match &attribute.value {
            Written::Let(LetValue::Point(point)) => Some(**point),
            Written::Date(AttributeKind::From, point) => Some(*point),
            _ => None,
        });
        point.map(|point| (node, point))
    }

    fn definition_named(&self, node: Node, span: Span) -> Option<(DefinitionId, &'s str)> {
        match self.scopes().look_up(node, self.text(span), &lookup::POINT) {
            Lookup::Declaration(node, rest) if matches!(self.kind(node), K::Let | K::Cadence) => {
                Some((self.row(node) as usize + 1, rest))
            }
            _ => None,
        }
    }

    fn value_of(&mut self, id: DefinitionId) -> Option<Value> {
        let Some(row) = id.checked_sub(1) else {
            let (node, point) = self.definitions.today?;
            return self.date(node, &point).map(|when| Value::When(when.only(Edge::Start)));
        };
        let node = self.definitions.nodes.get(row).copied()?;
        if self.kind(node) == K::Cadence { self.cadence(node) } else { self.let_value(node) }
    }

    fn let_value(&mut self, node: Node) -> Option<Value> {
        let attributes = self.attributes_of(node);
        let written = attributes.iter().find_map(|attribute| match &attribute.value {
            Written::Let(value) => Some(value.clone()),
            _ => None,
        });
        match written? {
            LetValue::Duration(quantity) => Some(Value::Duration(quantity)),
            LetValue::Amount(amount) => Some(Value::Amount(amount)),
            LetValue::Percent(share) => Some(Value::Percent(share)),
            LetValue::Point(point) => match self.other_name(node, &point) {
                Some(value) => Some(value),
                None => self.date(node, &point).map(Value::When),
            },
        }
    }

    /// The value of a `let` that another one stands for, if that is no date.
    fn other_name(&mut self, node: Node, point: &Point) -> Option<Value> {
        if point.offset.is_some() || point.base != PointBase::Name {
            return None;
        }
        let (id, _) =
            self.definition_named(node, point.base_span).filter(|(_, rest)| rest.is_empty())?;
        let value = self.definitions.value(id)?;
        Some(value).filter(|value| !matches!(value, Value::When(_) | Value::Cadence { .. }))
    }

    fn cadence(&mut self, node: Node) -> Option<Value> {
        let mut first = None;
        let mut days = None;
        for attribute in self.attributes_of(node) {
            match &attribute.value {
                Written::Date(AttributeKind::From, point) => {
                    first = self.date(node, point).map(When::first_day);
                }
                Written::Every(quantity) => days = self.days_of_cadence(*quantity, attribute.span),
                _ => {}
            }
        }
        self.demand_parts_of_cadence(node);
        Some(Value::Cadence { first: first?, days: days? })
    }

    /// A cadence without a length or a start would silently give no date.
    fn demand_parts_of_cadence(&mut self, node: Node) {
        let says = |kind: AttributeKind| {
            self.attributes_of(node).iter().any(|one| match &one.value {
                Written::Date(AttributeKind::From, _) => kind == AttributeKind::From,
                Written::Every(_) => kind == AttributeKind::Every,
                Written::Broken(broken) => *broken == kind,
                _ => false,
            })
        };
        let missing = match (says(AttributeKind::Every), says(AttributeKind::From)) {
            (true, true) => return,
            (false, true) => "how long each is: `every 2w`",
            (true, false) => "when the first begins: `from 2026-03-02`",
            (false, false) => {
                "how long each is and when the first begins: `every 2w from 2026-03-02`"
            }
        };
        let declaration = self.declaration(node);
        let place = declaration.name.unwrap_or(declaration.keyword);
        let message = format!("the cadence does not say {missing}");
        let help = "for example `cadence sprint \"Sprint\" every 2w from 2026-03-02`";
        self.fault(&rules::SYNTAX_ERROR, place, message, help);
    }

    fn days_of_cadence(&mut self, every: Quantity, span: Span) -> Option<i64> {
        let minutes = units::elapsed(every).map_or(0, |minutes| minutes.0);
        let days = minutes / Minutes::DAY.0;
        if days < 1 || minutes % Minutes::DAY.0 != 0 {
            let message = "a cadence counts whole days";
            self.report(
                Diagnostic::new(&rules::INVALID_DURATION, span, message)
                    .help("write it in days or weeks: `every 2w`"),
            );
            return None;
        }
        Some(days)
    }

    fn break_circle(&mut self, path: &[DefinitionId], again: DefinitionId) {
        let first = path.iter().position(|id| *id == again).unwrap_or(0);
        let circle = path.get(first..).unwrap_or_default();
        let mut names = Vec::new();
        for id in circle {
            self.definitions.set(*id, State::Failed);
            names.push(self.point_of(*id).map(|(node, point)| {
                let declaration = self.declaration(node);
                let place = declaration.name.unwrap_or(declaration.keyword);
                let name = if *id == TODAY { "today" } else { self.text(place) };
                (name, point.span())
            }));
        }
        let names: Vec<_> = names.into_iter().flatten().collect();
        let Some((name, span)) = names.first().copied() else { return };
        let mut diagnostic = Diagnostic::new(
            &rules::CIRCULAR_DEFINITION,
            span,
            format!("`{name}` is defined by itself"),
        );
        let links = names.iter().zip(names.iter().cycle().skip(1));
        for ((other, place), (next, _)) in links.skip(1).take(LINKS_SHOWN) {
            diagnostic = diagnostic.label(*place, format!("`{other}` is defined by `{next}`"));
        }
        if let Some((next, _)) = names.iter().cycle().nth(1) {
            diagnostic = diagnostic.here(format!("`{name}` is defined by `{next}`"));
        }
        self.report(diagnostic.help("give one of them a value of its own"));
    }
}
