//! Whether everything is there that an item waits for.

use milepost::model::{Anchor, Dependency, Edge, EstimateBasis, ItemId, ItemWalker};
use milepost::time::{Minutes, Moment};

use super::checker::{Checker, State};

impl Checker<'_> {
    /// What a dependency asks for.
    pub(super) fn asked(&self, of: &Dependency) -> Option<Moment> {
        let point = match of.anchor {
            Anchor::Moment(moment) => moment,
            Anchor::Item(other, Edge::Start) => self.said(other).start,
            Anchor::Item(other, Edge::End) => self.said(other).end,
        };
        let point = match of.anchor {
            Anchor::Item(other, _) => self.beginning(self.model.item(other), point),
            Anchor::Moment(_) => point,
        };
        let calendar = self.calendar(self.model.item(of.item));
        let lag = of.lag.minutes.0;
        match (of.lag.is_elapsed, lag) {
            (true, _) => Some(point.plus(Minutes(lag))),
            (false, 0..) => calendar.later(point, lag),
            (false, _) => {
                let earlier = calendar.earlier(point, -lag)?;
                let is_moment = |item: ItemId| {
                    let item = self.model.item(item);
                    item.kind().is_point() || !item.has_parts() && Self::is_nothing(item)
                };
                let is_end = match of.anchor {
                    Anchor::Item(other, edge) => edge == Edge::End || is_moment(other),
                    Anchor::Moment(_) => false,
                };
                // What takes no time stands in the evening before.
                let is_evening = is_end && is_moment(of.item);
                if is_evening { calendar.previous(earlier) } else { Some(earlier) }
            }
        }
    }

    /// What stands at the end of a day off may be waited for at its beginning, if that day was named.
    fn beginning(&self, item: ItemWalker<'_>, point: Moment) -> Moment {
        let takes_time = !item.kind().is_point() && (item.has_parts() || !Self::is_nothing(item));
        let day = point.plus(Minutes(-24 * 60));
        let works = self.calendar(item).worked(day, point) > 0;
        if takes_time || works || point.minute_of_day() > 0 { point } else { day }
    }

    /// Everything is there that an item waits for; of its start, what it stands in waits for too.
    pub(super) fn check_dependencies(&self, item: ItemWalker<'_>, faults: &mut Vec<String>) {
        let is_point_fixed = item.kind().is_point() && item.dates().to.is_some();
        let said = self.said(item.id);
        if self.state(item) == State::Done || said.is_done || is_point_fixed {
            return;
        }
        let is_free = item.has_parts() || self.state(item) == State::Free;
        let counts_end = is_free || self.state(item) == State::UnderWay;
        let (start, end) = self.waits(item);
        if !item.has_parts() && is_free && start.is_some_and(|start| said.start < start) {
            faults.push(format!("{} starts before {start:?}, {said:?}", item.path()));
        }
        if counts_end && end.is_some_and(|end| said.end < self.first_end(item, end)) {
            faults.push(format!("{} ends before {end:?}, {said:?}", item.path()));
        }
    }

    /// When something can end that is not to end before then: what goes by working time, with the last work up to it.
    fn first_end(&self, item: ItemWalker<'_>, end: Moment) -> Moment {
        if item.kind().is_point() {
            return end;
        }
        let hours = if item.has_parts() {
            vec![self.calendar(item).clone()]
        } else if Self::basis(item) == EstimateBasis::Elapsed || Self::is_nothing(item) {
            return end;
        } else {
            self.starts(item)
        };
        hours.iter().filter_map(|hours| hours.previous(end)).max().unwrap_or(end)
    }

    fn is_nothing(item: ItemWalker<'_>) -> bool {
        item.data().estimate.is_some_and(|estimate| estimate.likely == Minutes(0))
    }

    /// What the start and the end of an item wait for.
    pub(super) fn waits(&self, item: ItemWalker<'_>) -> (Option<Moment>, Option<Moment>) {
        let dropped = |of: &&Dependency| match of.anchor {
            Anchor::Item(other, _) => !self.model.item(other).is_dropped(),
            Anchor::Moment(_) => true,
        };
        let asked = |item: ItemWalker<'_>, edge| {
            let own = item.dependencies().iter().filter(move |of| of.edge == edge);
            own.filter(dropped).filter_map(|of| self.asked(of)).max()
        };
        let mut start = asked(item, Edge::Start).max(Some(self.model.header.from));
        for whole in item.ancestors() {
            if let Some(from) = whole.dates().from {
                start = start.max(Some(from.moment));
                break;
            }
            start = start.max(asked(whole, Edge::Start));
        }
        (start, asked(item, Edge::End))
    }
}
