//! What an item is to the schedule.

use crate::model::{ItemKind, Model};
use crate::schedule::table::Rows;

/// What an item is to the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) enum Role {
    /// It is dropped, itself or with what it stands in, and takes no part.
    Dropped,
    /// It spans the parts inside it.
    Container,
    /// It is worked on.
    Work,
    /// It is a moment: a milestone or a release.
    Point,
    /// It would hold parts, but has none that is not dropped: an empty stream.
    Empty,
}

/// The roles of all items, by id.
pub(in crate::schedule) fn roles(model: &Model) -> Rows<Role> {
    roles_and_alap(model).0
}

/// Likewise, and whether anything is to be as late as possible: it is asked in the same way through the items.
pub(in crate::schedule) fn roles_and_alap(model: &Model) -> (Rows<Role>, bool) {
    let mut roles = Rows::filled(Role::Empty, model.items.len());
    let mut dropped_until = 0;
    let mut has_alap = false;
    for item in model.items() {
        let data = item.data();
        has_alap |= item.dates().alap.is_some();
        if item.progress().dropped.is_some() {
            dropped_until = dropped_until.max(data.subtree_end.index());
        }
        let role = match data.kind {
            _ if item.id.index() < dropped_until => Role::Dropped,
            ItemKind::Milestone | ItemKind::Release => Role::Point,
            // Until a part is found that is not dropped.
            _ if data.has_parts || data.kind == ItemKind::Stream => Role::Empty,
            _ => Role::Work,
        };
        roles[item.id] = role;
        if let (true, Some(parent)) = (role != Role::Dropped, data.parent) {
            roles[parent] = Role::Container;
        }
    }
    (roles, has_alap)
}
