//! Custom fields: what `field` declares, and what items set them to.

use std::borrow::Cow;

use super::lookup::Found;
use super::resolver::Resolver;
use super::tree::Node;
use super::wanted;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{CustomField, Field, FieldId, FieldKind, FieldValue};
use crate::syntax::ast::{CustomValue, FieldType, Value};
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::text::Span;

impl<'s> Resolver<'s> {
    pub(super) fn resolve_fields(&mut self) {
        for (node, declaration) in self.tree.of_kind(K::Field) {
            let label = self.label_of(declaration);
            let written = self.attributes_of(node).iter().find_map(|one| match &one.value {
                Value::FieldType(kind) => Some(kind),
                _ => None,
            });
            let kind = written.map_or(FieldKind::Text, |kind| self.field_kind(kind));
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
        // Lent out, for a field may have many choices: to copy them for each value would be waste.
        let fields = std::mem::take(&mut self.model.fields);
        let declared = fields.get(row as usize);
        let value = declared.and_then(|field| self.field_value(node, name, field, value));
        self.model.fields = fields;
        value.map(|value| CustomField { field: FieldId(row), value })
    }

    fn field_named(&mut self, node: Node, name: Span, value: &CustomValue) -> Option<u32> {
        let written = self.text(name);
        match self.scopes().look_up(node, written, &wanted::FIELD) {
            Found::Declaration(found, "") => Some(self.row(found)),
            Found::Gap => None,
            _ => {
                self.report_unknown_field(name, value);
                None
            }
        }
    }

    fn report_unknown_field(&mut self, name: Span, value: &CustomValue) {
        let written = self.text(name);
        if self.tree.has_gaps || self.stands_in_an_unread_line(written) {
            return;
        }
        let message = format!("no field is named `{written}`");
        let unknown = Diagnostic::new(&rules::UNKNOWN_FIELD, name, message);
        let near = if self.may_look_at_all() { self.nearest_field(written) } else { None };
        let unknown = match near {
            Some(near) => unknown.help(format!("did you mean `{near}`?")).replace(
                format!("replace with `{near}`"),
                name,
                near,
            ),
            None => {
                unknown.help(format!("declare it at the top of the file: `field {written} text`"))
            }
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
        name: Span,
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
            _ => {
                self.report_field_type(name, field, value);
                None
            }
        }
    }

    fn report_field_type(&mut self, name: Span, declared: &Field, value: &CustomValue) {
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
            (FieldKind::Flag, _) => wrong.help(format!("write `{field}: yes` or `{field}: no`")),
            (FieldKind::Date, _) => wrong.help(format!("write a date: `{field}: 2026-03-02`")),
            (FieldKind::Number, _) => wrong.help(format!("write a number: `{field}: 12`")),
            (FieldKind::Text, _) => wrong.help(format!("write a text: `{field}: \"PAY-12\"`")),
            (FieldKind::OneOf(_), _) => {
                wrong.help(format!("write one of its choices: {}", expected(kind)))
            }
        };
        self.report(wrong);
    }
}

fn expected(kind: &FieldKind) -> String {
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
