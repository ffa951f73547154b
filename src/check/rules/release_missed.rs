//! `release-missed`

use super::deadline_missed::advise;
use crate::check::drivers::Chain;
use crate::check::drivers::ends_late_by;
use crate::check::facts::Facts;
use crate::check::facts::Shipment;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemKind, ItemWalker};
use crate::plan::Forecast;

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
            facts.report(&rules::RELEASE_MISSED, on.span, out, || tell(facts, release, on, &late));
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

fn tell(
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
