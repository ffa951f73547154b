//! What dependencies ask for.

use milepost::model::{Anchor, Dependency, Edge, EstimateBasis, ItemWalker, Lag};
use milepost::time::{Minutes, Moment};

use super::plain::{Known, Oracle};

impl<'m> Oracle<'m> {
    pub(crate) fn shifted(&self, item: ItemWalker<'_>, moment: Moment, lag: Lag) -> Option<Moment> {
        if lag.is_elapsed {
            Some(moment.plus(lag.minutes))
        } else {
            self.calendar(item).later(moment, lag.minutes)
        }
    }

    /// What a dependency asks for; nothing where what it waits for is not known yet.
    fn asked(&self, dependency: &Dependency, dates: &Known) -> Option<Asked> {
        let item = self.model.item(dependency.item);
        let day_off = match dependency.anchor {
            Anchor::Item(other, _) => self.day_off(self.model.item(other), dates)?,
            Anchor::Moment(_) => None,
        };
        let (moment, is_midnight) = match dependency.anchor {
            Anchor::Moment(_) if self.held.is_some() => return Some(Asked::Nothing),
            Anchor::Moment(moment) => (moment, moment.minute_of_day() == 0),
            Anchor::Item(..) if day_off.is_some() => (day_off?, true),
            Anchor::Item(other, Edge::Start) => match dates[other.index()] {
                // The earliest moment stands for a start that does not follow from what is held.
                Some((start, _)) if start > Moment::MIN => {
                    let is_moment = Self::starts_at_moment(self.model.item(other), dates);
                    (start, start.minute_of_day() == 0 && !is_moment)
                }
                _ => return Some(Asked::Nothing),
            },
            Anchor::Item(other, Edge::End) => match dates[other.index()] {
                Some((_, end)) => (end, false),
                None => return Some(Asked::Nothing),
            },
        };
        let shifted = self.shifted(item, moment, dependency.lag)?;
        let is_date = matches!(dependency.anchor, Anchor::Moment(_));
        if is_date && dependency.edge == Edge::End && is_midnight && dependency.lag.minutes.0 == 0 {
            // Whole days stay whole: the evening of that day, or of the next working day.
            let day = self.calendar(item).next(shifted)?.date();
            return Some(Asked::At(self.calendar(item).previous(Moment::end_of(day))?, false));
        }
        let is_end = match dependency.anchor {
            Anchor::Item(..) if day_off.is_some() => false,
            Anchor::Item(_, Edge::End) => true,
            Anchor::Item(other, Edge::Start) => {
                Self::starts_at_moment(self.model.item(other), dates)
            }
            Anchor::Moment(_) => false,
        };
        let shifted = self.evening(dependency, shifted)?;
        Some(Asked::At(shifted, !is_end && shifted.minute_of_day() == 0))
    }

    /// The beginning of the day off on which something that takes no time stands because a date or a start names that day.
    fn day_off(&self, item: ItemWalker<'m>, dates: &Known) -> Option<Option<Moment>> {
        let Some((at, _)) = dates[item.id.index()] else { return Some(None) };
        if self.held.is_some() || !Self::is_moment(item) || at.minute_of_day() > 0 {
            return Some(None);
        }
        let asked = self.asked_of(item, dates)?;
        let is_fixed = item.dates().from.is_some() || item.dates().to.is_some();
        if is_fixed && !self.is_too_early(item, self.fixed(item)?, asked)? {
            return Some(None);
        }
        let latest = asked.into_iter().flatten().map(|asked| asked.0).max();
        let names_day = asked.into_iter().flatten().any(|(moment, is_day)| {
            is_day && Some(moment) == latest && moment.plus(Minutes::DAY) == at
        });
        let day = at.plus(Minutes(-Minutes::DAY.0));
        Some(Some(day).filter(|day| names_day && self.calendar(item).between(*day, at).0 == 0))
    }

    /// What takes no time stands in the evening so much working time before an end.
    pub(crate) fn evening(&self, dependency: &Dependency, moment: Moment) -> Option<Moment> {
        let item = self.model.item(dependency.item);
        let is_end = match dependency.anchor {
            Anchor::Item(_, Edge::End) => true,
            Anchor::Item(other, Edge::Start) => Self::is_moment(self.model.item(other)),
            Anchor::Moment(_) => false,
        };
        let is_lead = dependency.lag.minutes.0 < 0 && !dependency.lag.is_elapsed;
        if is_lead && is_end && Self::is_moment(item) {
            return self.calendar(item).previous(moment);
        }
        Some(moment)
    }

    /// Whether it takes no time: a milestone, `0d`.
    pub(super) fn is_moment(item: ItemWalker<'_>) -> bool {
        item.kind().is_point()
            || !item.has_parts() && item.data().estimate.is_some_and(|one| one.likely.0 == 0)
    }

    /// Whether it, or the first in it, takes no time.
    fn starts_at_moment(item: ItemWalker<'_>, dates: &Known) -> bool {
        if !item.has_parts() {
            return Self::is_moment(item);
        }
        let start = |part: ItemWalker<'_>| dates[part.id.index()].map(|dates| dates.0);
        let first = item.parts().filter_map(start).min();
        let mut parts = item.parts().filter(|part| start(*part) == first);
        parts.any(|part| Self::starts_at_moment(part, dates))
    }

    /// The latest of what the dependencies of an item (and, of its start, of what it stands in) ask for.
    pub(super) fn latest(
        &self,
        item: ItemWalker<'m>,
        edge: Edge,
        dates: &Known,
    ) -> Option<Option<(Moment, bool)>> {
        self.latest_with(item, edge, dates, true)
    }

    /// Likewise, with or without the dates of the roadmap and of what the item stands in.
    pub(super) fn latest_with(
        &self,
        item: ItemWalker<'m>,
        edge: Edge,
        dates: &Known,
        has_dates: bool,
    ) -> Option<Option<(Moment, bool)>> {
        let mut has_dates = has_dates && self.held.is_none();
        let mut latest = None;
        let mut raise = |moment: Moment, is_day: bool| {
            latest = match latest {
                Some((known, is_same_day)) if known == moment => {
                    Some((known, is_same_day || is_day))
                }
                Some((known, is_known_day)) if known > moment => Some((known, is_known_day)),
                _ => Some((moment, is_day)),
            };
        };
        let mut chain = vec![item];
        if edge == Edge::Start {
            chain.extend(item.ancestors());
        }
        for one in chain {
            // Inside of what starts at a fixed date no other date is inherited.
            if let (true, true, Some(from)) = (has_dates, one.id != item.id, one.dates().from) {
                raise(from.moment, true);
                has_dates = false;
            }
            for dependency in one.dependencies().iter().filter(|of| of.edge == edge) {
                if let Asked::At(moment, is_day) = self.asked(dependency, dates)? {
                    raise(moment, is_day);
                }
            }
        }
        if edge == Edge::Start && has_dates {
            raise(self.model.header.from, true);
        }
        Some(latest)
    }

    pub(super) fn latest_of(
        &self,
        item: ItemWalker<'m>,
        edge: Edge,
        dates: &Known,
    ) -> Option<Option<(Moment, bool)>> {
        match edge {
            Edge::Start => self.latest(item, edge, dates),
            Edge::End => self.latest_end(item, dates),
        }
    }

    /// Likewise of its end: when it can be that is not to be before then.
    pub(super) fn latest_end(
        &self,
        item: ItemWalker<'m>,
        dates: &Known,
    ) -> Option<Option<(Moment, bool)>> {
        Some(match self.latest(item, Edge::End, dates)? {
            Some((moment, is_day)) => Some((self.first_end(item, moment)?, is_day)),
            None => None,
        })
    }

    /// When something can end that is not to end before then: of a pause, the evening before is late enough.
    pub(crate) fn first_end(&self, item: ItemWalker<'_>, end: Moment) -> Option<Moment> {
        if Self::basis(item) == Some(EstimateBasis::Elapsed) || Self::is_moment(item) {
            return Some(end);
        }
        self.works(item).previous(end)
    }
}

/// What a dependency asks for.
enum Asked {
    Nothing,
    /// That moment; and whether it is a midnight that names a day.
    At(Moment, bool),
}
