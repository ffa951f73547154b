//! What cells say of time and amounts: dates, durations, shares, points, money.

use super::super::super::amounts;
use super::super::super::dates::{period_text, serial};
use super::super::super::{Amount, Estimate, FieldKind, Item, Unit, When, shown};
use super::super::header::Column;
use super::super::{Meaning, Row, called, is_nothing};
use super::{Cell, Reader};

/// Which day of a period is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    First,
    Last,
}

/// Minutes of a day at which whole days begin and end: 8, 9, 16, 17 and 18 o'clock, and the last of the day.
const WHOLE_DAYS: [u16; 6] = [480, 540, 960, 1020, 1080, 1439];

impl<'s> Reader<'s> {
    pub(super) fn take_date(&mut self, at: Cell<'_, 's>, item: &mut Item) -> bool {
        let Cell { row, column, meaning, text: cell } = at;
        let side = match meaning {
            Meaning::Start | Meaning::Started | Meaning::NotBefore => Side::First,
            _ => Side::Last,
        };
        let slot: fn(&mut Item) -> &mut Option<When> = match meaning {
            Meaning::Start => |item| &mut item.start,
            Meaning::End => |item| &mut item.end,
            Meaning::Deadline => |item| &mut item.deadline,
            Meaning::NotBefore => |item| &mut item.not_before,
            Meaning::Started => |item| &mut item.started,
            Meaning::Finished => |item| &mut item.finished,
            Meaning::Promised => {
                item.promised = self.promised(row, column, cell);
                return true;
            }
            Meaning::Stamp(_) => return true,
            _ => return false,
        };
        *slot(item) = self.day(row, column, cell, side);
        true
    }

    /// The day of a cell; of a period its first or last.
    pub(super) fn day(
        &mut self,
        row: Row<'s>,
        column: &Column,
        cell: &str,
        side: Side,
    ) -> Option<When> {
        if let Some(when) = self.dates.read(cell) {
            if self.are_written && when.minute.is_some_and(|minute| !WHOLE_DAYS.contains(&minute)) {
                self.draft.changed(
                    format!("hours in {}", called(&column.title, column.at)),
                    "the day is kept",
                    &row.place_of(column),
                );
            }
            return Some(When::day(when.date));
        }
        if is_nothing(cell) {
            return None;
        }
        if let Some(when) = self.serial(cell) {
            self.draft.decided(
                format!("numbers in {}", called(&column.title, column.at)),
                "a workbook counts days: they are dates",
                &row.place_of(column),
            );
            return Some(when);
        }
        let Some((first, last)) = self.dates.period(cell) else {
            self.unread(row, column, cell, "a date");
            return None;
        };
        let (day, which) = match side {
            Side::First => (first, "its first day"),
            Side::Last => (last, "its last day"),
        };
        self.draft.decided(
            format!("{} in {}", shown(cell), called(&column.title, column.at)),
            format!("{which} is taken"),
            &row.place_of(column),
        );
        Some(When::day(day))
    }

    /// A number of a workbook whose cell has not the format of a date: it counts days from 1900. None before 1970 or behind 2100 is one.
    fn serial(&self, cell: &str) -> Option<When> {
        let number: f64 = cell.parse().ok().filter(|_| !self.sheet.table.name.is_empty())?;
        (25_569.0..73_415.0)
            .contains(&number)
            .then(|| serial(number))
            .flatten()
            .map(|when| When::day(when.date))
    }

    fn promised(&mut self, row: Row<'s>, column: &Column, cell: &str) -> Option<String> {
        let period = self.dates.period(cell).filter(|_| !is_nothing(cell));
        if period.is_none() && !is_nothing(cell) {
            self.unread(row, column, cell, "a date or a period");
        }
        period.map(|(first, last)| period_text(first, last))
    }

    pub(super) fn take_amount(&mut self, at: Cell<'_, 's>, item: &mut Item) -> bool {
        let Cell { row, column, meaning, text: cell } = at;
        let bare = column.unit.or(Some(Unit::Days));
        match meaning {
            Meaning::Duration if self.dates_tell_lengths => {}
            // `round_off` makes a milestone of it.
            Meaning::Duration if is_zero(cell, bare) => {}
            Meaning::Duration if is_nothing(cell) => {}
            Meaning::Duration => match amounts::estimate(cell, bare) {
                Some(estimate) => item.estimate = Some(estimate),
                None => self.unread(row, column, cell, "an amount of time"),
            },
            Meaning::Effort | Meaning::Remaining | Meaning::Best | Meaning::Worst => {
                match amounts::amount(cell, bare) {
                    Some((amount, _)) => self.take_part_of_estimate(at, amount, item),
                    None if is_nothing(cell) => {}
                    None => self.unread(row, column, cell, "an amount of time"),
                }
            }
            Meaning::Seconds | Meaning::SecondsLeft => match amounts::number(cell) {
                None if is_nothing(cell) => {}
                None => self.unread(row, column, cell, "a number of seconds"),
                Some(seconds) => {
                    let amount = Amount::of_minutes(seconds.0 / 60_000, amounts::DAY);
                    let amount = Some(amount).filter(|amount| amount.number.0 > 0);
                    if meaning == Meaning::SecondsLeft {
                        item.remaining = amount;
                    } else {
                        item.estimate = amount.map(Estimate::Effort).or(item.estimate);
                    }
                }
            },
            Meaning::Points => self.take_points(row, column, cell, item),
            Meaning::Done => match self.share(column, cell) {
                Some(share) => item.progress = Some(share),
                None if is_nothing(cell) => {}
                None => self.unread(row, column, cell, "a share"),
            },
            Meaning::Cost => match amounts::money(cell) {
                Some((cost, currency)) => {
                    item.cost = Some(cost).filter(|cost| cost.0 != 0);
                    if let (None, Some(currency)) = (&self.draft.currency, currency) {
                        self.draft.currency = Some(currency.into());
                    }
                }
                None if is_nothing(cell) => {}
                None => self.unread(row, column, cell, "an amount of money"),
            },
            _ => return false,
        }
        true
    }

    /// An amount that columns of their own say: effort, what is left of it, the best and the worst.
    fn take_part_of_estimate(&mut self, at: Cell<'_, 's>, amount: Amount, item: &mut Item) {
        let (best, worst) = match item.estimate {
            Some(Estimate::Duration(known)) => (known, known),
            Some(Estimate::Range(best, worst)) => (best, worst),
            _ => (amount, amount),
        };
        match at.meaning {
            Meaning::Remaining => item.remaining = Some(amount),
            Meaning::Worst => item.estimate = Some(Estimate::Range(best, amount)),
            Meaning::Best => item.estimate = Some(Estimate::Range(amount, worst)),
            _ if item.estimate.is_none() => item.estimate = Some(Estimate::Effort(amount)),
            _ => self.rest.keep(item, at.column, at.text, &mut self.draft),
        }
    }

    pub(super) fn share(&self, column: &Column, cell: &str) -> Option<i64> {
        let shares = self.shares.iter().find(|(at, _)| *at == column.at).map(|(_, shares)| *shares);
        shares?.read(cell)
    }

    /// Points are work where it is said how much; otherwise a custom field.
    fn take_points(&mut self, row: Row<'s>, column: &Column, cell: &str, item: &mut Item) {
        match (self.options.point, amounts::number(cell)) {
            (_, None) if is_nothing(cell) => {}
            (_, None) => self.unread(row, column, cell, "a number"),
            (Some(point), Some(points)) => {
                let minutes = points.0.saturating_mul(point.0) / 1000;
                if item.estimate.is_none() && minutes > 0 {
                    item.estimate =
                        Some(Estimate::Effort(Amount::of_minutes(minutes, amounts::DAY)));
                }
            }
            (None, Some(points)) => {
                let points = points.to_string();
                self.rest.keep_as(FieldKind::Number, item, column, &points, &mut self.draft);
            }
        }
    }
}

/// Whether a cell says that something takes no time.
pub(super) fn is_zero(cell: &str, bare: Option<Unit>) -> bool {
    amounts::amount(cell, bare).is_some_and(|(amount, _)| amount.number.0 == 0)
}
