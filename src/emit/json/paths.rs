//! The paths of all items: each is written several times, so that they are put together once.

use super::values::Path;
use super::writer::escape_into;
use crate::model::{ItemId, Model};

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
