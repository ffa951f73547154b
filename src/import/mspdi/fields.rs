//! Custom fields: extended attributes, and outline codes with their tables of values.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::values::{decimal, minutes, when};
use crate::import::draft::{Draft, FieldKind, Item};
use crate::import::input::shown;
use crate::import::values::{Amount, Number};
use crate::import::xml::{Lines, all, child, text};

/// The custom fields of a file.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// By field: what it is called, and what its values are.
    named: FxHashMap<&'a str, (&'a str, Values)>,
    /// By field: what it says of an item, in a file that was made of a roadmap.
    own: FxHashMap<&'a str, Own>,
    /// By field and number of a value: what the value is.
    tables: FxHashMap<(&'a str, &'a str), &'a str>,
}

/// What `milepost` keeps in fields when it writes the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Path,
    Tags,
    Objectives,
    Promised,
}

/// By the field and what it is called.
const OWN: [(&str, &str, Own); 4] = [
    ("Text30", "Path", Own::Path),
    ("Text29", "Tags", Own::Tags),
    ("Text28", "Objectives", Own::Objectives),
    ("Date10", "Promised", Own::Promised),
];

/// What the values of a field are, as MS Project calls its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Text,
    Number,
    Money,
    Date,
    Flag,
    Duration,
}

impl Values {
    /// By the name of the field, such as `Text1` or `Enterprise Cost3`.
    fn of(name: &str) -> Self {
        const WORDS: [(&str, Values); 6] = [
            ("Number", Values::Number),
            ("Cost", Values::Money),
            ("Date", Values::Date),
            ("Start", Values::Date),
            ("Finish", Values::Date),
            ("Flag", Values::Flag),
        ];
        let word = name.rsplit(' ').next().unwrap_or(name);
        let word = word.trim_end_matches(|sign: char| sign.is_ascii_digit());
        if word == "Duration" {
            return Self::Duration;
        }
        WORDS.iter().find(|(known, _)| *known == word).map_or(Self::Text, |(_, values)| *values)
    }

    const fn kind(self) -> FieldKind {
        match self {
            Self::Text | Self::Duration => FieldKind::Text,
            Self::Number | Self::Money => FieldKind::Number,
            Self::Date => FieldKind::Date,
            Self::Flag => FieldKind::Flag,
        }
    }

    /// A value as a roadmap has it.
    fn value(self, said: &str, day: i64) -> Option<String> {
        Some(match self {
            Self::Text => said.to_owned(),
            Self::Number => decimal(said)?.to_string(),
            Self::Money => Number(decimal(said)?.0 / 100).to_string(),
            Self::Date => when(said)?.date.to_string(),
            Self::Flag => if matches!(said, "1" | "true") { "yes" } else { "no" }.to_owned(),
            Self::Duration => Amount::of_minutes(minutes(said)?, day).to_string(),
        })
    }
}

/// Reads the definitions.
pub(super) fn read<'a>(project: Node<'a, '_>) -> Fields<'a> {
    let mut fields = Fields::default();
    let list = child(project, "ExtendedAttributes");
    for field in list.into_iter().flat_map(|list| all(list, "ExtendedAttribute")) {
        let Some(id) = text(field, "FieldID") else { continue };
        let name = text(field, "FieldName").unwrap_or(id);
        let title = text(field, "Alias").unwrap_or(name);
        let own = OWN.iter().find(|(field, alias, _)| (*field, *alias) == (name, title));
        fields.own.extend(own.map(|(_, _, own)| (id, *own)));
        fields.named.insert(id, (title, Values::of(name)));
        fields.table(id, child(field, "ValueList"));
    }
    let list = child(project, "OutlineCodes");
    for code in list.into_iter().flat_map(|list| all(list, "OutlineCode")) {
        let Some(id) = text(code, "FieldID") else { continue };
        let title = text(code, "Alias").or_else(|| text(code, "FieldName")).unwrap_or(id);
        fields.named.insert(id, (title, Values::Text));
        fields.table(id, child(code, "Values"));
    }
    fields
}

impl<'a> Fields<'a> {
    /// Whether the file was made of a roadmap.
    pub(super) fn are_of_a_roadmap(&self) -> bool {
        self.own.values().any(|own| *own == Own::Path)
    }

    fn table(&mut self, field: &'a str, list: Option<Node<'a, '_>>) {
        for value in list.into_iter().flat_map(|list| all(list, "Value")) {
            let said = text(value, "Value");
            for id in
                ["ValueID", "ID", "FieldGUID"].into_iter().filter_map(|name| text(value, name))
            {
                if let Some(said) = said {
                    self.tables.insert((field, id), said);
                }
            }
        }
    }

    /// The custom fields of a task.
    pub(super) fn of_task(
        &self,
        (task, day): (Node<'a, '_>, i64),
        item: &mut Item,
        lines: &Lines,
        draft: &mut Draft,
    ) {
        let values = task
            .children()
            .filter(|node| matches!(node.tag_name().name(), "ExtendedAttribute" | "OutlineCode"));
        for node in values {
            let Some(id) = text(node, "FieldID") else { continue };
            let (title, values) = self.named.get(id).copied().unwrap_or((id, Values::Text));
            let mut ids = ["ValueID", "ValueGUID"].into_iter().filter_map(|name| text(node, name));
            let looked_up = ids.find_map(|value| self.tables.get(&(id, value)).copied());
            let Some(said) = text(node, "Value").or(looked_up) else { continue };
            if let Some(own) = self.own.get(id) {
                say(*own, said, item, draft);
                continue;
            }
            let says_nothing = values == Values::Flag && said == "0";
            if says_nothing {
                continue;
            }
            let Some(value) = values.value(said, day) else {
                let why = format!("{} is not what the field holds", shown(said));
                draft.left_out(format!("custom field {}", shown(title)), why, &lines.place(node));
                continue;
            };
            let field = draft.field(title, values.kind());
            if !item.fields.iter().any(|(known, _)| *known == field) {
                item.fields.push((field, value));
            }
        }
    }
}

/// What a field of a roadmap says of an item.
fn say(own: Own, said: &str, item: &mut Item, draft: &mut Draft) {
    let names = || said.split(',').map(str::trim).filter(|name| !name.is_empty());
    match own {
        Own::Path => item.path = Some(said.to_owned()),
        Own::Tags => item.tags.extend(names().map(ToOwned::to_owned)),
        Own::Objectives => {
            for name in names() {
                let objective = draft.objective(name);
                item.objectives.push(objective);
            }
        }
        Own::Promised => item.promised = when(said).map(|when| when.date.to_string()),
    }
}
