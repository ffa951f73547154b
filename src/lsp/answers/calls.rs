//! The hierarchy of calls, as one of dependencies: what waits for an item calls it, what it waits for it calls.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use serde::{Deserialize, Serialize};

use super::outline::kind;
use crate::ide::{self, Driving, Target};
use crate::lsp::failure::{Answer, Failure};
use crate::lsp::projects::Project;
use crate::lsp::session::Session;
use crate::lsp::translate::Locations;
use crate::resolve::NodeId;

/// What tells an item from all others, in the next question about it.
#[derive(Serialize, Deserialize)]
struct Name {
    root: PathBuf,
    path: String,
}

/// `textDocument/prepareCallHierarchy`
pub(in crate::lsp) fn prepare(
    session: &mut Session,
    params: &lsp::CallHierarchyPrepareParams,
) -> Answer<Option<Vec<lsp::CallHierarchyItem>>> {
    let at = &params.text_document_position_params;
    let look = session.look(&at.text_document.uri)?;
    let found = ide::item_at(look.view(), look.offset(at.position));
    let item = found.and_then(|target| item(look.project, &look.locations(), target, None));
    Ok(item.map(|item| vec![item]))
}

/// `callHierarchy/incomingCalls`: what waits for an item.
pub(in crate::lsp) fn incoming(
    session: &mut Session,
    params: &lsp::CallHierarchyIncomingCallsParams,
) -> Answer<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
    let (project, node) = named(session, &params.item)?;
    let locations = Locations::new(project, &session.documents);
    let call = |one: Driving| {
        let from = item(project, &locations, one.target, Some(&one))?;
        let from_ranges = ranges(&locations, &one, &from.uri);
        Some(lsp::CallHierarchyIncomingCall { from, from_ranges })
    };
    Ok(Some(ide::drives(project.view(), node).into_iter().filter_map(call).collect()))
}

/// `callHierarchy/outgoingCalls`: what an item waits for.
pub(in crate::lsp) fn outgoing(
    session: &mut Session,
    params: &lsp::CallHierarchyOutgoingCallsParams,
) -> Answer<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
    let (project, node) = named(session, &params.item)?;
    let locations = Locations::new(project, &session.documents);
    let call = |one: Driving| {
        let to = item(project, &locations, one.target, Some(&one))?;
        let from_ranges = ranges(&locations, &one, &params.item.uri);
        Some(lsp::CallHierarchyOutgoingCall { to, from_ranges })
    };
    Ok(Some(ide::driven_by(project.view(), node).into_iter().filter_map(call).collect()))
}

fn item(
    project: &Project,
    locations: &Locations<'_>,
    target: Target,
    driving: Option<&Driving>,
) -> Option<lsp::CallHierarchyItem> {
    let node = target.node?;
    let index = project.view().now.index();
    let path = index.path_of(node);
    let name = Name { root: project.root.clone(), path: path.clone() };
    let lsp::Location { uri, range } = locations.of(target.extent);
    let title = driving.map(|one| one.title.clone()).filter(|title| !title.is_empty());
    Some(lsp::CallHierarchyItem {
        name: title.unwrap_or(path),
        kind: kind(index.declaration(node).kind),
        tags: None,
        detail: driving.map(|one| one.detail.clone()).filter(|detail| !detail.is_empty()),
        uri,
        range,
        selection_range: locations.of(target.span).range,
        data: serde_json::to_value(name).ok(),
    })
}

/// Where it is written that one waits for the other, in the file of the one that waits.
fn ranges(locations: &Locations<'_>, one: &Driving, file: &lsp::Uri) -> Vec<lsp::Range> {
    let places = one.places.iter().map(|span| locations.of(*span));
    places.filter(|place| place.uri == *file).map(|place| place.range).collect()
}

/// The item that a question is about.
fn named<'s>(
    session: &'s Session,
    item: &lsp::CallHierarchyItem,
) -> Result<(&'s Project, NodeId), Failure> {
    let unknown = || Failure::bad_params("the item is not one that was given out");
    let data = item.data.clone().unwrap_or_default();
    let name: Name = serde_json::from_value(data).map_err(|_| unknown())?;
    let project = session.projects.at(&name.root).ok_or_else(Failure::modified)?;
    let index = project.view().now.index();
    let mut items = index.declarations().filter(|(node, _)| index.item(*node).is_some());
    let found = items.find(|(node, _)| index.path_of(*node) == name.path);
    found.map(|(node, _)| (project, node)).ok_or_else(Failure::modified)
}
