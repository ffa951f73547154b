//! Conditions: names looked up, amounts in their units, and whether what is compared can be.

use super::dates::When;
use super::extras::expected;
use super::lookup::{self, ExpectedName};
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{
    Amount, Comparison, Condition, Dimension, FieldId, FieldKind, FieldValue, ItemId, ObjectiveId,
    Occasion, Period, Relative, ResourceId, Test, Towards, Value,
};
use crate::syntax::ast::{
    self, Asked, Comparand, CustomValue, Point, PointBase, PointRange, Relation, TimeAmount,
};
use crate::text::Span;
use crate::time::Moment;

impl Resolver<'_> {
    /// What a condition means; `None` where something of it has no meaning, which is reported.
    pub(super) fn condition(&mut self, node: Node, written: &ast::Condition) -> Option<Condition> {
        match written {
            ast::Condition::Is(test) => self.test(node, test),
            ast::Condition::Not(inner) => self.condition(node, inner).map(Condition::negated),
            ast::Condition::All(parts) => self.conditions(node, parts).map(Condition::All),
            ast::Condition::Any(parts) => self.conditions(node, parts).map(Condition::Any),
        }
    }

    fn conditions(&mut self, node: Node, parts: &[ast::Condition]) -> Option<Box<[Condition]>> {
        // Of each part it is told what is wrong with it.
        let parts: Vec<_> = parts.iter().map(|part| self.condition(node, part)).collect();
        parts.into_iter().collect()
    }

    fn test(&mut self, node: Node, test: &ast::Test) -> Option<Condition> {
        let has = |dimension, word: &str| Test::Has(dimension, Value::Word(word.into()));
        Some(Condition::Is(match &test.asked {
            Asked::Kind(kind) => has(Dimension::Kind, kind.lexeme()),
            Asked::State(state) => has(Dimension::State, state.name()),
            Asked::Health(health) => has(Dimension::Health, health.word()),
            Asked::Horizon(horizon) => has(Dimension::Horizon, horizon.word()),
            Asked::Tag(tag) => has(Dimension::Tag, self.text(*tag)),
            Asked::Critical => Test::Critical,
            Asked::Blocked => Test::Blocked,
            Asked::Related(relation, name) => self.related(node, *relation, *name)?,
            Asked::Has(is_some, dimension) => {
                let any = Condition::Is(Test::HasAny(self.dimension(node, dimension)?));
                return Some(if *is_some { any } else { any.negated() });
            }
            Asked::Compared(subject, comparison, comparand) => {
                return self.compared(node, test.span, *subject, *comparison, comparand);
            }
            Asked::Dated(occasion, when) => {
                let occasion = self.occasion(node, *occasion)?;
                let (relative, period) = self.relative_period(node, when)?;
                Test::Dated(occasion, relative, period)
            }
        }))
    }

    fn related(&mut self, node: Node, relation: Relation, name: Span) -> Option<Test> {
        let wanted = match relation {
            Relation::Stream => &lookup::STREAM,
            Relation::Objective => &lookup::OBJECTIVE,
            Relation::Release => &lookup::RELEASE,
            Relation::Owner | Relation::Assignee => &lookup::RESOURCE,
            Relation::Team => &lookup::TEAM,
            Relation::Inside | Relation::LeadsTo | Relation::Follows => &lookup::ITEM,
        };
        let row = self.refer_to_row(node, name, wanted)?;
        let resource = Value::Resource(ResourceId(row));
        Some(match relation {
            Relation::Stream | Relation::Inside => Test::Towards(Towards::Inside, ItemId(row)),
            Relation::LeadsTo => Test::Towards(Towards::LeadsTo, ItemId(row)),
            Relation::Follows => Test::Towards(Towards::Follows, ItemId(row)),
            Relation::Objective => {
                Test::Has(Dimension::Objective, Value::Objective(ObjectiveId(row)))
            }
            Relation::Release => Test::Has(Dimension::Release, Value::Item(ItemId(row))),
            Relation::Owner => Test::Has(Dimension::Owner, resource),
            Relation::Assignee => Test::Has(Dimension::Assignee, resource),
            Relation::Team => Test::Has(Dimension::Team, resource),
        })
    }

    /// A field by its name, where words of the language may stand too.
    pub(super) fn field_beside(
        &mut self,
        node: Node,
        name: Span,
        wanted: &ExpectedName,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<FieldId> {
        let words: Vec<_> = words.collect();
        self.row_beside(node, name, wanted, &words).map(FieldId)
    }

    fn occasion(&mut self, node: Node, written: ast::Occasion<Span>) -> Option<Occasion> {
        Some(match written {
            ast::Occasion::Starts => Occasion::Starts,
            ast::Occasion::Ends => Occasion::Ends,
            ast::Occasion::Due => Occasion::Due,
            ast::Occasion::Promised => Occasion::Promised,
            ast::Occasion::Field(name) => {
                let words = ast::Occasion::<Span>::WORDS;
                let words = words.iter().filter_map(ast::Occasion::word);
                let field = self.field_beside(node, name, &lookup::FIELD, words)?;
                if !matches!(self.kind_of_field(field), Some(FieldKind::Date)) {
                    let help = "compare it with `=`, or declare it as a `date`";
                    self.report_mismatch(field, name, "only dates lie before others", help);
                    return None;
                }
                Occasion::Field(field)
            }
        })
    }

    fn relative_period(&mut self, node: Node, written: &ast::When) -> Option<(Relative, Period)> {
        let (relative, first, last) = match written {
            ast::When::Before(point) => (Relative::Before, *point, *point),
            ast::When::After(point) => (Relative::After, *point, *point),
            ast::When::In(range) => (Relative::In, range.first, range.last),
        };
        let (first, last) = self.range(node, &PointRange { first, last })?;
        Some((relative, of_days(first, last)))
    }

    fn compared(
        &mut self,
        node: Node,
        whole: Span,
        subject: ast::Subject<Span>,
        comparison: Comparison,
        with: &Comparand,
    ) -> Option<Condition> {
        // What is not equal is all that is not equal, also what has nothing of the kind.
        if comparison == Comparison::Unequal {
            let equal = self.compared(node, whole, subject, Comparison::Equal, with);
            return equal.map(Condition::negated);
        }
        let (amount, other) = match subject {
            ast::Subject::Field(name) => {
                let words = ast::Subject::<Span>::WORDS;
                let words = words.iter().filter_map(ast::Subject::word);
                let field = self.field_beside(node, name, &lookup::FIELD, words)?;
                return self.compared_field(node, (name, field), comparison, with, whole);
            }
            ast::Subject::Slack => (Amount::Slack, self.time(node, with, whole)),
            ast::Subject::Priority => (Amount::Priority, number(with)),
            ast::Subject::Progress => (Amount::Progress, share(with)),
            ast::Subject::Cost => (Amount::Cost, self.money_or_number(node, with)),
            ast::Subject::Score => (Amount::Score, number(with)),
        };
        let Some(other) = other else {
            self.report_other_unit(subject, with, whole);
            return None;
        };
        Some(Condition::Is(Test::Compared(amount, comparison, other)))
    }

    /// Working time in minutes.
    fn time(&mut self, node: Node, with: &Comparand, span: Span) -> Option<i64> {
        let quantity = match with {
            Comparand::Duration(quantity) => *quantity,
            Comparand::Word(name) => self.quantity(node, TimeAmount::Name(*name))?,
            _ => return None,
        };
        self.working(quantity, span).map(|minutes| minutes.0)
    }

    fn money_or_number(&mut self, node: Node, with: &Comparand) -> Option<i64> {
        match with {
            Comparand::Number(number) => Some(number.0),
            Comparand::Word(name) => self.amount(node, ast::Amount::Name(*name)).map(|of| of.0),
            _ => None,
        }
    }

    pub(super) fn kind_of_field(&self, field: FieldId) -> Option<&FieldKind> {
        self.model.fields.get(field.index()).map(|field| &field.kind)
    }

    fn compared_field(
        &mut self,
        node: Node,
        (name, field): (Span, FieldId),
        comparison: Comparison,
        with: &Comparand,
        whole: Span,
    ) -> Option<Condition> {
        let is_amount = matches!(self.kind_of_field(field)?, FieldKind::Number | FieldKind::Date);
        if comparison != Comparison::Equal && !is_amount {
            let of = self.text(name);
            let message = format!("`{of}` is neither more nor less than anything");
            let help = format!("its values are told apart by `{of} = …` and `{of} != …`");
            self.fault(&rules::MISMATCHED_COMPARISON, whole, message, help);
            return None;
        }
        if let (Some(FieldKind::Date), Some(point)) = (self.kind_of_field(field), point_of(with)) {
            let when = self.date(node, &point)?;
            let occasion = Occasion::Field(field);
            return Some(compared_days(occasion, comparison, of_days(when, when)));
        }
        let Some(value) = as_field_value(with) else {
            let but = format!("it is compared with {}", found(with));
            self.report_mismatch(field, whole, &but, "compare it with what it takes");
            return None;
        };
        let value = self.value_of_field(node, (name, " = "), field, &value)?;
        Some(match value {
            FieldValue::Number(number) => {
                Condition::Is(Test::Compared(Amount::Field(field), comparison, number.0))
            }
            FieldValue::Date(day) => {
                let (from, to) = (Moment::start_of(day), Moment::end_of(day));
                compared_days(Occasion::Field(field), comparison, Period { from, to })
            }
            FieldValue::Text(word) | FieldValue::Choice(word) => {
                Condition::Is(Test::Has(Dimension::Field(field), Value::Word(word)))
            }
            FieldValue::Flag(is_set) => {
                let word = if is_set { "yes" } else { "no" };
                Condition::Is(Test::Has(Dimension::Field(field), Value::Word(word.into())))
            }
        })
    }

    fn report_other_unit(&mut self, subject: ast::Subject<Span>, with: &Comparand, span: Span) {
        let (of, expected, sample) = match subject {
            ast::Subject::Slack => ("slack", "a duration", "slack < 5d"),
            ast::Subject::Priority => ("priority", "a number", "priority >= 700"),
            ast::Subject::Progress => ("progress", "a share", "progress < 50%"),
            ast::Subject::Cost => ("cost", "an amount", "cost > 10k"),
            _ => ("score", "a number", "score > 100"),
        };
        // Of a name that has no meaning it is told already.
        if matches!(with, Comparand::Word(_)) && matches!(of, "slack" | "cost") {
            return;
        }
        let found = found(with);
        self.report(
            Diagnostic::new(
                &rules::MISMATCHED_COMPARISON,
                span,
                format!("`{of}` is {expected}, it is compared with {found}"),
            )
            .help(format!("write {expected}: `{sample}`")),
        );
    }

    pub(super) fn report_mismatch(&mut self, field: FieldId, span: Span, but: &str, help: &str) {
        let Some(field) = self.model.fields.get(field.index()) else { return };
        // Of one whose type could not be read any value may be right.
        if matches!(&field.kind, FieldKind::OneOf(choices) if choices.is_empty()) {
            return;
        }
        let message = format!("field `{}` takes {}, {but}", field.name, expected(&field.kind));
        let declared = field.span;
        self.report(
            Diagnostic::new(&rules::MISMATCHED_COMPARISON, span, message)
                .label(declared, "declared here")
                .help(help),
        );
    }
}

/// The date that something is compared with.
fn point_of(with: &Comparand) -> Option<Point> {
    match with {
        Comparand::Date(point) => Some(**point),
        Comparand::Word(name) => {
            Some(Point { base: PointBase::Name, base_span: *name, offset: None })
        }
        _ => None,
    }
}

fn of_days(first: When, last: When) -> Period {
    Period { from: first.start, to: last.end }
}

/// A date compared with days: `<` is before the first of them, `<=` no later than the last.
fn compared_days(of: Occasion, comparison: Comparison, period: Period) -> Condition {
    let is = |relative| Condition::Is(Test::Dated(of, relative, period));
    let either = |one, other| Condition::Any([is(one), is(other)].into());
    match comparison {
        Comparison::Less => is(Relative::Before),
        Comparison::AtMost => either(Relative::Before, Relative::In),
        Comparison::Equal => is(Relative::In),
        Comparison::Unequal => is(Relative::In).negated(),
        Comparison::AtLeast => either(Relative::In, Relative::After),
        Comparison::Greater => is(Relative::After),
    }
}

/// A number in thousandths.
const fn number(with: &Comparand) -> Option<i64> {
    match with {
        Comparand::Number(number) => Some(number.0),
        _ => None,
    }
}

/// A share in thousandths.
const fn share(with: &Comparand) -> Option<i64> {
    match with {
        Comparand::Share(percent) => Some(percent.0 / 100),
        _ => None,
    }
}

/// What a field could be set to so.
fn as_field_value(with: &Comparand) -> Option<CustomValue> {
    match with {
        Comparand::Text(text) => Some(CustomValue::Text(*text)),
        Comparand::Number(number) => Some(CustomValue::Number(*number)),
        Comparand::Date(point) => Some(CustomValue::Date(point.clone())),
        Comparand::Word(word) => Some(CustomValue::Word(*word)),
        Comparand::Share(_) | Comparand::Duration(_) => None,
    }
}

const fn found(with: &Comparand) -> &'static str {
    match with {
        Comparand::Text(_) => "a text",
        Comparand::Number(_) => "a number",
        Comparand::Share(_) => "a share",
        Comparand::Duration(_) => "a duration",
        Comparand::Date(_) => "a date",
        Comparand::Word(_) => "a word",
    }
}
