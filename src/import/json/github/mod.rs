//! Issues and projects of GitHub: `gh issue list --json …`, `gh project item-list --format json`, and the API.

mod issue;
mod known;
mod project;

use rustc_hash::FxHashMap;

use super::value::{Fields, Json, Record};
use super::{Reading, has_outline, is_address, unread, values};
use crate::import::{Draft, Input, Item, Kind, Options, Refusal, Target, When, shown};

/// Whether a file is of GitHub: issues with numbers, or items of a project with their content.
pub(in crate::import) fn looks_like(input: &Input<'_>) -> bool {
    has_outline(input, |outline| {
        let has = |value: &Json<'_>, keys: &[&str]| {
            keys.iter().all(|key| value.entries().iter().any(|entry| entry.key == *key))
        };
        let items = outline.peek("items").elements().first();
        let first = outline.elements().first().unwrap_or(outline);
        items.is_some_and(|item| has(item, &["content"]))
            || has(outline, &["items", "totalCount"])
            || has(outline, &["fields", "totalCount"])
            || has(first, &["number", "title"])
    })
}

/// Reads what stands in one or several answers.
pub(in crate::import) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let values = values(&text)?;
    let mut reading = Reading::new(options, std::iter::empty())?;
    let mut github = GitHub::default();
    let mut is_known = false;
    for (index, value) in values.iter().enumerate() {
        let place = unread::place_of_value(values.len(), index);
        is_known |= github.take_answer(value, &place, &mut reading);
    }
    if !is_known {
        let message = "this is no JSON of GitHub: there are no issues in it";
        let help = "`gh issue list --json number,title,body,state,labels,assignees,milestone,url` writes it";
        return Err(Refusal::new(message).help(help));
    }
    github.read(&mut reading);
    unread::tell(&values, known::KNOWN, &mut reading.draft);
    Ok(reading.draft)
}

/// An issue, a pull request or a draft, of which an issue list and a project may both tell.
#[derive(Debug, Default)]
struct Found<'j, 't> {
    path: String,
    key: String,
    /// `owner/name` of its repository, in lower case, where it is known.
    repository: String,
    /// What it is.
    content: Record<'j, 't>,
    /// What a project says of it.
    fields: Record<'j, 't>,
}

#[derive(Debug, Default)]
struct GitHub<'j, 't> {
    all: Vec<Found<'j, 't>>,
    known: FxHashMap<String, usize>,
    /// Names of fields as people wrote them, by what stands in items.
    titles: FxHashMap<String, String>,
}

impl<'j, 't> GitHub<'j, 't> {
    /// Takes an answer; whether it is one of GitHub.
    fn take_answer(&mut self, value: &'j Json<'t>, place: &str, reading: &mut Reading<'_>) -> bool {
        if let Json::List(list) = value {
            for (index, issue) in list.iter().enumerate() {
                self.take(&Json::Null, issue, format!("{place}[{index}]"), reading);
            }
            return list.iter().all(|issue| !issue.peek("title").is_silent());
        }
        if value.peek("items").is_object() {
            // What `gh project view` says of the project itself.
            let draft = &mut reading.draft;
            draft.title = value.text("title").unwrap_or_default().into();
            draft.note = value.text("readme").or(value.text("shortDescription")).map(str::to_owned);
            let address = value.text("url").filter(|url| is_address(url));
            draft.links.extend(address.map(|url| (Some("GitHub".to_owned()), url.to_owned())));
            return true;
        }
        if !value.peek("number").is_silent() && !value.peek("title").is_silent() {
            self.take(&Json::Null, value, place.to_owned(), reading);
            return true;
        }
        for field in value.list("fields") {
            if let Some(name) = field.text("name") {
                self.titles.insert(project::key_of(name), name.to_owned());
            }
        }
        let items = value.list("items");
        for (index, item) in items.iter().enumerate() {
            self.take(item, item.object("content"), format!("{place}items[{index}]"), reading);
        }
        let total = value.number("totalCount").map_or(0, |count| count.0 / 1000);
        let has_items = matches!(value.peek("items"), Json::List(_));
        if has_items && usize::try_from(total).is_ok_and(|total| total > items.len()) {
            let what =
                format!("{} of {total} items", total - i64::try_from(items.len()).unwrap_or(0));
            let why = "they are not in the file: `gh` lists 30 unless it is told `--limit`";
            reading.draft.left_out(what, why, "totalCount");
        }
        has_items || matches!(value.peek("fields"), Json::List(_))
    }

    fn take(
        &mut self,
        fields: &'j Json<'t>,
        content: &'j Json<'t>,
        path: String,
        reading: &mut Reading<'_>,
    ) {
        let content = if content.is_silent() { fields } else { content };
        let address = content.text("url").filter(|url| url.contains("//"));
        let address = content.text("html_url").or(address);
        let number = content.said("number");
        let named = content.text("repository");
        let (repository, key) = match (address.and_then(issue::key_of), number) {
            (Some(key), _) => (key.split('#').next().unwrap_or_default().to_owned(), key),
            (None, Some(number)) => {
                let repository = named.unwrap_or_default().to_lowercase();
                let key = format!("{repository}#{number}");
                (repository, key)
            }
            (None, None) => {
                let id = content.said("id").or(fields.said("id"));
                (String::new(), id.unwrap_or_default().into_owned())
            }
        };
        let known = self.known.get(&key).copied().filter(|_| !key.is_empty());
        let index = known.unwrap_or_else(|| {
            self.known.insert(key.clone(), self.all.len());
            self.all.push(Found { path, key, repository, ..Found::default() });
            self.all.len() - 1
        });
        let Some(found) = self.all.get_mut(index) else { return };
        let is_told = |part: &&Json<'_>| !part.peek("state").is_silent();
        if found.content.parts.iter().any(is_told) && is_told(&content) {
            let what = format!("issue {}", shown(&found.key));
            let why = "it stands there several times: what the first says counts";
            reading.draft.decided(what, why, &found.path);
        }
        found.content.parts.push(content);
        if !fields.is_silent() {
            found.fields.parts.push(fields);
        }
    }

    fn read(&self, reading: &mut Reading<'_>) {
        let mut repositories: Vec<&str> = Vec::new();
        for found in &self.all {
            if !found.repository.is_empty() && !repositories.contains(&found.repository.as_str()) {
                repositories.push(&found.repository);
            }
        }
        if let [one] = repositories.as_slice() {
            if reading.draft.title.is_empty() {
                reading.draft.title = one.rsplit('/').next().unwrap_or(one).into();
            }
        } else {
            for name in &repositories {
                reading.draft.items.push(Item {
                    key: (*name).into(),
                    title: (*name).into(),
                    kind: Kind::Stream,
                    ..Item::default()
                });
            }
        }
        let mut project = project::Project::new(&self.titles);
        for found in &self.all {
            let stream =
                Some(&found.repository).filter(|it| repositories.len() > 1 && !it.is_empty());
            let item = issue::read(found, stream.cloned(), &mut project, reading);
            reading.draft.items.push(item);
        }
        self.say_parts(reading);
        project.finish(reading);
        let changed = self.all.iter().filter_map(|found| {
            let keys = ["updatedAt", "updated_at", "createdAt", "created_at"];
            let days = keys.iter().filter_map(|key| found.content.text(key));
            days.filter_map(|day| reading.dates.read(day)).max()
        });
        let changed = changed.max().map(|it| When::day(it.date));
        reading.finish(changed);
    }

    /// What an issue lists as its parts is a part of it, unless it is said to be one of another.
    fn say_parts(&self, reading: &mut Reading<'_>) {
        let mut parents: FxHashMap<String, &str> = FxHashMap::default();
        for found in &self.all {
            for part in issue::parts(found) {
                if part != found.key && self.known.contains_key(&part) {
                    parents.entry(part).or_insert(&found.key);
                }
            }
        }
        for item in &mut reading.draft.items {
            let is_free = match &item.parent {
                None => true,
                Some(parent) => !self.known.contains_key(parent.said()),
            };
            if let Some(parent) = parents.get(&item.key).filter(|_| is_free) {
                item.parent = Some(Target::Key((*parent).to_owned()));
            }
        }
    }
}
