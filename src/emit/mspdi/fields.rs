//! What MS Project has no field for stands in fields that each project names itself.

use super::xml::Xml;
use crate::diagnostic::{Fate, Losses};
use crate::model::{Field, FieldKind, FieldValue, ItemWalker, Model};
use crate::text::one_line;
use crate::text::words::plain;

/// The numbers of the fields that a project may name: their first name, and runs of a first number and a count.
const TEXTS: (&str, &[(u32, u32)]) = (
    "Text",
    &[
        (188_743_731, 1),
        (188_743_734, 1),
        (188_743_737, 1),
        (188_743_740, 1),
        (188_743_743, 1),
        (188_743_746, 5),
        (188_743_997, 20),
    ],
);
const NUMBERS: (&str, &[(u32, u32)]) = ("Number", &[(188_743_767, 5), (188_743_982, 15)]);
const DATES: (&str, &[(u32, u32)]) = ("Date", &[(188_743_945, 10)]);
const FLAGS: (&str, &[(u32, u32)]) = ("Flag", &[(188_743_752, 10), (188_743_972, 10)]);

/// A field of the project: its number and its name in MS Project, and what it is called.
#[derive(Clone, Debug)]
struct Slot {
    number: u32,
    name: String,
    alias: String,
}

/// The fields of a plan.
#[derive(Debug)]
pub(super) struct Fields {
    path: Slot,
    tags: Slot,
    objectives: Slot,
    promise: Slot,
    /// By custom field of the roadmap.
    custom: Vec<Option<Slot>>,
}

impl Fields {
    pub(super) fn of(model: &Model, losses: &mut Losses) -> Self {
        // From the last back, those of our own; from the first on, those of the roadmap.
        let own = |at: u32, alias: &str| slot(TEXTS, at, alias);
        let mut next = [1_u32; 4];
        let custom = |field: &Field| {
            let (kind, most, place) = match field.kind {
                FieldKind::Text | FieldKind::OneOf(_) => (TEXTS, 27, 0),
                FieldKind::Number => (NUMBERS, 20, 1),
                FieldKind::Date => (DATES, 9, 2),
                FieldKind::Flag => (FLAGS, 20, 3),
            };
            let at = next.get_mut(place).filter(|at| **at <= most);
            let Some(at) = at else {
                let why = format!("MS Project has {most} fields of this kind");
                losses.add(Fate::LeftOut, format!("the field `{}`", field.name), why, "");
                return None;
            };
            *at += 1;
            Some(slot(kind, *at - 1, field.title.as_deref().unwrap_or(&field.name)))
        };
        Self {
            custom: model.fields.iter().map(custom).collect(),
            path: own(30, "Path"),
            tags: own(29, "Tags"),
            objectives: own(28, "Objectives"),
            promise: slot(DATES, 10, "Promised"),
        }
    }

    /// How they are called.
    pub(super) fn declare(&self, xml: &mut Xml) {
        let own = [&self.path, &self.tags, &self.objectives, &self.promise];
        xml.within("ExtendedAttributes", |xml| {
            for slot in own.into_iter().chain(self.custom.iter().flatten()) {
                xml.within("ExtendedAttribute", |xml| {
                    xml.put("FieldID", slot.number);
                    xml.put("FieldName", &slot.name);
                    xml.put("Alias", one_line(&slot.alias));
                });
            }
        });
    }

    /// What an item says in them.
    pub(super) fn write(&self, xml: &mut Xml, item: ItemWalker<'_>) {
        let mut put = |slot: &Slot, value: &str| {
            xml.within("ExtendedAttribute", |xml| {
                xml.put("FieldID", slot.number);
                xml.put("Value", one_line(value));
            });
        };
        put(&self.path, &item.path());
        let (model, extras) = (item.model, item.extras());
        let tags: Vec<&str> = extras.tags.iter().map(|tag| &**tag).collect();
        let objective = |id: &crate::model::ObjectiveId| model.objectives.get(id.index());
        let objectives = extras.objectives.iter().filter_map(|(id, _)| objective(id));
        let objectives: Vec<&str> = objectives.map(|of| &*of.name).collect();
        for (slot, names) in [(&self.tags, tags), (&self.objectives, objectives)] {
            if !names.is_empty() {
                put(slot, &names.join(", "));
            }
        }
        if let Some(promise) = &item.dates().promised {
            put(&self.promise, &format!("{}T00:00:00", promise.date.moment.last_day()));
        }
        for of in &extras.custom {
            if let Some(slot) = self.custom.get(of.field.index()).and_then(Option::as_ref) {
                put(slot, &value(&of.value));
            }
        }
    }
}

fn value(of: &FieldValue) -> String {
    match of {
        FieldValue::Text(text) | FieldValue::Choice(text) => text.to_string(),
        FieldValue::Number(number) => plain(number.0),
        FieldValue::Date(date) => format!("{date}T00:00:00"),
        FieldValue::Flag(is_so) => u8::from(*is_so).to_string(),
    }
}

/// The field of a kind with this number, from one on.
fn slot((kind, runs): (&str, &[(u32, u32)]), at: u32, alias: &str) -> Slot {
    let mut left = at.saturating_sub(1);
    let mut number = 0;
    for (first, count) in runs {
        if left < *count {
            number = first + left;
            break;
        }
        left -= count;
    }
    Slot { number, name: format!("{kind}{at}"), alias: alias.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_the_numbers_that_ms_project_gave_them() {
        for (kind, at, number) in [
            (TEXTS, 1, 188_743_731),
            (TEXTS, 6, 188_743_746),
            (TEXTS, 10, 188_743_750),
            (TEXTS, 11, 188_743_997),
            (TEXTS, 30, 188_744_016),
            (NUMBERS, 5, 188_743_771),
            (NUMBERS, 20, 188_743_996),
            (DATES, 10, 188_743_954),
            (FLAGS, 11, 188_743_972),
        ] {
            assert_eq!(slot(kind, at, "").number, number, "{}{at}", kind.0);
        }
    }
}
