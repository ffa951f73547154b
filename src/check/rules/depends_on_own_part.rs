//! `depends-on-own-part`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, ItemWalker};

/// No item waits for what stands in it, nor for what it stands in.
pub(super) fn no_item_waits_for_its_own_part(facts: Facts<'_>, out: &mut Diagnostics) {
    for id in &facts.schedule.cycle_report.own_parts {
        let dependency = facts.model.dependency(*id);
        let Anchor::Item(anchor, _) = dependency.anchor else { continue };
        let (item, anchor) = (facts.model.item(dependency.item), facts.model.item(anchor));
        facts.report(&rules::DEPENDS_ON_OWN_PART, dependency.span, out, || {
            tell(dependency, item, anchor)
        });
    }
}

fn tell(dependency: &Dependency, item: ItemWalker<'_>, anchor: ItemWalker<'_>) -> Diagnostic {
    let (waits, awaited) = (words::title(item), words::title(anchor));
    let new = |message| Diagnostic::new(&rules::DEPENDS_ON_OWN_PART, dependency.span, message);
    if item.id == anchor.id {
        return new(format!("{waits} can't wait for itself"))
            .here("the same item")
            .help("take it out, or name what it waits for");
    }
    if item.encloses(anchor.id) {
        return new(format!("{waits} can't wait for {awaited}, which stands in it"))
            .here(format!("holds for every part of {waits}, this one too"))
            .label(anchor.span(), "stands in it")
            .help(format!("let the other parts of {waits} wait for {awaited}"));
    }
    new(format!("{waits} can't wait for {awaited}, in which it stands"))
        .here(format!("ends when its last part does, {waits} too"))
        .label(anchor.span(), format!("{waits} stands in this"))
        .help(format!("let {waits} wait for the other parts of {awaited}"))
}
