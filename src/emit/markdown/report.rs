//! What every section is made from: the plan with what is computed of it once, what an item committed to, and what tells items
//! of one title apart.

use rustc_hash::FxHashMap;

use super::{escape, words};
use crate::model::{
    CommitmentKind, Edge, Extras, Health, ItemId, ItemWalker, Model, ObjectiveId, ResourceId,
};
use crate::plan::{Costs, Plan, PlanStatus, State};
use crate::time::{Minutes, Spoken};

/// The plan, and what is computed of it once for all sections.
pub(super) struct Report<'c> {
    pub(super) plan: Plan<'c>,
    pub(super) model: &'c Model,
    pub(super) status: PlanStatus<'c>,
    pub(super) costs: Costs,
    /// The headings of columns that are not to be there.
    pub(super) hidden: Vec<&'static str>,
    namesakes: Namesakes,
}

impl<'c> Report<'c> {
    pub(super) fn new(plan: Plan<'c>) -> Self {
        let status = plan.status();
        let costs = status.costs();
        let namesakes = Namesakes::of(plan.model);
        Self { plan, model: plan.model, status, costs, hidden: Vec::new(), namesakes }
    }

    /// An item's title alone.
    pub(super) fn title(&self, item: ItemId) -> String {
        escape::text(self.model.item(item).title())
    }

    /// An item's title, and where others have the same, what it stands in: `Test (Checkout)`.
    pub(super) fn full_title(&self, item: ItemId) -> String {
        self.title(item) + &self.inside(item)
    }

    /// An item's title, leading to its first link, and what tells it from others of the same.
    pub(super) fn titled(&self, item: ItemWalker<'_>) -> String {
        linked(item.title(), item.extras()) + &self.inside(item.id)
    }

    /// ` (Checkout)`, if an item's title alone would not tell which it is.
    pub(super) fn inside(&self, item: ItemId) -> String {
        let whole = self.namesakes.told_by(item);
        whole.map(|whole| format!(" ({})", self.title(whole))).unwrap_or_default()
    }

    /// What people call somebody.
    pub(super) fn who(&self, resource: ResourceId) -> String {
        escape::text(self.model.resource(resource).title())
    }

    pub(super) fn owner(&self, extras: &Extras) -> String {
        extras.owner.map(|owner| self.who(owner)).unwrap_or_default()
    }

    pub(super) fn objectives(&self, ids: impl Iterator<Item = ObjectiveId>) -> String {
        let objectives = ids.filter_map(|id| self.model.objectives.get(id.index()));
        let titles = objectives.map(|of| escape::text(of.title.as_deref().unwrap_or(&of.name)));
        titles.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn money(&self, money: crate::model::Money) -> String {
        words::money(money, &self.model.header.currency)
    }

    /// What an item and all inside it cost; nothing where that is nothing.
    pub(super) fn cost(&self, item: ItemId) -> String {
        let cost = self.costs.of(item);
        if cost.0 == 0 { String::new() } else { self.money(cost) }
    }

    /// Whether an item takes part; what is dropped does not.
    pub(super) fn is_planned(&self, item: ItemId) -> bool {
        self.plan.schedule.timing(item).is_scheduled
    }

    pub(super) fn is_done(&self, item: ItemId) -> bool {
        self.plan.schedule.timing(item).state == State::Done
    }

    /// `under way, 40%`, `overdue`; of a milestone or release that all is done for: `reached`; of what holds nothing, that.
    pub(super) fn state(&self, item: ItemId) -> String {
        if self.status.is_all_dropped(item) {
            return State::Dropped.words().to_owned();
        }
        if self.status.is_hollow(item) {
            let of = |stream: ItemId| stream == item || self.model.item(item).encloses(stream);
            let ideas = self.model.ideas.iter().filter_map(|idea| idea.stream).filter(|at| of(*at));
            return match ideas.count() {
                0 => "nothing in it".to_owned(),
                count => format!("{} only", words::counted(count, "idea")),
            };
        }
        let timing = self.plan.schedule.timing(item);
        let is_point = self.model.item(item).kind().is_point();
        match timing.state {
            State::Done if is_point => "reached".to_owned(),
            State::UnderWay | State::Overdue if !is_point && timing.complete.0 > 0 => {
                format!("{}, {}", timing.state.words(), words::percent(timing.complete))
            }
            state => state.words().to_owned(),
        }
    }

    /// The day something starts on.
    pub(super) fn start(&self, item: ItemId) -> String {
        if self.status.is_hollow(item) {
            return String::new();
        }
        let timing = self.plan.schedule.timing(item);
        let (day, start) =
            (timing.days().0, self.status.clock_of(item).spoken(timing.start, Edge::Start));
        let told = if start.date() == day { start.medium() } else { day.medium() };
        words::not_before(&told, timing.is_start_open)
    }

    /// The day something is expected to end, with its hour where the hour decides.
    pub(super) fn forecast(&self, item: ItemId) -> String {
        let clock = self.status.clock_of(item);
        let forecast = self.status.forecast(item).filter(|_| !self.status.is_hollow(item));
        let Some(forecast) = forecast else { return String::new() };
        let committed = self.status.commitments(item).into_iter();
        let by_hours = committed.map(|of| of.spoken(clock).1).find(|end| end.hour().is_some());
        let day = by_hours.unwrap_or_else(|| clock.spoken(forecast.end, Edge::End));
        words::not_before(&day.medium(), forecast.is_open)
    }

    /// The day the plan is looked at, with its hour if that is said.
    pub(super) fn today(&self) -> Option<String> {
        let now = self.model.header.now?;
        let day = Spoken::start(now);
        Some(if now.minute_of_day() > 0 { day.with_hour() } else { day }.long())
    }

    pub(super) fn duration(&self, minutes: Minutes) -> String {
        words::duration(minutes, self.model.header.day)
    }

    /// `🟡 At risk: reported at risk on 16 March 2026`; the reason is left out where it is `known` to the reader already.
    pub(super) fn health(&self, item: ItemId, known: &str) -> String {
        let Some((health, reason)) = self.status.item_health(item) else { return String::new() };
        if health == Health::Done && self.model.item(item).kind().is_point() {
            return words::with_sign(health, "Reached");
        }
        let is_known = !known.is_empty() && reason.starts_with(known);
        with_reason(health, if is_known { "" } else { &reason })
    }
}

/// A title, leading to the first link.
pub(super) fn linked(title: &str, extras: &Extras) -> String {
    match extras.links.first() {
        Some(link) => escape::link(title, &link.address),
        None => escape::text(title),
    }
}

/// `🔴 Off track: 3 working days late`; a reason that says more than the word for it stands in its place: `🔴 Overdue: …`.
pub(super) fn with_reason(health: Health, reason: &str) -> String {
    let (words, reason) = match reason.split_once(": ") {
        Some(("overdue", why)) => (words::with_sign(health, "Overdue"), why),
        Some(("unknown", why)) => (words::health(health), why),
        _ => (words::health(health), reason),
    };
    if reason.is_empty() || reason.eq_ignore_ascii_case(health.label()) {
        return words;
    }
    format!("{words}: {}", escape::sentence(reason))
}

/// What an item committed to, in words.
pub(super) struct Committed {
    pub(super) planned: String,
    pub(super) deadline: String,
    pub(super) promised: String,
    /// By how much it is missed or kept; nothing of what is done.
    pub(super) variance: String,
}

impl Committed {
    pub(super) fn of(report: &Report<'_>, item: ItemWalker<'_>) -> Self {
        let commitments = report.status.commitments(item.id);
        let clock = report.status.clock_of(item.id);
        let day = |kind| {
            let of = commitments.iter().find(|of| of.kind == kind);
            of.map(|of| of.spoken(clock).0.medium()).unwrap_or_default()
        };
        let told = report.status.told_commitment(item.id);
        // A promise is told in the words in which it was given.
        let promise = item.dates().promised.as_ref();
        Self {
            planned: day(CommitmentKind::Date),
            deadline: day(CommitmentKind::Deadline),
            promised: promise.map(|of| escape::text(&of.words)).unwrap_or_default(),
            variance: told.map(|of| of.lateness()).unwrap_or_default(),
        }
    }
}

/// By item whose title others have too: what it stands in that tells it from them.
pub(super) struct Namesakes(FxHashMap<ItemId, ItemId>);

impl Namesakes {
    pub(super) fn of(model: &Model) -> Self {
        let mut bearers: FxHashMap<&str, u32> = FxHashMap::default();
        for item in model.items() {
            *bearers.entry(item.title()).or_default() += 1;
        }
        let has_namesakes =
            |item: &ItemWalker<'_>| bearers.get(item.title()).is_some_and(|count| *count > 1);
        let mut inside: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        for item in model.items().filter(has_namesakes) {
            for whole in item.ancestors() {
                *inside.entry((item.title(), whole.title())).or_default() += 1;
            }
        }
        let is_its_alone = |item: ItemWalker<'_>, whole: &ItemWalker<'_>| {
            inside.get(&(item.title(), whole.title())) == Some(&1)
        };
        let told = model.items().filter(has_namesakes).filter_map(|item| {
            let whole = item.ancestors().find(|whole| is_its_alone(item, whole));
            Some((item.id, whole.or_else(|| item.parent())?.id))
        });
        Self(told.collect())
    }

    /// What an item stands in, if its title alone would not tell which it is.
    pub(super) fn told_by(&self, item: ItemId) -> Option<ItemId> {
        self.0.get(&item).copied()
    }
}
