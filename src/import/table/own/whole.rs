//! What is said of the whole.

use super::super::super::{Draft, Number, amounts};
use super::super::{Meaning, Sheet};
use super::{day, iso, links, pieces, said};
use crate::model::Thoroughness;

/// The title stands above the table, and below it how everything stands, as of which day: that follows from the plan.
pub(super) fn head(sheet: &Sheet<'_>, draft: &mut Draft) {
    let said =
        (0..sheet.header).flat_map(|row| sheet.table.cells(row)).filter(|cell| !cell.is_empty());
    for (at, cell) in said.enumerate() {
        if at == 0 {
            draft.title = cell.into();
        }
        let day = cell.rsplit('·').next().and_then(|part| part.trim().strip_prefix("as of "));
        draft.today = draft.today.or(day.and_then(|day| iso().read(day)));
    }
}

/// The sheet of the whole, whose one row says more than stands above the plan.
pub(super) fn read(sheet: &Sheet<'_>, draft: &mut Draft) {
    let Some(row) = sheet.rows().next() else { return };
    let title = row.first(Meaning::Title);
    if !title.is_empty() {
        draft.title = title.into();
    }
    draft.start = day(&row, "from").or(draft.start);
    draft.today = day(&row, "today").or(draft.today);
    draft.deadline = day(&row, "deadline");
    draft.calendar = said(&row, "calendar")
        .and_then(|name| draft.calendars.iter().position(|of| of.title == name));
    let level = said(&row, "level").map(str::to_lowercase);
    draft.level = Thoroughness::ALL.into_iter().find(|of| level.as_deref() == Some(of.word()));
    draft.currency = said(&row, "currency").map(Into::into).or_else(|| draft.currency.take());
    draft.budget = money(row.below("budget"));
    draft.owner = said(&row, "owner").map(|owner| draft.person(owner));
    draft.tags = pieces(row.below("tags")).map(Into::into).collect();
    draft.links = links(row.below("link"));
    draft.note = said(&row, "note").map(Into::into);
    let unread = [
        ("level", draft.level.is_none()),
        ("budget", draft.budget.is_none()),
        ("calendar", draft.calendar.is_none()),
    ];
    for (header, _) in
        unread.into_iter().filter(|(header, is_none)| *is_none && said(&row, header).is_some())
    {
        let what = format!("the {header} of the whole");
        draft.left_out(what, "it is none that is known", &row.place());
    }
}

/// An amount of money.
pub(super) fn money(cell: &str) -> Option<Number> {
    amounts::money(cell).map(|(money, _)| money)
}
