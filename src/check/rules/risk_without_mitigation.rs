//! `risk-without-mitigation`

use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};

/// Something is done about every open risk.
pub(super) fn something_is_done_about_every_risk(facts: Facts<'_>, out: &mut Diagnostics) {
    for risk in facts.open_risks().filter(|risk| risk.mitigations.is_empty()) {
        if risk.is_garbled || facts.doubt.is_about(&risk.name) {
            continue;
        }
        facts.report(&rules::RISK_WITHOUT_MITIGATION, risk.span, out, || {
            let title = risk.title.as_deref().unwrap_or(&risk.name);
            let message = format!("nothing is said about what is done against the risk `{title}`");
            Diagnostic::new(&rules::RISK_WITHOUT_MITIGATION, risk.span, message).help(
                "say it: `mitigation \"…\"`, `mitigation \"…\" by task x`; if it is taken on purpose, `mitigation \"Accepted: …\"`",
            )
        });
    }
}
