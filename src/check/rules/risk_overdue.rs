//! `risk-overdue`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};

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
