//! The dates that a file says beside those that the roadmap has.

use super::draft::Kind;
use super::tree::Tree;
use super::values::When;
use super::write::path;

/// The dates of an item as the file says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The item in the roadmap, by its path.
    pub path: String,
    /// Its title.
    pub title: String,
    /// When it starts.
    pub start: Option<When>,
    /// When it ends.
    pub end: Option<When>,
    /// Where the file says so.
    pub place: String,
}

/// What the file says of each item that is planned.
pub(super) fn stated(tree: &Tree) -> Vec<Stated> {
    let dated = tree.nodes.iter().enumerate().filter(|(_, node)| {
        node.kind != Kind::Idea && (node.item.start.is_some() || node.item.end.is_some())
    });
    let stated = |(index, node): (usize, &super::tree::Node)| {
        let item = &node.item;
        let path = path(usize::MAX, index, tree)?;
        Some(Stated {
            path,
            title: item.title.clone(),
            start: item.start,
            end: item.end,
            place: item.place.clone(),
        })
    };
    dated.filter_map(stated).collect()
}
