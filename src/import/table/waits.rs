//! What rows wait for, as their cells name it: by key, by another number, by title.

use rustc_hash::FxHashMap;

use super::super::amounts::{Waits, minutes, pieces, predecessor};
use super::super::draft::Basis;
use super::super::{Amount, Draft, Estimate, Item, Kind, Lag, Link, LinkKind, Target, shown};
use super::Sheet;
use super::facts::Facts;

/// The rows of a table by everything that they are named by.
pub(super) struct Index {
    keys: FxHashMap<String, usize>,
    others: FxHashMap<String, usize>,
    outlines: FxHashMap<String, usize>,
    /// Titles, in lower case; nothing where several rows have one.
    titles: FxHashMap<String, Option<usize>>,
}

impl Index {
    /// Of all rows.
    pub(in crate::import) fn of(rows: &[(Item, Facts)]) -> Self {
        let (mut keys, mut others) = (FxHashMap::default(), FxHashMap::default());
        let mut outlines = FxHashMap::default();
        let mut titles: FxHashMap<String, Option<usize>> = FxHashMap::default();
        for (at, (item, facts)) in rows.iter().enumerate() {
            keys.entry(item.key.clone()).or_insert(at);
            for other in &facts.aliases {
                others.entry(other.clone()).or_insert(at);
            }
            if !facts.outline.is_empty() {
                outlines.entry(facts.outline.clone()).or_insert(at);
            }
            titles
                .entry(item.title.to_lowercase())
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        Self { keys, others, outlines, titles }
    }

    /// The row that a text names, if it is one and only one.
    pub(in crate::import) fn find(&self, text: &str) -> Option<usize> {
        let text = text.trim();
        let named = self
            .others
            .get(text)
            .or_else(|| self.keys.get(text))
            .or_else(|| self.outlines.get(text))
            .copied();
        named.or_else(|| self.titles.get(&text.to_lowercase()).copied().flatten())
    }

    /// What a text names that is no row: several of one title, or a key that is not in the table.
    pub(in crate::import) fn target(&self, text: &str) -> Target {
        if self.titles.contains_key(&text.to_lowercase()) {
            Target::Title(text.into())
        } else {
            Target::Key(text.into())
        }
    }

    /// Whether a text names a row, or several.
    fn knows(&self, text: &str) -> bool {
        self.find(text).is_some() || self.titles.contains_key(&text.to_lowercase())
    }
}

/// Settles what rows wait for, and puts them into the draft.
pub(super) fn settle(sheet: &Sheet<'_>, draft: &mut Draft, mut rows: Vec<(Item, Facts)>) {
    let index = Index::of(&rows);
    let mut behind: Vec<(usize, Link)> = Vec::new();
    let mut told_by_number = false;
    for at in 0..rows.len() {
        let Some((item, facts)) = rows.get_mut(at) else { continue };
        let (waits, blocks, key, place) = (
            core::mem::take(&mut facts.waits),
            core::mem::take(&mut facts.blocks),
            item.key.clone(),
            item.place.clone(),
        );
        for (kind, cell) in waits {
            for waits in read(&index, &cell, kind) {
                told_by_number |=
                    !sheet.has(super::Meaning::Key) && waits.link.to.said().parse::<u32>().is_ok();
                let link = settled(&index, &rows, draft, waits, &place);
                if let Some((item, _)) = rows.get_mut(at) {
                    item.waits.push(link);
                }
            }
        }
        for (kind, cell) in blocks {
            for Waits { link, share } in read(&index, &cell, kind) {
                if let Some(other) = index.find(link.to.said()) {
                    let back = Waits { link: Link { to: Target::Key(key.clone()), ..link }, share };
                    behind.push((other, settled(&index, &rows, draft, back, &place)));
                    continue;
                }
                let target = named(&index, &rows, link.to.said());
                if let Some((item, _)) = rows.get_mut(at) {
                    item.blocks.push(target);
                }
            }
        }
    }
    for (at, link) in behind {
        let is_known = |waits: &[Link]| {
            waits.iter().any(|known| known.to == link.to && known.kind == link.kind)
        };
        if let Some((item, _)) = rows.get_mut(at).filter(|(item, _)| !is_known(&item.waits)) {
            item.waits.push(link);
        }
    }
    if told_by_number && !sheet.has(super::Meaning::Outline) {
        draft.decided(
            "numbers of predecessors",
            "no column has numbers: `1` is the first row below the header",
            "",
        );
    }
    let items = rows.into_iter().map(|(item, _)| item);
    let made = core::mem::take(&mut draft.items);
    draft.items = items.collect();
    add_made(draft, made);
}

/// A title may hold the comma that divides a list: what is no name by itself is one with the pieces behind it, if there is such a name.
fn read(index: &Index, cell: &str, kind: Option<LinkKind>) -> Vec<Waits> {
    const MOST: usize = 8;
    let link = |text: &str| Waits { link: Link::to(Target::Key(text.trim().into())), share: None };
    if let Some(kind) = kind {
        let link = Link { to: Target::Key(cell.trim().into()), kind, lag: None };
        return vec![Waits { link, share: None }];
    }
    if index.knows(cell) {
        return vec![link(cell)];
    }
    let all: Vec<&str> = pieces(cell).collect();
    let mut waits = Vec::new();
    let mut at = 0;
    while let Some(piece) = all.get(at) {
        at += 1;
        if index.knows(piece) {
            waits.push(link(piece));
            continue;
        }
        let one = predecessor(piece);
        let is_known = one.as_ref().is_some_and(|one| index.knows(one.link.to.said()));
        let longer = (at + 1..=all.len().min(at + MOST)).find_map(|end| {
            let joined = all.get(at - 1..end)?.join(", ");
            index.knows(&joined).then_some((end, joined))
        });
        match longer.filter(|_| !is_known) {
            Some((end, joined)) => {
                waits.push(link(&joined));
                at = end;
            }
            None => waits.extend(one),
        }
    }
    waits
}

/// The target that a text names: a key, where one row is meant.
fn named(index: &Index, rows: &[(Item, Facts)], text: &str) -> Target {
    match index.find(text).and_then(|at| rows.get(at)) {
        Some((item, _)) => Target::Key(item.key.clone()),
        None => index.target(text),
    }
}

/// The link, whose lag as a share of what is waited for is counted.
fn settled(
    index: &Index,
    rows: &[(Item, Facts)],
    draft: &mut Draft,
    waits: Waits,
    place: &str,
) -> Link {
    let Waits { mut link, share } = waits;
    let other = index.find(link.to.said()).and_then(|at| rows.get(at)).map(|(item, _)| item);
    if let Some(share) = share.filter(|share| *share != 0) {
        let what = format!("a lag of {}% behind {}", share / 10, shown(link.to.said()));
        let length = match other.and_then(|item| item.estimate) {
            Some(
                Estimate::Duration(amount)
                | Estimate::Range(amount, _)
                | Estimate::Between(Basis::Working, amount, ..),
            ) => Some((amount, false)),
            Some(Estimate::Elapsed(amount)) => Some((amount, true)),
            _ => None,
        };
        let size = length.and_then(|(amount, is_elapsed)| {
            Some((
                minutes(amount, super::super::amounts::DAY)?.checked_mul(share)? / 1000,
                is_elapsed,
            ))
        });
        match size {
            Some((size, is_elapsed)) => {
                let amount = Amount::of_minutes(size, super::super::amounts::DAY);
                draft.changed(
                    what,
                    format!("it is `{amount}`, and does not follow when that takes longer"),
                    place,
                );
                link.lag = Some(Lag { amount, is_elapsed });
            }
            None => draft.left_out(what, "nothing says how long that takes", place),
        }
    }
    link.to = named(index, rows, link.to.said());
    link
}

/// Adds what was made by name alone; a release that is also a row is that row.
fn add_made(draft: &mut Draft, made: Vec<Item>) {
    let rows: FxHashMap<String, String> = draft
        .items
        .iter()
        .filter(|item| item.kind == Kind::Release)
        .flat_map(|item| [&item.title, &item.key].map(|name| (name.clone(), item.key.clone())))
        .collect();
    let known = |item: &Item| (item.kind == Kind::Release).then(|| rows.get(&item.title)).flatten();
    let moved: FxHashMap<String, String> =
        made.iter().filter_map(|item| Some((item.key.clone(), known(item)?.clone()))).collect();
    for release in draft.items.iter_mut().flat_map(|item| &mut item.releases) {
        if let Some(key) = moved.get(release.said()) {
            *release = Target::Key(key.clone());
        }
    }
    draft.items.extend(made.into_iter().filter(|item| !moved.contains_key(&item.key)));
}
