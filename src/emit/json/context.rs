//! What rows are made from.

use serde::Serialize;

use super::values::{Path, ResourcePath};
use crate::model::{ItemId, ItemKind, ItemWalker, ResourceId};
use crate::plan::{Costs, Outlook, Plan};
use crate::text::Span;

/// The plan, and what is computed of it once for all rows.
pub(super) struct Context<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) outlook: Outlook<'c>,
    pub(super) costs: Costs,
}

/// Where something was written. Lines and columns count from 1, columns in characters.
#[derive(Serialize)]
pub(super) struct SourcePlace<'c> {
    file: &'c str,
    line: u32,
    column: u32,
}

impl<'c> Context<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let outlook = plan.outlook();
        let costs = outlook.costs();
        Self { plan, outlook, costs }
    }

    pub(super) const fn path(&self, item: ItemId) -> Path<'c> {
        Path(self.plan.model.item(item))
    }

    pub(super) const fn resource(&self, resource: ResourceId) -> ResourcePath<'c> {
        ResourcePath(self.plan.model.resource(resource))
    }

    /// The name of an objective.
    pub(super) fn objective(&self, id: crate::model::ObjectiveId) -> &'c str {
        self.plan.model.objectives.get(id.index()).map_or("", |objective| &objective.name)
    }

    /// Where something was written; `None` of what was not written by anybody.
    pub(super) fn source(&self, span: Span) -> Option<SourcePlace<'c>> {
        if span == Span::default() {
            return None;
        }
        let sources = &self.plan.model.sources;
        // Not the name, which tells from where the program ran.
        let file = sources.source(sources.source_of(span))?.path();
        let place = sources.place(span);
        Some(SourcePlace { file, line: place.line, column: place.column })
    }

    pub(super) fn releases(&self) -> impl Iterator<Item = ItemWalker<'c>> {
        self.plan.model.items().filter(|item| item.kind() == ItemKind::Release)
    }
}
