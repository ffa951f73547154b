//! `risk-without-mitigation`

use super::risk_without_size::{self, Missing};
use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::Risk;

/// Something is done about every open risk.
pub(super) fn something_is_done_about_every_risk(facts: Facts<'_>, out: &mut Diagnostics) {
    for risk in facts.open_risks().filter(|risk| risk.mitigations.is_empty()) {
        if risk.is_garbled || facts.doubt.is_about(&risk.name) {
            continue;
        }
        let is_size_told = !facts.is_allowed(&rules::RISK_WITHOUT_SIZE, risk.span);
        let missing = risk_without_size::missing(risk).filter(|_| is_size_told);
        facts.report(&rules::RISK_WITHOUT_MITIGATION, risk.span, out, || match missing {
            Some(missing) => tell_all(risk, missing),
            None => tell(risk),
        });
    }
}

fn tell(risk: &Risk) -> Diagnostic {
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
