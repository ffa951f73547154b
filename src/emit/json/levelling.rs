//! What was moved so that nobody is overloaded.

use super::context::Context;
use super::values::Word;
use super::writer::Writer;
use crate::model::{Anchor, ItemId};
use crate::schedule::{Driver, Levelling, Move};

pub(super) fn fields(out: &mut Writer<'_>, context: &Context<'_>, levelling: &Levelling) {
    out.put("thoroughness", Word(levelling.thoroughness.word()));
    out.put("endWithout", levelling.plain_end.last_day());
    out.put("daysLater", context.outlook.levelling_cost(levelling));
    out.put_rows("moves", &levelling.moves, |out, of| moved(out, context, of));
}

fn moved(out: &mut Writer<'_>, context: &Context<'_>, of: &Move) {
    let item = context.model.item(of.item);
    let is_point = item.kind().is_point();
    let (start, end) = (of.plain_start, of.plain_end);
    let first = if is_point { start.last_day() } else { start.date() };
    out.put("item", context.path(of.item));
    out.put("startWithout", first);
    out.put("endWithout", if is_point { end.last_day() } else { end.last_day().max(first) });
    if let Some((resource, item)) = of.because {
        out.put("resource", context.resource(resource));
        out.put_if("after", item.map(|item| context.path(item)));
    } else {
        out.put_if("follows", followed(context, of.item).map(|item| context.path(item)));
    }
}

/// What decides where an item is that nobody was busy for.
fn followed(context: &Context<'_>, item: ItemId) -> Option<ItemId> {
    let timing = context.plan.schedule.timing(item);
    [timing.start_driver, timing.end_driver].into_iter().find_map(|driver| match driver {
        Driver::Dependency(id) => match context.model.dependencies.get(id.index())?.anchor {
            Anchor::Item(item, _) => Some(item),
            Anchor::Moment(_) => None,
        },
        Driver::Part(item) | Driver::JustBefore(item) => Some(item),
        _ => None,
    })
}
