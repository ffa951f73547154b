//! Releases: whether something ships in them, in time.

use super::deadlines::advise;
use crate::check::drivers::{Chain, ends_late_by};
use crate::check::facts::{Facts, Shipment};
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemKind, ItemWalker};
use crate::plan::Forecast;
use crate::text::Span;

/// How many late items of one release are labelled.
const LABELLED: usize = 8;

/// What ships in a release is done by its day.
pub(super) fn what_ships_is_done_by_its_release(facts: Facts<'_>, out: &mut Diagnostics) {
    let releases =
        facts.dated_of(facts.points()).filter(|(item, _)| item.kind() == ItemKind::Release);
    for (release, _) in releases.filter(|(_, timing)| timing.state.is_open()) {
        let Some(on) = release.dates().to else { continue };
        let late = late(facts, release, on);
        if !late.is_empty() {
            facts.report(&rules::RELEASE_MISSED, on.span, out, || {
                tell_release_missed(facts, release, on, &late)
            });
        }
    }
}

/// Whether something that ships in a release ends after its day.
pub(super) fn is_missed(facts: Facts<'_>, release: ItemWalker<'_>) -> bool {
    release.dates().to.is_some_and(|on| !late(facts, release, on).is_empty())
}

/// What of a release ends after its day, the latest first.
pub(super) fn late<'a>(
    facts: Facts<'a>,
    release: ItemWalker<'_>,
    on: FixedDate,
) -> Vec<&'a Shipment> {
    let shipped = facts.shipping.of_release(release.id).iter();
    let end = |one: &&Shipment| facts.schedule.timing(one.item).end;
    let mut late: Vec<_> = shipped
        .filter(|one| facts.is_dated(facts.model.item(one.item)) && end(one) > on.moment)
        .collect();
    late.sort_by_key(|one| (std::cmp::Reverse(end(one)), one.item));
    late
}

fn tell_release_missed(
    facts: Facts<'_>,
    release: ItemWalker<'_>,
    on: FixedDate,
    late: &[&Shipment],
) -> Diagnostic {
    let title = words::title(release);
    let Some((latest, others)) = late.split_first() else {
        return Diagnostic::new(&rules::RELEASE_MISSED, on.span, "");
    };
    let item = facts.model.item(latest.item);
    let timing = facts.schedule.timing(item.id);
    let clock = facts.clocks.of_item(item);
    let (on_day, forecast) = clock.spoken_together((on.moment, Edge::End), (timing.end, Edge::End));
    let day = on_day.long();
    let by = ends_late_by(clock, on.moment, Forecast::of(timing));
    let late = words::title(item);
    let message = if facts.model.header.has_passed(on.moment) {
        format!("the release {title} of {day} is overdue: {late} misses it by {by}")
    } else {
        format!("{late} misses the release {title} of {day} by {by}")
    };
    let mut diagnostic = Diagnostic::new(&rules::RELEASE_MISSED, on.span, message)
        .here(format!("the release is on {day}"))
        .label(
            latest.span,
            format!("ships in it and ends on {}", words::not_before(timing.is_open, forecast)),
        );
    for one in others.iter().take(LABELLED) {
        let end = (facts.schedule.timing(one.item).end, Edge::End);
        let other = facts.model.item(one.item);
        let end = facts.clocks.of_item(other).spoken_together((on.moment, Edge::End), end).1.long();
        let other = words::title(other);
        diagnostic = diagnostic.label(one.span, format!("{other} is late too: it ends on {end}"));
    }
    let more = others.len().saturating_sub(LABELLED);
    if more > 0 {
        diagnostic = diagnostic.help(match more {
            1 => "1 more that ships in it is late".to_owned(),
            more => format!("{more} more that ship in it are late"),
        });
    }
    let chain = Chain::to_end(facts, item.id);
    let forecast = forecast.to_replace(on_day);
    let otherwise =
        format!("let it ship in a later release, or move this one to {}", forecast.long());
    advise(chain.label(diagnostic), &chain, on.moment, &otherwise).replace(
        format!("move the release to {}", forecast.long()),
        on.span,
        format!("on {forecast}"),
    )
}

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
            tell_empty_release(release, ships.dropped.get(index).copied().flatten())
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

fn tell_empty_release(release: ItemWalker<'_>, dropped: Option<Span>) -> Diagnostic {
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
