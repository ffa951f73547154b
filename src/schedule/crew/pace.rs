//! How an amount of work becomes time, as far as the search and the ledger ask.

use crate::schedule::crew::Crew;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// How an amount of work becomes time.
#[derive(Clone, Copy, Debug)]
pub struct Pace<'m> {
    crew: Option<&'m Crew<'m>>,
}

impl<'m> Pace<'m> {
    /// Every minute counts: work takes as long as it is, wherever it lies.
    pub const PLAIN: Self = Self { crew: None };

    /// As the people of a crew and its calendar let it.
    pub(in crate::schedule) const fn of(crew: &'m Crew<'m>) -> Self {
        Self { crew: Some(crew) }
    }

    /// Whether every minute counts.
    pub const fn is_plain(self) -> bool {
        self.crew.is_none()
    }

    /// The first place from a moment on: when it starts and when it is done.
    pub fn first_place(self, from: Moment, amount: Minutes) -> (Moment, Moment) {
        match self.crew {
            None => (from, from.plus(amount)),
            Some(_) if amount <= Minutes::ZERO => (from, from),
            Some(crew) => crew.first_place(from, amount),
        }
    }

    /// The last place that ends by a moment.
    pub fn last_place(self, end: Moment, amount: Minutes) -> (Moment, Moment) {
        match self.crew {
            None => (end.plus(Minutes(amount.0.saturating_neg())), end),
            Some(_) if amount <= Minutes::ZERO => (end, end),
            Some(crew) => crew.last_place(end, amount),
        }
    }

    /// How much work is done from one moment to another.
    pub(in crate::schedule) fn amount_between(self, start: Moment, end: Moment) -> Minutes {
        self.crew.map_or(end.since(start), |crew| crew.amount_between(start, end))
    }

    /// How long it takes to find a place, in looks at a stretch of a pool.
    pub(in crate::schedule) fn steps(self) -> usize {
        self.crew.map_or(1, Crew::steps)
    }

    /// Tells who is the same from who is not; of no other use.
    pub(in crate::schedule) fn identity(self) -> usize {
        self.crew.map_or(0, |crew| std::ptr::from_ref(crew).addr())
    }

    /// When it runs; nothing stands for always.
    pub(in crate::schedule) fn clock(self) -> Option<&'m Clock<'m>> {
        self.crew.filter(|crew| !crew.is_on_the_clock()).map(|crew| &*crew.clock)
    }

    /// The working time that an amount takes, if that is the same wherever it lies.
    pub(in crate::schedule) fn working_time(self, amount: Minutes) -> Option<Minutes> {
        match self.crew {
            None => Some(amount.max(Minutes::ZERO)),
            Some(_) if amount <= Minutes::ZERO => Some(Minutes::ZERO),
            Some(crew) => crew.working_time(amount),
        }
    }

    /// The last moment of work up to a moment.
    pub(in crate::schedule) fn previous_work(self, moment: Moment) -> Moment {
        self.clock().map_or(moment, |clock| clock.previous_work(moment))
    }

    /// The least clock time that an amount of work can take.
    pub fn shortest(self, amount: Minutes) -> Minutes {
        self.crew.map_or(amount, |crew| crew.shortest(amount))
    }

    /// When so much work can end that is not to end before a moment: of a pause, the evening before is late enough.
    pub fn first_end_from(self, moment: Moment, amount: Minutes) -> Moment {
        let crew = self.crew.filter(|_| amount > Minutes::ZERO);
        crew.map_or(moment, |crew| crew.first_end_from(moment))
    }
}
