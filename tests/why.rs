//! What `why` says is true: every date follows from its reason by arithmetic done here once more, minute by minute; without that
//! reason it is earlier, or another is as late; what is said to win a day wins it; what is said to forbid one is a least set.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

// That a table is too short, and that something waits for nothing, are two things.
#[path = "levelled/generate.rs"]
mod levelled;
#[allow(clippy::option_option)]
mod oracle;
#[path = "why/people.rs"]
mod people;
mod support;

use std::collections::BTreeMap;

use boon::{Compiler, SchemaIndex, Schemas};
use levelled::Flavour;
use milepost::model::{Anchor, Edge, EstimateBasis, ItemWalker, Model};
use milepost::plan::why::{self, Answer, Change, Wanted};
use milepost::schedule::{Driver, Reason, Reasons, Schedule, Step, Timing};
use milepost::time::{Date, Minutes, Moment};
use milepost::{Compilation, Options, Source, compile, emit};
use oracle::{Oracle, roadmap, roadmap_under_way, roadmap_with_late_tasks};

/// `SEEDS=5000 cargo test --release --test why` tries more.
const SEEDS: u64 = 60;
const EDGES: [Edge; 2] = [Edge::Start, Edge::End];

fn seeds() -> std::ops::Range<u64> {
    support::seeds(SEEDS)
}

/// Every roadmap whose dates mean something, with its text.
fn each_roadmap(mut check: impl FnMut(&Compilation, &str)) {
    for seed in seeds() {
        for generate in [roadmap, roadmap_with_late_tasks, roadmap_under_way] {
            let text = generate(seed);
            let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
            let schedule = compilation.schedule();
            let is_tied = !schedule.cycle_report.cycles.is_empty()
                || !schedule.cycle_report.own_parts.is_empty();
            if !is_tied && schedule.never_works.is_empty() {
                check(&compilation, &format!("seed {seed} of\n{text}"));
            }
        }
    }
}

fn moment(timing: &Timing, edge: Edge) -> Moment {
    if edge == Edge::Start { timing.start } else { timing.end }
}

/// What a reason is checked against.
struct Check<'a> {
    model: &'a Model,
    schedule: &'a Schedule,
    oracle: Oracle<'a>,
}

impl Check<'_> {
    /// Whether the moment that is asked for follows from the point that is waited for; nothing if the tables are too short.
    fn is_asked(&self, reason: &Reason) -> Option<bool> {
        let timing = |item| self.schedule.timing(item);
        let item = self.model.item(reason.item);
        Some(match reason.driver {
            Driver::Dependency(id) => {
                let dependency = &self.model.dependencies[id.index()];
                let (point, is_date) = match dependency.anchor {
                    Anchor::Item(other, edge) => (moment(timing(other), edge), false),
                    Anchor::Moment(moment) => (moment, true),
                };
                let holder = self.model.item(dependency.item);
                let is_held = holder.id == reason.item || holder.encloses(reason.item);
                let awaited = match dependency.anchor {
                    // Whoever waits for something on a day off that was named waits for its beginning.
                    Anchor::Item(other, _) if timing(other).is_on_day_off => {
                        point.plus(milepost::time::Minutes(-24 * 60))
                    }
                    _ => point,
                };
                let asked = self.oracle.shifted(holder, awaited, dependency.lag)?;
                let mut asked = self.oracle.evening(dependency, asked)?;
                let is_day = is_date && dependency.lag.minutes.0 == 0 && asked.minute_of_day() == 0;
                if is_day && dependency.edge == Edge::End {
                    let calendar = self.oracle.calendar(holder);
                    let day = calendar.next(asked)?.date();
                    asked = calendar.previous(Moment::end_of(day))?;
                }
                is_held
                    && reason.holder == holder.id
                    && (point, asked) == (reason.point, reason.asked)
            }
            Driver::RoadmapStart => reason.asked == self.model.header.from,
            Driver::Today => {
                let today = self.model.header.now;
                // What is done with its whole was done by then.
                today == Some(reason.asked) || item.ancestors().any(ItemWalker::is_done)
            }
            Driver::FixedDate => {
                let dates = self.model.item(reason.holder).dates();
                [dates.from, dates.to].into_iter().flatten().any(|date| date.moment == reason.asked)
            }
            Driver::Actual => {
                let progress = item.progress();
                let done = progress.done.and_then(|(done, _)| done);
                [progress.started.map(|date| date.moment), done].contains(&Some(reason.asked))
            }
            Driver::Estimate if reason.edge == Edge::Start => reason.asked == timing(item.id).end,
            Driver::Estimate => reason.asked == timing(item.id).start,
            Driver::Part(part) => {
                let edge = if item.kind().is_point() { Edge::End } else { reason.edge };
                reason.asked == moment(timing(part), edge)
            }
            Driver::Remaining => {
                let today = self.model.header.now.unwrap();
                let now = self.oracle.works(item).next(today)?;
                reason.asked == now.max(timing(item.id).start)
            }
            // By when an item has to be there is checked by what it moves: nothing.
            _ => true,
        })
    }

    /// Whether the date follows from the moment that is asked for.
    fn follows(&self, reason: &Reason) -> Option<bool> {
        let item = self.model.item(reason.item);
        let is_nothing = item.data().estimate.is_some_and(|estimate| estimate.likely.0 == 0);
        let is_moment = is_nothing && !item.has_parts();
        let works = self.oracle.works(item);
        let calendar = self.oracle.calendar(item);
        let (asked, moment) = (reason.asked, reason.moment);
        Some(match reason.step {
            Step::At => moment == asked,
            Step::NextWork => {
                moment == works.next(asked)? || is_moment && moment == calendar.next(asked)?
            }
            Step::PreviousWork => moment == works.previous(asked)?,
            Step::EndOfDay => {
                let next = works.next(asked)?;
                let is_off = next == asked || next.date() > asked.date();
                moment == Moment::end_of(asked.date()) && is_off
            }
            Step::Work(amount) => moment == self.oracle.finish_of(item, asked, amount)?,
            Step::Back(amount) => self.is_last_by(item, moment, amount, asked)?,
            Step::FirstEnd(amount) => self.is_first_end(item, moment, amount, asked)?,
            Step::LastPlace => self.is_last_place(item, reason)?,
        })
    }

    /// Whether work that starts then is done by `end`, and would not be if it started later.
    fn is_last_by(
        &self,
        item: ItemWalker<'_>,
        start: Moment,
        amount: Minutes,
        end: Moment,
    ) -> Option<bool> {
        if amount <= Minutes(0) {
            return Some(start == end);
        }
        let next = self.oracle.works(item).next(start.plus(Minutes(1)))?;
        let done = |start| self.oracle.finish_of(item, start, amount);
        Some(done(start)? <= end && done(next)? >= end)
    }

    /// Whether something is by then, and would not be if it were later.
    fn is_last_place(&self, item: ItemWalker<'_>, reason: &Reason) -> Option<bool> {
        let works = self.oracle.works(item);
        let timing = self.schedule.timing(item.id);
        let is_by_then = reason.moment <= reason.asked;
        if timing.start == timing.end {
            return Some(is_by_then && works.between(reason.moment, reason.asked).0 == 0);
        }
        let next = works.next(timing.start.plus(Minutes(1)))?;
        Some(match reason.edge {
            Edge::Start => is_by_then && next > reason.asked,
            Edge::End => {
                let amount = item.data().estimate?.likely;
                is_by_then && self.oracle.finish_of(item, next, amount)? > reason.asked
            }
        })
    }

    /// Whether an end is the first from `asked` on: work that starts a minute earlier would end before that.
    fn is_first_end(
        &self,
        item: ItemWalker<'_>,
        end: Moment,
        amount: Minutes,
        asked: Moment,
    ) -> Option<bool> {
        let start = self.schedule.timing(item.id).start;
        let works = self.oracle.works(item);
        let asked = self.oracle.first_end(item, asked)?;
        if self.schedule.timing(item.id).start_driver == Driver::Actual
            || item.progress().complete.is_some()
            || item.progress().remaining.is_some()
        {
            // Of work under way only the end moves.
            return Some(end >= asked && works.between(asked, end).0 == 0);
        }
        let before = works.previous(start)?.plus(Minutes(-1));
        let is_early = self.oracle.finish_of(item, before, amount)? < asked || amount <= Minutes(0);
        Some(end >= asked && self.oracle.finish_of(item, start, amount)? == end && is_early)
    }
}

#[test]
fn every_date_follows_from_its_reason() {
    let (mut checked, mut kinds) = (0, BTreeMap::new());
    each_roadmap(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let reasons = Reasons::new(model, schedule);
        let check = Check { model, schedule, oracle: Oracle::new(model) };
        for item in model.items().filter(|item| schedule.timing(item.id).is_scheduled) {
            for edge in EDGES {
                let reason = reasons.of(item.id, edge);
                assert_eq!(reason.moment, moment(schedule.timing(item.id), edge));
                let alone = why::moment_with(model, schedule, item.id, edge, &[]);
                assert_eq!(alone, Some(reason.moment), "its part alone: {place}");
                // An end that was fixed for a day before its start stands at that start; that is an error.
                let is_before = reason.driver == Driver::FixedDate && edge == Edge::End;
                if is_before && reason.asked < schedule.timing(item.id).start {
                    continue;
                }
                let told = || format!("`{}` {reason:?}\n{place}", item.path());
                let (Some(is_asked), Some(follows)) =
                    (check.is_asked(&reason), check.follows(&reason))
                else {
                    continue;
                };
                assert!(is_asked, "asks for something else: {}", told());
                assert!(follows, "does not follow: {}", told());
                checked += 1;
                *kinds.entry(kind(&reason)).or_insert(0) += 1;
            }
        }
    });
    assert!(checked > support::enough(2000), "only {checked} dates were checked");
    for kind in ALL_KINDS {
        let is_enough = kinds.get(kind).is_some_and(|count| *count > support::enough(3));
        assert!(is_enough, "too few of {kind}: {kinds:?}");
    }
}

const ALL_KINDS: [&str; 12] = [
    "actual",
    "deadline",
    "dependency",
    "estimate of a start",
    "estimate of an end",
    "fixed date",
    "just before",
    "part",
    "remaining",
    "roadmap end",
    "roadmap start",
    "today",
];

fn kind(reason: &Reason) -> &'static str {
    match reason.driver {
        Driver::Actual => "actual",
        Driver::Deadline => "deadline",
        Driver::Dependency(_) => "dependency",
        Driver::Estimate if reason.edge == Edge::Start => "estimate of a start",
        Driver::Estimate => "estimate of an end",
        Driver::FixedDate => "fixed date",
        Driver::JustBefore(_) => "just before",
        Driver::Part(_) => "part",
        Driver::Remaining => "remaining",
        Driver::RoadmapEnd => "roadmap end",
        Driver::RoadmapStart => "roadmap start",
        Driver::Today => "today",
        _ => "another",
    }
}

#[test]
fn without_its_reason_it_is_earlier_or_another_is_as_late() {
    let mut earlier = 0;
    each_roadmap(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        // A midnight ends a day and names the next: what follows from it may jump by a day, and back.
        if schedule.timings.iter().any(|timing| timing.start.minute_of_day() == 0) {
            return;
        }
        let reasons = Reasons::new(model, schedule);
        for item in model.items().filter(|item| schedule.timing(item.id).is_scheduled) {
            for edge in EDGES {
                let reason = reasons.of(item.id, edge);
                let Some(change) = without(model, &reason) else { continue };
                let moment = why::moment_with(model, schedule, item.id, edge, &[change]).unwrap();
                let told = || format!("`{}` {reason:?} {change:?}\n{place}", item.path());
                // Without today all the rest of the roadmap is another too, what is begun above all; and a milestone is held
                // by today where it waits for nothing else any more.
                let is_held = item.kind().is_point() && model.header.today.is_some();
                let is_later = moment > reason.moment;
                if is_later && is_held || moment >= reason.moment && reason.driver == Driver::Today
                {
                    continue;
                }
                assert!(moment <= reason.moment, "later, {moment}: {}", told());
                // A start may be counted back from what the end waits for.
                let mut asks = EDGES.iter().flat_map(|edge| reasons.asks(item.id, *edge));
                let is_as_late = asks.any(|ask| ask.driver != reason.driver && ask.spare.0 <= 0);
                // What is to be as late as possible would stand there for that alone.
                let is_as_late = is_as_late || is_late(item);
                let is_today = model.header.today == Some(reason.moment.date());
                let is_as_late = is_as_late || is_today && item.kind().is_point();
                assert!(moment < reason.moment || is_as_late, "as late as before: {}", told());
                earlier += usize::from(moment < reason.moment);
            }
        }
    });
    assert!(earlier > support::enough(600), "only {earlier} dates became earlier");
}

fn has_choice(item: ItemWalker<'_>) -> bool {
    item.assignments().iter().any(|one| !one.alternatives.is_empty())
}

fn is_begun(item: ItemWalker<'_>) -> bool {
    let progress = item.progress();
    progress.complete.is_some() || progress.remaining.is_some() || progress.done.is_some()
}

fn is_late(item: ItemWalker<'_>) -> bool {
    item.dates().alap.is_some() || item.ancestors().any(|outer| outer.dates().alap.is_some())
}

/// What takes a reason back. What is fixed or has happened may hold a date earlier than it would else be.
fn without(model: &Model, reason: &Reason) -> Option<Change> {
    Some(match reason.driver {
        Driver::Dependency(id) => Change::Independent(id),
        Driver::RoadmapStart => Change::StartsOn(Date::new(2026, 2, 2)?),
        Driver::Today if !is_begun(model.item(reason.item)) => Change::WithoutToday,
        Driver::Estimate if reason.edge == Edge::End => {
            let is_amount =
                |reason: &&Reason| matches!(reason.step, Step::Work(work) if work.0 > 0);
            Some(reason).filter(is_amount).map(|_| Change::TakesNoTime(reason.item))?
        }
        _ => return None,
    })
}

#[test]
fn what_is_said_to_win_a_day_wins_it_when_it_is_written() {
    let mut won = 0;
    each_roadmap(|compilation, place| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let last = model.items().filter(|item| !item.has_parts()).last().unwrap();
        let why = why::why(model, schedule, last.id, Edge::End);
        for win in why.wins.alone.iter().chain(&why.wins.together) {
            let Some(text) = written(model, &win.changes) else { continue };
            let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
            let end = compilation.schedule().timing(last.id).end;
            let told = || format!("`{}` {win:?} in\n{text}\ninstead of {place}", last.path());
            assert_eq!(end, win.moment, "{}", told());
            assert!(win.day < why.moment.last_day(), "{}", told());
            won += 1;
        }
    });
    assert!(won > support::enough(40), "only {won} changes were tried");
}

/// The roadmap's text with changes made in it, where that is easily done.
fn written(model: &Model, changes: &[Change]) -> Option<String> {
    let sources = &model.sources;
    let (_, source) = sources.iter().next()?;
    let mut edits = Vec::new();
    for change in changes {
        let Change::Shorten(item, less) = change else { return None };
        let item = model.item(*item);
        let (estimate, progress) = (item.data().estimate?, item.progress());
        if progress.remaining.is_some() || progress.complete.is_some() {
            return None;
        }
        let kind = match estimate.basis {
            EstimateBasis::Effort => "effort ",
            EstimateBasis::Elapsed => "elapsed ",
            EstimateBasis::Duration => "",
        };
        let old = sources.text(estimate.span);
        let kind = if old.starts_with(kind) { kind } else { "" };
        let left = estimate.likely.0 - less.0;
        edits.push((sources.local(estimate.span), format!("{kind}{left}min")));
    }
    edits.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut text = source.text().to_owned();
    for (place, new) in edits {
        text.replace_range(place, &new);
    }
    Some(text)
}

#[test]
fn what_forbids_a_day_is_a_least_set() {
    let (mut forbidden, mut largest) = (0, 0);
    let mut people = 0;
    let mut check = |compilation: &Compilation, place: &str| {
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let last = model.items().filter(|item| !item.has_parts()).last().unwrap();
        let end = schedule.timing(last.id).end.last_day();
        let by_then = |changes: &[Change], day: Date| {
            let moment = why::moment_with(model, schedule, last.id, Edge::End, changes).unwrap();
            moment.last_day() <= day
        };
        for days in [0, 1, 4] {
            let day = end.plus_days(-days).unwrap();
            let told = || format!("`{}` by {day}: {place}", last.path());
            match why::why_not(model, schedule, last.id, Edge::End, Wanted::By(day)) {
                Answer::Kept(kept) => assert!(days == 0 && kept == end, "{}", told()),
                Answer::Unknown(earliest, _) => {
                    let is_open = schedule.timing(last.id).is_open;
                    assert!(days == 0 && earliest == end && is_open, "{}", told());
                }
                Answer::Forbidden(at, barrier) => {
                    assert!(days > 0 && at == end, "{}", told());
                    let others: Vec<Change> =
                        barrier.others.iter().map(|one| one.without).collect();
                    assert!(!by_then(&others, day), "the set does not forbid it: {}", told());
                    for line in &barrier.lines {
                        let without = [others.as_slice(), &[line.without]].concat();
                        assert!(by_then(&without, day), "{line:?} is not needed: {}", told());
                    }
                    assert!(!barrier.lines.is_empty(), "nothing forbids it: {}", told());
                    forbidden += 1;
                    largest = largest.max(barrier.lines.len());
                    let is_of_people = |line: &why::Line| {
                        matches!(line.without, Change::Unassigned(_) | Change::Unlimited(_))
                    };
                    people += usize::from(barrier.lines.iter().any(is_of_people));
                }
            }
        }
    };
    each_roadmap(&mut check);
    each_levelled(&mut check);
    assert!(people > support::enough(20), "only {people} sets have people in them");
    assert!(
        forbidden > support::enough(200) && largest > support::enough(6),
        "{forbidden} sets, of at most {largest} lines"
    );
}

#[test]
fn every_story_reads_well() {
    let (mut read, mut number) = (0, 0);
    each_roadmap(|compilation, place| {
        number += 1;
        if number % 4 == 0 {
            read_all(compilation, place, &mut read);
        }
    });
    each_levelled(|compilation, place| {
        number += 1;
        if number % 16 == 0 {
            read_all(compilation, place, &mut read);
        }
    });
    for name in support::EXAMPLES {
        read_all(&support::compiled_example(name), name, &mut read);
    }
    assert!(read > support::enough(3000), "only {read} sentences were read");
}

fn read_all(compilation: &Compilation, place: &str, read: &mut usize) {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    for item in model.items().filter(|item| schedule.timing(item.id).is_scheduled) {
        for edge in EDGES {
            let why = why::why(model, schedule, item.id, edge);
            let story = emit::why::story(model, schedule, &why);
            let told = story.chain.iter().chain(&story.beside);
            let spans = told.clone().flat_map(|told| &told.places);
            let sources = compilation.sources();
            let is_empty = |span: &&milepost::text::Span| sources.text(**span).is_empty();
            assert_eq!(spans.filter(is_empty).count(), 0, "a place is empty: {place}");
            assert!(!story.chain.is_empty() && !story.wins.is_empty(), "`{}` {place}", item.path());
            let sentences = told.map(|told| &told.sentence).chain(&story.people).chain(&story.wins);
            for sentence in sentences.chain([&story.headline]) {
                let reads = !sentence.is_empty()
                    && !sentence.ends_with('.')
                    && !sentence.contains("  ")
                    && !sentence.contains(" ,")
                    && !sentence.contains("``")
                    && sentence.matches('`').count().is_multiple_of(2);
                assert!(reads, "`{sentence}` of `{}`: {place}", item.path());
                *read += 1;
            }
            let json = emit::why::json(model, schedule, &why);
            assert_keeps_schema(&json);
            if item.id.0 % 7 == 0 {
                let day = why.moment.last_day().plus_days(-3).unwrap();
                let wanted = Wanted::By(day);
                let answer = why::why_not(model, schedule, item.id, edge, wanted);
                let point = (item.id, edge);
                assert_keeps_schema(&emit::why::json_of_answer(
                    model, schedule, point, wanted, &answer,
                ));
            }
        }
    }
}

fn assert_keeps_schema(json: &str) {
    thread_local! {
        static SCHEMA: (Schemas, SchemaIndex) = schema();
    }
    let value = serde_json::from_str(json).unwrap();
    SCHEMA.with(|(schemas, index)| {
        assert!(
            schemas.validate(&value, *index).is_ok(),
            "{:#}\n{json}",
            schemas.validate(&value, *index).unwrap_err()
        );
    });
}

fn schema() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(emit::why::json_schema()).unwrap();
    compiler.add_resource("why.json", schema).unwrap();
    let index = compiler.compile("why.json", &mut schemas).unwrap();
    (schemas, index)
}

/// Likewise of levelled roadmaps.
fn each_levelled(mut check: impl FnMut(&Compilation, &str)) {
    for seed in 1..seeds().end * 3 {
        let flavour = if seed % 2 == 0 { Flavour::Open } else { Flavour::Full };
        let text = levelled::roadmap(seed, flavour);
        let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
        let schedule = compilation.schedule();
        let is_tied =
            !schedule.cycle_report.cycles.is_empty() || !schedule.cycle_report.own_parts.is_empty();
        if !is_tied && schedule.never_works.is_empty() {
            check(&compilation, &format!("seed {seed} of\n{text}"));
        }
    }
}
