//! Objectives and their measures, ideas, risks and status entries.

use super::dates::{Value as Defined, When};
use super::items::{PRIORITY, priority_of, spread_of};
use super::lookup;
use super::people::share_of_percent;
use super::resolver::Resolver;
use super::tree::Node;
use crate::model::{
    Cadence, Edge, EstimateBasis, Extras, Idea, IdeaId, Impact, ItemId, Measure, Mitigation,
    Objective, ObjectiveId, Risk, StatusEntry, Subject, Term,
};
use crate::syntax::ast::{Attribute, Basis, Extent, Flag, Measured, TimeAmount, Value};
use crate::syntax::keyword::{AttributeKind, DeclarationKind as K};
use crate::text::Span;

impl Resolver<'_> {
    pub(super) fn resolve_objectives(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Objective) {
            let label = self.label_of(declaration);
            let mut objective = Objective {
                name: label.name,
                title: label.title,
                span: label.span,
                by: None,
                term: None,
                measures: Vec::new(),
                extras: Extras::default(),
            };
            for attribute in self.attributes_of(node) {
                self.objective_attribute(node, attribute, &mut objective);
            }
            self.model.objectives.push(objective);
        }
        for (node, declaration) in self.tree.of_kind(K::Measure) {
            let objective = declaration.parent.filter(|one| self.kind(one.0) == K::Objective);
            let row = objective.map(|one| self.row(one.0) as usize);
            let measure = self.measure(node);
            if let Some(one) = row.and_then(|row| self.model.objectives.get_mut(row)) {
                one.measures.push(measure);
            }
        }
    }

    fn objective_attribute(
        &mut self,
        node: Node,
        attribute: &Attribute,
        objective: &mut Objective,
    ) {
        match &attribute.value {
            Value::Date(AttributeKind::By, point) => {
                objective.by = self.fixed(node, point, Edge::End, attribute.span);
            }
            Value::Flag(Flag::LongTerm) => objective.term = Some(Term::Long),
            Value::Flag(Flag::ShortTerm) => objective.term = Some(Term::Short),
            Value::Word { word, arguments } => {
                self.report_unknown_attribute(node, *word, *arguments);
            }
            _ => self.extra(node, attribute, &mut objective.extras),
        }
    }

    fn measure(&mut self, node: Node) -> Measure {
        let label = self.label_of(self.declaration(node));
        let mut measure = Measure {
            name: label.name,
            title: label.title,
            span: label.span,
            from: None,
            to: None,
            now: None,
            is_percent: false,
        };
        for attribute in self.attributes_of(node) {
            match &attribute.value {
                Value::Measure(measured) => {
                    let Measured { from, to, now } = measured.as_ref();
                    measure.is_percent |= self.text(attribute.span).contains('%');
                    let mut number =
                        |amount: Option<_>| amount.and_then(|amount| self.amount(node, amount));
                    measure.from = number(*from).or(measure.from);
                    measure.to = number(*to).or(measure.to);
                    measure.now = number(*now).or(measure.now);
                }
                Value::Word { word, arguments } => {
                    self.report_unknown_attribute(node, *word, *arguments);
                }
                _ => {}
            }
        }
        measure
    }

    pub(super) fn resolve_ideas(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Idea) {
            let label = self.label_of(declaration);
            let mut idea = Idea {
                name: label.name,
                title: label.title,
                span: label.span,
                stream: self.item_around(node),
                estimate: None,
                priority: PRIORITY,
                extras: Extras::default(),
            };
            for attribute in self.attributes_of(node) {
                self.idea_attribute(node, attribute, &mut idea);
            }
            self.model.ideas.push(idea);
        }
    }

    fn idea_attribute(&mut self, node: Node, attribute: &Attribute, idea: &mut Idea) {
        match &attribute.value {
            Value::Estimate(basis, extent) => {
                let basis = match basis {
                    Basis::Effort => EstimateBasis::Effort,
                    Basis::Elapsed => EstimateBasis::Elapsed,
                    Basis::Duration | Basis::Remaining => EstimateBasis::Duration,
                };
                idea.estimate = self.estimate_of(node, basis, extent, attribute.span);
            }
            Value::Word { word, arguments } => match self.defined_by(node, *word, *arguments) {
                Some(Defined::Duration(quantity)) => {
                    let extent = Extent::One(TimeAmount::Literal(quantity));
                    let basis = EstimateBasis::Duration;
                    idea.estimate = self.estimate_of(node, basis, &extent, attribute.span);
                }
                _ => self.report_unknown_attribute(node, *word, *arguments),
            },
            Value::Priority(priority) => idea.priority = priority_of(*priority),
            _ => self.extra(node, attribute, &mut idea.extras),
        }
    }

    pub(super) fn resolve_risks(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Risk) {
            let label = self.label_of(declaration);
            let mut risk = Risk {
                name: label.name,
                title: label.title,
                span: label.span,
                threatens: self.item_around(node),
                probability: None,
                impacts: Vec::new(),
                mitigations: Vec::new(),
                due: None,
                is_external: false,
                is_closed: false,
                is_garbled: false,
                extras: Extras::default(),
            };
            for attribute in self.attributes_of(node) {
                self.risk_attribute(node, attribute, &mut risk);
            }
            self.model.risks.push(risk);
        }
    }

    fn risk_attribute(&mut self, node: Node, attribute: &Attribute, risk: &mut Risk) {
        let span = attribute.span;
        match &attribute.value {
            Value::Probability(percent) => risk.probability = Some(share_of_percent(*percent)),
            Value::TimeImpact(extent, on) => {
                let on = on.and_then(|name| self.item_named(node, name));
                let amounts = self.three_amounts(node, EstimateBasis::Duration, extent, span);
                risk.is_garbled |= amounts.is_none();
                if let Some([best, likely, worst]) = amounts {
                    let spread = spread_of(extent);
                    risk.impacts.push(Impact::Time { best, likely, worst, spread, on });
                }
            }
            Value::MoneyImpact(best, worst) => {
                let (best, worst) = (self.money(node, *best), self.money(node, *worst));
                let money = best.zip(worst).map(|(best, worst)| Impact::Money { best, worst });
                risk.is_garbled |= money.is_none();
                risk.impacts.extend(money);
            }
            Value::Mitigation(text, by) => {
                let text = text.map(|text| self.unquoted(text));
                let by = by.and_then(|name| self.item_named(node, name));
                risk.mitigations.push(Mitigation { text, by });
            }
            Value::Date(AttributeKind::Due, point) => {
                risk.due = self.fixed(node, point, Edge::End, span);
            }
            Value::Flag(Flag::External) => risk.is_external = true,
            Value::Flag(Flag::Done | Flag::Dropped) | Value::Date(AttributeKind::Done, _) => {
                risk.is_closed = true;
            }
            Value::Word { word, arguments } => {
                risk.is_garbled = true;
                self.report_unknown_attribute(node, *word, *arguments);
            }
            Value::Broken(_) => risk.is_garbled = true,
            _ => self.extra(node, attribute, &mut risk.extras),
        }
    }

    fn item_named(&mut self, node: Node, name: Span) -> Option<ItemId> {
        self.refer_to_row(node, name, &lookup::ITEM).map(ItemId)
    }

    pub(super) fn resolve_statuses(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Status) {
            for attribute in self.attributes_of(node) {
                if let Value::Status { date, health, item } = &attribute.value {
                    let date = self.date(node, date).map(When::first_day);
                    let subject = match item {
                        Some(name) => self.subject_named(node, *name),
                        None => Some(self.subject_around(node)),
                    };
                    let Some((date, subject)) = date.zip(subject) else { continue };
                    let text = self.unquoted_or_empty(declaration.title);
                    let (health, span) = (health.value, health.span);
                    self.model.statuses.push(StatusEntry { date, health, subject, text, span });
                }
            }
        }
    }

    fn subject_named(&mut self, node: Node, name: Span) -> Option<Subject> {
        let (found, rest) = self.refer(node, name, &lookup::SUBJECT)?;
        if !rest.is_empty() {
            self.report_unknown_inside(found, rest, name, &lookup::SUBJECT);
            return None;
        }
        Some(self.subject(found))
    }

    /// What an entry without a name is about: what it stands in.
    fn subject_around(&self, node: Node) -> Subject {
        self.tree.parent(node).map_or(Subject::Roadmap, |parent| self.subject(parent))
    }

    fn subject(&self, node: Node) -> Subject {
        let row = self.row(node);
        match self.kind(node) {
            K::Objective => Subject::Objective(ObjectiveId(row)),
            K::Idea => Subject::Idea(IdeaId(row)),
            kind if kind.is_item() => Subject::Item(ItemId(row)),
            _ => Subject::Roadmap,
        }
    }

    pub(super) fn resolve_cadences(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Cadence) {
            let label = self.label_of(declaration);
            let value = self.definitions.of_row(self.row(node));
            if let Some(Defined::Cadence { first, days }) = value {
                self.model.cadences.push(Cadence {
                    name: label.name,
                    title: label.title,
                    span: label.span,
                    from: first,
                    days,
                });
            }
        }
    }
}
