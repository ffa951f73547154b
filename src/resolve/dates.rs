//! Dates that are known, and the table of those that have a name.

use super::tree::{Node, Tree};
use crate::model::{Calendar, Edge, Lag};
use crate::syntax::ast::{DateLiteral, Decimal, Point, Quantity, Value as Written};
use crate::syntax::keyword::{AttributeKind, DeclarationKind as K};
use crate::time::{Date, Minutes, Moment, Spoken, Weekday, month_name};

/// What a date means: where a start is expected the first moment, where an end is expected the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) start: Moment,
    pub(super) end: Moment,
    /// Whether it is made of whole days rather than minutes.
    pub(super) is_days: bool,
}

impl When {
    /// The days from the first to the last.
    pub(super) fn days(first: Date, last: Date) -> Self {
        Self { start: Moment::start_of(first), end: Moment::end_of(last), is_days: true }
    }

    /// What a literal says.
    pub(super) fn of(literal: &DateLiteral) -> Self {
        match literal.minute {
            None => Self::days(literal.first, literal.last),
            Some(minute) => {
                let moment = Moment::at(literal.first, minute);
                Self { start: moment, end: moment, is_days: false }
            }
        }
    }

    /// The moment that it means: where a start is expected the first, where an end is expected the last.
    pub(super) const fn at(self, edge: Edge) -> Moment {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }

    /// The first day.
    pub(super) fn first_day(self) -> Date {
        self.start.date()
    }

    /// The last day.
    pub(super) fn last_day(self) -> Date {
        if self.is_days { self.end.last_day() } else { self.end.date() }
    }

    /// Only its start, or only its end.
    pub(super) fn only(self, edge: Edge) -> Self {
        let day = match edge {
            Edge::Start => self.first_day(),
            Edge::End => self.last_day(),
        };
        let moment = self.at(edge);
        if self.is_days {
            Self::days(day, day)
        } else {
            Self { start: moment, end: moment, is_days: false }
        }
    }

    /// Moves it. Whole days from a day give a day again; less gives a minute. `None` if that is out of reach.
    pub(super) fn shifted(self, lag: Lag, calendar: &Calendar) -> Option<Self> {
        if lag.is_elapsed {
            self.shifted_on_the_clock(lag.minutes)
        } else {
            self.shifted_by_work(lag.minutes, calendar)
        }
    }

    fn shifted_on_the_clock(self, time: Minutes) -> Option<Self> {
        let shifted = |moment: Moment| {
            let minutes = moment.minutes().checked_add(time.0)?;
            let shifted = Moment::from_minutes(minutes);
            (shifted.minutes() == minutes).then_some(shifted)
        };
        let is_days = self.is_days && time.0 % Minutes::DAY.0 == 0;
        Some(Self { start: shifted(self.start)?, end: shifted(self.end)?, is_days })
    }

    fn shifted_by_work(self, time: Minutes, calendar: &Calendar) -> Option<Self> {
        if self.is_days && calendar.day.0 > 0 && time.0 % calendar.day.0 == 0 {
            let days = time.0 / calendar.day.0;
            let first = calendar.plus_working_days(self.first_day(), days)?;
            let last = calendar.plus_working_days(self.last_day(), days)?;
            return Some(Self::days(first, last));
        }
        let start = calendar.plus_working_time(self.start, time)?;
        let end = calendar.plus_working_time(self.end, time)?;
        Some(Self { start, end, is_days: false })
    }
}

/// A date as people write it, as coarse as it is: `Q3 2026`, `May 2026`, `12 May 2026`.
pub(super) fn words_of(when: When) -> String {
    let (first, last) = (when.first_day(), when.last_day());
    if !when.is_days {
        return Spoken::end(when.end).with_hour().long();
    }
    if first == last {
        return last.long();
    }
    period(first, last).unwrap_or_else(|| format!("{} to {}", first.long(), last.long()))
}

/// The words of a whole week, month, quarter, half or year.
fn period(first: Date, last: Date) -> Option<String> {
    let (year, month) = (first.year(), first.month());
    let ends_after =
        |months| first.plus_months(months).and_then(|next| next.plus_days(-1)) == Some(last);
    if first.day() == 1 {
        return match month {
            1 if ends_after(12) => Some(year.to_string()),
            1 | 7 if ends_after(6) => Some(format!("H{} {year}", month / 6 + 1)),
            1 | 4 | 7 | 10 if ends_after(3) => Some(format!("Q{} {year}", first.quarter())),
            _ if ends_after(1) => Some(format!("{} {year}", month_name(month))),
            _ => None,
        };
    }
    let is_week = first.weekday() == Weekday::Monday && first.plus_days(6) == Some(last);
    is_week.then(|| {
        let (year, week) = first.iso_week();
        format!("week {week} of {year}")
    })
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    When(When),
    Duration(Quantity),
    Amount(Decimal),
    Percent(Decimal),
    Cadence { first: Date, days: i64 },
}

impl Value {
    /// In words: `a date`.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::When(_) => "a date",
            Self::Duration(_) => "a duration",
            Self::Amount(_) => "an amount",
            Self::Percent(_) => "a share",
            Self::Cadence { .. } => "a cadence",
        }
    }
}

/// How far the evaluation of a definition is.
#[derive(Clone, Copy, Debug)]
pub(super) enum State {
    Waiting,
    /// It is evaluated as soon as what it needs is.
    Active,
    /// It needs the roadmap's calendar, which is not known yet.
    Postponed,
    Known(Value),
    /// What is wrong is reported.
    Failed,
}

/// `today`, then every `let` and `cadence` in order of declaration.
#[derive(Debug)]
pub(super) struct Definitions {
    pub(super) nodes: Vec<Node>,
    pub(super) states: Vec<State>,
    /// The point that the header gives for `today`, and the header.
    pub(super) today: Option<(Node, Point)>,
    /// Whether the caller gives a day, which wins over the header's.
    pub(super) is_day_of_caller: bool,
    pub(super) is_calendar_known: bool,
    /// Set where something could not be computed for want of the calendar.
    pub(super) misses_calendar: bool,
}

/// Which definition: `today` is 0, the others are one more than their row.
pub(super) type DefinitionId = usize;
pub(super) const TODAY: DefinitionId = 0;

impl Definitions {
    pub(super) fn of(tree: &Tree, today: Option<Date>) -> Self {
        let header = tree.header();
        let written = header.and_then(|(node, declaration)| {
            let attributes = tree.attributes_of(declaration);
            attributes.iter().find_map(|attribute| match &attribute.value {
                Written::Date(AttributeKind::Today, point) => Some((node, *point)),
                _ => None,
            })
        });
        let nodes = tree.of_kinds(|kind| matches!(kind, K::Let | K::Cadence));
        let nodes: Vec<Node> = nodes.map(|(node, _)| node).collect();
        let mut states = vec![State::Waiting; nodes.len() + 1];
        if let (Some(today), Some(state)) = (today, states.first_mut()) {
            *state = State::Known(Value::When(When::days(today, today)));
        }
        Self {
            nodes,
            states,
            is_day_of_caller: today.is_some(),
            today: written,
            is_calendar_known: false,
            misses_calendar: false,
        }
    }

    /// Whether anybody gives the day.
    pub(super) const fn is_today_given(&self) -> bool {
        self.is_day_of_caller || self.today.is_some()
    }

    pub(super) fn state(&self, id: DefinitionId) -> State {
        self.states.get(id).copied().unwrap_or(State::Failed)
    }

    pub(super) fn set(&mut self, id: DefinitionId, state: State) {
        if let Some(place) = self.states.get_mut(id) {
            *place = state;
        }
    }

    /// Makes what was postponed wait again.
    pub(super) fn resume(&mut self) {
        for state in &mut self.states {
            if matches!(state, State::Postponed) {
                *state = State::Waiting;
            }
        }
    }

    pub(super) fn value(&mut self, id: DefinitionId) -> Option<Value> {
        match self.state(id) {
            State::Known(value) => Some(value),
            State::Postponed => {
                self.misses_calendar = true;
                None
            }
            State::Waiting | State::Active | State::Failed => None,
        }
    }

    /// The day the plan is looked at; asked when all is defined.
    pub(super) fn today(&mut self) -> Option<When> {
        match self.value(TODAY)? {
            Value::When(when) => Some(when),
            _ => None,
        }
    }

    /// The value of the definition in this row.
    pub(super) fn of_row(&mut self, row: u32) -> Option<Value> {
        self.value(row as usize + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(first: (i8, i8), last: (i8, i8)) -> String {
        let date = |(month, day)| Date::new(2026, month, day).unwrap();
        words_of(When::days(date(first), date(last)))
    }

    #[test]
    fn periods_have_the_words_people_use() {
        assert_eq!(words((1, 1), (12, 31)), "2026");
        assert_eq!(words((7, 1), (12, 31)), "H2 2026");
        assert_eq!(words((7, 1), (9, 30)), "Q3 2026");
        assert_eq!(words((2, 1), (2, 28)), "February 2026");
        assert_eq!(words((3, 2), (3, 8)), "week 10 of 2026");
        assert_eq!(words((5, 12), (5, 12)), "12 May 2026");
        assert_eq!(words((5, 1), (5, 14)), "1 May 2026 to 14 May 2026");
    }
}
