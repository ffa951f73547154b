//! Gantt charts of PlantUML, in a file of their own or in a Markdown file.
//!
//! PlantUML computes dates from sentences and writes none of them down: lengths become estimates, and what starts at another's end waits
//! for it. Its days are days of the clock but for those it closes: the roadmap's calendar says so.

mod grammar;
mod sentences;

use pest::Parser as _;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;

use self::grammar::{Grammar, Rule};
use self::sentences::{Day, Moment, Point, Said, all, day, name, one, person, said, weekday};
use super::days::Days;
use super::fences::{fences, lines_of, plain};
use super::{
    Amount, Assignee, Draft, Estimate, Input, Item, Kind, Lag, Link, LinkKind, Options, Refusal,
    Target, When, shown,
};
use crate::time::Date;

/// Whether a file looks like a gantt chart of PlantUML, or a Markdown file with one.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let says = |word: &[u8]| memchr::memmem::find(input.bytes, word).is_some();
    says(b"@startgantt") || says(b"@startuml") && !charts(&plain(&input.text())).is_empty()
}

/// Reads a gantt chart of PlantUML.
pub(super) fn read(input: &Input<'_>, _: &Options) -> Result<Draft, Refusal> {
    let text = plain(&input.text());
    let mut found = charts(&text).into_iter();
    let Some((first, chart)) = found.next() else {
        let message = format!("{} has no gantt chart of PlantUML", shown(input.name));
        return Err(
            Refusal::new(message).help("a chart stands between `@startgantt` and `@endgantt`")
        );
    };
    let mut draft = Draft::default();
    for (line, _) in found {
        draft.left_out(
            "another gantt chart",
            "the first one of a file is read",
            &format!("line {line}"),
        );
    }
    let mut reader = Reader::new(&mut draft);
    reader.chart(chart, first);
    reader.finish();
    Ok(draft)
}

/// The charts of a file, and the lines at which they begin.
fn charts(text: &str) -> Vec<(usize, &str)> {
    let is_chart = |text: &str| Grammar::parse(Rule::opening, text).is_ok();
    let is_ours = |language: &str| {
        ["plantuml", "puml", "gantt"].contains(&language.to_ascii_lowercase().as_str())
    };
    let whole = fences(text).into_iter().filter(|fence| is_ours(fence.language));
    let found: Vec<_> =
        whole.map(|fence| (fence.line, fence.body)).filter(|(_, body)| is_chart(body)).collect();
    if !found.is_empty() {
        return found;
    }
    let mut charts = Vec::new();
    let mut from = 0;
    for (end, _) in text.match_indices("@end") {
        let end = text
            .get(end..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |length| end + length + 1);
        let chart = text.get(from..end).unwrap_or_default();
        if is_chart(chart) {
            charts.push((lines_of(text.get(..from).unwrap_or_default()) + 1, chart));
        }
        from = end;
    }
    let rest = text.get(from..).unwrap_or_default();
    if is_chart(rest) {
        charts.push((lines_of(text.get(..from).unwrap_or_default()) + 1, rest));
    }
    charts
}

struct Reader<'d> {
    draft: &'d mut Draft,
    days: Days,
    /// The items by name and alias.
    names: FxHashMap<String, usize>,
    /// The phase that tasks stand in.
    phase: Option<Target>,
    phases: usize,
    last: Option<usize>,
    /// What tasks last, of how many people: units of people make of a length a work.
    lengths: FxHashMap<usize, Vec<(i64, String)>>,
    /// Dates that the start of the project, which may be told behind them, decides.
    relative: Vec<(usize, bool, i64)>,
    /// What waits for what: the waiting, the moment, and whether it is its start that waits.
    links: Vec<(usize, Moment, bool)>,
}

impl<'d> Reader<'d> {
    fn new(draft: &'d mut Draft) -> Self {
        Self {
            draft,
            days: Days::default(),
            names: FxHashMap::default(),
            phase: None,
            phases: 0,
            last: None,
            lengths: FxHashMap::default(),
            relative: Vec::new(),
            links: Vec::new(),
        }
    }

    fn chart(&mut self, text: &str, first: usize) {
        let file = Grammar::parse(Rule::chart, text).ok().and_then(|mut pairs| pairs.next());
        let mut line = first;
        let mut has_begun = !text.contains("@start");
        for pair in file.into_iter().flat_map(Pair::into_inner) {
            let lines = lines_of(pair.as_str());
            has_begun |= pair.as_rule() == Rule::begin;
            if has_begun {
                self.line(&pair, &format!("line {line}"));
            }
            line += lines;
        }
    }

    fn line(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        const VIEW: &str = "how a chart is drawn is said by a view";
        match pair.as_rule() {
            Rule::said => self.heading(pair, place),
            Rule::separator => self.separator(pair, place),
            Rule::mark => self.draft.left_out("a line across the chart", VIEW, place),
            Rule::styled => {
                let word = one(pair, Rule::look).and_then(|look| one(&look, Rule::look_word));
                let what = word
                    .map_or("a style".into(), |word| format!("statement {}", shown(word.as_str())));
                self.draft.left_out(what, VIEW, place);
            }
            Rule::set => {
                let word = one(pair, Rule::set_word);
                let what = format!("statement {}", shown(word.as_ref().map_or("!", Pair::as_str)));
                self.draft.left_out(what, "the preprocessor of PlantUML is not run", place);
            }
            Rule::project => match one(pair, Rule::date).and_then(|date| day(&date)) {
                Some(Day::On(date)) => self.draft.start = Some(When::day(date)),
                _ => self.no_day(pair, place),
            },
            Rule::today => match one(pair, Rule::date).and_then(|date| day(&date)) {
                Some(Day::On(date)) => self.draft.today = Some(When::day(date)),
                _ => self.draft.left_out(
                    "the day that is today",
                    "it is said by a date alone",
                    place,
                ),
            },
            Rule::days => self.closed(pair, place),
            Rule::absence => self.absence(pair, place),
            Rule::arrows => {
                let named: Vec<usize> = all(pair, Rule::named)
                    .map(|pair| self.task_named(&name(&pair), place))
                    .collect();
                for (from, to) in named.iter().zip(named.iter().skip(1)) {
                    self.wait_for_end(*to, *from);
                }
            }
            Rule::task => self.task(pair, place),
            Rule::note => self.note(pair, place),
            Rule::broken => {
                let what = format!("the line {}", shown(pair.as_str().trim()));
                self.draft.left_out(what, "it is no sentence of a PlantUML gantt chart", place);
            }
            _ => {}
        }
    }

    fn no_day(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let what = format!("a day of {}", shown(pair.as_str().trim()));
        self.draft.left_out(what, "there is no such day", place);
    }

    fn heading(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        if let Some(title) = one(pair, Rule::title).and_then(|title| one(&title, Rule::text)) {
            self.draft.title = title.as_str().replace("\\n", " ");
        } else if let Some(word) =
            one(pair, Rule::caption).and_then(|caption| one(&caption, Rule::caption_word))
        {
            self.draft.left_out(
                format!("statement {}", shown(word.as_str())),
                "a roadmap has a title alone",
                place,
            );
        }
    }

    fn separator(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let title = one(pair, Rule::separator_text)
            .map(|text| text.as_str().trim().to_owned())
            .unwrap_or_default();
        if title.is_empty() {
            self.phase = None;
            return;
        }
        self.phases += 1;
        let key = format!("phase {}", self.phases);
        self.phase = Some(Target::Key(key.clone()));
        let place = place.to_owned();
        self.draft.items.push(Item { key, title, kind: Kind::Stream, place, ..Item::default() });
    }

    fn closed(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let called = one(pair, Rule::called).map(|called| name(&called));
        let (is_closed, is_open) =
            (one(pair, Rule::closed).is_some(), one(pair, Rule::open).is_some());
        if !is_closed && !is_open {
            let what = if called.is_some() { "the name of days" } else { "the colour of days" };
            self.draft.left_out(what, "a day has a name where it is off", place);
            return;
        }
        for weekday in all(pair, Rule::weekday).filter_map(|pair| weekday(&pair)) {
            self.days.weekdays_off.retain(|off| *off != weekday);
            if is_closed {
                self.days.weekdays_off.push(weekday);
            }
        }
        for extent in all(pair, Rule::extent) {
            match (extent_of(&extent), is_closed) {
                (Some((first, last)), true) => self.days.off.push((first, last, called.clone())),
                (Some((first, last)), false) => self.days.open.push((first, last, called.clone())),
                (None, _) => self.no_day(pair, place),
            }
        }
    }

    fn absence(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let who = one(pair, Rule::person).map(|pair| person(&pair).0).unwrap_or_default();
        self.draft.person(&who);
        let extent = one(pair, Rule::extent).and_then(|extent| extent_of(&extent));
        let resource = self.draft.resources.iter_mut().find(|resource| resource.key == who);
        if let (Some((first, last)), Some(resource), Some(_)) =
            (extent, resource, one(pair, Rule::off))
        {
            resource.away.push((When::day(first), When::day(last), None));
        } else {
            let why = "people are away on days, not on weekdays, and not there on days off";
            self.draft.left_out(format!("the line {}", shown(pair.as_str().trim())), why, place);
        }
    }

    fn note(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let text = one(pair, Rule::note_text).or_else(|| one(pair, Rule::text));
        let text = text.map(|text| trimmed(text.as_str())).unwrap_or_default();
        match self.last.and_then(|at| self.draft.items.get_mut(at)) {
            Some(item) => match &mut item.note {
                Some(note) => {
                    note.push_str("\n\n");
                    note.push_str(&text);
                }
                note => *note = Some(text),
            },
            None => self.draft.left_out("a note", "no task stands before it", place),
        }
    }

    /// The task of that name, made if there is none yet.
    fn task_named(&mut self, name: &str, place: &str) -> usize {
        if let Some(at) = self.names.get(name) {
            return *at;
        }
        let at = self.draft.items.len();
        self.names.insert(name.to_owned(), at);
        self.draft.items.push(Item {
            key: name.to_owned(),
            title: name.to_owned(),
            kind: Kind::Task,
            parent: self.phase.clone(),
            place: place.to_owned(),
            ..Item::default()
        });
        at
    }

    fn wait_for_end(&mut self, waits: usize, of: usize) {
        let key = self.draft.items.get(of).map(|item| item.key.clone()).unwrap_or_default();
        if let Some(item) = self.draft.items.get_mut(waits) {
            item.waits.push(Link::to(Target::Key(key)));
        }
    }

    fn task(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        let mut names = all(pair, Rule::named).map(|pair| name(&pair));
        let before = self.last;
        let at = self.task_named(&names.next().unwrap_or_default(), place);
        if let Some(alias) = names.next() {
            if let Some(item) = self.draft.items.get_mut(at) {
                item.id = Some(alias.clone());
            }
            self.names.insert(alias, at);
        }
        if one(pair, Rule::then).is_some() {
            match before {
                Some(before) => self.wait_for_end(at, before),
                None => self.draft.left_out("`then`", "no task stands before it", place),
            }
        }
        self.last = Some(at);
        for verb in pair.clone().into_inner() {
            match said(&verb) {
                Some(said) => self.say(at, said, place),
                None if !matches!(verb.as_rule(), Rule::named | Rule::then) => {
                    self.no_day(&verb, place);
                }
                None => {}
            }
        }
    }

    fn say(&mut self, at: usize, said: Said, place: &str) {
        if let Said::Happens(_) = said
            && let Some(item) = self.draft.items.get_mut(at)
        {
            item.kind = Kind::Milestone;
        }
        match said {
            Said::People(people) => {
                for (who, share) in people {
                    let who = self.draft.person(&who);
                    if let Some(item) = self.draft.items.get_mut(at) {
                        item.people.push(Assignee { who, share, units: None });
                    }
                }
            }
            Said::Lasts(amounts) => {
                self.lengths.insert(at, amounts);
            }
            Said::Starts(Point::At(day)) | Said::Happens(Point::At(day)) => self.on(at, day, true),
            Said::Ends(Point::At(day)) => self.on(at, day, false),
            Said::Starts(Point::Of(moment)) | Said::Happens(Point::Of(moment)) => {
                self.links.push((at, moment, true));
            }
            Said::Ends(Point::Of(moment)) => self.links.push((at, moment, false)),
            Said::Pauses => {
                self.draft.left_out("a pause of a task", "only a calendar has days off", place);
            }
            Said::Row => self.draft.left_out(
                "the row of a task",
                "how a chart is drawn is said by a view",
                place,
            ),
            said => self.about(at, said, place),
        }
    }

    fn on(&mut self, at: usize, day: Day, is_start: bool) {
        match day {
            Day::Plus(days) => self.relative.push((at, is_start, days)),
            Day::On(date) => self.put(at, When::day(date), is_start),
        }
    }

    fn put(&mut self, at: usize, when: When, is_start: bool) {
        if let Some(item) = self.draft.items.get_mut(at) {
            *(if is_start { &mut item.start } else { &mut item.end }) = Some(when);
        }
    }

    fn about(&mut self, at: usize, said: Said, place: &str) {
        let Some(item) = self.draft.items.get_mut(at) else { return };
        match said {
            Said::Complete(share) => {
                item.progress = Some(share);
                item.is_done = share == 1000;
            }
            Said::Colour(colour) if item.tags.contains(&colour) => {}
            Said::Colour(colour) if colour.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                item.tags.push(colour);
            }
            Said::Colour(_) => {
                self.draft.left_out("a colour without a name", "a tag is a word", place);
            }
            Said::Deleted => item.is_dropped = true,
            Said::Link(address, label) => item.links.push((label, address)),
            _ => {}
        }
    }

    /// What the rest of the file decides.
    fn finish(mut self) {
        self.estimates();
        for (at, is_start, days) in std::mem::take(&mut self.relative) {
            let start = self.draft.start.and_then(|start| start.date.plus_days(days));
            if let Some(date) = start {
                self.put(at, When::day(date), is_start);
            } else {
                let place =
                    self.draft.items.get(at).map(|item| item.place.clone()).unwrap_or_default();
                let why = "nothing says when the project starts";
                self.draft.left_out(format!("the day `D+{days}`"), why, &place);
            }
        }
        for (at, moment, is_start) in std::mem::take(&mut self.links) {
            self.link(at, &moment, is_start);
        }
        self.days.write(self.draft);
    }

    fn link(&mut self, at: usize, moment: &Moment, is_start: bool) {
        // `with [A]` alone is with its start, if it starts, and with its end if it ends.
        let of_start = moment.is_start.unwrap_or(is_start);
        let kind = match (of_start, is_start) {
            (false, true) => LinkKind::FinishToStart,
            (true, true) => LinkKind::StartToStart,
            (false, false) => LinkKind::FinishToFinish,
            (true, false) => LinkKind::StartToFinish,
        };
        let is_closed = !self.days.weekdays_off.is_empty() || !self.days.off.is_empty();
        let is_elapsed = is_closed && !moment.is_working;
        let lag = (moment.days != 0).then(|| Lag { amount: Amount::days(moment.days), is_elapsed });
        let key = match self.names.get(&moment.task).and_then(|at| self.draft.items.get(*at)) {
            Some(other) => other.key.clone(),
            None => moment.task.clone(),
        };
        if let Some(item) = self.draft.items.get_mut(at) {
            item.waits.push(Link { to: Target::Key(key), kind, lag });
        }
    }

    /// Lengths: of what people share, or do with a part of their time, they are work.
    fn estimates(&mut self) {
        let week = 7 - i64::try_from(self.days.weekdays_off.len()).unwrap_or(0).min(6);
        for (at, item) in self.draft.items.iter_mut().enumerate() {
            let Some(amounts) = self.lengths.remove(&at) else { continue };
            let mut days = 0_i64;
            for (number, unit) in amounts {
                let of_unit = match unit.as_str() {
                    "week" => week,
                    "month" => 30,
                    _ => 1,
                };
                if unit == "hour" {
                    item.estimate = Some(Estimate::Duration(Amount {
                        number: super::Number::whole(number),
                        unit: super::Unit::Hours,
                    }));
                }
                days = days.saturating_add(if unit == "hour" {
                    0
                } else {
                    number.saturating_mul(of_unit)
                });
            }
            if days == 0 || item.estimate.is_some() {
                continue;
            }
            let is_alone =
                item.people.iter().all(|one| one.share.is_none_or(|share| share == 1000))
                    && item.people.len() < 2;
            let amount = Amount::days(days);
            item.estimate =
                Some(if is_alone { Estimate::Duration(amount) } else { Estimate::Effort(amount) });
        }
    }
}

/// The first and the last day of an `extent`, if there are such days.
fn extent_of(pair: &Pair<'_, Rule>) -> Option<(Date, Date)> {
    let mut dates = all(pair, Rule::date).map(|date| day(&date));
    let on = |day: Option<Day>| match day? {
        Day::On(date) => Some(date),
        Day::Plus(_) => None,
    };
    let first = on(dates.next()?)?;
    let last = match dates.next() {
        Some(last) => on(last)?,
        None => first,
    };
    Some((first.min(last), first.max(last)))
}

/// A note without the blanks round its lines.
fn trimmed(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}
