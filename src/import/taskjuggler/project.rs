//! The head of a project, its working time, and what is said of everything.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::literal::{
    all, amount, date, first_text, hours, number, one, said, span, text, weekdays,
};
use super::{Block, Reader};
use crate::import::{Calendar, Number, StatusEntry, Target, When, shown};
use crate::time::Weekday;

/// What TaskJuggler has as usual hours.
const USUAL: [(u16, u16); 2] = [(9 * 60, 12 * 60), (13 * 60, 18 * 60)];

/// A week of usual hours.
pub(super) fn usual_week() -> Vec<(Weekday, Vec<(u16, u16)>)> {
    Weekday::ALL.iter().take(5).map(|day| (*day, USUAL.to_vec())).collect()
}

/// Puts hours on weekdays: no hours if they are off.
pub(super) fn work(calendar: &mut Calendar, pair: &Pair<'_, Rule>) {
    if calendar.work.is_empty() {
        calendar.work = usual_week();
    }
    let open: Vec<(u16, u16)> = all(pair, Rule::hours).filter_map(|pair| hours(&pair)).collect();
    for day in all(pair, Rule::weekdays).flat_map(|pair| weekdays(&pair)) {
        calendar.work.retain(|(known, _)| *known != day);
        calendar.work.push((day, open.clone()));
    }
    calendar.work.sort_by_key(|(day, _)| day.index());
}

/// What a `leaves` or a `vacation` says: from when to when, and why.
pub(super) fn absences(pair: &Pair<'_, Rule>) -> Vec<(When, When, Option<String>)> {
    let of = |pair: &Pair<'_, Rule>, why: &Option<String>| {
        let (start, end) = span(pair)?;
        Some((start, super::literal::last(end)?, why.clone()))
    };
    if pair.as_rule() == Rule::vacation {
        let why = first_text(pair);
        return all(pair, Rule::span).filter_map(|pair| of(&pair, &why)).collect();
    }
    let leave = |leave: Pair<'_, Rule>| {
        let why = first_text(&leave).or_else(|| said(&leave, Rule::leave_kind));
        of(&one(&leave, Rule::span)?, &why)
    };
    all(pair, Rule::leave).filter_map(leave).collect()
}

impl Reader<'_> {
    pub(super) fn project(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        self.has_project = true;
        self.draft.title = first_text(pair).unwrap_or_default();
        if let Some((start, end)) = one(pair, Rule::span).and_then(|pair| span(&pair)) {
            self.draft.start = Some(start);
            let what = format!("end of the project, {}", end.date.long());
            self.draft.left_out(what, "a roadmap ends when what is planned does", place);
        }
        self.next = Block::Project;
        true
    }

    /// Changes the calendar of the project, which is made when something is said of it.
    fn calendar(&mut self, change: impl FnOnce(&mut Calendar)) {
        let at = self.draft.calendar.unwrap_or(self.draft.calendars.len());
        if self.draft.calendar.is_none() {
            self.draft.calendar = Some(at);
            self.draft
                .calendars
                .push(Calendar { title: "Working days".into(), ..Calendar::default() });
        }
        if let Some(calendar) = self.draft.calendars.get_mut(at) {
            change(calendar);
        }
    }

    pub(super) fn of_project(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        match pair.as_rule() {
            Rule::work => self.calendar(|calendar| work(calendar, pair)),
            Rule::leaves | Rule::vacation => self.holidays(pair, place),
            Rule::scenario => {
                self.scenario(pair, place);
            }
            Rule::extend => {
                let is_task = said(pair, Rule::property).is_some_and(|property| property == "task");
                self.next = Block::Extend(is_task);
            }
            Rule::extended => return self.extended(pair),
            Rule::dated if said(pair, Rule::dated_word).is_some_and(|word| word == "now") => {
                let why = "what nothing is said of is on schedule there, and late here: `today` is for a plan whose progress is told";
                self.draft.left_out("statement `now`", why, place);
            }
            Rule::numbered => return self.numbered_of_project(pair),
            Rule::texted => return self.texted_of_project(pair, place),
            // The flags of a project are names for what things are said to be.
            Rule::named => return said(pair, Rule::named_word).is_some_and(|word| word == "flags"),
            _ => return false,
        }
        true
    }

    fn numbered_of_project(&mut self, pair: &Pair<'_, Rule>) -> bool {
        let Some(number) = one(pair, Rule::number).and_then(|pair| number(&pair)) else {
            return false;
        };
        match said(pair, Rule::numbered_word).as_deref() {
            Some("dailyworkinghours") => {
                let minutes = number.0.saturating_mul(60) / 1000;
                self.people.day = minutes.clamp(1, 24 * 60);
                self.calendar(|calendar| calendar.day = Some(minutes.clamp(1, 24 * 60)));
            }
            Some("rate") => self.people.rate = Some(number),
            _ => return false,
        }
        true
    }

    fn texted_of_project(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let said_text = first_text(pair).unwrap_or_default();
        match said(pair, Rule::texted_word).as_deref() {
            Some("currency")
                if said_text.len() == 3
                    && said_text.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
            {
                self.draft.currency = Some(said_text.to_ascii_uppercase());
            }
            Some("timezone") => {
                let what = format!("time zone {}", shown(&said_text));
                self.draft.changed(
                    what,
                    "a roadmap has one clock: times are kept as they are written",
                    place,
                );
            }
            _ => return false,
        }
        true
    }

    fn scenario(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let id = said(pair, Rule::id).unwrap_or_default();
        self.next = Block::Scenario;
        if self.scenario.is_none() {
            self.scenario = Some(id);
        } else {
            let why = "a roadmap is one plan: only the first scenario is read";
            self.draft.left_out(format!("scenario {}", shown(&id)), why, place);
        }
    }

    fn extended(&mut self, pair: &Pair<'_, Rule>) -> bool {
        let (Some(word), Some(title)) = (said(pair, Rule::capital), first_text(pair)) else {
            return false;
        };
        match self.open.last() {
            Some(Block::Extend(true)) => {
                let type_of = said(pair, Rule::extended_type).unwrap_or_default();
                self.invent(word, &title, &type_of);
                true
            }
            _ => false,
        }
    }

    /// Days on which nobody works.
    fn holidays(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        for (first, last, why) in absences(pair) {
            if first.minute.is_some() || last.minute.is_some() {
                let why = "a day of a calendar is off as a whole or by its hours";
                self.draft.changed("a holiday of some hours", why, place);
            }
            self.calendar(|calendar| {
                calendar.off.push((first.date, last.date.max(first.date), why));
            });
        }
    }

    /// An entry of a journal is one of a status report.
    pub(super) fn journal(&mut self, pair: &Pair<'_, Rule>, block: Block) -> bool {
        let Some(on) = one(pair, Rule::date).and_then(|pair| date(&pair)) else { return false };
        let of = match block {
            Block::Task(at) => self.draft.items.get(at).map(|item| Target::Key(item.key.clone())),
            Block::Project => None,
            _ => return false,
        };
        let text = one(pair, Rule::text).map(|pair| text(&pair)).unwrap_or_default();
        self.next = Block::Journal(self.draft.statuses.len());
        self.draft.statuses.push(StatusEntry { on: on.date, health: "on-track", of, text });
        true
    }

    pub(super) fn entry(&mut self, at: usize, pair: &Pair<'_, Rule>) -> bool {
        let Some(entry) = self.draft.statuses.get_mut(at) else { return false };
        match pair.as_rule() {
            Rule::texted => {
                let more = first_text(pair).unwrap_or_default();
                let before = entry.text.trim().trim_end_matches('.');
                entry.text = format!("{before}. {more}");
            }
            Rule::named => {
                match (said(pair, Rule::named_word).as_deref(), said(pair, Rule::path).as_deref()) {
                    (Some("alert"), Some(level)) => {
                        entry.health = match level {
                            "red" => "off-track",
                            "yellow" => "at-risk",
                            _ => "on-track",
                        };
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// The length of a `gapduration` and the like.
    pub(super) fn lag(pair: &Pair<'_, Rule>, is_clock: bool) -> Option<crate::import::Amount> {
        amount(pair, is_clock).filter(|amount| amount.number != Number::whole(0))
    }
}
