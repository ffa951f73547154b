//! An issue, a pull request or a draft.

use super::super::mentions::{mentions, tasks};
use super::super::value::{Fields as _, Json, Record};
use super::super::{Reading, Spot, is_address};
use super::Found;
use super::project::{Project, say_milestone};
use crate::import::{Assignee, Item, Link, Target, shown};

/// The key of the issue at an address: `owner/name#12` of `https://github.com/Owner/name/issues/12`.
pub(super) fn key_of(address: &str) -> Option<String> {
    let (_, path) = address.split_once("://")?;
    let path = path.split(['?', '#']).next()?;
    let mut parts = path.split('/').skip(1).filter(|part| *part != "repos");
    let (owner, name, kind, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_issue = matches!(kind, "issues" | "pull" | "pulls");
    let is_number = !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit());
    (is_issue && is_number).then(|| format!("{owner}/{name}#{number}").to_lowercase())
}

/// The key of what a text names: `#3` in the same repository, `owner/name#3`, or an address.
fn key_in(found: &Found<'_, '_>, reference: &str) -> Option<String> {
    if reference.contains("://") {
        return key_of(reference);
    }
    let is_near = reference.starts_with('#');
    Some(if is_near {
        format!("{}{reference}", found.repository)
    } else {
        reference.to_lowercase()
    })
}

/// The key of an issue that is told in short: its address, or its number.
fn key_of_short(found: &Found<'_, '_>, issue: &Json<'_>) -> Option<String> {
    issue.text("title");
    let address = issue.as_text().or(issue.text("url")).or(issue.text("html_url"));
    let number = issue.said("number");
    address.and_then(key_of).or_else(|| {
        let repository = issue.text("repository").map(str::to_lowercase);
        let repository = repository.unwrap_or_else(|| found.repository.clone());
        number.map(|number| format!("{repository}#{number}"))
    })
}

/// A list, or the `nodes` of one.
fn nodes<'j, 't>(record: &Record<'j, 't>, keys: [&str; 2]) -> Vec<&'j Json<'t>> {
    let lists = keys.iter().map(|key| record.get(key));
    let all = lists.flat_map(|list| match list {
        Json::List(all) => all.iter(),
        other => other.list("nodes").iter(),
    });
    all.collect()
}

/// The keys of what an issue lists as its parts: sub-issues, and issues in its lists of tasks.
pub(super) fn parts(found: &Found<'_, '_>) -> Vec<String> {
    let short = nodes(&found.content, ["subIssues", "sub_issues"]);
    let short = short.into_iter().filter_map(|issue| key_of_short(found, issue));
    let body = found.content.text("body").unwrap_or_default();
    short.chain(tasks(body).into_iter().filter_map(|of| key_in(found, of))).collect()
}

fn first<'j>(record: &Record<'j, '_>, keys: [&str; 2]) -> Option<&'j str> {
    let [one, other] = keys.map(|key| record.text(key));
    one.or(other)
}

/// Reads an issue.
pub(super) fn read(
    found: &Found<'_, '_>,
    stream: Option<String>,
    project: &mut Project<'_>,
    reading: &mut Reading<'_>,
) -> Item {
    let (content, fields) = (&found.content, &found.fields);
    let title = content.text("title").or(fields.text("title")).unwrap_or_default();
    let spot = Spot::new(found.path.clone(), title);
    let mut item = Item {
        key: found.key.clone(),
        title: title.into(),
        place: spot.place(),
        parent: stream.map(Target::Key),
        note: content.text("body").map(str::to_owned),
        ..Item::default()
    };
    let address = first(content, ["html_url", "url"]).filter(|url| is_address(url));
    item.links.extend(address.map(|url| (Some("GitHub".to_owned()), url.to_owned())));
    say_tags(content, fields, &mut item);
    say_people(content, fields, &mut item, reading);
    say_state(content, &spot, &mut item, reading);
    say_links(found, &mut item);
    let parent = content.get("parent");
    let parent = if parent.is_silent() { fields.get("parent issue") } else { parent };
    if let Some(key) = key_of_short(found, parent) {
        item.parent = Some(Target::Key(key));
    }
    for record in [content, fields] {
        say_milestone(record.get("milestone"), &spot, &mut item, reading);
    }
    project.say_fields(fields, &spot, &mut item, reading);
    let body = content.text("body").unwrap_or_default();
    if body.contains("- [ ]") || body.contains("- [x]") {
        let why = "they stay in the note; those that are issues of the file are its parts";
        reading.draft.decided("check boxes of a description", why, &spot.at("body"));
    }
    item
}

fn say_tags(content: &Record<'_, '_>, fields: &Record<'_, '_>, item: &mut Item) {
    let labels = nodes(content, ["labels", "labels"]).into_iter();
    let all = labels.chain(fields.list("labels"));
    let kinds = ["issueType", "type"].map(|key| content.get(key));
    let names = all.chain(kinds.into_iter().filter(|kind| kind.is_object()));
    let names = names.filter_map(|label| label.as_text().or(label.text("name")));
    for name in names {
        if !item.tags.iter().any(|tag| tag == name) {
            item.tags.push(name.to_owned());
        }
    }
    if is_pull_request(content) {
        item.tags.push("pull-request".into());
    }
}

fn is_pull_request(content: &Record<'_, '_>) -> bool {
    let is_of_one = |key| content.text(key).is_some_and(|address| address.contains("/pull/"));
    content.text("type") == Some("PullRequest")
        || is_of_one("url")
        || is_of_one("html_url")
        || !content.get("mergedAt").is_silent()
}

fn say_people(
    content: &Record<'_, '_>,
    fields: &Record<'_, '_>,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let all =
        nodes(content, ["assignees", "assignees"]).into_iter().chain(fields.list("assignees"));
    let mut known: Vec<&str> = Vec::new();
    for who in all {
        let Some(login) = who.as_text().or(who.text("login")) else { continue };
        if !known.contains(&login) {
            known.push(login);
            let target = reading.person(login, who.text("name").unwrap_or(login));
            item.people.push(Assignee::whole(target));
        }
    }
}

fn say_state(content: &Record<'_, '_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let state = content.text("state").unwrap_or_default().to_lowercase();
    let reason = first(content, ["stateReason", "state_reason"]).unwrap_or_default().to_lowercase();
    let merged = [content.get("mergedAt"), content.get("pull_request").get("merged_at")];
    let merged = merged.map(|day| reading.day(day, spot, "mergedAt")).into_iter().find_map(|it| it);
    let closed = ["closedAt", "closed_at"]
        .map(|key| reading.day(content.get(key), spot, key))
        .into_iter()
        .find_map(|day| day);
    let is_closed =
        state == "closed" || state == "merged" || content.flag("closed") || merged.is_some();
    let is_refused = matches!(reason.as_str(), "not_planned" | "duplicate")
        || (is_pull_request(content) && state == "closed" && merged.is_none());
    item.is_dropped = is_closed && is_refused;
    item.is_done = is_closed && !is_refused;
    item.finished = merged.or(closed).filter(|_| item.is_done);
    if item.is_dropped && !reason.is_empty() {
        let why = "it is dropped";
        reading.draft.decided(
            format!("closed as {}", shown(&reason)),
            why,
            &spot.at("stateReason"),
        );
    }
}

/// What an issue waits for: by its own fields, and by what its text says.
fn say_links(found: &Found<'_, '_>, item: &mut Item) {
    let keys = |names| {
        let all = nodes(&found.content, names).into_iter();
        all.filter_map(|issue| key_of_short(found, issue)).map(Target::Key).collect::<Vec<_>>()
    };
    item.waits = keys(["blockedBy", "blocked_by"]).into_iter().map(Link::to).collect();
    item.blocks = keys(["blocking", "blocks"]);
    for mention in mentions(found.content.text("body").unwrap_or_default()) {
        // An address that is no issue is a page: it stays in the note.
        let Some(key) = key_in(found, mention.of) else { continue };
        if mention.is_reverse {
            item.blocks.push(Target::Key(key));
        } else {
            item.waits.push(Link::to(Target::Key(key)));
        }
    }
}
