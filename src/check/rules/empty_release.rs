//! `empty-release`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemKind, ItemWalker};
use crate::text::Span;

/// Something ships in every release.
pub(super) fn something_ships_in_every_release(facts: Facts<'_>, out: &mut Diagnostics) {
    let ships = Ships::of(facts);
    let releases = facts.written_of(facts.points()).filter(|item| item.kind() == ItemKind::Release);
    for release in releases.filter(|release| release.dependencies().is_empty()) {
        let index = release.id.index();
        if ships.something.get(index) == Some(&true) || facts.doubt.is_about(release.name()) {
            continue;
        }
        facts.report(&rules::EMPTY_RELEASE, release.span(), out, || {
            tell(release, ships.dropped.get(index).copied().flatten())
        });
    }
}

/// What ships in each release, by its id.
struct Ships {
    something: Vec<bool>,
    /// Where something is said to ship that is dropped.
    dropped: Vec<Option<Span>>,
}

impl Ships {
    fn of(facts: Facts<'_>) -> Self {
        let count = facts.model.items.len();
        let has_releases = facts.model.items.iter().any(|item| item.kind == ItemKind::Release);
        let rows = if has_releases { count } else { 0 };
        let mut ships = Self { something: vec![false; rows], dropped: vec![None; rows] };
        for item in facts.with_extras() {
            for (release, span) in &item.extras().releases {
                ships.add(release.index(), facts.is_scheduled(item), *span);
            }
        }
        ships
    }

    fn add(&mut self, release: usize, is_scheduled: bool, span: Span) {
        if let Some(something) = self.something.get_mut(release) {
            *something |= is_scheduled;
        }
        if let Some(dropped) = self.dropped.get_mut(release).filter(|_| !is_scheduled) {
            dropped.get_or_insert(span);
        }
    }
}

fn tell(release: ItemWalker<'_>, dropped: Option<Span>) -> Diagnostic {
    let message = format!("nothing ships in the release {}", words::title(release));
    let diagnostic = Diagnostic::new(&rules::EMPTY_RELEASE, release.span(), message);
    let name = release.name();
    match dropped {
        Some(span) => diagnostic.label(span, "what would ship in it is dropped").help(format!(
            "all that ships in it is dropped: drop it too, or write `in {name}` at what is planned"
        )),
        None => diagnostic.help(format!("write `in {name}` at what ships in it")),
    }
}
