//! A candidate in words.

use super::super::board::details;
use super::super::card::tooltip;
use super::super::label::clean;
use super::super::words::links;
use crate::model::{ItemKind, ItemWalker};
use crate::plan::{Candidate, PlanView};
use crate::text::isolated;

/// A candidate as it is shown.
#[derive(Debug)]
pub struct Entry<'m> {
    /// The candidate.
    pub candidate: Candidate<'m>,
    /// Its number, counted from one.
    pub number: usize,
    /// What its score is made of: `reach 900`, `impact 2`, `confidence 60 %`, `effort 40 d`.
    pub details: Vec<String>,
    /// What is said where a pointer rests on it, a line each.
    pub tooltip: String,
    /// Where its title leads.
    pub link: Option<&'m str>,
}

/// The candidates of a view, in their order.
pub(super) fn entries<'m>(view: &PlanView<'_, 'm>) -> Vec<Entry<'m>> {
    let all = view.candidates().into_iter().enumerate();
    all.map(|(at, candidate)| entry(view, at + 1, candidate)).collect()
}

fn entry<'m>(view: &PlanView<'_, 'm>, number: usize, candidate: Candidate<'m>) -> Entry<'m> {
    let item = candidate.item.map(|item| view.plan.model.item(item));
    let kind = item.map(ItemWalker::kind).filter(|kind| *kind != ItemKind::Release);
    let numbers = details(view, candidate.extras, candidate.estimate);
    let wont = (candidate.priority == 0).then(|| "won't be done".to_owned());
    let kind = kind.map(|kind| kind.word().to_owned());
    let numbers = numbers.split(" · ").filter(|part| !part.is_empty()).map(str::to_owned);
    let details: Vec<_> = [wont, kind].into_iter().flatten().chain(numbers).collect();
    let said = match item {
        Some(item) => {
            let when = view.when(item.id).map(|when| when.words).unwrap_or_default();
            tooltip(view, item, &when)
        }
        None => isolated(clean(candidate.title)).into_owned(),
    };
    let tooltip = [said, details.join(" · ")].into_iter().filter(|line| !line.is_empty());
    Entry {
        number,
        details,
        tooltip: tooltip.collect::<Vec<_>>().join("\n"),
        link: links(candidate.extras).next(),
        candidate,
    }
}
