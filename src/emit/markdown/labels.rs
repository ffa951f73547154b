//! What is blocked, horizons, tags and custom fields: a column each beside what has them, and who has which value.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::report::Report;
use super::table::names;
use super::table::{AS_ABOVE, Align, Left, Right, Table};
use super::{escape, table, words};
use crate::model::{Extras, Field, FieldId, FieldKind, FieldValue, Horizon, IdeaId, Subject};

/// The columns of labels that every roadmap may have.
const BUILT_IN: [&str; 3] = ["Blocked", "Horizon", "Tags"];

/// The columns of labels: `Blocked`, `Horizon`, `Tags`, and one for each of the first custom fields.
pub(super) struct Labels {
    fields: Vec<(FieldId, String, Align)>,
}

impl Labels {
    /// Those of the roadmap, beside columns that a table has by itself: a field of the same title is told from them.
    pub(super) fn of(report: &Report<'_>, own: &[&str]) -> Self {
        let fields = report.model.fields.iter().enumerate().take(table::FIELDS);
        let column = |(index, field): (usize, &Field)| {
            let align = if field.kind == FieldKind::Number { Right } else { Left };
            let heading = heading(field);
            let is_taken =
                own.iter().chain(&BUILT_IN).any(|own| own.eq_ignore_ascii_case(&heading));
            let mark = if is_taken { " (field)" } else { "" };
            (FieldId::from_index(index), heading + mark, align)
        };
        Self { fields: fields.map(column).collect() }
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, Align)> {
        let fields = self.fields.iter().map(|(_, heading, align)| (heading.as_str(), *align));
        BUILT_IN.map(|heading| (heading, Left)).into_iter().chain(fields)
    }

    /// The labels that stand at something itself, a cell each.
    pub(super) fn cells(&self, extras: &Extras) -> impl Iterator<Item = String> {
        let blocked = extras.blocked().map(escape::text).unwrap_or_default();
        let horizon = extras.horizon.map(|of| of.word().to_owned()).unwrap_or_default();
        let tags = names(extras.tags.iter().map(|of| tag(of)));
        let field = |id: FieldId| extras.custom.iter().find(|custom| custom.field == id);
        let fields = self
            .fields
            .iter()
            .map(move |(id, ..)| field(*id).map(|custom| value(&custom.value)).unwrap_or_default());
        [blocked, horizon, tags].into_iter().chain(fields)
    }
}

/// Whether something has labels of its own.
pub(super) fn has_labels(extras: &Extras) -> bool {
    extras.blocked().is_some()
        || extras.horizon.is_some()
        || !extras.tags.is_empty()
        || !extras.custom.is_empty()
}

/// What has which label, by value. Fields of few values are told: `one of`, and flags.
pub(super) fn section(report: &Report<'_>) -> String {
    let bearers = bearers(report);
    let mut table =
        Table::new([("Field", Left), ("Value", Left), ("Items", Right), ("Which", Left)]);
    for group in groups(report, &bearers) {
        let mut label = Some(group.label);
        let more = group.values.len().saturating_sub(table::VALUES);
        for (value, having) in group.values.into_iter().take(table::VALUES) {
            let label = label.take().unwrap_or_else(as_above);
            let titles = having
                .iter()
                .map(|at| bearers.get(*at).map_or_else(String::new, |of| of.title(report)));
            table.push([label, value, having.len().to_string(), names(titles)]);
        }
        if more > 0 {
            table.push([as_above(), format!("… and {more} more"), as_above(), as_above()]);
        }
    }
    table.text()
}

fn as_above() -> String {
    AS_ABOVE.to_owned()
}

/// Something with labels of its own.
struct Bearer<'c> {
    subject: Subject,
    extras: &'c Extras,
}

impl Bearer<'_> {
    fn title(&self, report: &Report<'_>) -> String {
        match self.subject {
            Subject::Item(item) => report.full_title(item),
            subject => escape::text(report.plan.title_of(subject)) + " (idea)",
        }
    }
}

/// Items and ideas that have labels of their own, in order of declaration; what is dropped is left out.
fn bearers<'c>(report: &Report<'c>) -> Vec<Bearer<'c>> {
    let items = report.model.items().filter(|item| report.is_planned(item.id));
    let items = items.map(|item| (Subject::Item(item.id), item.extras()));
    let ideas = report.model.ideas.iter().enumerate();
    let ideas = ideas.map(|(at, idea)| (Subject::Idea(IdeaId::from_index(at)), &idea.extras));
    let all = items.chain(ideas).map(|(subject, extras)| Bearer { subject, extras });
    all.filter(|bearer| has_labels(bearer.extras)).collect()
}

/// A label, its values in their order, and by number the bearers of each.
struct Group {
    label: String,
    values: Vec<(String, Vec<usize>)>,
}

fn groups(report: &Report<'_>, bearers: &[Bearer<'_>]) -> Vec<Group> {
    let with = |values: &dyn Fn(&Extras) -> Vec<String>| by_value(bearers, values);
    let horizons = with(&|of| of.horizon.map(|of| of.word().to_owned()).into_iter().collect());
    let horizons = in_order(horizons, Horizon::ALL.map(|of| of.word().to_owned()));
    let fields = report.model.fields.iter().enumerate().filter(|(_, field)| is_sorting(field));
    let fields = fields.map(|(at, field)| {
        let id = FieldId::from_index(at);
        let set = with(&|of| {
            let customs = of.custom.iter().filter(|custom| custom.field == id);
            customs.map(|custom| value(&custom.value)).collect()
        });
        Group { label: heading(field), values: in_order(set, values_of(&field.kind)) }
    });
    let mut tags: Vec<_> =
        with(&|of| of.tags.iter().map(|of| tag(of)).collect()).into_iter().collect();
    tags.sort_by_key(|(_, having)| Reverse(having.len()));
    let fields: Vec<_> = fields.collect();
    let horizons = Group { label: "Horizon".to_owned(), values: horizons };
    let tags = Group { label: "Tag".to_owned(), values: tags };
    [horizons].into_iter().chain(fields).chain([tags]).collect()
}

/// By value, in the order of their letters: which bearers have it.
fn by_value(
    bearers: &[Bearer<'_>],
    values: &dyn Fn(&Extras) -> Vec<String>,
) -> BTreeMap<String, Vec<usize>> {
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, bearer) in bearers.iter().enumerate() {
        for value in values(bearer.extras) {
            found.entry(value).or_default().push(at);
        }
    }
    found
}

/// Those of some values that something has.
fn in_order(
    mut found: BTreeMap<String, Vec<usize>>,
    values: impl IntoIterator<Item = String>,
) -> Vec<(String, Vec<usize>)> {
    values.into_iter().filter_map(|value| found.remove_entry(&value)).collect()
}

/// Whether a field sorts what has it: there are few values that it can have.
const fn is_sorting(field: &Field) -> bool {
    matches!(field.kind, FieldKind::OneOf(_) | FieldKind::Flag)
}

/// All that a field can be, in its order.
fn values_of(kind: &FieldKind) -> Vec<String> {
    match kind {
        FieldKind::OneOf(choices) => choices.iter().map(|of| escape::text(of)).collect(),
        FieldKind::Flag => [true, false].map(|of| value(&FieldValue::Flag(of))).to_vec(),
        FieldKind::Text | FieldKind::Number | FieldKind::Date => Vec::new(),
    }
}

fn heading(field: &Field) -> String {
    let plain = field.title.as_deref().map_or_else(|| words::sentence(&field.name), str::to_owned);
    escape::text(&plain)
}

fn value(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) | FieldValue::Choice(text) => escape::text(text),
        FieldValue::Number(number) => words::number(*number),
        FieldValue::Date(date) => date.medium(),
        FieldValue::Flag(is_set) => if *is_set { "yes" } else { "no" }.to_owned(),
    }
}

fn tag(tag: &str) -> String {
    escape::text(&format!("#{tag}"))
}
