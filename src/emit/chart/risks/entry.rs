//! A risk in words: of its number in the matrix, its row in the register, and what is said where a pointer rests on either.

use super::super::label::clean;
use super::super::words::{links, percent};
use crate::model::{Header, Impact, Mitigation, Money, Part};
use crate::plan::{Exposure, PlanView, RiskRow};
use crate::text::{isolated, words};
use crate::time::{Date, Minutes};

/// How a risk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// It may come true, and somebody has said how likely that is and what it costs.
    Rated,
    /// It may come true; one of the two is not said.
    NotRated,
    /// It can't any more.
    Closed,
}

/// A risk as it is shown.
#[derive(Debug)]
pub struct Entry<'m> {
    /// The risk and what it may cost.
    pub row: RiskRow<'m>,
    /// How it stands.
    pub stand: Stand,
    /// Its number, counted from one.
    pub number: usize,
    /// Whether what was to be done about it should have been by now.
    pub is_overdue: bool,
    /// What is done about it.
    pub mitigation: String,
    /// Who answers for it, if that is shown.
    pub owner: Option<String>,
    /// By when something is to be done, if that is shown.
    pub due: Option<Date>,
    /// What it costs: `5–15 d on PCI audit`, `EUR 20,000`, each.
    pub impacts: Vec<String>,
    /// Probability × impact: `3 d`, `EUR 6,000`, each.
    pub exposure: Vec<String>,
}

/// The risks of a view, those that are rated first, the most exposed before the others; those that are closed last.
pub(super) fn entries<'m>(view: &PlanView<'_, 'm>) -> Vec<Entry<'m>> {
    let rows = view.plan.risks().into_iter().filter(|row| view.shows_risk(row.id));
    let mut all: Vec<_> = rows.map(|row| entry(view, row)).collect();
    if !view.shows(Part::Done, true) {
        all.retain(|entry| entry.stand != Stand::Closed);
    }
    all.sort_by_key(|entry| entry.stand);
    for (at, entry) in all.iter_mut().enumerate() {
        entry.number = at + 1;
    }
    all
}

fn entry<'m>(view: &PlanView<'_, 'm>, row: RiskRow<'m>) -> Entry<'m> {
    let (plan, risk) = (view.plan, row.risk);
    let header = &plan.model.header;
    let stand = match row.rating() {
        _ if !plan.is_open_risk(risk) => Stand::Closed,
        Some(_) => Stand::Rated,
        None => Stand::NotRated,
    };
    let title = |item| isolated(clean(plan.model.item(item).title())).into_owned();
    let impacts = risk.impacts.iter().map(|impact| match *impact {
        Impact::Time { best, worst, on, .. } => {
            let time = range_of_days(best, worst, header.day);
            on.map_or(time.clone(), |item| format!("{time} on {}", title(item)))
        }
        Impact::Money { best, worst } => range_of_money(best, worst, header),
    });
    let mitigation = |of: &Mitigation| match (of.text.as_deref(), of.by.map(title)) {
        (Some(text), Some(by)) => format!("{} (by {by})", clean(text)),
        (Some(text), None) => clean(text).into_owned(),
        (None, by) => by.unwrap_or_default(),
    };
    let owner = risk.extras.owner.filter(|_| view.shows(Part::People, true));
    Entry {
        stand,
        number: 0,
        is_overdue: plan.is_overdue(risk),
        mitigation: risk.mitigations.iter().map(mitigation).collect::<Vec<_>>().join("; "),
        owner: owner.map(|who| clean(plan.model.resource(who).title()).into_owned()),
        due: risk.due.filter(|_| view.shows(Part::Dates, true)).map(|due| due.moment.last_day()),
        impacts: impacts.collect(),
        exposure: amounts(row.exposure, header),
        row,
    }
}

impl<'m> Entry<'m> {
    /// Its title.
    pub fn title(&self) -> String {
        let risk = self.row.risk;
        clean(risk.title.as_deref().unwrap_or(&risk.name)).into_owned()
    }

    /// Where its title leads.
    pub fn link(&self) -> Option<&'m str> {
        links(&self.row.risk.extras).next()
    }

    /// `30 % likely`, `5–15 d on PCI audit`, `EUR 20,000`, `external`
    pub fn facts(&self) -> Vec<String> {
        let likely = self.row.risk.probability.map(|of| format!("{} likely", percent(of)));
        let external = self.row.risk.is_external.then(|| "external".to_owned());
        let parts = likely.into_iter().chain(self.impacts.iter().cloned()).chain(external);
        parts.collect()
    }

    /// All of it, a line each.
    pub fn tooltip(&self) -> String {
        let exposure = (self.stand == Stand::Rated)
            .then(|| format!("exposure {}", self.exposure.join(" and ")));
        let not_rated = (self.stand == Stand::NotRated).then(|| "not rated".to_owned());
        let closed = (self.stand == Stand::Closed).then(|| "closed".to_owned());
        let overdue = if self.is_overdue { ", overdue" } else { "" };
        let due = self.due.map(|due| format!("due {}{overdue}", due.medium()));
        let title = isolated(self.title().into()).into_owned();
        let lines = [Some(title), Some(self.facts().join(" · ")), exposure, not_rated, closed];
        let rest = [Some(self.mitigation.clone()), self.owner.clone(), due];
        let lines = lines.into_iter().chain(rest).flatten().filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// `3 d`, `EUR 6,000`, each that there is.
fn amounts(of: Exposure, header: &Header) -> Vec<String> {
    let time = of.time.map(|time| words::slack(time, header.day));
    let money = of.money.map(|money| whole_money(money, header));
    [time, money].into_iter().flatten().collect()
}

/// `5–15 d`, `4 d`
fn range_of_days(best: Minutes, worst: Minutes, day: Minutes) -> String {
    let (best, worst) = (words::slack(best, day), words::slack(worst, day));
    match (best.strip_suffix(" d"), worst.ends_with(" d")) {
        _ if best == worst => worst,
        (Some(best), true) => format!("{best}–{worst}"),
        _ => format!("{best} to {worst}"),
    }
}

/// `EUR 20,000`, `EUR 20,000 to EUR 40,000`
fn range_of_money(best: Money, worst: Money, header: &Header) -> String {
    let (least, most) = (whole_money(best, header), whole_money(worst, header));
    if least == most { least } else { format!("{least} to {most}") }
}

fn whole_money(money: Money, header: &Header) -> String {
    let whole = money.0.saturating_add(500).div_euclid(1000).saturating_mul(1000);
    words::money(whole, &clean(&header.currency))
}
