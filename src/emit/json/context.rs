//! What rows are made from.

use std::cell::Cell;

use serde::Serialize;

use crate::model::{ItemId, ItemKind, ItemWalker, Model, ObjectiveId, ResourceId};
use crate::plan::{Costs, Outlook, Plan};
use crate::text::{Source, Span};

/// The plan, and what is computed of it once for all rows.
pub(super) struct Context<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) model: &'c Model,
    pub(super) outlook: Outlook<'c>,
    pub(super) costs: Costs,
    /// By item: its path, which is written several times.
    paths: Vec<String>,
    /// The line that was asked for last: rows stand in the order of their lines.
    last_line: Cell<u32>,
}

/// Where something was written. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
pub(super) struct SourcePlace<'c> {
    /// The file; `None` where it is the one that a reader takes it for.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'c str>,
    line: u32,
    column: u32,
}

impl<'c> Context<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let outlook = plan.outlook();
        let costs = outlook.costs();
        let paths = paths_of(plan.model);
        Self { plan, model: plan.model, outlook, costs, paths, last_line: Cell::new(1) }
    }

    /// An item's path: `checkout.api`.
    pub(super) fn path(&self, item: ItemId) -> &str {
        self.paths.get(item.index()).map_or("", String::as_str)
    }

    /// A team's, person's or resource's path: `platform.ana`.
    pub(super) fn resource(&self, resource: ResourceId) -> String {
        let resource = self.model.resource(resource);
        match resource.team() {
            Some(team) => format!("{}.{}", team.name(), resource.name()),
            None => resource.name().to_owned(),
        }
    }

    /// The path of something that stands inside an item, or at the top: `checkout.late-vendor`.
    pub(super) fn inside(&self, item: Option<ItemId>, name: &str) -> String {
        item.map_or_else(|| name.to_owned(), |item| format!("{}.{name}", self.path(item)))
    }

    /// The name of an objective.
    pub(super) fn objective(&self, id: ObjectiveId) -> &'c str {
        self.model.objectives.get(id.index()).map_or("", |objective| &objective.name)
    }

    /// Where the header was written.
    pub(super) fn source_of_header(&self) -> Option<SourcePlace<'c>> {
        let span = self.model.header.span;
        let sources = &self.model.sources;
        let file = sources.source(sources.source_of(span)).map(Source::path);
        Some(SourcePlace { file, ..self.source(span)? })
    }

    /// Where a row was written, which mostly is in the file of the header; `None` of what was not written by anybody.
    pub(super) fn source(&self, span: Span) -> Option<SourcePlace<'c>> {
        self.source_within(span, self.model.header.span)
    }

    /// Where something of a row was written, which mostly is in the file of the row itself.
    pub(super) fn source_within(&self, span: Span, row: Span) -> Option<SourcePlace<'c>> {
        if span == Span::default() {
            return None;
        }
        let sources = &self.model.sources;
        let place = sources.place_near(span, self.last_line.get());
        self.last_line.set(place.line);
        let id = sources.source_of(span);
        let is_elsewhere = id != sources.source_of(row);
        let file = sources.source(id).filter(|_| is_elsewhere).map(Source::path);
        Some(SourcePlace { file, line: place.line, column: place.column })
    }

    pub(super) fn releases(&self) -> impl Iterator<Item = ItemWalker<'c>> {
        self.model.items().filter(|item| item.kind() == ItemKind::Release)
    }
}

/// The paths of all items: what an item stands in comes before it.
fn paths_of(model: &Model) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(model.items.len());
    for item in model.items() {
        let outer = item.parent().and_then(|parent| paths.get(parent.id.index()));
        let namespace = item.data().namespace.as_deref().unwrap_or_default();
        let path = outer.map_or_else(
            || format!("{namespace}{}", item.name()),
            |outer| format!("{outer}.{}", item.name()),
        );
        paths.push(path);
    }
    paths
}
