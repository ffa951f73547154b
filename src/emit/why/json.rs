//! Why an item is when it is, for programs. Keys and values are as in the JSON of a plan: `camelCase`, days in ISO 8601, amounts of time
//! in minutes, items by their path.

use super::phrases::Phrases;
use super::{Told, barrier, story};
use crate::emit::json::{driver_kind, put_lag};
use crate::model::{Anchor, Edge, ItemId, Model, ResourceId};
use crate::plan::why::{
    Answer, Beside, Bottleneck, Change, DateOf, Line, Link, Pause, Wanted, Why, Win,
};
use crate::schedule::{Driver, Schedule, Step, disregarded};
use crate::text::Span;
use crate::text::json::{Writer, pretty};

/// The JSON Schema (draft 2020-12) of what [`json`] and [`json_of_answer`] write.
pub const fn json_schema() -> &'static str {
    include_str!("../../../schema/why-1.schema.json")
}

/// Why, as one JSON document with a newline at its end.
pub fn json(model: &Model, schedule: &Schedule, why: &Why) -> String {
    let phrases = Phrases::of(model, schedule, why.item, why.edge);
    let context = Context { phrases: &phrases, model, schedule };
    let story = story(model, schedule, why);
    let beside = why.beside.iter().filter_map(|one| {
        super::chain::told_beside(&phrases, one).map(|told| (one, told.places.first().copied()))
    });
    pretty(|out| {
        out.put("item", context.path(why.item));
        out.put("title", model.item(why.item).title());
        out.put("point", point(why.edge));
        out.put("at", why.moment.to_string());
        out.put("isOpen", schedule.timing(why.item).is_open_at(why.edge));
        out.put("headline", &story.headline);
        out.put_table("chain", &why.links, |out, link| context.link(out, link));
        out.put_table("beside", beside, |out, one| context.beside(out, one));
        out.put_table("people", &why.people, |out, person| context.person(out, person));
        let wins = why.wins.alone.iter().chain(&why.wins.together);
        out.put_table("wins", wins, |out, win| context.win(out, win));
        out.put("untried", why.wins.untried);
        out.put_object("story", |out| {
            out.put_array("chain", sentences(&story.chain), Writer::value);
            out.put_array("beside", sentences(&story.beside), Writer::value);
            out.put_array("people", &story.people, Writer::value);
            out.put_array("wins", &story.wins, Writer::value);
        });
    })
}

/// Whether a point of an item can be by a day, as one JSON document with a newline at its end.
pub fn json_of_answer(
    model: &Model,
    schedule: &Schedule,
    (item, edge): (ItemId, Edge),
    wanted: Wanted,
    answer: &Answer,
) -> String {
    let phrases = Phrases::of(model, schedule, item, edge);
    let context = Context { phrases: &phrases, model, schedule };
    let told = barrier(model, schedule, (item, edge), wanted, answer);
    // Whether it can be there nobody knows who does not know how long the work takes that it rests on.
    let (day, can_be, rests_on, lines) = match answer {
        Answer::Kept(day) => (*day, Some(true), None, [].as_slice()),
        Answer::Unknown(day, rests_on) => (*day, None, *rests_on, [].as_slice()),
        Answer::Forbidden(day, barrier) => (*day, Some(false), None, barrier.lines.as_slice()),
    };
    pretty(|out| {
        out.put("item", context.path(item));
        out.put("title", model.item(item).title());
        out.put("point", point(edge));
        out.put("by", wanted.last_day());
        out.put("day", day);
        out.put("isOpen", schedule.timing(item).is_open_at(edge));
        out.put("canBe", can_be);
        out.put_if("restsOn", rests_on.map(|unknown| context.path(unknown)));
        out.put("headline", told.headline);
        out.put_table("lines", lines, |out, Line { without, span, .. }| {
            context.change(out, *without, *span);
        });
        out.put_array("help", told.help, Writer::value);
    })
}

#[derive(Clone, Copy)]
struct Context<'s, 'm> {
    phrases: &'s Phrases<'m>,
    model: &'m Model,
    schedule: &'m Schedule,
}

impl<'m> Context<'_, 'm> {
    fn path(self, item: ItemId) -> String {
        self.model.item(item).path()
    }

    fn who(self, resource: ResourceId) -> &'m str {
        self.model.resource(resource).name()
    }

    fn source(self, out: &mut Writer<'_>, span: Option<Span>) {
        let Some(span) = span.filter(|span| *span != Span::default()) else { return };
        let sources = &self.model.sources;
        let Some(file) = sources.source(sources.source_of(span)) else { return };
        let place = sources.place(span);
        out.put_object("source", |out| {
            out.put("file", file.name());
            out.put("line", place.line);
            out.put("column", place.column);
            out.put("text", sources.text(span));
        });
    }

    fn link(self, out: &mut Writer<'_>, link: &Link) {
        let reason = &link.reason;
        let holder = Some(reason.holder).filter(|holder| *holder != reason.item);
        let (step, work) = step(reason.step);
        out.put("item", self.path(reason.item));
        out.put("point", point(reason.edge));
        out.put("at", reason.moment.to_string());
        out.put_object("because", |out| {
            self.cause(out, reason.driver, (reason.item, reason.edge));
        });
        // Whose line it is, where it is not the item's own.
        out.put_if("inheritedFrom", holder.map(|holder| self.path(holder)));
        // What is waited for, and the same with its lag.
        out.put("from", reason.point.to_string());
        out.put("asked", reason.asked.to_string());
        out.put("step", step);
        out.put_if("work", work);
        out.put_rows("pauses", &link.pauses, |out, pause| self.pause(out, pause));
        self.disregards(out, reason.item);
        self.source(out, super::cause::place(self.phrases, reason));
    }

    /// What the item should have waited for, and did not.
    fn disregards(self, out: &mut Writer<'_>, item: ItemId) {
        let early = disregarded(self.schedule, self.model.item(item)).next();
        let Some((awaited, edge)) = early.and_then(|early| early.anchor.point()) else { return };
        out.put_object("disregards", |out| {
            out.put("item", self.path(awaited));
            out.put("point", point(edge));
            self.source(out, early.map(|early| early.span));
        });
    }

    fn cause(self, out: &mut Writer<'_>, driver: Driver, (of, edge): (ItemId, Edge)) {
        out.put("kind", driver_kind(driver));
        let mut put_item = |item, edge| {
            out.put("item", self.path(item));
            out.put("itemPoint", point(edge));
        };
        match driver {
            Driver::Dependency(id) => {
                let dependency = self.model.dependency(id);
                match dependency.anchor {
                    Anchor::Item(other, edge) => put_item(other, edge),
                    Anchor::Moment(moment) => out.put("date", moment.date()),
                }
                put_lag(out, dependency.lag);
            }
            Driver::Part(part) if self.model.item(of).kind().is_point() => {
                put_item(part, Edge::End);
            }
            Driver::Part(part) => put_item(part, edge),
            Driver::JustBefore(other) => put_item(other, Edge::Start),
            Driver::Resource { resource, item } => {
                if let Some(first) = item {
                    put_item(first, Edge::End);
                }
                out.put("who", self.who(resource));
            }
            _ => {}
        }
    }

    fn pause(self, out: &mut Writer<'_>, pause: &Pause) {
        out.put_if("absent", pause.who.map(|who| self.who(who)));
        out.put("first", pause.first);
        out.put("last", pause.last);
        out.put("title", &pause.title);
        self.source(out, pause.span);
    }

    fn beside(self, out: &mut Writer<'_>, (beside, place): (&Beside, Option<Span>)) {
        let ask = &beside.ask;
        let is_open = beside.is_open(self.model, self.schedule);
        out.put("item", self.path(beside.item));
        out.put("point", point(beside.edge));
        out.put_object("waitsFor", |out| self.cause(out, ask.driver, (beside.item, beside.edge)));
        out.put("at", ask.point.to_string());
        out.put("isOpen", is_open);
        out.put_if("spare", (!is_open).then_some(ask.spare));
        out.put_if("spareDays", (!is_open).then_some(ask.spare_days));
        self.source(out, place);
    }

    fn person(self, out: &mut Writer<'_>, person: &Bottleneck) {
        out.put("who", self.who(person.who));
        let items = person.items.iter().map(|item| self.path(*item));
        out.put_array("items", items, Writer::value);
        out.put("time", person.time);
    }

    fn win(self, out: &mut Writer<'_>, win: &Win) {
        out.put_table("changes", &win.changes, |out, change| self.change(out, *change, None));
        out.put("day", win.day);
        out.put("at", win.moment.to_string());
    }

    fn change(self, out: &mut Writer<'_>, change: Change, span: Option<Span>) {
        out.put("kind", change_kind(change));
        let dependent = |id| self.model.dependency(id).item;
        match change {
            Change::Shorten(item, less) => {
                out.put("item", self.path(item));
                out.put("less", less);
            }
            Change::TakesNoTime(item)
            | Change::NotFixed(item, _)
            | Change::NotActual(item)
            | Change::NotLate(item)
            | Change::NotShipped { item, .. } => out.put("item", self.path(item)),
            Change::Independent(id) => out.put("item", self.path(dependent(id))),
            Change::Unlimited(who) | Change::Present(who, _) => out.put("who", self.who(who)),
            Change::Open(id, _) => out.put("calendar", &self.model.calendar(id).name),
            Change::StartsOn(day) => out.put_if("day", span.is_none().then_some(day)),
            Change::Moved(of, day) => {
                out.put(
                    "item",
                    match of {
                        DateOf::Fixed(item) => self.path(item),
                        DateOf::Dependency(id) => self.path(dependent(id)),
                    },
                );
                out.put("day", day);
            }
            Change::WithoutToday | Change::Unassigned(_) => {}
        }
        self.source(out, span);
    }
}

fn sentences(told: &[Told]) -> impl Iterator<Item = &str> {
    told.iter().map(|told| told.sentence.as_str())
}

const fn point(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "start",
        Edge::End => "end",
    }
}

const fn step(step: Step) -> (&'static str, Option<i64>) {
    match step {
        Step::At => ("at", None),
        Step::NextWork => ("nextWork", None),
        Step::PreviousWork => ("previousWork", None),
        Step::EndOfDay => ("endOfDay", None),
        Step::LastPlace => ("lastPlace", None),
        Step::Work(work) => ("work", Some(work.0)),
        Step::Back(work) => ("back", Some(work.0)),
        Step::FirstEnd(work) => ("firstEnd", Some(work.0)),
    }
}

const fn change_kind(change: Change) -> &'static str {
    match change {
        Change::Shorten(..) => "shorten",
        Change::TakesNoTime(_) => "estimate",
        Change::Independent(_) => "dependency",
        Change::NotShipped { .. } => "shipsIn",
        Change::NotFixed(..) => "fixedDate",
        Change::NotActual(_) => "actual",
        Change::NotLate(_) => "alap",
        Change::Unassigned(_) => "assignment",
        Change::Unlimited(_) => "capacity",
        Change::Present(..) => "absence",
        Change::Open(..) => "dayOff",
        Change::StartsOn(_) => "roadmapStart",
        Change::WithoutToday => "today",
        Change::Moved(..) => "date",
    }
}
