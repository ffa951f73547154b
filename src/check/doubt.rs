//! What errors put in doubt, so that no report is a consequence of another.
//!
//! An error of meaning (a name not found, a line that can't be read, a cycle) leaves something out of the model, which knows of it
//! ([`Gaps`]). The item that it stands in, what is inside, what it stands in, and everything that waits for one of them has dates that may
//! be wrong: they are not judged. An error outside the items, in the header or a calendar, puts all dates in doubt. What remains is judged
//! as ever.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostics, Severity, rules};
use crate::model::{Anchor, Gaps, ItemId, ItemWalker, Model, Places};
use crate::schedule::{Idle, Schedule};
use crate::text::{Span, did_you_mean};

/// What errors put in doubt.
pub(super) struct Doubt<'m> {
    /// What is missing from the model, if there is any doubt.
    gaps: Option<&'m Gaps>,
    is_total: bool,
    /// By item id; both empty where there is no doubt at all.
    words: Vec<bool>,
    dates: Vec<bool>,
    /// How many more names are compared with those that are wrong.
    comparisons: Cell<u32>,
}

/// How many names are compared with all that are wrong.
const COMPARISONS: u32 = 10_000;

impl<'m> Doubt<'m> {
    /// No doubt at all.
    pub(super) const fn none() -> Self {
        Self {
            gaps: None,
            is_total: false,
            words: Vec::new(),
            dates: Vec::new(),
            comparisons: Cell::new(COMPARISONS),
        }
    }

    /// What the errors so far put in doubt: those that the model knows of, and those of its meaning. Linear in the roadmap, and free where
    /// there are none.
    pub(super) fn after(model: &'m Model, schedule: &Schedule, out: &Diagnostics) -> Self {
        if !out.has_errors() {
            return Self::none();
        }
        let gaps = &model.gaps;
        let mut items = gaps.items.clone();
        let places = Places::of(model);
        // It is known exactly which items never work.
        let of_meaning = out.iter().filter(|said| {
            said.severity == Severity::Error
                && said.rule != &rules::NEVER_WORKS
                && super::rules::is_of_meaning(said.rule)
        });
        items.extend(of_meaning.filter_map(|said| places.innermost_item(said.primary.span)));
        let words = words_of(model, &items);
        items.extend(schedule.cycle_report.cycles.iter().flatten().map(|edge| edge.waiting));
        items.extend(idle_items(model, &schedule.never_works));
        let has_header = model.header.span != Span::default();
        Self {
            gaps: Some(gaps),
            is_total: gaps.is_everywhere || !has_header || out.has_untold_errors(),
            words,
            dates: dates_of(model, items),
            ..Self::none()
        }
    }

    /// Whether something may be missing from what is written of an item, at it or at what it stands in.
    pub(super) fn is_in_words_of(&self, item: ItemId) -> bool {
        self.is_total || self.words.get(item.index()).is_some_and(|doubt| *doubt)
    }

    /// Whether the dates of an item may be wrong.
    pub(super) fn is_in_dates_of(&self, item: ItemId) -> bool {
        self.is_total || self.dates.get(item.index()).is_some_and(|doubt| *doubt)
    }

    /// Whether any date may be wrong, so that sums over all of them may be.
    pub(super) fn is_in_any_date(&self) -> bool {
        self.is_total || !self.dates.is_empty()
    }

    /// Whether what could not be read may have meant this name.
    pub(super) fn is_about(&self, name: &str) -> bool {
        self.is_total
            || self.gaps.is_some_and(|gaps| gaps.names.contains(name) || self.is_near(name, gaps))
    }

    fn is_near(&self, name: &str, gaps: &Gaps) -> bool {
        let Some(left) = self.comparisons.get().checked_sub(1) else { return false };
        self.comparisons.set(left);
        // Of a name of several words the first may have been meant for all: `@ana` for `@ana-silva`.
        let begins = |wrong: &str| name.strip_prefix(wrong).is_some_and(|it| it.starts_with('-'));
        let mut wrong = gaps.wrong.iter().map(|wrong| &**wrong);
        wrong.clone().any(begins) || did_you_mean(name, &mut wrong).is_some()
    }

    /// Whether the declaration of whoever has this name has an error, so that there may be more or less of them.
    pub(super) fn is_in_declaration_of(&self, name: &str) -> bool {
        self.is_total || self.gaps.is_some_and(|gaps| gaps.declared.contains(name))
    }
}

/// The items whose words an error stands among, each with all that is inside it.
fn words_of(model: &Model, items: &[ItemId]) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut words = vec![false; model.items.len()];
    for item in items {
        if let Some(word) = words.get_mut(item.index()) {
            *word = true;
        }
    }
    for item in model.items() {
        let is_inside = item.parent().is_some_and(|of| words.get(of.id.index()) == Some(&true));
        if let Some(word) = words.get_mut(item.id.index()) {
            *word |= is_inside;
        }
    }
    words
}

/// How much of an item is in doubt.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Where it starts and ends, because of something inside it.
    Ends,
    /// It and all that is inside.
    Whole,
}

/// These items, all that is inside them, that they stand in, that they ship in, and that waits for any of it.
fn dates_of(model: &Model, items: Vec<ItemId>) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let waiting = Waiting::of(model);
    let mut doubts: Vec<Option<Part>> = vec![None; model.items.len()];
    let mut open: Vec<_> = items.into_iter().map(|item| (item, Part::Whole)).collect();
    while let Some((id, part)) = open.pop() {
        let Some(doubt) = doubts.get_mut(id.index()) else { continue };
        if *doubt == Some(part) || *doubt == Some(Part::Whole) {
            continue;
        }
        *doubt = Some(part);
        let item = model.item(id);
        if part == Part::Whole {
            open.extend(item.parts().map(|inside| (inside.id, Part::Whole)));
        }
        open.extend(item.parent().map(|parent| (parent.id, Part::Ends)));
        open.extend(item.extras().releases.iter().map(|(release, _)| (*release, Part::Whole)));
        open.extend(waiting.for_item(id).map(|waits| (waits, Part::Whole)));
    }
    doubts.iter().map(Option::is_some).collect()
}

/// Who waits for whom, read backwards.
struct Waiting {
    /// Sorted by who is waited for.
    pairs: Vec<(ItemId, ItemId)>,
}

impl Waiting {
    fn of(model: &Model) -> Self {
        let mut pairs = Vec::with_capacity(model.dependencies.len());
        for dependency in &model.dependencies {
            if let Anchor::Item(anchor, _) = dependency.anchor {
                pairs.push((anchor, dependency.item));
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn for_item(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        let first = self.pairs.partition_point(|(anchor, _)| *anchor < item);
        let rest = self.pairs.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(anchor, _)| *anchor == item).map(|(_, waits)| *waits)
    }
}

/// The items that have no working time, by their calendar or for those who work on them.
fn idle_items(model: &Model, idle: &[Idle]) -> Vec<ItemId> {
    if idle.is_empty() {
        return Vec::new();
    }
    let idle: BTreeSet<_> = idle.iter().copied().collect();
    let is_idle = |item: &ItemWalker<'_>| {
        let who = || item.assignments().iter().map(|one| one.resource);
        idle.contains(&Idle::Item(item.id))
            || idle.contains(&Idle::Calendar(item.data().calendar))
            || who().any(|who| idle.contains(&Idle::Resource(who)))
            || who().any(|who| idle.contains(&Idle::Calendar(model.resource(who).data().calendar)))
    };
    model.items().filter(is_idle).map(|item| item.id).collect()
}
