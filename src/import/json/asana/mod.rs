//! Tasks, projects, goals and status updates of Asana, as its API and its JSON export write them: `{"data": […]}`.

mod known;
mod strategy;
mod task;

use rustc_hash::FxHashMap;

use super::board::{Role, words};
use super::value::{Fields as _, Json, Record};
use super::{Reading, Spot, has_outline, unread, values};
use crate::import::{Draft, Input, Item, Kind, Options, Refusal, Target, When, shown};

/// Whether a file is of Asana: what stands in its `data` has the fields of a task, a project, a goal or a status update.
pub(in crate::import) fn looks_like(input: &Input<'_>) -> bool {
    has_outline(input, |outline| {
        let data = outline.peek("data");
        let first = data.elements().first().unwrap_or(data);
        let first =
            if data.is_silent() { outline.elements().first().unwrap_or(data) } else { first };
        let has = |key: &str| first.entries().iter().any(|entry| entry.key == key);
        has("gid") || (has("name") && ["memberships", "completed", "due_on"].into_iter().any(has))
    })
}

/// Reads what stands in one or several answers.
pub(in crate::import) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let values = values(&text)?;
    let mut asana = Asana::default();
    for (index, value) in values.iter().enumerate() {
        let place = unread::place_of_value(values.len(), index);
        asana.take_answer(value, &place);
    }
    let is_empty = asana.tasks.is_empty() && asana.projects.is_empty() && asana.goals.is_empty();
    if is_empty && !values.iter().any(|value| matches!(value.peek("data"), Json::List(_))) {
        let message = "this is no JSON of Asana: there are no tasks in it";
        return Err(Refusal::new(message).help("its `data` is a list of tasks"));
    }
    let mut reading = Reading::new(options, std::iter::empty())?;
    asana.read(&mut reading);
    unread::tell(&values, known::KNOWN, &mut reading.draft);
    Ok(reading.draft)
}

/// Something of a file, told in one or several places.
#[derive(Debug, Default)]
struct Found<'j, 't> {
    path: String,
    record: Record<'j, 't>,
    /// The key of the task in whose list of parts it stands.
    parent: Option<String>,
}

/// All that stands in a file, by kind.
#[derive(Debug, Default)]
struct Asana<'j, 't> {
    tasks: Vec<Found<'j, 't>>,
    projects: Vec<Found<'j, 't>>,
    sections: Vec<Found<'j, 't>>,
    goals: Vec<Found<'j, 't>>,
    updates: Vec<Found<'j, 't>>,
    /// Where something stands there, by kind and key.
    known: FxHashMap<(Sort, String), usize>,
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Sort {
    Task,
    Project,
    Section,
    Goal,
    Update,
}

impl Sort {
    /// What a resource is, by its type, or by the fields that it has.
    fn of(resource: &Json<'_>) -> Option<Self> {
        let has = |key: &str| resource.entries().iter().any(|entry| entry.key == key);
        Some(match resource.peek("resource_type").as_text() {
            Some("task") => Self::Task,
            Some("project") => Self::Project,
            Some("section") => Self::Section,
            Some("goal") => Self::Goal,
            Some("status_update" | "project_status") => Self::Update,
            Some(_) => return None,
            None if has("status_type") => Self::Update,
            None if has("metric") || has("time_period") => Self::Goal,
            None if has("current_status") || has("default_view") => Self::Project,
            None => Self::Task,
        })
    }
}

/// What something is known by: its id, or its name where it has none.
fn key_of<'j>(resource: &'j Json<'_>) -> Option<&'j str> {
    resource.text("resource_type");
    let (gid, name) = (resource.text("gid"), resource.text("name"));
    gid.or(name).or(resource.text("title"))
}

impl<'j, 't> Asana<'j, 't> {
    fn take_answer(&mut self, value: &'j Json<'t>, place: &str) {
        let (data, path) = match value {
            Json::Object(_) if value.peek("data").is_silent() => {
                (value.list("data"), String::new())
            }
            Json::Object(_) => match value.get("data") {
                Json::List(data) => (&**data, format!("{place}data")),
                data => return self.take(data, format!("{place}data"), None),
            },
            _ => (value.elements(), place.to_owned()),
        };
        for (index, resource) in data.iter().enumerate() {
            self.take(resource, format!("{path}[{index}]"), None);
        }
    }

    fn take(&mut self, resource: &'j Json<'t>, path: String, parent: Option<String>) {
        let Some(sort) = Sort::of(resource).filter(|_| resource.is_object()) else { return };
        let key = key_of(resource).unwrap_or_default().to_owned();
        for (index, part) in resource.list("subtasks").iter().enumerate() {
            let path = format!("{path}.subtasks[{index}]");
            self.take(part, path, Some(key.clone()));
        }
        let all = match sort {
            Sort::Task => &mut self.tasks,
            Sort::Project => &mut self.projects,
            Sort::Section => &mut self.sections,
            Sort::Goal => &mut self.goals,
            Sort::Update => &mut self.updates,
        };
        // Without an id two things of the same name are two.
        let id = resource.text("gid").map(|gid| (sort, gid.to_owned()));
        if let Some(known) = id.as_ref().and_then(|id| self.known.get(id)) {
            if let Some(found) = all.get_mut(*known) {
                found.record.parts.push(resource);
                found.parent = found.parent.take().or(parent);
            }
            return;
        }
        self.known.extend(id.map(|id| (id, all.len())));
        all.push(Found { path, record: Record { parts: vec![resource] }, parent });
    }

    fn read(&self, reading: &mut Reading<'_>) {
        let mut places = Places::default();
        for found in &self.projects {
            places.project(&found.record, reading);
        }
        for task in &self.tasks {
            places.name_projects(&task.record, reading);
        }
        places.is_one = places.projects.len() <= 1;
        if let [(_, name)] = places.projects.as_slice() {
            reading.draft.title.clone_from(name);
        }
        for (key, name) in places.projects.clone() {
            let found = self.projects.iter().find(|it| it.record.text("gid") == Some(&key));
            strategy::project(&key, &name, found, places.is_one, reading);
        }
        for task in &self.tasks {
            task::read(task, &mut places, reading);
        }
        for found in &self.sections {
            let name = found.record.text("name").unwrap_or_default();
            found.record.get("project");
            if !places.sections.contains_key(found.record.text("gid").unwrap_or(name)) {
                let what = format!("section {}", shown(name));
                reading.draft.decided(what, "it is empty, and left out", &found.path);
            }
        }
        self.goals.iter().for_each(|goal| strategy::goal(goal, reading));
        self.updates.iter().for_each(|update| strategy::update(update, &places, reading));
        let changes = self.tasks.iter().filter_map(|task| {
            let changed = [task.record.text("modified_at"), task.record.text("created_at")];
            changed.into_iter().flatten().filter_map(|day| reading.dates.read(day)).max()
        });
        reading.finish(changes.max().map(|it| When::day(it.date)));
    }
}

/// The projects and sections of a file, as far as tasks stand in them.
#[derive(Debug, Default)]
struct Places {
    /// Keys and names.
    projects: Vec<(String, String)>,
    /// Whether all stands in one project, which is the roadmap then.
    is_one: bool,
    /// What sections are, by their keys.
    sections: FxHashMap<String, Role>,
}

impl Places {
    /// A project that is named: its key.
    fn project<'j, 't: 'j>(
        &mut self,
        project: &impl super::value::Fields<'j, 't>,
        _: &mut Reading<'_>,
    ) -> Option<String> {
        let name = project.text("name");
        let key = project.text("gid").or(name)?;
        match self.projects.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) if known.is_empty() => *known = name.unwrap_or_default().into(),
            Some(_) => {}
            None => self.projects.push((key.into(), name.unwrap_or_default().into())),
        }
        Some(key.into())
    }

    fn name_projects(&mut self, task: &Record<'_, '_>, reading: &mut Reading<'_>) {
        for membership in task.list("memberships") {
            self.project(&membership.object("project"), reading);
        }
        for project in task.list("projects") {
            self.project(&project, reading);
        }
    }

    /// The section of a membership: what it is, its name, and the stream that it is.
    fn section(
        &mut self,
        section: &Json<'_>,
        project: Option<&str>,
        path: &str,
        reading: &mut Reading<'_>,
    ) -> (Role, String, Option<Target>) {
        let project = project.filter(|_| !self.is_one).map(|key| Target::Key(key.to_owned()));
        let name = section.text("name").unwrap_or_default();
        let Some(key) = section.text("gid").or(section.text("name")) else {
            return (Role::Theme, String::new(), project);
        };
        if ["", "untitled section", "no section"].contains(&words(name).as_str()) {
            self.sections.insert(key.into(), Role::Theme);
            return (Role::Theme, name.into(), project);
        }
        let is_new = !self.sections.contains_key(key);
        let role = *self.sections.entry(key.into()).or_insert_with(|| Role::of(name));
        let what = format!("section {}", shown(name));
        if let Some(why) = role.words() {
            if is_new {
                reading.draft.decided(what, why, path);
            }
            return (role, name.into(), project);
        }
        if is_new {
            let why = "its name is no state of work: it is a stream";
            reading.draft.decided(what, why, path);
            reading.draft.items.push(Item {
                key: key.into(),
                title: name.into(),
                kind: Kind::Stream,
                parent: project,
                place: Spot::new(path, name).place(),
                ..Item::default()
            });
        }
        (role, name.into(), Some(Target::Key(key.into())))
    }
}
