//! What a row says of what it waits for and stands in, in the words of its cells.

use super::super::LinkKind;

/// What a row says that can only be settled when all are known.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Its row in the table.
    pub(in crate::import) row: usize,
    /// Other names of the item.
    pub(in crate::import) aliases: Vec<String>,
    /// How deep it stands.
    pub(in crate::import) level: Option<u32>,
    /// Its outline number.
    pub(in crate::import) outline: String,
    /// How far its title is indented.
    pub(in crate::import) depth: usize,
    /// What it is a part of, in the words of several columns, each with the rank of its column.
    pub(in crate::import) parents: Vec<(usize, String)>,
    /// What was found of its parent.
    pub(in crate::import) part_of: Option<usize>,
    /// Its cells of predecessors, and which link the column is of.
    pub(in crate::import) waits: Vec<(Option<LinkKind>, String)>,
    /// Its cells of successors, and which link the column is of.
    pub(in crate::import) blocks: Vec<(Option<LinkKind>, String)>,
    /// Somebody works on it.
    pub(in crate::import) is_under_way: bool,
    /// Nothing else is said of it than its title.
    pub(in crate::import) is_only_title: bool,
}
