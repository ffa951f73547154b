//! What was moved so that nobody is overloaded.

use super::context::Context;
use super::values::Word;
use super::writer::Writer;
use crate::schedule::{Levelling, Move};

pub(super) fn fields(out: &mut Writer<'_>, context: &Context<'_>, levelling: &Levelling) {
    out.put("thoroughness", Word(levelling.thoroughness.word()));
    out.put("endWithout", levelling.plain_end.last_day());
    out.put("daysLater", context.outlook.levelling_cost(levelling));
    out.put_rows("moves", &levelling.moves, |out, of| moved(out, context, of));
}

fn moved(out: &mut Writer<'_>, context: &Context<'_>, of: &Move) {
    let timing = context.plan.schedule.timing(of.item);
    let (first, last) = timing.days_between(of.plain_start, of.plain_end);
    out.put("item", context.path(of.item));
    out.put("startWithout", first);
    out.put("endWithout", last);
    if let Some((resource, item)) = of.because {
        out.put("resource", context.resource(resource));
        out.put_if("after", item.map(|item| context.path(item)));
    } else {
        out.put_if("follows", context.plan.followed(of.item).map(|item| context.path(item)));
    }
}
