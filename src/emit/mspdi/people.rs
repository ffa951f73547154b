//! Who works, and on what.

use super::calendars::Calendars;
use super::tasks::{Task, uid};
use super::xml::Xml;
use crate::diagnostic::{Fate, Losses};
use crate::model::{Model, ResourceKind, ResourceWalker};
use crate::text::one_line;
use crate::text::words::plain;
use crate::time::{Minutes, Moment};

/// What separates names in a list, or a name from its share: a name has none of them.
const SEPARATORS: [char; 4] = [',', ';', '[', ']'];

/// All persons, teams and resources.
pub(super) fn resources(xml: &mut Xml, model: &Model, calendars: &Calendars, losses: &mut Losses) {
    xml.within("Resources", |xml| {
        for who in model.resources() {
            resource(xml, who, calendars, losses);
        }
    });
}

fn resource(xml: &mut Xml, who: ResourceWalker<'_>, calendars: &Calendars, losses: &mut Losses) {
    let data = who.data();
    let number = who.id.0 + 1;
    xml.within("Resource", |xml| {
        xml.put("UID", number);
        xml.put("ID", number);
        xml.put("Name", name(who, losses));
        xml.put("Type", 1);
        xml.flag("IsNull", false);
        xml.put("Initials", who.title().chars().next().unwrap_or('?'));
        xml.put("Code", who.name());
        if let Some(team) = who.team() {
            xml.put("Group", one_line(team.title()));
        }
        xml.put("MaxUnits", plain(data.capacity.0));
        if let Some((money, minutes)) = data.rate {
            xml.put("StandardRate", hourly(money.0, minutes));
            xml.put("StandardRateFormat", 3);
        }
        xml.put("CalendarUID", calendars.person(who.id));
        if let Some(role) = &data.role {
            xml.text("Notes", role);
        }
        xml.flag("IsGeneric", data.kind == ResourceKind::Team);
    });
    if data.kind == ResourceKind::Resource {
        let why = "MS Project knows people and material: it is told as one who works";
        losses.add(Fate::Changed, "a resource that is no person", why, who.name());
    }
}

fn name(who: ResourceWalker<'_>, losses: &mut Losses) -> String {
    let title = one_line(who.title());
    if !title.contains(SEPARATORS) {
        return title.into_owned();
    }
    let why = "a comma, a semicolon or a bracket separates names in MS Project";
    losses.add(Fate::Changed, "the name of somebody", why, who.name());
    title.replace(SEPARATORS, " ")
}

/// Money for an hour.
fn hourly(money: i64, minutes: i64) -> String {
    let an_hour = i128::from(money) * 60 / i128::from(minutes.max(1));
    plain(i64::try_from(an_hour).unwrap_or(i64::MAX))
}

/// All that is assigned.
pub(super) fn assignments(xml: &mut Xml, tasks: &[Task<'_>], complete: impl Fn(&Task<'_>) -> i64) {
    xml.within("Assignments", |xml| {
        let mut number = 0;
        for task in tasks {
            for one in &task.people {
                number += 1;
                xml.within("Assignment", |xml| {
                    let (done, open) = parts(one.work, complete(task));
                    xml.put("UID", number);
                    xml.put("TaskUID", uid(task.item.id));
                    xml.put("ResourceUID", one.giver.resource.0 + 1);
                    xml.put("PercentWorkComplete", complete(task) / 10);
                    xml.time("ActualWork", done);
                    let within = |moment: Moment| moment.max(task.start).min(task.end);
                    xml.moment("Finish", within(one.giver.clock.previous_work(task.end)));
                    xml.time("RemainingWork", open);
                    xml.moment("Start", within(one.giver.clock.next_work(task.start)));
                    xml.put("Units", plain(one.giver.units.0));
                    xml.time("Work", one.work);
                });
            }
        }
    });
}

/// What is done of an amount, and what is open.
pub(super) fn parts(amount: Minutes, complete: i64) -> (Minutes, Minutes) {
    let done = i128::from(amount.0) * i128::from(complete) / 1000;
    let done = Minutes(i64::try_from(done).unwrap_or(0));
    (done, Minutes(amount.0 - done.0))
}
