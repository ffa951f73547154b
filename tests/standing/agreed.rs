//! Whether two outputs say the same.

use std::collections::BTreeMap;

use crate::said::{Against, Late, Said, Told};

/// How often each fact of each output was compared.
#[derive(Debug, Default)]
pub(crate) struct Compared(BTreeMap<(&'static str, &'static str), usize>);

impl Compared {
    /// Which of the facts that an output tells were compared in fewer than every tenth roadmap.
    pub(crate) fn few(
        &self,
        output: &'static str,
        facts: &[&'static str],
        roadmaps: usize,
    ) -> Vec<&'static str> {
        let count = |fact| self.0.get(&(output, fact)).copied().unwrap_or(0);
        facts.iter().copied().filter(|fact| count(fact) * 10 < roadmaps).collect()
    }
}

/// Where an output says something else than the data, or speaks of what is not there.
pub(crate) fn faults(
    output: &'static str,
    json: &Said,
    said: &Said,
    compared: &mut Compared,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (title, told) in said {
        let Some(data) = json.get(title) else {
            faults.push(format!("{output}: `{title}` is not there"));
            continue;
        };
        let mut same = |fact: &'static str, is_told: bool, is_same: bool| {
            let count = compared.0.entry((output, fact)).or_default();
            *count += usize::from(is_told);
            if is_told && !is_same {
                faults.push(format!("{output}: {fact} of `{title}`: {told:?}\n  data: {data:?}"));
            }
        };
        same("state", told.state.is_some(), told.state == data.state);
        same("done", told.is_done.is_some(), told.is_done == data.is_done);
        same("health", told.health.is_some(), told.health == data.health);
        same("reason", told.reason.is_some() && title.is_empty(), is_reason(told, data));
        same("start", told.start.is_some(), told.start == data.start);
        same("end", told.end.is_some(), told.end == data.end);
        same("open", told.is_open.is_some(), told.is_open == data.is_open);
        for (fact, told, data) in [
            ("planned", &told.planned, &data.planned),
            ("deadline", &told.deadline, &data.deadline),
            ("promise", &told.promise, &data.promise),
        ] {
            let day = |of: &Option<Against>| of.as_ref().and_then(|of| of.day.clone());
            same(fact, told.is_some(), day(told) == day(data));
            let late = |of: &Option<Against>| of.as_ref().and_then(|of| of.late);
            // What the data tells against another day it does not tell against the planned one.
            let is_told = fact != "planned" || late(data).is_some();
            same("lateness", late(told).is_some() && is_told, is_so_late(late(told), late(data)));
        }
        same("variance", told.variance.is_some(), is_so_late(told.variance, data.variance));
    }
    faults
}

/// Where an output tells no lateness of a planned day the data may; how it was missed by hours the data does not say.
fn is_so_late(told: Option<Late>, data: Option<Late>) -> bool {
    let Some(told) = told else { return true };
    match data {
        Some(data) if told.days == Some(0) => data.days == Some(0),
        Some(data) => told == data,
        None => told.days.is_none(),
    }
}

fn is_reason(told: &Told, data: &Told) -> bool {
    let plain =
        |of: &Option<String>| of.as_ref().map(|of| of.to_lowercase().replace(['\\', '*'], ""));
    plain(&told.reason) == plain(&data.reason)
}
