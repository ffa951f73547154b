//! What few declarations say: objectives, releases, tags, scores, money, links, notes, and custom fields.

use std::borrow::Cow;

use super::dates::Value as Defined;
use super::lookup;
use super::lookup::Lookup;
use super::names::with_article;
use super::resolver::Resolver;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{
    CustomField, Extras, Field, FieldId, FieldKind, FieldValue, ItemId, Link, ObjectiveId,
};
use crate::syntax::ast::{Attribute, CustomValue, FieldType, LetValue, Value};
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::text::Span;

impl<'s> Resolver<'s> {
    /// Takes an attribute into the extras, if it is one of them.
    pub(super) fn extra(&mut self, node: Node, attribute: &Attribute, extras: &mut Extras) {
        let span = attribute.span;
        match &attribute.value {
            Value::Owner(name) => extras.owner = self.resource(node, *name),
            Value::For(names) => self.objectives(node, names, extras),
            Value::In(names) => self.releases(node, names, extras),
            Value::Tag(tag) => extras.tags.push(self.text(*tag).into()),
            Value::Horizon(horizon) => extras.horizon = Some(*horizon),
            Value::Score(score) => extras.score = Some(**score),
            Value::Cost(amount) => {
                extras.cost = self.money(node, *amount).map(|money| (money, span));
            }
            Value::Budget(amount) => {
                extras.budget = self.money(node, *amount).map(|money| (money, span));
            }
            Value::Link { title, address } => {
                let title = title.map(|title| self.unquoted(title));
                let address = self.text(*address).into();
                extras.links.push(Link { title, address });
            }
            Value::Text(kind, text) => extras.texts.push((*kind, self.unquoted(*text))),
            Value::Custom { name, value } => {
                extras.custom.extend(self.custom(node, *name, value));
            }
            _ => {}
        }
    }

    fn objectives(&mut self, node: Node, names: &[Span], extras: &mut Extras) {
        for name in names {
            if let Some(row) = self.refer_to_row(node, *name, &lookup::OBJECTIVE) {
                extras.objectives.push((ObjectiveId(row), *name));
            }
        }
    }

    fn releases(&mut self, node: Node, names: &[Span], extras: &mut Extras) {
        for name in names {
            if let Some(row) = self.refer_to_row(node, *name, &lookup::RELEASE) {
                extras.releases.push((ItemId(row), *name));
            }
        }
    }

    /// What a word that is no attribute stands for, if it is the name of a `let`.
    pub(super) fn defined_by(
        &mut self,
        node: Node,
        word: Span,
        arguments: Option<Span>,
    ) -> Option<Defined> {
        if arguments.is_some() {
            return None;
        }
        match self.scopes().look_up(node, self.text(word), &lookup::DURATION) {
            Lookup::Declaration(found, "") => {
                self.note(word, found, "");
                self.definitions.of_row(self.row(found))
            }
            _ => None,
        }
    }

    /// Reports a word that is neither an attribute nor the name of something that could stand here.
    pub(super) fn report_unknown_attribute(
        &mut self,
        node: Node,
        word: Span,
        arguments: Option<Span>,
    ) {
        if self.is_in_comment(word) {
            return;
        }
        let written = self.text(word);
        let kind = self.kind(node);
        let found = self.scopes().look_up(node, written, &lookup::DURATION);
        if let Lookup::Declaration(found, _) = found {
            return self.report_let_as_attribute(found, word);
        }
        if arguments.is_none() && self.stands_behind_people(node, word) {
            return self.report_nobody(node, word);
        }
        let message = format!("`{written}` is no attribute of {}", with_article(kind));
        let mut unknown = Diagnostic::new(&rules::UNKNOWN_ATTRIBUTE, word, message);
        let person = self.scopes().look_up(node, written, &lookup::RESOURCE);
        let near = keyword::suggest_attribute(written, kind).or_else(|| {
            let names = self.names_of_lets(node);
            self.nearest(written, names.into_iter())
        });
        if matches!(person, Lookup::Declaration(..)) && arguments.is_none() {
            let meant = format!("@{written}");
            unknown = unknown
                .help(format!("who works on it stands behind an `@`: `{meant}`"))
                .replace(format!("replace with `{meant}`"), word, meant);
        } else if let Some(name) = self.name_before(node, word).filter(|_| arguments.is_none()) {
            let gap = Span::new(name.end, word.start);
            unknown = unknown.help("several are separated by commas: `a, b`").replace(
                "put a comma before it",
                gap,
                ", ",
            );
        } else if let Some(help) = keyword::said_otherwise(written, kind) {
            unknown = unknown.help(help);
        } else if let Some(near) = near {
            unknown = unknown.help(format!("did you mean `{near}`?")).replace(
                format!("replace with `{near}`"),
                word,
                near,
            );
        } else {
            unknown = unknown.help(keyword::taken_by(kind));
        }
        let unknown = self.explain_comment(node, word, unknown);
        self.report(unknown);
    }

    /// Whether a word stands behind somebody who is assigned and a comma, and is nobody's name: `@ana, bob`.
    fn stands_behind_people(&self, node: Node, word: Span) -> bool {
        /// So many words between are looked through.
        const BETWEEN: usize = 10;
        let attributes = self.attributes_of(node);
        let behind = attributes.partition_point(|one| one.span.end <= word.start);
        let mut before = attributes.get(..behind).unwrap_or_default().iter().rev().take(BETWEEN);
        let last = before.find(|one| !matches!(one.value, Value::Word { .. }));
        let last = last.filter(|one| matches!(one.value, Value::Assign(_)));
        let is_listed = |one: &Attribute| {
            let between = self.text(Span::new(one.span.end, word.start)).trim_ascii();
            between.starts_with(',') && between.ends_with(',')
        };
        let person = self.scopes().look_up(node, self.text(word), &lookup::RESOURCE);
        last.is_some_and(is_listed) && !matches!(person, Lookup::Declaration(..))
    }

    /// The attribute right before the name of an item that is waited for too, of which a comma is forgotten: `after api ui`.
    fn name_before(&self, node: Node, word: Span) -> Option<Span> {
        let attributes = self.attributes_of(node);
        let behind = attributes.partition_point(|one| one.span.end <= word.start);
        let before = attributes.get(behind.checked_sub(1)?)?;
        let is_listed =
            matches!(before.value, Value::After(_) | Value::EndsAfter(_) | Value::Before(_));
        let item = || self.scopes().look_up(node, self.text(word), &lookup::POINT);
        (is_listed && matches!(item(), Lookup::Declaration(..))).then_some(before.span)
    }

    /// Reports a word among those who are assigned that is nobody's name.
    fn report_nobody(&mut self, node: Node, word: Span) {
        let written = self.text(word);
        let near = self.nearest_paths(Some(node), written, &lookup::RESOURCE);
        let message = format!("no {} is named `{written}`", lookup::RESOURCE.noun);
        let nobody = Diagnostic::new(&rules::UNKNOWN_NAME, word, message);
        self.report(match near.first() {
            Some(near) => nobody.help(format!("did you mean `@{near}`?")).replace(
                format!("replace with `@{near}`"),
                word,
                format!("@{near}"),
            ),
            None => nobody.help(format!(
                "{}, and write `@{written}`: everybody who works on it has their own `@`",
                lookup::RESOURCE.declared(written)
            )),
        });
    }

    fn report_let_as_attribute(&mut self, found: Node, word: Span) {
        let written = self.text(word);
        // What is wrong with the definition itself is reported there.
        let Some(value) = self.definitions.of_row(self.row(found)) else { return };
        let message = format!("`{written}` is {}, a duration is expected", value.words());
        let mut wrong = Diagnostic::new(&rules::WRONG_KIND, word, message)
            .label(self.declaration(found).head, "declared here");
        wrong = wrong.help(match value {
            Defined::When(_) => format!(
                "say what the date is for: `from {written}`, `by {written}`, `after {written}`"
            ),
            Defined::Amount(_) => {
                format!("say what the amount is for: `cost {written}`, `budget {written}`")
            }
            _ => "name a duration: `let sprint = 10d`".to_owned(),
        });
        self.report(wrong);
    }

    /// Names of `let`s that a duration could be meant by.
    fn names_of_lets(&mut self, node: Node) -> Vec<&'s str> {
        if !self.may_look_at_all() {
            return Vec::new();
        }
        let namespace = self.tree.namespace_of(node);
        let lets = self.tree.of_kind(K::Let).filter(|(node, declaration)| {
            let is_duration = |one: &Attribute| {
                matches!(one.value, Value::Let(LetValue::Duration(_) | LetValue::Percent(_)))
            };
            self.tree.namespace_of(*node) == namespace
                && self.tree.attributes_of(declaration).iter().any(is_duration)
        });
        lets.filter_map(|(_, one)| one.name.map(|name| self.text(name))).take(1000).collect()
    }
}

impl<'s> Resolver<'s> {
    pub(super) fn resolve_fields(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Field) {
            let label = self.label_of(declaration);
            let written = self.attributes_of(node).iter().find_map(|one| match &one.value {
                Value::FieldType(kind) => Some(kind),
                _ => None,
            });
            let kind = written.map_or(FieldKind::OneOf(Vec::new()), |kind| self.field_kind(kind));
            self.model.fields.push(Field {
                name: label.name,
                title: label.title,
                span: label.span,
                kind,
            });
        }
    }

    fn field_kind(&self, written: &FieldType) -> FieldKind {
        match written {
            FieldType::Text => FieldKind::Text,
            FieldType::Number => FieldKind::Number,
            FieldType::Date => FieldKind::Date,
            FieldType::Flag => FieldKind::Flag,
            FieldType::OneOf(choices) => {
                FieldKind::OneOf(choices.iter().map(|choice| self.choice(*choice)).collect())
            }
        }
    }

    /// A choice is a word, or a text where it has blanks in it.
    fn choice(&self, span: Span) -> Box<str> {
        if self.text(span).starts_with('"') { self.unquoted(span) } else { self.text(span).into() }
    }

    pub(super) fn custom(
        &mut self,
        node: Node,
        name: Span,
        value: &CustomValue,
    ) -> Option<CustomField> {
        let row = self.field_named(node, name, value)?;
        let value = self.value_of_field(node, (name, ": "), FieldId(row), value);
        value.map(|value| CustomField { field: FieldId(row), value })
    }

    /// What a value says of a field, if the field takes such; and what stands between the two.
    pub(super) fn value_of_field(
        &mut self,
        node: Node,
        (name, sign): (Span, &str),
        field: FieldId,
        value: &CustomValue,
    ) -> Option<FieldValue> {
        // Lent out, for a field may have many choices: to copy them for each value would be waste.
        let fields = std::mem::take(&mut self.model.fields);
        let declared = fields.get(field.index());
        let value = declared.and_then(|field| self.field_value(node, (name, sign), field, value));
        self.model.fields = fields;
        value
    }

    fn field_named(&mut self, node: Node, name: Span, value: &CustomValue) -> Option<u32> {
        let written = self.text(name);
        match self.scopes().look_up(node, written, &lookup::FIELD) {
            Lookup::Declaration(found, "") => {
                self.note(name, found, "");
                Some(self.row(found))
            }
            Lookup::Gap => None,
            _ => {
                self.report_unknown_field(name, value);
                None
            }
        }
    }

    fn report_unknown_field(&mut self, name: Span, value: &CustomValue) {
        let written = self.text(name);
        if self.tree.has_gaps || self.may_be_declared_unread(written) {
            return;
        }
        let message = format!("no field is named `{written}`");
        let holds = match value {
            CustomValue::Number(_) => "number",
            CustomValue::Date(_) => "date",
            CustomValue::Word(word) if matches!(self.text(*word), "yes" | "no") => "flag",
            CustomValue::Text(_) | CustomValue::Word(_) => "text",
        };
        let declaration = format!("field {written} {holds}");
        let unknown = Diagnostic::new(&rules::UNKNOWN_FIELD, name, message);
        let unknown = unknown.missing(declaration.as_str());
        let near = if self.may_look_at_all() { self.nearest_field(written) } else { None };
        let unknown = match near {
            Some(near) => unknown.help(format!("did you mean `{near}`?")).replace(
                format!("replace with `{near}`"),
                name,
                near,
            ),
            None => unknown.help(format!("declare it at the top of the file: `{declaration}`")),
        };
        self.report(match self.attribute_meant(written, value) {
            Some(example) => unknown.help(format!("if an attribute is meant: {example}")),
            None => unknown,
        });
    }

    /// The attribute that may be meant by what was taken for a field: `release: v1`, `assignee: ana`, `status: done`.
    fn attribute_meant(&self, field: &str, value: &CustomValue) -> Option<String> {
        if matches!(field, "status" | "state") {
            return Some("`done`, `started 2026-03-09` or `40%`".to_owned());
        }
        let lexeme = keyword::meant_attribute(field)?.lexeme;
        if let ("@" | "#", CustomValue::Word(word)) = (lexeme, value) {
            return Some(format!("`{lexeme}{}`", self.text(*word)));
        }
        let row = keyword::attribute(lexeme)?;
        Some(format!("`{}`", row.examples().next().unwrap_or(lexeme)))
    }

    fn nearest_field(&mut self, written: &str) -> Option<&'s str> {
        let (tree, sources) = (self.tree, self.sources);
        let names = tree.of_kind(K::Field).filter_map(|(_, field)| field.name);
        self.nearest(written, names.map(|name| sources.text(name)))
    }

    fn field_value(
        &mut self,
        node: Node,
        (name, sign): (Span, &str),
        field: &Field,
        value: &CustomValue,
    ) -> Option<FieldValue> {
        match (&field.kind, value) {
            (FieldKind::Text, CustomValue::Text(text)) => {
                Some(FieldValue::Text(self.unquoted(*text)))
            }
            (FieldKind::Number, CustomValue::Number(number)) => Some(FieldValue::Number(*number)),
            (FieldKind::Date, CustomValue::Date(point)) => {
                self.date(node, point).map(|when| FieldValue::Date(when.first_day()))
            }
            (FieldKind::Flag, CustomValue::Word(word))
                if ["yes", "no"].contains(&self.text(*word)) =>
            {
                Some(FieldValue::Flag(self.text(*word) == "yes"))
            }
            (FieldKind::OneOf(choices), CustomValue::Word(span) | CustomValue::Text(span))
                if choices.contains(&self.choice(*span)) =>
            {
                Some(FieldValue::Choice(self.choice(*span)))
            }
            (FieldKind::OneOf(choices), _) if choices.is_empty() => None,
            _ => {
                self.report_field_type((name, sign), field, value);
                None
            }
        }
    }

    fn report_field_type(
        &mut self,
        (name, sign): (Span, &str),
        declared: &Field,
        value: &CustomValue,
    ) {
        let (field, kind) = (&declared.name, &declared.kind);
        let span = span_of(value).unwrap_or(name);
        let found = match (kind, value) {
            (FieldKind::OneOf(_), CustomValue::Word(word)) => format!("`{}`", self.text(*word)),
            _ => found(value).to_owned(),
        };
        let message = format!("field `{field}` takes {}, found {found}", expected(kind));
        let wrong = Diagnostic::new(&rules::FIELD_TYPE, span, message)
            .label(declared.span, "declared here");
        let wrong = match (kind, value) {
            (FieldKind::Text, CustomValue::Word(word)) => {
                let quoted = format!("\"{}\"", self.text(*word));
                wrong.help("a text stands in quotes").replace(
                    format!("replace with `{quoted}`"),
                    *word,
                    quoted,
                )
            }
            (FieldKind::OneOf(choices), CustomValue::Word(word)) => {
                let near = self.nearest(self.text(*word), choices.iter().map(|one| &**one));
                match near {
                    Some(near) => {
                        let near = as_written(near);
                        wrong.help(format!("did you mean `{near}`?")).replace(
                            format!("replace with `{near}`"),
                            *word,
                            near,
                        )
                    }
                    None => wrong.help(format!("write one of its choices: {}", expected(kind))),
                }
            }
            (FieldKind::Flag, _) => {
                wrong.help(format!("write `{field}{sign}yes` or `{field}{sign}no`"))
            }
            (FieldKind::Date, _) => wrong.help(format!("write a date: `{field}{sign}2026-03-02`")),
            (FieldKind::Number, _) => wrong.help(format!("write a number: `{field}{sign}12`")),
            (FieldKind::Text, _) => wrong.help(format!("write a text: `{field}{sign}\"PAY-12\"`")),
            (FieldKind::OneOf(_), _) => {
                wrong.help(format!("write one of its choices: {}", expected(kind)))
            }
        };
        self.report(wrong);
    }
}

pub(super) fn expected(kind: &FieldKind) -> String {
    match kind {
        FieldKind::Text => "a text".to_owned(),
        FieldKind::Number => "a number".to_owned(),
        FieldKind::Date => "a date".to_owned(),
        FieldKind::Flag => "`yes` or `no`".to_owned(),
        FieldKind::OneOf(choices) => {
            let choices: Vec<_> =
                choices.iter().map(|choice| format!("`{}`", as_written(choice))).collect();
            match choices.as_slice() {
                [others @ .., last] if !others.is_empty() => {
                    format!("{} or {last}", others.join(", "))
                }
                _ => choices.join(""),
            }
        }
    }
}

/// A choice as it is typed: in quotes where it is no word.
fn as_written(choice: &str) -> Cow<'_, str> {
    let is_inner = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    if choice.starts_with(char::is_alphabetic) && choice.chars().all(is_inner) {
        Cow::Borrowed(choice)
    } else {
        Cow::Owned(format!("\"{choice}\""))
    }
}

const fn found(value: &CustomValue) -> &'static str {
    match value {
        CustomValue::Text(_) => "a text",
        CustomValue::Number(_) => "a number",
        CustomValue::Date(_) => "a date",
        CustomValue::Word(_) => "a word",
    }
}

fn span_of(value: &CustomValue) -> Option<Span> {
    match value {
        CustomValue::Text(span) | CustomValue::Word(span) => Some(*span),
        CustomValue::Date(point) => Some(point.span()),
        CustomValue::Number(_) => None,
    }
}
