//! `dependency-cycle`

use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemId, ItemWalker, Model};
use crate::schedule::{CycleCause, CycleEdge};

/// How many links of a ring are named and labelled.
const SHOWN: usize = 20;

/// No item waits for itself.
///
/// Of the items that wait for each other the shortest ring is told.
pub(super) fn no_item_waits_for_itself(facts: Facts<'_>, out: &mut Diagnostics) {
    for edges in &facts.schedule.cycle_report.cycles {
        let ring = Ring::of(facts.model, edges);
        let Some(first) = ring.edges.first() else { continue };
        facts.report(&rules::DEPENDENCY_CYCLE, first.span, out, || ring.tell());
    }
}

/// Items that wait for each other, in the order of waiting, from the link on that looks odd.
struct Ring<'m> {
    model: &'m Model,
    edges: Vec<CycleEdge>,
    /// Whether the first link is the only one that goes against the order in which the items are written.
    is_odd_first: bool,
}

impl<'m> Ring<'m> {
    fn of(model: &'m Model, edges: &[CycleEdge]) -> Self {
        let mut edges = edges.to_vec();
        let is_odd = |edge: &CycleEdge| edge.waiting < edge.awaited;
        let odd = edges.iter().filter(|edge| is_odd(edge)).count();
        let first = edges.iter().position(is_odd).unwrap_or(0);
        edges.rotate_left(first);
        Self { model, edges, is_odd_first: odd == 1 }
    }

    fn tell(&self) -> Diagnostic {
        let Some((first, rest)) = self.edges.split_first() else {
            return Diagnostic::new(&rules::DEPENDENCY_CYCLE, crate::text::Span::default(), "");
        };
        let item = self.name(first.waiting);
        let message = format!("`{item}` waits for itself: {}", self.drawn());
        let mut diagnostic = Diagnostic::new(&rules::DEPENDENCY_CYCLE, first.span, message)
            .here(self.said(first, self.edges.last()));
        for (edge, before) in rest.iter().zip(&self.edges).take(SHOWN) {
            diagnostic = diagnostic.label(edge.span, self.said(edge, Some(before)));
        }
        diagnostic.help(self.advice(first))
    }

    /// `api → load → build → api`, each waiting for the next, or hanging together with it.
    fn drawn(&self) -> String {
        let next = self.edges.iter().cycle().skip(1);
        let ends = self.edges.iter().zip(next).flat_map(|(edge, next)| {
            let jump = (edge.awaited != next.waiting).then_some(edge.awaited);
            std::iter::once(edge.waiting).chain(jump)
        });
        let mut names: Vec<_> = ends.map(|id| self.name(id)).collect();
        if names.len() > SHOWN {
            let more = names.len() - SHOWN;
            names.truncate(SHOWN);
            names.push(format!("{more} more"));
        }
        names.extend(self.edges.first().map(|edge| self.name(edge.waiting)));
        names.join(" → ")
    }

    /// What one link says, and how it hangs on the one before where that waits for something around or inside it.
    fn said(&self, edge: &CycleEdge, before: Option<&CycleEdge>) -> String {
        let (waiting, awaited) = (self.name(edge.waiting), self.name(edge.awaited));
        let says = match edge.cause {
            CycleCause::Release => format!("`{awaited}` ships in `{waiting}`, which waits for it"),
            CycleCause::Dependency(_) => format!("`{waiting}` waits for `{awaited}` here"),
        };
        let Some(before) = before.filter(|before| before.awaited != edge.waiting) else {
            return says;
        };
        let inner = self.name(before.awaited);
        if self.model.item(edge.waiting).encloses(before.awaited) {
            format!("{says}, and with it `{inner}`, because it stands in `{waiting}`")
        } else {
            format!("{says}, and `{inner}` ends no earlier, because `{waiting}` stands in it")
        }
    }

    fn advice(&self, first: &CycleEdge) -> String {
        let (waiting, awaited) = (self.name(first.waiting), self.name(first.awaited));
        if first.waiting == first.awaited {
            return format!("take out that `{waiting}` waits for itself");
        }
        if self.is_odd_first {
            return format!(
                "`{waiting}` waits for `{awaited}`, which is written after it: if that is the link that isn't true, take it out"
            );
        }
        "take out the link that isn't true, or split the item of which only a part has to wait"
            .to_owned()
    }

    /// The name of an item; its path where others of the ring have the same name.
    fn name(&self, id: ItemId) -> String {
        let item = self.model.item(id);
        let ends = self.edges.iter().take(SHOWN).flat_map(|edge| [edge.waiting, edge.awaited]);
        let mut others = ends.filter(|other| *other != id).map(|other| self.model.item(other));
        let is_shared = others.any(|other: ItemWalker<'_>| other.name() == item.name());
        if is_shared { item.path() } else { item.name().to_owned() }
    }
}
