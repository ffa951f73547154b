//! Items and views by the names that people ask for them with, and what to say where nothing is named so.

use crate::diagnostic::Failure;
use crate::model::{Edge, ItemId, ItemWalker, Model, ResourceKind, View};
use crate::schedule::{Driver, Schedule};
use crate::text::did_you_mean;
use crate::text::words::list;

/// How many items of one name are listed, and how many views.
const NAMED: usize = 8;
const VIEWS: usize = 12;

/// The item of a path, and which of its points: the end, if nothing is said. The end of a path is enough where only one item's
/// path ends so.
///
/// # Errors
/// If no item is named so, or several are: what is, and which may be meant.
pub fn item_named(
    model: &Model,
    schedule: &Schedule,
    path: &str,
) -> Result<(ItemId, Edge), Failure> {
    let point = path.rsplit_once('.').and_then(|(item, point)| match point {
        "start" => Some((item, Edge::Start)),
        "end" => Some((item, Edge::End)),
        _ => None,
    });
    let meant: Vec<_> = std::iter::once((path, Edge::End)).chain(point).collect();
    for (path, edge) in &meant {
        if let Some(item) = model.items().find(|item| item.path() == *path) {
            return Ok((item.id, *edge));
        }
    }
    for (path, edge) in meant {
        match deeper(model, path).as_slice() {
            [] => {}
            [one] => return Ok((*one, edge)),
            several => return Err(ambiguous(model, path, several)),
        }
    }
    let failure = objective(model, schedule, path).or_else(|| without_dates(model, path));
    Err(failure.unwrap_or_else(|| unknown(model, path)))
}

/// That a name is of an objective, if it is, and which item decides when that is reached.
fn objective(model: &Model, schedule: &Schedule, path: &str) -> Option<Failure> {
    let at = model.objectives.iter().position(|objective| *objective.name == *path)?;
    let failure = Failure::new(format!(
        "`{path}` is an objective, and has no date but that of the work `for` it"
    ));
    let serves = |item: &ItemWalker<'_>| {
        let serving = &item.extras().objectives;
        serving.iter().any(|(id, _)| id.index() == at) && schedule.timing(item.id).is_scheduled
    };
    // Of those that end at the same time the first.
    let last = model.items().filter(serves).reduce(|last, item| {
        let end = |item: ItemWalker<'_>| schedule.timing(item.id).end;
        if end(item) > end(last) { item } else { last }
    });
    Some(failure.help(match last {
        Some(last) => format!("ask for `{}`, which ends last of it", last.path()),
        None => format!("nothing serves it: write `for {path}` at the work that does"),
    }))
}

/// That a name is of something that is never scheduled, if it is.
fn without_dates(model: &Model, path: &str) -> Option<Failure> {
    let is_named = |name: &str, inside: Option<ItemId>| {
        let outer = path.strip_suffix(name).and_then(|outer| outer.strip_suffix('.'));
        path == name
            || outer.is_some_and(|outer| inside.is_some_and(|it| model.item(it).path() == outer))
    };
    let what = if model.ideas.iter().any(|idea| is_named(&idea.name, idea.stream)) {
        "an idea"
    } else if model.risks.iter().any(|risk| is_named(&risk.name, risk.threatens)) {
        "a risk"
    } else {
        match model.resources.iter().find(|resource| is_named(&resource.name, None))?.kind {
            ResourceKind::Team => "a team",
            ResourceKind::Person => "a person",
            ResourceKind::Resource => "a resource",
        }
    };
    let failure = Failure::new(format!("`{path}` is {what}, which has no dates"));
    Some(failure.help("ask for a stream, feature, task, milestone or release"))
}

/// The items whose paths end so.
fn deeper(model: &Model, path: &str) -> Vec<ItemId> {
    let end = format!(".{path}");
    model.items().filter(|item| item.path().ends_with(&end)).map(|item| item.id).collect()
}

/// That several items are named so, and which.
fn ambiguous(model: &Model, path: &str, items: &[ItemId]) -> Failure {
    let listed = items.iter().take(NAMED).map(|item| format!("`{}`", model.item(*item).path()));
    let mut paths: Vec<String> = listed.collect();
    match items.len().saturating_sub(NAMED) {
        0 => {}
        more => paths.push(format!("{more} more")),
    }
    let last = paths.pop().unwrap_or_default();
    let word = if items.len() > NAMED { "and" } else { "or" };
    Failure::new(format!("{} items are named `{path}`", items.len())).help(format!(
        "write as much of its path as tells which: {} {word} {last}",
        paths.join(", ")
    ))
}

/// That there is no such item, and which may be meant.
fn unknown(model: &Model, path: &str) -> Failure {
    let failure = Failure::new(format!("no item is named `{path}`"));
    let paths: Vec<String> = model.items().map(ItemWalker::path).collect();
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    if let Some(near) = did_you_mean(path, paths.iter().map(String::as_str)) {
        return failure.help(format!("did you mean `{near}`?"));
    }
    let names: Vec<String> = paths.iter().map(|path| last(path)).collect();
    let near = did_you_mean(&last(path), names.iter().map(String::as_str));
    match near
        .and_then(|near| names.iter().position(|name| name == near))
        .and_then(|at| paths.get(at))
    {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("an item is named by its path from the top, as in `checkout.api`"),
    }
}

/// What ends last.
///
/// # Errors
/// If nothing is planned.
pub fn last_item(model: &Model, schedule: &Schedule) -> Result<ItemId, Failure> {
    // What ends with one of its parts has nothing to say that they don't.
    let own_end = |item: &ItemWalker<'_>| {
        let ends_with_part = matches!(schedule.timing(item.id).end_driver, Driver::Part(_));
        item.kind().is_point() || !ends_with_part
    };
    let is_planned = |item: &ItemWalker<'_>| schedule.timing(item.id).is_scheduled;
    let ends = model.items().filter(|item| is_planned(item) && own_end(item));
    // Of those that end at the same time the first that nothing more can be asked of: a milestone rather than its work.
    let end = |item: ItemId| schedule.timing(item).end;
    let last = ends.map(|item| item.id).reduce(|last, item| {
        let is_point = |id| model.item(id).kind().is_point();
        let is_later = (end(item), is_point(item)) > (end(last), is_point(last));
        if is_later { item } else { last }
    });
    last.ok_or_else(|| Failure::new("nothing is planned in this roadmap"))
}

/// The view of this name.
///
/// # Errors
/// If there is none: which there are, and which may be meant.
pub fn view_named<'m>(model: &'m Model, name: &str) -> Result<&'m View, Failure> {
    let found = model.views.iter().find(|view| *view.name == *name);
    found.ok_or_else(|| {
        let failure = Failure::new(format!("no view is named `{name}`"));
        match did_you_mean(name, model.views.iter().map(|view| &*view.name)) {
            Some(near) => failure.help(format!("did you mean `{near}`? {}", views(model))),
            None => failure.help(views(model)),
        }
    })
}

/// Which views there are, in a sentence.
pub fn views(model: &Model) -> String {
    let names: Vec<_> = model.views.iter().map(|view| format!("`{}`", view.name)).collect();
    match names.as_slice() {
        [] => "declare one, as in `view board \"Board\" chart board`".to_owned(),
        [only] => format!("the roadmap has {only}"),
        names => format!("the roadmap has {}", list(names, VIEWS)),
    }
}
