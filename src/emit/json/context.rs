//! What rows are made from.
//! The paths of all items: each is written several times, so that they are put together once.

use std::cell::Cell;

use super::values::{Path, ResourcePath};
use super::writer::{Value, Writer, escape_into};
use crate::model::{ItemId, ItemKind, ItemWalker, Model, ObjectiveId, ResourceId};
use crate::plan::{Costs, Outlook, Plan};
use crate::text::{Source, Span};

/// The plan, and what is computed of it once for all rows.
pub(super) struct Context<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) model: &'c Model,
    pub(super) outlook: Outlook<'c>,
    pub(super) costs: Costs,
    paths: Paths,
    /// The line that was asked for last: rows stand in the order of their lines.
    last_line: Cell<u32>,
}

/// Where something was written. Lines and columns count from 1, columns in characters.
pub(super) struct SourcePlace<'c> {
    /// The file; `None` where it is the one that a reader takes it for.
    file: Option<&'c str>,
    line: u32,
    column: u32,
}

impl Value for SourcePlace<'_> {
    fn write(self, out: &mut Writer<'_>) {
        out.object(|out| {
            out.put_if("file", self.file);
            out.put("line", i64::from(self.line));
            out.put("column", i64::from(self.column));
        });
    }
}

impl<'c> Context<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let outlook = plan.outlook();
        let costs = outlook.costs();
        let paths = Paths::of(plan.model);
        Self { plan, model: plan.model, outlook, costs, paths, last_line: Cell::new(1) }
    }

    pub(super) fn path(&self, item: ItemId) -> Path<'_> {
        self.paths.of_item(item)
    }

    pub(super) const fn resource(&self, resource: ResourceId) -> ResourcePath<'c> {
        ResourcePath(self.model.resource(resource))
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

/// The paths of all items, as they stand within quotes.
pub(super) struct Paths {
    text: Vec<u8>,
    /// Where the path of each item ends.
    ends: Vec<usize>,
}

impl Paths {
    pub(super) fn of(model: &Model) -> Self {
        let mut paths = Self { text: Vec::new(), ends: Vec::with_capacity(model.items.len()) };
        for item in model.items() {
            match (item.parent(), &item.data().namespace) {
                (Some(parent), _) => {
                    let (start, end) = paths.range(parent.id);
                    paths.text.extend_from_within(start..end);
                    paths.text.push(b'.');
                }
                (None, Some(namespace)) => escape_into(&mut paths.text, namespace),
                (None, None) => {}
            }
            escape_into(&mut paths.text, item.name());
            paths.ends.push(paths.text.len());
        }
        paths
    }

    pub(super) fn of_item(&self, item: ItemId) -> Path<'_> {
        let (start, end) = self.range(item);
        Path(self.text.get(start..end).unwrap_or_default())
    }

    fn range(&self, item: ItemId) -> (usize, usize) {
        let end = |index: Option<usize>| index.and_then(|index| self.ends.get(index)).copied();
        let start = end(item.index().checked_sub(1)).unwrap_or_default();
        (start, end(Some(item.index())).unwrap_or(start))
    }
}
