//! What ships in which release.

use super::shortlists::Shortlists;
use crate::model::{ItemId, Model};
use crate::text::Span;

/// Something ships in a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shipment {
    pub(super) release: ItemId,
    pub(super) item: ItemId,
    /// Where that is written.
    pub(super) span: Span,
}

/// All that is said to ship, by release, then in order of declaration.
pub(super) struct Shipping(Vec<Shipment>);

impl Shipping {
    pub(super) fn of(model: &Model, few: &Shortlists) -> Self {
        let mut all = Vec::new();
        for item in few.with_extras.iter().map(|item| model.item(*item)) {
            let releases = item.extras().releases.iter();
            all.extend(releases.map(|(release, span)| Shipment {
                release: *release,
                item: item.id,
                span: *span,
            }));
        }
        all.sort_unstable();
        Self(all)
    }

    /// What is said to ship in a release.
    pub(super) fn of_release(&self, release: ItemId) -> &[Shipment] {
        let first = self.0.partition_point(|one| one.release < release);
        let rest = self.0.get(first..).unwrap_or_default();
        let count = rest.partition_point(|one| one.release == release);
        rest.get(..count).unwrap_or_default()
    }
}
