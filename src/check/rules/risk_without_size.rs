//! `risk-without-size`

use crate::check::facts::Facts;
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
        facts.report(&rules::RISK_WITHOUT_SIZE, risk.span, out, || tell(risk, missing));
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

fn tell(risk: &Risk, missing: Missing) -> Diagnostic {
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
