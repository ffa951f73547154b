//! Records of Aha!, as its API writes them, and its list reports.
//!
//! Goals are objectives, initiatives and epics streams, features features, requirements tasks, releases releases, ideas ideas. A record
//! is told in full in its own answer and in short in many others: all places tell of one thing.

mod item;
mod known;
mod report;
mod strategy;

use rustc_hash::FxHashMap;

use super::value::{Entry, Fields as _, Json, Record};
use super::{Reading, Spot, has_outline, unread, values};
use crate::import::{Draft, Input, Link, Options, Refusal, Target, When, shown};

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sort {
    // From the innermost out: what stands behind can hold what stands before.
    Requirement,
    Feature,
    Epic,
    Initiative,
    Release,
    Phase,
    Goal,
    KeyResult,
    Idea,
}

/// The keys at which records stand, in answers and in each other.
const KEYS: [(Sort, &str); 25] = [
    (Sort::Requirement, "requirements"),
    (Sort::Requirement, "requirement"),
    (Sort::Feature, "features"),
    (Sort::Feature, "feature"),
    (Sort::Epic, "epics"),
    (Sort::Epic, "epic"),
    (Sort::Epic, "master_features"),
    (Sort::Epic, "master_feature"),
    (Sort::Initiative, "initiatives"),
    (Sort::Initiative, "initiative"),
    (Sort::Release, "releases"),
    (Sort::Release, "release"),
    (Sort::Release, "roll_up_releases"),
    (Sort::Release, "roll_up_release"),
    (Sort::Phase, "release_phases"),
    (Sort::Phase, "release_phase"),
    (Sort::Phase, "belongs_to_release_phase"),
    (Sort::Goal, "goals"),
    (Sort::Goal, "goal"),
    (Sort::Goal, "strategic_imperatives"),
    (Sort::KeyResult, "key_results"),
    (Sort::KeyResult, "key_result"),
    (Sort::Idea, "ideas"),
    (Sort::Idea, "idea"),
    (Sort::Goal, "strategic_imperative"),
];

impl Sort {
    fn at(key: &str) -> Option<Self> {
        KEYS.iter().find(|(_, known)| *known == key).map(|(sort, _)| *sort)
    }
}

/// Whether a file is of Aha!: records with reference numbers at its keys, or the columns and rows of a report.
pub(in crate::import) fn looks_like(input: &Input<'_>) -> bool {
    has_outline(input, |outline| {
        let has_reference = |value: &Json<'_>| {
            let record = value.elements().first().unwrap_or(value);
            !record.peek("reference_num").is_silent()
        };
        let is_list = |key: &str| matches!(outline.peek(key), Json::List(_));
        let is_record =
            |entry: &Entry<'_>| Sort::at(&entry.key).is_some() && has_reference(&entry.value);
        outline.entries().iter().any(is_record)
            || has_reference(outline)
            || is_list("release_phases")
            || is_list("top_level_columns")
            || is_list("record_links")
            || (is_list("columns") && is_list("rows"))
    })
}

/// Reads what stands in one or several answers.
pub(in crate::import) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let values = values(&text)?;
    let reports: Vec<_> = values.iter().filter_map(report::records).collect::<Result<_, _>>()?;
    let mut reading = Reading::new(options, report::dates(&values))?;
    let mut aha = Aha::default();
    for (index, value) in values.iter().enumerate() {
        if !report::is_one(value) {
            aha.take_answer(value, &unread::place_of_value(values.len(), index));
        }
    }
    for report in &reports {
        for (index, row) in report.list("rows").iter().enumerate() {
            aha.take_answer(row, &format!("rows[{index}]"));
        }
    }
    let has_lists =
        values.iter().any(|value| value.entries().iter().any(|it| Sort::at(&it.key).is_some()));
    if aha.all.is_empty() && reports.is_empty() && !has_lists {
        if !aha.links.is_empty() {
            let message = "there are links between records in the file, and no records";
            let help = "put them behind the records: `cat features.json links.json > aha.json`";
            return Err(Refusal::new(message).help(help));
        }
        let message = "this is no JSON of Aha!: there are no records in it";
        return Err(
            Refusal::new(message).help("an answer of its API, or a list report, holds some")
        );
    }
    aha.read(&mut reading);
    unread::tell(&values, known::KNOWN, &mut reading.draft);
    unread::tell(&reports, known::KNOWN, &mut reading.draft);
    Ok(reading.draft)
}

/// A record, told in one or several places.
#[derive(Debug)]
struct Found<'j, 't> {
    sort: Sort,
    key: String,
    path: String,
    record: Record<'j, 't>,
    /// What it names, or is named by: places among all.
    near: Vec<usize>,
}

#[derive(Debug, Default)]
struct Aha<'j, 't> {
    all: Vec<Found<'j, 't>>,
    /// Places by reference numbers and ids.
    known: FxHashMap<(Sort, String), usize>,
    links: Vec<(String, &'j Json<'t>)>,
}

impl<'j, 't> Aha<'j, 't> {
    fn take_answer(&mut self, value: &'j Json<'t>, place: &str) {
        if value.peek("reference_num").is_silent() {
            for (index, answer) in value.elements().iter().enumerate() {
                self.take_answer(answer, &format!("{place}[{index}]"));
            }
            self.take_fields(value, place, None, true);
            return;
        }
        // A record that stands alone is what its reference number says.
        let reference = value.peek("reference_num").as_text().unwrap_or_default();
        let letters = reference.rsplit('-').nth(1).unwrap_or_default();
        let sort = match letters {
            "E" => Sort::Epic,
            "S" => Sort::Initiative,
            "R" => Sort::Release,
            "G" => Sort::Goal,
            "KR" => Sort::KeyResult,
            "I" => Sort::Idea,
            number if number.parse::<u32>().is_ok() => Sort::Requirement,
            _ => Sort::Feature,
        };
        self.take(sort, value, place);
    }

    /// Takes the records that stand in the fields of something.
    fn take_fields(
        &mut self,
        value: &'j Json<'t>,
        place: &str,
        of: Option<usize>,
        is_answer: bool,
    ) {
        let dot = if place.is_empty() || place.ends_with(' ') { "" } else { "." };
        for entry in value.entries() {
            let path = format!("{place}{dot}{}", entry.key);
            if entry.key.ends_with("_links") && !entry.value.elements().is_empty() {
                for (index, link) in value.list(&entry.key).iter().enumerate() {
                    self.links.push((format!("{path}[{index}]"), link));
                }
            }
            let Some(sort) = Sort::at(&entry.key) else { continue };
            if !is_answer && of.is_none() {
                continue;
            }
            let inner = value.get(&entry.key);
            let all: Vec<_> = match inner {
                Json::List(list) => {
                    let indexed = list.iter().enumerate();
                    indexed.map(|(index, it)| (format!("{path}[{index}]"), it)).collect()
                }
                inner => vec![(path, inner)],
            };
            for (path, inner) in all {
                let near = self.take(sort, inner, &path);
                if let (Some(of), Some(near)) = (of, near) {
                    self.join(of, near);
                }
            }
        }
    }

    fn join(&mut self, one: usize, other: usize) {
        for (from, to) in [(one, other), (other, one)] {
            if let Some(found) = self.all.get_mut(from).filter(|found| !found.near.contains(&to)) {
                found.near.push(to);
            }
        }
    }

    fn take(&mut self, sort: Sort, value: &'j Json<'t>, path: &str) -> Option<usize> {
        let (reference, id) = (value.text("reference_num"), value.said("id"));
        let name = value.text("name");
        let key = reference.map(str::to_owned).or(id.clone().map(Into::into));
        let key = key.or(name.map(str::to_owned)).filter(|_| value.is_object())?;
        let names: Vec<_> = [Some(key.clone()), id.map(Into::into)].into_iter().flatten().collect();
        let known = names.iter().find_map(|name| self.known.get(&(sort, name.clone())).copied());
        let index = known.unwrap_or(self.all.len());
        for name in names {
            self.known.entry((sort, name)).or_insert(index);
        }
        if let Some(found) = self.all.get_mut(index) {
            found.record.parts.push(value);
        } else {
            let record = Record { parts: vec![value] };
            self.all.push(Found { sort, key, path: path.to_owned(), record, near: Vec::new() });
        }
        // The fullest place tells where it stands.
        if let Some(found) = self.all.get_mut(index) {
            let is_fuller = |one: &&Json<'_>| one.entries().len() < value.entries().len();
            if found.record.parts.first().is_some_and(is_fuller) {
                path.clone_into(&mut found.path);
                found.record.parts.sort_by_key(|part| std::cmp::Reverse(part.entries().len()));
            }
        }
        self.take_fields(value, path, Some(index), false);
        Some(index)
    }

    /// The record of that sort which is named.
    fn find(&self, sort: Sort, name: &str) -> Option<&Found<'j, 't>> {
        self.known.get(&(sort, name.to_owned())).and_then(|index| self.all.get(*index))
    }

    /// What a record names of one sort.
    fn near<'a>(
        &'a self,
        found: &'a Found<'j, 't>,
        sort: Sort,
    ) -> impl Iterator<Item = &'a Found<'j, 't>> {
        let all = found.near.iter().filter_map(|index| self.all.get(*index));
        all.filter(move |near| near.sort == sort)
    }

    /// The workspace, where all is of one.
    fn title(&self) -> Option<&'j str> {
        let all = self.all.iter().flat_map(|found| {
            ["project", "product", "projects"].map(|key| found.record.object(key).text("name"))
        });
        let mut names: Vec<_> = all.flatten().collect();
        names.sort_unstable();
        names.dedup();
        if let [name] = names.as_slice() { Some(name) } else { None }
    }

    fn read(&self, reading: &mut Reading<'_>) {
        reading.draft.title = self.title().unwrap_or_default().into();
        let mut order: Vec<_> = self.all.iter().collect();
        // Requirements have positions of their own in a feature; all else stands in the order of the file.
        order.sort_by(|one, other| match (one.sort, other.sort) {
            (Sort::Requirement, Sort::Requirement) => {
                let rank = |found: &Found<'_, '_>| found.record.get("position").rank();
                rank(one).total_cmp(&rank(other))
            }
            (one, other) => (one == Sort::Requirement).cmp(&(other == Sort::Requirement)),
        });
        for found in order {
            let title = found.record.text("name").unwrap_or(&found.key);
            let spot = Spot::new(found.path.clone(), title);
            match found.sort {
                Sort::Goal => strategy::goal(self, found, &spot, reading),
                Sort::KeyResult => strategy::lone_result(self, found, &spot, reading),
                Sort::Release => strategy::release(self, found, &spot, reading),
                Sort::Phase => strategy::phase(self, found, &spot, reading),
                _ => item::read(self, found, &spot, reading),
            }
        }
        for (path, link) in &self.links {
            self.read_link(path, link, reading);
        }
        let changed = self.all.iter().filter_map(|found| {
            let keys = ["updated_at", "created_at"];
            let days = keys.iter().filter_map(|key| found.record.text(key));
            days.filter_map(|day| reading.dates.read(day)).max()
        });
        let changed = changed.max().map(|it| When::day(it.date));
        reading.finish(changed);
    }

    /// A link between records: what depends waits, all else is told.
    fn read_link(&self, path: &str, link: &Json<'_>, reading: &mut Reading<'_>) {
        let [parent, child] = ["parent_record", "child_record"].map(|key| {
            let record = link.object(key);
            let (sort, id) = (record.text("record_type"), record.said("id"));
            let sort = sort.or(link.text(&format!("{key}_type"))).and_then(Sort::at);
            let name = record.text("reference_num").map(str::to_owned);
            let name =
                name.or(id.map(Into::into)).or(link.said(&format!("{key}_id")).map(Into::into));
            record.text("name");
            self.named(sort, &name.unwrap_or_default())
        });
        let kind = link.text("link_type").unwrap_or_default();
        let is_reverse = match kind.to_lowercase().as_str() {
            "depends on" | "is blocked by" | "blocked by" => false,
            "blocks" | "is depended on by" => true,
            _ => {
                let what = format!("link {}", shown(&format!("{kind}: {parent} – {child}")));
                let why = "a roadmap knows links that bind dates, and no others";
                reading.draft.left_out(what, why, path);
                return;
            }
        };
        let (waits, of) = if is_reverse { (child, parent) } else { (parent, child) };
        let mut items = reading.draft.items.iter_mut();
        if let Some(item) = items.find(|item| item.key == waits) {
            item.waits.push(Link::to(Target::Key(of)));
        } else {
            let what = format!("link {}", shown(&format!("{waits} {kind} {of}")));
            reading.draft.left_out(what, "one end of it is not in the file", path);
        }
    }

    /// The key of what is named by its reference number or id.
    fn named(&self, sort: Option<Sort>, name: &str) -> String {
        const ALL: [Sort; 5] =
            [Sort::Feature, Sort::Epic, Sort::Requirement, Sort::Initiative, Sort::Release];
        let sorts = sort.into_iter().chain(ALL);
        let found = sorts.into_iter().find_map(|sort| self.find(sort, name));
        found.map_or_else(|| name.to_owned(), |found| found.key.clone())
    }
}
