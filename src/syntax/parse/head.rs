//! A declaration's own line: its name and title, and what stands in a fixed place of some kinds.

use super::attributes;
use super::literals::name;
use super::reader::Reader;
use super::reports::Read;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{AttributeKind, DeclarationKind};
use crate::text::Span;

/// The name and the title.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) name: Option<Span>,
    pub(super) title: Option<Span>,
}

/// Reads what stands behind a declaration's keyword, up to the end of the line.
pub(super) fn head(reader: &mut Reader<'_, '_>, into: &mut Vec<Attribute>) -> Head {
    let mut head = match reader.kind {
        DeclarationKind::Import => import(reader),
        DeclarationKind::Status => Head::default(),
        _ => named(reader),
    };
    let fixed = match reader.kind {
        DeclarationKind::Status => Some((AttributeKind::Status, attributes::status as Fixed)),
        DeclarationKind::Field => Some((AttributeKind::FieldType, attributes::field_type as Fixed)),
        DeclarationKind::Let => Some((AttributeKind::Let, let_value as Fixed)),
        _ => None,
    };
    if let Some((kind, read)) = fixed {
        let start = reader.here();
        let value = read(reader).unwrap_or(Value::Broken(kind));
        into.push(Attribute { value, span: start.to(reader.last_span()) });
    }
    if reader.kind == DeclarationKind::Status {
        head.title = attributes::optional_text(reader);
    }
    attributes::attributes(reader, into);
    head
}

type Fixed = for<'r, 'a, 's> fn(&'r mut Reader<'a, 's>) -> Read<Value>;

fn named(reader: &mut Reader<'_, '_>) -> Head {
    let name = match reader.peek_word() {
        Some(word) if name::is_identifier(word.text) => {
            reader.skip();
            if matches!(word.text, "start" | "end") && reader.kind.is_item() {
                reader.error(|| {
                    Diagnostic::new(
                        &INVALID_NAME,
                        word.span,
                        format!("`{}` can't name an item", word.text),
                    )
                    .help("`start` and `end` are the names of an item's two points")
                });
            }
            Some(word.span)
        }
        _ => None,
    };
    Head { name, title: attributes::optional_text(reader) }
}

/// `import "mobile.roadmap" as mobile`
fn import(reader: &mut Reader<'_, '_>) -> Head {
    let title = attributes::optional_text(reader);
    if title.is_none() {
        let (found, here) = (attributes::describe_next(reader), reader.here());
        reader.error(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                here,
                format!("expected a file in quotes, found {found}"),
            )
        });
    }
    let name = reader.eat("as").and_then(|_| reader.word()).map(|word| word.span);
    Head { name, title }
}

fn let_value(reader: &mut Reader<'_, '_>) -> Read<Value> {
    if reader.eat("=").is_none() {
        let (found, here) = (attributes::describe_next(reader), reader.here());
        return reader
            .fail(|| Diagnostic::new(&SYNTAX_ERROR, here, format!("expected `=`, found {found}")));
    }
    attributes::let_value(reader)
}
