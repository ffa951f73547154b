//! What a page knows of each item, as JSON: what its panel tells, what is searched and filtered by, what it follows from.
//!
//! Where everybody may look there is nothing in it but what was chosen to be told: titles, what stands in what, and how it stands.

use super::shown::Shown;
use crate::emit::chart::{item_facts, words::labels};
use crate::emit::markdown::words as report_words;
use crate::emit::why::Sentences;
use crate::model::{
    Anchor, Edge, Health, ItemId, ItemWalker, Objective, Part, Risk, Share, StatusEntry, Subject,
};
use crate::plan::{Plan, PlanStatus, State};
use crate::text::json::{Writer, compact};
use crate::text::{may_be_followed, one_line, words};

/// The data of a page.
pub(super) fn data(shown: &Shown<'_, '_>) -> String {
    let mut told = Told::new(shown);
    let ids: Vec<ItemId> = shown.items().map(|item| item.id).collect();
    compact(|out| out.put_table("items", ids, |out, id| told.item(out, id)))
}

/// What is told of items, and what that takes.
struct Told<'s, 'a, 'm> {
    shown: &'s Shown<'a, 'm>,
    plan: Plan<'m>,
    status: &'a PlanStatus<'m>,
    sentences: Sentences<'m>,
    /// By item: whether something follows from its start.
    leads_by_start: Vec<bool>,
    /// By item: what is risked and what was reported, in order of declaration.
    risks: Vec<Vec<&'m Risk>>,
    statuses: Vec<Vec<&'m StatusEntry>>,
}

impl<'s, 'a, 'm> Told<'s, 'a, 'm> {
    fn new(shown: &'s Shown<'a, 'm>) -> Self {
        let plan = shown.plan;
        let count = plan.model.items.len();
        let mut told = Self {
            shown,
            plan,
            status: shown.status,
            sentences: Sentences::new(plan.model, plan.schedule),
            leads_by_start: vec![false; count],
            risks: vec![Vec::new(); count],
            statuses: vec![Vec::new(); count],
        };
        if !shown.is_public() {
            told.gather();
        }
        told
    }

    fn gather(&mut self) {
        for risk in self.plan.model.risks.iter().filter(|risk| self.plan.is_open_risk(risk)) {
            let mut items: Vec<ItemId> = risk.threatened().collect();
            items.sort();
            items.dedup();
            for item in items {
                if let Some(risks) = self.risks.get_mut(item.index()) {
                    risks.push(risk);
                }
            }
        }
        for entry in &self.plan.model.statuses {
            if let Subject::Item(item) = entry.subject
                && let Some(entries) = self.statuses.get_mut(item.index())
            {
                entries.push(entry);
            }
        }
        for item in self.shown.items() {
            if let Some((from, Edge::Start)) = self.from(item.id)
                && let Some(leads) = self.leads_by_start.get_mut(from.index())
            {
                *leads = true;
            }
        }
    }

    /// What an item's end follows from.
    fn from(&mut self, item: ItemId) -> Option<(ItemId, Edge)> {
        self.sentences.of(item, Edge::End)?.from
    }

    fn item(&mut self, out: &mut Writer<'_>, id: ItemId) {
        let item = self.plan.model.item(id);
        let standing = self.status.standing(id);
        out.put("n", id.0);
        out.put("path", self.shown.path(item));
        out.put("title", one_line(item.title()));
        out.put_word("kind", item.kind().word());
        out.put_if("up", self.shown.parent(item).map(|up| up.id.0));
        // The public is told no more than that something is under way or done.
        let is_internal = !self.shown.is_public();
        let (is_done, is_begun) =
            (standing.state == State::Done, standing.state == State::UnderWay);
        let is_told = is_internal || is_done || is_begun;
        out.put_if("state", is_told.then_some(standing.state.words()));
        let health = standing.health.filter(|_| is_internal || is_done);
        out.put_if("health", health.map(Health::label));
        out.put_if("stream", self.shown.stream(item).map(|stream| one_line(stream.title())));
        if !self.shown.is_public() {
            self.facts(out, item);
            self.work(out, item);
            if self.shown.tells(Part::Dates) && self.shown.tells(Part::People) {
                self.reasons(out, item);
            }
            if self.shown.tells(Part::Notes) {
                self.said(out, item);
            }
        }
    }

    /// When, how much it can slip, what it committed to.
    fn facts(&self, out: &mut Writer<'_>, item: ItemWalker<'m>) {
        let [dates, slack, commitments] = item_facts(self.plan, self.status, item);
        let complete = self.plan.schedule.timing(item.id).complete;
        if self.shown.tells(Part::Dates) {
            out.put_text("dates", &dates);
            out.put_text("due", &commitments);
        }
        if self.shown.tells(Part::Slack) {
            out.put_text("slack", &slack);
        }
        let is_told = complete > Share::ZERO && self.shown.tells(Part::Progress);
        out.put_if("percent", is_told.then_some(complete.0 / 10));
        let written = item.data().estimate.map(|of| self.plan.model.sources.text(of.span));
        out.put_if("estimate", written.map(one_line));
    }

    /// Who, for what, in which release.
    fn work(&self, out: &mut Writer<'_>, item: ItemWalker<'m>) {
        let model = self.plan.model;
        if self.shown.tells(Part::People) {
            let people = self.plan.schedule.people(item).iter();
            let name = |resource| one_line(model.resource(resource).title());
            out.put_values("people", people.map(|of| name(of.resource)));
            out.put_if("owner", item.extras().owner.map(name));
        }
        let title = |objective: &'m Objective| {
            one_line(objective.title.as_deref().unwrap_or(&objective.name))
        };
        let objectives = item.objectives();
        let objectives = objectives.iter().filter_map(|id| model.objectives.get(id.index()));
        out.put_values("objectives", objectives.map(title));
        out.put_values("releases", item.releases().into_iter().map(|id| id.0));
        out.put_values("tags", item.tags().into_iter().map(one_line));
        out.put_values("labels", labels(model, item.extras()));
    }

    /// Why then, and what else it waits for.
    fn reasons(&mut self, out: &mut Writer<'_>, item: ItemWalker<'m>) {
        if let Some(cause) = self.sentences.of(item.id, Edge::End) {
            out.put("why", words::sentence(&one_line(&cause.sentence)));
            out.put_if("from", cause.from.map(|(from, _)| from.0));
            out.put_flag("fromStart", cause.from.is_some_and(|(_, edge)| edge == Edge::Start));
        }
        if self.leads_by_start.get(item.id.index()).copied().unwrap_or(false)
            && let Some(cause) = self.sentences.of(item.id, Edge::Start)
        {
            out.put("whyStart", words::sentence(&one_line(&cause.sentence)));
            out.put_if("startFrom", cause.from.map(|(from, _)| from.0));
        }
        let awaited = item.dependencies().iter().filter_map(|of| match of.anchor {
            Anchor::Item(other, _) => Some(other.0),
            Anchor::Moment(_) => None,
        });
        out.put_values("waits", awaited);
    }

    /// Risks, what was reported, links and notes.
    fn said(&self, out: &mut Writer<'_>, item: ItemWalker<'m>) {
        let of = |all: &Vec<Vec<_>>| all.get(item.id.index()).cloned().unwrap_or_default();
        out.put_rows("risks", of(&self.risks), |out, risk| self.risk(out, risk));
        let entries = self.statuses.get(item.id.index()).map(Vec::as_slice).unwrap_or_default();
        out.put_rows("statuses", entries.iter().rev(), |out, entry| {
            out.put("date", entry.date.medium());
            out.put("health", entry.health.label());
            out.put_text("text", &one_line(&entry.text));
        });
        let links = item.extras().links.iter().filter(|link| may_be_followed(&link.address));
        out.put_rows("links", links, |out, link| {
            out.put("title", one_line(link.title.as_deref().unwrap_or(&link.address)));
            out.put("address", &link.address);
        });
    }

    fn risk(&self, out: &mut Writer<'_>, risk: &Risk) {
        let header = &self.plan.model.header;
        let impacts = risk.impacts.iter().map(|of| report_words::impact(*of, header));
        let likely = risk.probability.map(|share| format!("{} likely", words::percent(share.0)));
        let size = likely.into_iter().chain(impacts);
        out.put("title", one_line(risk.title.as_deref().unwrap_or(&risk.name)));
        out.put_text("size", &size.collect::<Vec<_>>().join(", "));
        let mitigations = risk.mitigations.iter().filter_map(|of| of.text.as_deref());
        out.put_values("mitigations", mitigations.map(one_line));
    }
}
