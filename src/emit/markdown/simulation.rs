//! The report of a simulation: when things end and how likely that is, what that depends on, what risks cost.

use super::report::Report;
use super::table::{Left, Right, Table};
use super::{escape, table, words};
use crate::model::{
    CalendarId, CommitmentKind, Edge, Estimate, EstimateBasis, Health, ItemId, ItemKind,
    ItemWalker, RiskId, Share,
};
use crate::plan::Plan;
use crate::schedule::Clock;
use crate::schedule::simulate::{
    Chance, ItemOutcome, MoneyOutcome, Outcome, Promised, Simulation, Source,
};
use crate::time::{Minutes, Moment, Spoken};

/// What is on the critical path less often than this is no cause: in millionths.
const RARELY: u64 = 50_000;
/// The chance of what rests on work without an estimate.
const UNKNOWN: &str = "unknown";
/// What is said of every end.
const PERCENTS: [u32; 4] = [10, 50, 80, 95];

/// The report of a simulation.
pub fn simulation_markdown(plan: &Plan<'_>, simulation: &Simulation) -> String {
    let clock = Clock::new(plan.model.calendar(CalendarId(0)));
    let report = Simulated { report: &Report::new(*plan), simulation, clock };
    let sections = [
        ("Dates", report.dates()),
        ("Deadlines and promises", report.commitments()),
        ("What the end depends on", report.causes()),
        ("Risks", report.risks()),
        ("Costs", report.costs()),
    ];
    let mut text = report.head();
    for (heading, content) in sections.iter().filter(|(_, content)| !content.is_empty()) {
        text.extend(["\n## ", heading, "\n\n", content]);
    }
    text
}

/// What the whole or an item comes to in all runs.
struct Row<'s> {
    item: Option<ItemId>,
    outcome: &'s Outcome,
    is_open: bool,
}

struct Simulated<'r, 'c> {
    report: &'r Report<'c>,
    simulation: &'r Simulation,
    /// Working time of the whole: it says which hours are worth telling.
    clock: Clock<'c>,
}

impl Simulated<'_, '_> {
    fn head(&self) -> String {
        let model = self.report.model;
        let title = match escape::text(&model.header.title) {
            empty if empty.is_empty() => "Simulation".into(),
            title => format!("{title}: simulation"),
        };
        format!("# {title}\n\n{}\n\n- {}\n", self.news(), self.facts().join("\n- "))
    }

    /// What to take away: a date that can be said to others, beside the forecast.
    fn news(&self) -> String {
        let simulation = self.simulation;
        if simulation.is_open {
            return self.unknown_news();
        }
        let end = simulation.end.percentile(50);
        let certain = self.end_words(end);
        let ends = if self.report.model.header.has_passed(end) { "ended" } else { "ends" };
        if simulation.is_certain() && self.is_cost_certain() {
            return format!(
                "**The work {ends} on {certain}**: no range and no risk moves that. A range such as 8d..10d..15d, or a risk with a \
                 probability and an impact, would say how sure it is."
            );
        }
        if simulation.is_certain() {
            return format!("**The work {ends} on {certain}** in every run; what it costs varies.");
        }
        let forecast = self.end_words(simulation.likely_end);
        let safe = self.end_words(simulation.end.percentile(80));
        let kept = percent(simulation.end.by(simulation.likely_end));
        format!(
            "**In 80% of all runs the work ends by {safe}**; the forecast of {forecast} is kept in {kept}."
        )
    }

    /// Of an end that rests on work without an estimate there is no chance, only what it can't be before.
    fn unknown_news(&self) -> String {
        let (unknown, all) = self.report.status.unestimated();
        let verb = if unknown == 1 { "is" } else { "are" };
        let all = words::counted(all, "item");
        let earliest = self.end_words(self.simulation.end.percentile(80));
        let runs = if self.simulation.is_certain() { "" } else { " in 80% of all runs" };
        format!(
            "**Nobody knows when the work ends**: {unknown} of {all} {verb} not estimated. What is estimated ends by \
             {earliest}{runs}."
        )
    }

    fn facts(&self) -> Vec<String> {
        let simulation = self.simulation;
        let mut facts = Vec::new();
        if let Some(today) = self.report.today() {
            facts.push(format!("As of {today}"));
        }
        if simulation.is_certain() && self.is_cost_certain() {
            facts.push("Every run is the same".to_owned());
            return facts;
        }
        let runs = words::counted(usize::try_from(simulation.runs).unwrap_or(usize::MAX), "run");
        facts.push(format!("{}, drawn from seed {}", runs, simulation.seed));
        if self.report.plan.schedule.levelling.is_some() {
            facts.push("Levelled: in every run, work is done in the order of the plan".to_owned());
        }
        if !simulation.is_certain() && !simulation.is_open {
            let day = self.report.model.header.day;
            let deviation = self.report.duration(rounded(simulation.deviation, day));
            let mean = self.end_words(simulation.mean);
            facts.push(format!(
                "The work ends on {mean} on average, with a standard deviation of {deviation}"
            ));
        }
        facts
    }

    fn is_cost_certain(&self) -> bool {
        self.simulation.cost.as_ref().is_none_or(MoneyOutcome::is_certain)
    }

    // ---- dates ----

    fn dates(&self) -> String {
        let columns = [
            ("End", Left),
            ("Forecast", Left),
            ("Forecast kept", Right),
            ("10%", Left),
            ("50%", Left),
            ("80%", Left),
            ("95%", Left),
            ("Health", Left),
        ];
        let simulation = self.simulation;
        let all = Row { item: None, outcome: &simulation.end, is_open: simulation.is_open };
        let all = self.date_row("**All work**".into(), simulation.likely_end, &all);
        let kinds = [ItemKind::Release, ItemKind::Milestone];
        let points = kinds.into_iter().flat_map(|kind| self.points(kind));
        Table::of(columns, std::iter::once(all).chain(points))
    }

    /// The points of a kind in the order of their medians.
    fn points(&self, kind: ItemKind) -> Vec<[String; 8]> {
        let model = self.report.model;
        let items = self.simulation.items.iter();
        let mut points: Vec<_> = items.filter(|one| model.item(one.item).kind() == kind).collect();
        points.sort_by_key(|one| (one.outcome.percentile(50), one.item));
        let row = |ItemOutcome { item, outcome, is_open }: &ItemOutcome| {
            let forecast = self.report.status.forecast(*item);
            let planned = forecast.map_or(model.header.from, |forecast| forecast.end);
            let row = Row { item: Some(*item), outcome, is_open: *is_open };
            self.date_row(self.report.titled(model.item(*item)), planned, &row)
        };
        points.into_iter().map(row).collect()
    }

    fn date_row(&self, title: String, planned: Moment, row: &Row<'_>) -> [String; 8] {
        let at = |percent| {
            let moment = row.outcome.percentile(percent);
            if row.is_open { String::new() } else { self.moment(moment) }
        };
        let [first, second, third, fourth] = PERCENTS.map(at);
        let chance = if row.is_open { UNKNOWN.into() } else { percent(row.outcome.by(planned)) };
        let forecast = match row.item {
            Some(item) if self.simulation.end.is_to_the_minute() => self.report.forecast(item),
            _ => words::not_before(&self.moment(planned), row.is_open),
        };
        [title, forecast, chance, first, second, third, fourth, self.health(row.item)]
    }

    /// How something stands by all runs; of what nobody knows, for what.
    fn health(&self, item: Option<ItemId>) -> String {
        let status = &self.report.status;
        match status.simulated_health(self.simulation, item) {
            Some(Health::Unknown) => item.map_or_else(
                || words::health(Health::Unknown),
                |item| self.report.health(item, ""),
            ),
            health => health.map(words::health).unwrap_or_default(),
        }
    }

    // ---- what was committed to ----

    fn commitments(&self) -> String {
        let columns = [
            ("What", Left),
            ("Committed to", Left),
            ("Chance", Right),
            ("80% by", Left),
            ("95% by", Left),
            ("Health", Left),
        ];
        let mut open: Vec<_> = self.simulation.promised.iter().collect();
        open.sort_by_key(|one| (one.moment, one.item, one.kind));
        Table::of(columns, open.into_iter().map(|one| self.commitment(one)))
    }

    fn commitment(&self, one: &Promised) -> [String; 6] {
        let outcome = one.item.and_then(|item| self.simulation.of_item(item));
        let outcome = outcome.unwrap_or(&self.simulation.end);
        let title =
            one.item.map_or("**The whole roadmap**".into(), |item| self.report.full_title(item));
        let date = self.clock.spoken(one.moment, Edge::End).medium();
        let health = self.report.status.odds(one);
        // What nothing is done for has no chance either, though its date is known.
        let is_open = one.is_open || health == Health::Unknown;
        let committed = match one.kind {
            CommitmentKind::Deadline => format!("deadline {date}"),
            CommitmentKind::Promise => {
                format!("promised {}", self.promise(one.item).unwrap_or(date))
            }
            CommitmentKind::Date => format!("planned {date}"),
        };
        let by = |percent| {
            let moment = outcome.percentile(percent);
            if is_open { String::new() } else { self.moment(moment) }
        };
        let [safe, safer] = [80, 95].map(by);
        let chance = if is_open { UNKNOWN.into() } else { percent(one.kept) };
        // One thing has one health, the same as among the dates.
        let health = self.report.status.simulated_health(self.simulation, one.item);
        let health = health.map(words::health).unwrap_or_default();
        [title, committed, chance, safe, safer, health]
    }

    /// A promise in the words in which it was given.
    fn promise(&self, item: Option<ItemId>) -> Option<String> {
        let promise = self.report.model.item(item?).dates().promised.as_ref()?;
        Some(escape::text(&promise.words))
    }

    // ---- causes ----

    fn causes(&self) -> String {
        if self.simulation.is_certain() {
            return String::new();
        }
        let columns = [
            ("What", Left),
            ("In", Left),
            ("Range", Left),
            ("Share of the spread", Right),
            ("On the critical path", Right),
        ];
        Table::of(columns, self.ranked().into_iter().take(table::CAUSES).map(|of| self.cause(of)))
    }

    /// What contributes to the spread, the most first, then what is often critical besides.
    fn ranked(&self) -> Vec<(Source, u64)> {
        let simulation = self.simulation;
        let mut ranked: Vec<_> =
            simulation.contributions.iter().map(|one| (one.source, one.share)).collect();
        let model = self.report.model;
        let is_work = |item: &ItemWalker<'_>| {
            !item.has_parts() && !item.kind().is_point() && !self.report.is_done(item.id)
        };
        let mut critical: Vec<_> = model
            .items()
            .filter(is_work)
            .filter(|item| !ranked.iter().any(|(source, _)| *source == Source::Item(item.id)))
            .map(|item| (self.criticality(item.id), item.id))
            .filter(|(critical, _)| *critical >= RARELY)
            .collect();
        critical.sort_by_key(|(critical, item)| (std::cmp::Reverse(*critical), *item));
        ranked.extend(critical.into_iter().map(|(_, item)| (Source::Item(item), 0)));
        ranked
    }

    fn cause(&self, (source, share): (Source, u64)) -> [String; 5] {
        let share = if share == 0 { String::new() } else { share_words(share) };
        match source {
            Source::Item(item) => {
                let walker = self.report.model.item(item);
                let inside = walker.parent().map(|parent| self.report.title(parent.id));
                let critical = share_words(self.criticality(item));
                let title = self.report.title(item);
                [title, inside.unwrap_or_default(), self.range(item), share, critical]
            }
            Source::Risk(risk) => {
                let inside = self.report.model.risks.get(risk.index()).and_then(|of| of.threatens);
                let inside = inside.map(|item| self.report.title(item)).unwrap_or_default();
                [
                    format!("⚠ {}", self.risk_title(risk)),
                    inside,
                    String::new(),
                    share,
                    String::new(),
                ]
            }
        }
    }

    fn criticality(&self, item: ItemId) -> u64 {
        self.simulation.criticality.get(item.index()).map_or(0, |chance| chance.millionths())
    }

    /// `8 to 15 days`
    fn range(&self, item: ItemId) -> String {
        let estimate = self.report.model.item(item).data().estimate;
        let Some(estimate) = estimate.filter(Estimate::is_range) else {
            return String::new();
        };
        if estimate.basis == EstimateBasis::Elapsed {
            return words::clock_range(estimate.best, estimate.worst);
        }
        words::range(estimate.best, estimate.worst, self.report.model.header.day)
    }

    // ---- risks and money ----

    fn risks(&self) -> String {
        let columns = [
            ("Risk", Left),
            ("Probability", Right),
            ("Struck in", Right),
            ("Share of the spread", Right),
        ];
        let simulation = self.simulation;
        let share = |risk: RiskId| {
            let source = Source::Risk(risk);
            let found = simulation.contributions.iter().find(|one| one.source == source);
            found.map(|one| share_words(one.share)).unwrap_or_default()
        };
        let rows = simulation.risks.iter().map(|strike| {
            let risk = self.report.model.risks.get(strike.risk.index());
            let probability = risk.and_then(|risk| risk.probability).unwrap_or(Share::ZERO);
            [
                self.risk_title(strike.risk),
                words::percent(probability),
                percent(strike.struck),
                share(strike.risk),
            ]
        });
        let mut section = Table::of(columns, rows);
        let silent: Vec<_> =
            simulation.silent_risks.iter().map(|risk| self.risk_title(*risk)).collect();
        if !silent.is_empty() {
            let gap = if section.is_empty() { "" } else { "\n" };
            let why = "Not drawn, for want of a probability or of what is delayed by how much";
            section.extend([gap, why, ": ", &silent.join(", "), ".\n"]);
        }
        section
    }

    fn risk_title(&self, risk: RiskId) -> String {
        let risk = self.report.model.risks.get(risk.index());
        risk.map(|risk| escape::text(risk.title.as_deref().unwrap_or(&risk.name)))
            .unwrap_or_default()
    }

    fn costs(&self) -> String {
        let simulation = self.simulation;
        let Some(cost) = simulation.cost.as_ref().filter(|cost| !cost.is_certain()) else {
            return String::new();
        };
        let columns = [
            ("Money", Left),
            ("Planned", Right),
            ("On average", Right),
            ("50%", Right),
            ("80%", Right),
            ("95%", Right),
        ];
        let row = |title: &str, planned: String, of: &MoneyOutcome| {
            let [half, safe, safer] =
                [50, 80, 95].map(|of_all| self.report.money(of.percentile(of_all)));
            [title.to_owned(), planned, self.report.money(of.mean), half, safe, safer]
        };
        let planned = self.report.costs.whole();
        let risks = simulation.risk_money.as_ref();
        if planned.0 == 0 {
            return Table::of(columns, risks.map(|of| row("Risks", String::new(), of)));
        }
        let whole = row("**All costs**", self.report.money(planned), cost);
        let risks = risks.map(|of| row("Of that, risks", String::new(), of));
        Table::of(columns, std::iter::once(whole).chain(risks))
    }

    // ---- words ----

    /// In a table: `12 May 2026`, with the hour where all is a matter of hours and a day's work goes on behind it.
    fn moment(&self, moment: Moment) -> String {
        self.named(moment, Spoken::medium)
    }

    /// In a sentence.
    fn end_words(&self, moment: Moment) -> String {
        self.named(moment, Spoken::long)
    }

    fn named(&self, moment: Moment, said: fn(Spoken) -> String) -> String {
        if self.simulation.end.is_to_the_minute() {
            return said(self.clock.spoken(moment, Edge::End));
        }
        said(Spoken::end(moment))
    }
}

/// `87%`, `<1%`
fn percent(chance: Chance) -> String {
    if chance.hits > 0 && chance.millionths() < 10_000 {
        return "<1%".into();
    }
    format!("{}%", chance.percent())
}

/// A share of the spread: only what is counted is here, so that it is never nothing.
fn share_words(millionths: u64) -> String {
    percent(Chance { hits: millionths, runs: 1_000_000 })
}

/// To a tenth of a day; what is less than a day to the hour, less than an hour to the minute.
fn rounded(minutes: Minutes, day: Minutes) -> Minutes {
    let unit = match minutes.0 {
        ..60 => 1,
        under if under < day.0 => 60,
        _ => (day.0 / 10).max(1),
    };
    Minutes((minutes.0 + unit / 2) / unit * unit)
}
