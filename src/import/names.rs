//! The names of everything that is no item: people, objectives, calendars, fields, rhythms, tags.

use rustc_hash::{FxHashMap, FxHashSet};

use super::calendar::Calendar;
use super::draft::{Draft, Target};
use super::ids::Ids;
use crate::diagnostic::Diagnostics;
use crate::syntax;
use crate::text::{Source, Sources};

/// Ids by their place in the draft.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Of people, teams and things.
    pub(super) resources: Vec<String>,
    /// Of objectives.
    pub(super) objectives: Vec<String>,
    /// Of calendars; nothing of those that are what a roadmap works by anyway.
    calendars: Vec<Option<String>>,
    /// Of custom fields.
    pub(super) fields: Vec<String>,
    /// Of rhythms.
    pub(super) cadences: Vec<String>,
    by_resource: FxHashMap<String, usize>,
    by_objective: FxHashMap<String, usize>,
}

impl Names {
    /// The names of what a draft declares.
    pub(super) fn of(draft: &Draft) -> Self {
        let mut ids = Ids::default();
        let resources = draft
            .resources
            .iter()
            .map(|of| ids.take(of.id.as_ref().unwrap_or(&of.title), "someone"))
            .collect();
        let mut ids = Ids::default();
        let objectives = draft
            .objectives
            .iter()
            .map(|of| ids.take(of.id.as_ref().unwrap_or(&of.title), "objective"))
            .collect();
        let mut ids = Ids::default();
        // Without any calendar a roadmap works by the usual one, which need not be declared.
        let of_all = draft.calendar.and_then(|index| draft.calendars.get(index));
        let is_usual = of_all.is_none_or(Calendar::is_usual);
        let calendars = draft
            .calendars
            .iter()
            .map(|of| (!is_usual || !of.is_usual()).then(|| ids.take(&of.title, "calendar")));
        let calendars = calendars.collect();
        let mut ids = Ids::default();
        let fields = draft.fields.iter().map(|of| {
            // A field is not called like an attribute.
            let id = ids.take(&of.title, "field");
            if is_read(&id) { id } else { ids.take(&format!("{id}-field"), "field") }
        });
        let fields = fields.collect();
        let mut ids = Ids::default();
        let cadences = draft
            .cadences
            .iter()
            .map(|of| ids.take(of.id.as_ref().unwrap_or(&of.title), "sprint"))
            .collect();
        let mut names =
            Self { resources, objectives, calendars, fields, cadences, ..Self::default() };
        for (index, resource) in draft.resources.iter().enumerate().rev() {
            names.by_resource.insert(resource.title.clone(), index);
        }
        for (index, resource) in draft.resources.iter().enumerate().rev() {
            names.by_resource.insert(resource.key.clone(), index);
        }
        for (index, objective) in draft.objectives.iter().enumerate().rev() {
            names.by_objective.insert(objective.key.clone(), index);
        }
        names
    }

    /// The id of a person, a team or a thing.
    pub(super) fn resource(&self, target: &Target) -> Option<&str> {
        let index = self.by_resource.get(target.said())?;
        self.resources.get(*index).map(String::as_str)
    }

    /// The id of a calendar, where that is declared.
    pub(super) fn calendar(&self, index: Option<usize>) -> Option<&str> {
        self.calendars.get(index?)?.as_deref()
    }

    /// The id of an objective.
    pub(super) fn objective(&self, target: &Target) -> Option<&str> {
        let index = self.by_objective.get(target.said())?;
        self.objectives.get(*index).map(String::as_str)
    }
}

/// Whether a custom field of that name is read as one: attributes have their names, and words that are taken for them are none.
fn is_read(id: &str) -> bool {
    let text = format!("field {id} \"F\" text\ntask a  {id}: \"x\"\n");
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::new());
    let Some(source) = sources.add(Source::new("field", text)) else { return false };
    syntax::parse(&sources, source, &mut diagnostics);
    diagnostics.iter().next().is_none() && !syntax::keyword::is_of_items(id)
}

/// Tags as the language has them: words with `-`, each once.
pub(super) fn tags(tags: &[String]) -> impl Iterator<Item = String> {
    let mut known = FxHashSet::default();
    tags.iter().filter_map(move |tag| {
        let tag = Ids::default().take(tag, "");
        (!tag.is_empty() && known.insert(tag.clone())).then_some(tag)
    })
}
