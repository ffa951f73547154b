//! Risks: what is to be said of them, and done against them.

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::Risk;

/// Every open risk can be weighed: it says how likely it is, and what it would cost.
pub(super) fn every_open_risk_can_be_weighed(facts: Facts<'_>, out: &mut Diagnostics) {
    let missing = facts.open_risks().filter_map(|risk| Some((risk, missing(risk)?)));
    for (risk, missing) in missing {
        if is_accepted(risk) || risk.is_garbled || facts.doubt.is_about(&risk.name) {
            continue;
        }
        // Of a risk of which nothing is said either about what is done against it, that is told along with that.
        if risk.mitigations.is_empty()
            && !facts.is_allowed(&rules::RISK_WITHOUT_MITIGATION, risk.span)
        {
            continue;
        }
        facts.report(&rules::RISK_WITHOUT_SIZE, risk.span, out, || {
            tell_risk_without_size(risk, missing)
        });
    }
}

/// What a risk does not say.
#[derive(Clone, Copy)]
pub(super) enum Missing {
    Probability,
    Impact,
    Both,
}

/// What a risk does not say of what weighs it.
pub(super) fn missing(risk: &Risk) -> Option<Missing> {
    match (risk.probability.is_none(), risk.impacts.is_empty()) {
        (false, false) => None,
        (true, false) => Some(Missing::Probability),
        (false, true) => Some(Missing::Impact),
        (true, true) => Some(Missing::Both),
    }
}

/// Whether a risk is taken on purpose, as a mitigation says: nobody weighs it any more.
fn is_accepted(risk: &Risk) -> bool {
    let texts = risk.mitigations.iter().filter_map(|mitigation| mitigation.text.as_deref());
    let mut beginnings = texts.filter_map(|text| text.get(.."accepted".len()));
    beginnings.any(|beginning| beginning.eq_ignore_ascii_case("accepted"))
}

fn tell_risk_without_size(risk: &Risk, missing: Missing) -> Diagnostic {
    let title = risk.title.as_deref().unwrap_or(&risk.name);
    let (what, help) = match missing {
        Missing::Probability => ("how likely it is", "say it: `probability 30%`"),
        Missing::Impact => (
            "what it would cost",
            "say it: `impact 10d..20d on checkout` for time, `impact 50k` for money",
        ),
        Missing::Both => (
            "how likely it is and what it would cost",
            "say it: `probability 30%`, and `impact 10d..20d on checkout` or `impact 50k`",
        ),
    };
    let message = format!("the risk `{title}` does not say {what}");
    Diagnostic::new(&rules::RISK_WITHOUT_SIZE, risk.span, message)
        .here("so that nobody can weigh it")
        .help(help)
}

/// Something is done about every open risk.
pub(super) fn something_is_done_about_every_risk(facts: Facts<'_>, out: &mut Diagnostics) {
    for risk in facts.open_risks().filter(|risk| risk.mitigations.is_empty()) {
        if risk.is_garbled || facts.doubt.is_about(&risk.name) {
            continue;
        }
        let is_size_told = !facts.is_allowed(&rules::RISK_WITHOUT_SIZE, risk.span);
        let missing = missing(risk).filter(|_| is_size_told);
        facts.report(&rules::RISK_WITHOUT_MITIGATION, risk.span, out, || match missing {
            Some(missing) => tell_all(risk, missing),
            None => tell_risk_without_mitigation(risk),
        });
    }
}

fn tell_risk_without_mitigation(risk: &Risk) -> Diagnostic {
    let title = risk.title.as_deref().unwrap_or(&risk.name);
    let message = format!("nothing is said about what is done against the risk `{title}`");
    Diagnostic::new(&rules::RISK_WITHOUT_MITIGATION, risk.span, message).help(
        "say it: `mitigation \"…\"`, `mitigation \"…\" by task x`; if it is taken on purpose, `mitigation \"Accepted: …\"`",
    )
}

/// What else a risk does not say is told along: a risk that is only named is one gap and not two.
fn tell_all(risk: &Risk, missing: Missing) -> Diagnostic {
    let title = risk.title.as_deref().unwrap_or(&risk.name);
    let (what, lines) = match missing {
        Missing::Probability => ("how likely it is", "`probability 30%`"),
        Missing::Impact => ("what it would cost", "`impact 10d..20d on checkout` or `impact 50k`"),
        Missing::Both => (
            "how likely it is, what it would cost",
            "`probability 30%`, `impact 10d..20d on checkout` or `impact 50k`",
        ),
    };
    let message = format!("the risk `{title}` does not say {what} and what is done against it");
    Diagnostic::new(&rules::RISK_WITHOUT_MITIGATION, risk.span, message)
        .help(format!("say it: {lines}, and `mitigation \"…\"`"))
        .help("if it is taken on purpose: `mitigation \"Accepted: …\"`")
}

/// What was to be done about a risk by now is done.
pub(super) fn no_open_risk_is_past_its_day(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for risk in facts.open_risks() {
        let Some(due) = risk.due.filter(|due| due.moment.last_day() < today) else { continue };
        facts.report(&rules::RISK_OVERDUE, due.span, out, || {
            let day = due.moment.last_day();
            let days = words::counted(i64::from(today.days()) - i64::from(day.days()), "day");
            let title = risk.title.as_deref().unwrap_or(&risk.name);
            let message = format!("the risk `{title}` was due on {} and is still open", day.long());
            Diagnostic::new(&rules::RISK_OVERDUE, due.span, message)
                .here(format!("{days} ago"))
                .help("say `done` if it is dealt with, `dropped` if it can no longer happen, or give it a new `due`")
        });
    }
}
