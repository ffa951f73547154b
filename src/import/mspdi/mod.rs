//! MS Project's XML (MSPDI), as Project 2003 to 2021 and many others write it.
//!
//! What Project computes is computed anew from what its dates follow from: calendars, durations, links, constraints, progress. The
//! dates of the file are kept beside, to be compared. Each element that is not read is told by [`elements`].

mod assignments;
mod calendars;
mod elements;
mod fields;
mod links;
mod recurrence;
mod resources;
mod tasks;
mod values;

use roxmltree::Node;

use super::draft::Draft;
use super::input::{Input, Options, Refusal, shown};
use super::values::When;
use super::xml::{self, Lines, child, text};
use calendars::Span;
use values::{flag, integer, moment};

/// Whether it is a project of MS Project.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let beginning = input.beginning();
    xml::root_name(&beginning).is_some_and(|name| name.rsplit(':').next() == Some("Project"))
        && beginning.contains("schemas.microsoft.com/project")
}

/// Reads it.
pub(super) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let document = xml::parse(&text)?;
    let project = document.root_element();
    if project.tag_name().name() != "Project" {
        let name = shown(project.tag_name().name());
        return Err(Refusal::new(format!("the file is no project of MS Project: it holds {name}"))
            .at("line 1")
            .help("in MS Project, save the plan as `XML Format (*.xml)`"));
    }
    let lines = Lines::of(&text);
    let mut draft = Draft { title: title(project, input), ..Draft::default() };
    let day = integer(project, "MinutesPerDay").filter(|day| (1..=1440).contains(day));
    let day = day.unwrap_or(480);
    let start = moment(project, "StartDate");
    let mut calendars = calendars::read(project, (day, span(project)), &lines, &mut draft);
    draft.start = start;
    let status = moment(project, "StatusDate").map(|when| When::day(when.date));
    draft.today = options.today.map(When::day).or(status);
    if is_backward(project) {
        let why = "each item without another constraint is as late as possible";
        draft.changed("a plan that is scheduled from its end", why, &lines.place(project));
    }
    let fields = fields::read(project);
    let is_own = fields.are_of_a_roadmap();
    let resources = resources::read(project, (&mut calendars, is_own), &lines, &mut draft);
    currency(project, &mut draft);
    let mut tasks = tasks::Reader {
        assignments: assignments::by_task(project),
        durations: links::durations(project),
        is_backward: is_backward(project),
        today: moment(project, "StatusDate"),
        day,
        lines: &lines,
        calendars,
        resources,
        fields,
    };
    tasks.read(project, &mut draft);
    elements::tell(project, &lines, &mut draft);
    Ok(draft)
}

/// Whether a plan is scheduled from its end.
fn is_backward(project: Node<'_, '_>) -> bool {
    child(project, "ScheduleFromStart").is_some() && !flag(project, "ScheduleFromStart")
}

/// What the plan is called: by its title, its row of all tasks, its file.
fn title(project: Node<'_, '_>, input: &Input<'_>) -> String {
    let tasks = child(project, "Tasks").into_iter().flat_map(|list| xml::all(list, "Task"));
    let whole = tasks.take(1).find(|task| integer(*task, "OutlineLevel") == Some(0));
    let named = text(project, "Title").or_else(|| whole.and_then(|task| text(task, "Name")));
    let file = text(project, "Name").map(|name| Input { name, bytes: &[] }.stem());
    named.or(file).unwrap_or_else(|| input.stem()).to_owned()
}

/// The days over which exceptions that recur are written out: those of the plan, and two years more, for plans are put off.
fn span(project: Node<'_, '_>) -> Span {
    const BEFORE: i64 = -366;
    const BEHIND: i64 = 2 * 366;
    /// No plan is longer.
    const LONGEST: i64 = 100 * 366;
    let day = |name| moment(project, name).map(|when| when.date);
    let first = day("StartDate").or_else(|| day("FinishDate"));
    let first = first.or_else(|| day("CurrentDate")).unwrap_or(crate::time::Date::MIN);
    let last = day("FinishDate").map_or(first, |last| last.max(first));
    let farthest = first.plus_days(LONGEST).unwrap_or(last);
    Span {
        first: first.plus_days(BEFORE).unwrap_or(first),
        last: last.min(farthest).plus_days(BEHIND).unwrap_or(last),
    }
}

/// The currency, where it is named, or its sign leaves no doubt.
fn currency(project: Node<'_, '_>, draft: &mut Draft) {
    const SIGNS: [(&str, &str); 2] = [("€", "EUR"), ("£", "GBP")];
    let has_money = draft.resources.iter().any(|resource| resource.rate.is_some())
        || xml::child(project, "Tasks")
            .into_iter()
            .flat_map(|list| xml::all(list, "Task"))
            .any(|task| values::money(task, "Cost").is_some());
    let sign = text(project, "CurrencySymbol");
    let by_sign = SIGNS.iter().find(|(known, _)| sign == Some(known)).map(|(_, code)| *code);
    let code = text(project, "CurrencyCode").or(by_sign).filter(|_| has_money);
    let is_code =
        |code: &&str| code.len() == 3 && code.chars().all(|sign| sign.is_ascii_uppercase());
    draft.currency = code.filter(is_code).map(ToOwned::to_owned);
}
