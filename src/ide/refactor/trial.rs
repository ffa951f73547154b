//! Whether a roadmap means after a change what it meant before.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Rule, Severity, rules};
use crate::ide::Analysis;
use crate::ide::navigation::first_new;
use crate::model::{Anchor, Edge, Impact, ItemId, ItemWalker, Model, Subject};
use crate::resolve::Levelled;

/// Paths that are others after a change: what stood under the first of each stands under the second.
pub(super) type Paths = Vec<(String, String)>;

/// What a change has to keep.
pub(super) enum Keeps {
    /// What waits for what and when everything is.
    Dates(Paths),
    /// What waits for what, but not when.
    Links(Paths),
    /// Nothing but that all can be read: so many errors fewer there have to be.
    Errors(usize),
    /// Nothing but that all can be read, and that what this rule guards is broken in fewer places.
    Fewer(&'static Rule),
    /// The work of all, but not their dates: fewer are overloaded afterwards, and nothing else is wrong that was not.
    Work,
}

/// A roadmap as it is, with which all changes that are tried are compared.
pub(super) struct Unchanged<'a> {
    now: &'a Analysis,
    /// Made when it is first asked for: not every change has to keep dates.
    dated: OnceCell<Analysis>,
}

impl<'a> Unchanged<'a> {
    pub(super) const fn new(now: &'a Analysis) -> Self {
        Self { now, dated: OnceCell::new() }
    }

    /// Its dates as they are without levelling, as those of the changed one are.
    fn dated(&self) -> &Analysis {
        self.dated.get_or_init(|| self.now.with(&[], Levelled::Never).dated())
    }
}

/// The changes, in order of place, if the roadmap with them keeps what it has to.
pub(super) fn verified(
    unchanged: &Unchanged<'_>,
    mut edits: Vec<Edit>,
    keeps: &Keeps,
) -> Result<Vec<Edit>, String> {
    edits.sort_by_key(|edit| edit.span);
    let is_apart = |two: &[Edit]| matches!(two, [one, next] if one.span.end <= next.span.start);
    if !edits.windows(2).all(is_apart) {
        return Err("the changes would touch each other".to_owned());
    }
    for edit in &mut edits {
        keep_line_ends(unchanged.now, edit);
    }
    let after = unchanged.now.with(&edits, Levelled::Never);
    let (had, has) = (unchanged.now.reading.report(), after.reading.report());
    let fewer = if let Keeps::Errors(fewer) = keeps { *fewer } else { 0 };
    if has.errors() + fewer > had.errors() {
        let new = told(first_new(had.iter(), has.iter()));
        return Err(format!("the roadmap would not mean the same{new}"));
    }
    let (paths, with_dates) = match keeps {
        Keeps::Errors(_) => return Ok(edits),
        Keeps::Fewer(rule) => {
            let broken =
                |of: &Analysis| of.diagnostics().iter().filter(|one| one.rule == *rule).count();
            let is_mended = broken(&after.dated()) < broken(unchanged.dated());
            return if is_mended {
                Ok(edits)
            } else {
                Err(format!("`{}` would be told all the same", rule.name))
            };
        }
        Keeps::Work => return relieved(unchanged.dated(), &after.dated()).map(|()| edits),
        Keeps::Dates(paths) => (paths, true),
        Keeps::Links(paths) => (paths, false),
    };
    // Only dates have to be computed.
    let dated = with_dates.then(|| after.dated());
    let (before, after) = match &dated {
        Some(dated) => (unchanged.dated(), dated),
        None => (unchanged.now, &after),
    };
    let own = |path: &str| path.to_owned();
    let moved = |path: &str| renamed(path, paths);
    let (old, new) = (facts(before, &moved, with_dates), facts(after, &own, with_dates));
    let changed = old.iter().find(|(path, facts)| new.get(*path) != Some(facts));
    match changed {
        None => Ok(edits),
        Some((path, _)) if path == BESIDE => {
            Err("a risk or a status would speak of something else".to_owned())
        }
        Some((path, _)) if with_dates => {
            Err(format!("`{path}` would wait for something else or be at another time"))
        }
        Some((path, _)) => Err(format!("`{path}` would wait for something else")),
    }
}

/// The reason behind a refusal, if there is one in words.
fn told(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| format!(": {reason}"))
}

/// In a file of which the lines end as on Windows, those of a change do too.
fn keep_line_ends(analysis: &Analysis, edit: &mut Edit) {
    let (source, _) = analysis.place(edit.span);
    if edit.text.contains('\n') && source.text().contains("\r\n") {
        edit.text = edit.text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
}

/// Whether fewer are overloaded, and nothing else is wrong that was not. Overload may be no error: that is for the roadmap to say.
fn relieved(before: &Analysis, after: &Analysis) -> Result<(), String> {
    let overloads = |of: &Analysis| of.compilation().map_or(0, |of| of.schedule().overloads.len());
    if overloads(after) >= overloads(before) {
        return Err(
            "no order of this work alone gives everybody the time that they need".to_owned()
        );
    }
    if other_errors(after).count() <= other_errors(before).count() {
        return Ok(());
    }
    let new = told(first_new(other_errors(before), other_errors(after)));
    Err(format!("something else would be wrong{new}"))
}

/// All errors but those of overload.
fn other_errors(of: &Analysis) -> impl Iterator<Item = &Diagnostic> {
    let errors = of.diagnostics().iter().filter(|one| one.severity == Severity::Error);
    errors.filter(|one| one.rule != &rules::OVERALLOCATED)
}

/// A path, with its beginning exchanged where what it leads to was moved.
fn renamed(path: &str, paths: &Paths) -> String {
    let moved = paths.iter().find_map(|(old, new)| {
        let rest = path.strip_prefix(old.as_str())?;
        let is_it = rest.is_empty() || rest.starts_with('.');
        is_it.then(|| format!("{new}{rest}"))
    });
    moved.unwrap_or_else(|| path.to_owned())
}

/// In the place of a path, of what risks and statuses speak of.
const BESIDE: &str = "";

/// What is to stay as it is, by the path of what it is said of.
fn facts(
    analysis: &Analysis,
    moved: &dyn Fn(&str) -> String,
    with_dates: bool,
) -> BTreeMap<String, Vec<String>> {
    let model = analysis.model();
    let path = |item: ItemId| moved(&model.item(item).path());
    let mut facts = BTreeMap::new();
    for item in model.items() {
        let mut said = links(item, &path);
        if with_dates {
            said.extend(inherited(item, &path));
            said.extend(times(analysis, item));
        }
        said.sort();
        facts.insert(path(item.id), said);
    }
    facts.insert(BESIDE.to_owned(), beside(model, &path));
    facts
}

/// What an item itself waits for and ships in.
fn links(item: ItemWalker<'_>, path: &dyn Fn(ItemId) -> String) -> Vec<String> {
    let point = |anchor: Anchor| match anchor {
        Anchor::Item(item, edge) => format!("{} {edge:?}", path(item)),
        Anchor::Moment(moment) => format!("{moment:?}"),
    };
    let waits = item
        .dependencies()
        .iter()
        .map(|one| format!("{:?} after {} + {:?}", one.edge, point(one.anchor), one.lag));
    let limits = item
        .limits()
        .iter()
        .map(|one| format!("within {:?} of {} + {:?}", one.within, point(one.anchor), one.lag));
    let ships = item.extras().releases.iter().map(|(release, _)| format!("in {}", path(*release)));
    waits.chain(limits).chain(ships).collect()
}

/// What holds for an item, be it said of it or of what it stands in.
fn inherited(item: ItemWalker<'_>, path: &dyn Fn(ItemId) -> String) -> Vec<String> {
    let model = item.model;
    let who = |id| model.resource(id).name();
    let people = item.assignments().iter().map(|one| {
        let others: Vec<_> =
            one.alternatives.iter().map(|(id, units)| (who(*id), *units)).collect();
        format!("@{} {:?} {others:?}", who(one.resource), one.units)
    });
    let data = item.data();
    let (dates, extras, progress) = (item.dates(), item.extras(), item.progress());
    let by = dates.by.map(|date| date.moment);
    let promised = dates.promised.as_ref().map(|of| of.date.moment);
    let estimate = data.estimate.map(|of| (of.basis, of.best, of.likely, of.worst));
    let money = [extras.cost, extras.budget].map(|of| of.map(|(money, _)| money));
    let done = (progress.complete.map(|of| of.0), progress.remaining.map(|of| of.0));
    let mut said: Vec<String> = people.collect();
    said.extend(item.releases().into_iter().map(|release| format!("ships in {}", path(release))));
    said.extend([
        format!("{:?} {:?} {:?}", item.title(), item.objectives(), item.tags()),
        format!("{:?} {} {by:?} {promised:?}", data.calendar, data.priority),
        format!("{estimate:?} {money:?} {done:?} {:?}", extras.score),
    ]);
    said
}

fn times(analysis: &Analysis, item: ItemWalker<'_>) -> Vec<String> {
    let Some(compilation) = analysis.compilation() else { return Vec::new() };
    let timing = compilation.schedule().timing(item.id);
    let at = [Edge::Start, Edge::End].map(|edge| timing.at(edge));
    vec![format!("{at:?} {:?} {:?}", timing.state, timing.total_slack)]
}

/// What risks and status entries speak of.
fn beside(model: &Model, path: &dyn Fn(ItemId) -> String) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for entry in &model.statuses {
        let of = match entry.subject {
            Subject::Item(item) => path(item),
            other => format!("{other:?}"),
        };
        said.push(format!("{:?} {:?} {of}", entry.date, entry.health));
    }
    for risk in &model.risks {
        let threatened = risk.threatens.map(path);
        let delayed = risk.impacts.iter().filter_map(|impact| match impact {
            Impact::Time { on, .. } => on.map(path),
            Impact::Money { .. } => None,
        });
        let delayed: Vec<_> = delayed.collect();
        let done: Vec<_> = risk.mitigations.iter().map(|one| one.by.map(path)).collect();
        said.push(format!("{} {threatened:?} {delayed:?} {done:?}", risk.name));
    }
    said.sort();
    said
}
