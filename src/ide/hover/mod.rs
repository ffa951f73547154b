//! What there is to say of a place, in Markdown.

mod calendar;
mod values;

use std::fmt::Write as _;

use super::View;
use super::navigation::named_at;
use crate::diagnostic::rules;
use crate::emit::{self, escaped};
use crate::model::{Edge, Health, ObjectiveId};
use crate::plan::{PlanStatus, why};
use crate::resolve::NodeId;
use crate::syntax::ast::Value;
use crate::syntax::keyword::{self, ATTRIBUTES, AttributeWord, DeclarationKind as K};
use crate::syntax::{Piece, pieces};
use crate::text::{Span, unquoted, words};
use values::Place;

/// What is said of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word that it is said of.
    pub span: Span,
    /// What is said, in Markdown.
    pub markdown: String,
}

/// How many links of the chain that leads to a date are told.
const LINKS: usize = 4;

/// What there is to say of what stands at a place: what a name means with its dates and why it has them, what a word of the
/// language is for, what a literal comes to, what a rule guards.
pub fn hover(view: View<'_>, offset: u32) -> Option<Hover> {
    let at_word = word_at(view, offset);
    if let Some(named) = named_at(view, behind_sign(at_word, offset)) {
        return Some(Hover { span: named.span, markdown: declared(view, named.node) });
    }
    let (span, word) = at_word?;
    let index = view.now.index();
    let node = index.innermost(span);
    let kind = node.map(|node| index.declaration(node).kind);
    if let Some(node) = node.filter(|node| index.declaration(*node).keyword == span) {
        return Some(Hover { span, markdown: declaration_word(view, node) });
    }
    let attributes = node.map_or(&[][..], |node| index.attributes_of(node));
    let attribute = attributes.iter().find(|one| one.span.contains(span));
    if let Some(Value::Severity(_, names)) = attribute.map(|one| &one.value)
        && names.contains(&span)
    {
        let page = rules::by_name(word)?.page.to_owned();
        return Some(Hover { span, markdown: page });
    }
    let said = attribute.map(|one| one.value.kind());
    let place = Place { view, node, said, span, word };
    let begins = attribute.is_some_and(|one| one.span.start == span.start);
    let is_own = |row: &&AttributeWord| begins || kind.is_some_and(|kind| row.on.contains(kind));
    let row = keyword::attribute(word).filter(is_own);
    // Of an attribute that no word begins, its first word is what it says.
    let row = row.or_else(|| begins.then(|| row_of(&attribute?.value)).flatten());
    let row = row.map(|row| kind.map_or(row, |kind| row.on_kind(kind)));
    let declares = keyword::declaration(word).filter(|_| said.is_none());
    let part = keyword::part_of(said, word).map(|part| part.doc);
    let part = part.or_else(|| declares.map(|row| row.doc));
    let doc = match row {
        Some(row) if begins || part.is_none() => Some(row.doc),
        _ => part,
    };
    let forms = row.filter(|row| row.is_word() && doc == Some(row.doc)).map(examples_of);
    let forms = forms.or_else(|| Some(format!("`{}`", declares.filter(|_| row.is_none())?.form)));
    let value = place.value();
    if doc.is_none() && value.is_none() {
        return None;
    }
    let heading = match doc {
        Some(doc) => format!("**{}** — {doc}", escaped(word)),
        None => format!("**{}**", escaped(word)),
    };
    let all: Vec<String> = [Some(heading), value, forms].into_iter().flatten().collect();
    Some(Hover { span, markdown: all.join("\n\n") })
}

/// On the sign before a name, the name behind it is meant.
fn behind_sign(word: Option<(Span, &str)>, offset: u32) -> u32 {
    let is_sign = |(span, word): (Span, &str)| span.start == offset && word.starts_with('@');
    if word.is_some_and(is_sign) { offset + 1 } else { offset }
}

/// The row of an attribute that no word begins.
fn row_of(value: &Value) -> Option<&'static AttributeWord> {
    let kind = value.kind();
    ATTRIBUTES.iter().find(|row| row.kind == kind && !row.is_word())
}

/// The word at a place, or one that ends there.
pub(super) fn word_at(view: View<'_>, offset: u32) -> Option<(Span, &str)> {
    let sources = view.now.sources();
    let at = Span::new(offset, offset);
    let id = sources.source_of(at);
    let local = sources.local(at).start;
    let text = sources.source(id)?.text();
    let start = text.get(..local)?.rfind('\n').map_or(0, |line| line + 1);
    let line = text.get(start..)?.split('\n').next()?;
    let base = sources.base(id);
    pieces(line).into_iter().find_map(|(piece, place)| {
        let written = line.get(place.clone()).unwrap_or_default();
        // The parentheses of a condition belong to no word.
        let inner = written.trim_start_matches('(');
        let from = start + place.start + (written.len() - inner.len());
        let word = inner.trim_end_matches(')');
        let to = from + word.len();
        let holds = piece == Piece::Word && from <= local && local <= to;
        let at = |offset: usize| base + u32::try_from(offset).unwrap_or(0);
        holds.then(|| (Span::new(at(from), at(to)), word))
    })
}

/// How an attribute is written: `` `done` · `done 2026-03-13` ``.
pub(super) fn examples_of(row: &AttributeWord) -> String {
    let forms: Vec<String> = row.examples().map(|form| format!("`{form}`")).collect();
    forms.join(" · ")
}

fn declaration_word(view: View<'_>, node: NodeId) -> String {
    let word = view.now.index().declaration(node).kind.word();
    let own = declared(view, node);
    format!("**{}** — {}\n\n`{}`\n\n---\n\n{own}", word.lexeme, word.doc, word.form)
}

/// What a declaration is: its kind and path, then what is known of it.
fn declared(view: View<'_>, node: NodeId) -> String {
    let index = view.now.index();
    let declaration = index.declaration(node);
    let kind = declaration.kind;
    let mut said = format!("**{}**", kind.lexeme());
    if declaration.name.is_some() {
        let _ = write!(said, " `{}`", index.path_of(node));
    }
    let title = declaration.title.map(|title| unquoted(view.now.sources().text(title)));
    let known = match kind {
        K::Stream | K::Feature | K::Task | K::Milestone | K::Release => item(view, node),
        K::Team | K::Person | K::Resource => resource(view, node),
        K::Objective => objective(view, node),
        K::Roadmap => roadmap(view),
        K::Calendar => calendar::calendar(view, node),
        K::Let => stands_for(view, node),
        _ => None,
    };
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        let _ = write!(said, " {}", escaped(&title));
    }
    let known = known.unwrap_or_else(|| as_written(view, node));
    let _ = write!(said, "\n\n{known}");
    said.trim_end().to_owned()
}

/// The line of a `let`, and what its value comes to.
fn stands_for(view: View<'_>, node: NodeId) -> Option<String> {
    let attributes = view.now.index().attributes_of(node);
    let one = attributes.iter().find(|one| matches!(one.value, Value::Let(_)))?;
    let written = view.now.sources().text(one.span);
    let word = written.trim_start_matches(['=', ' ', '\t']);
    let start = one.span.end - u32::try_from(word.len()).ok()?;
    let span = Span::new(start, one.span.end);
    let place = Place { view, node: Some(node), said: Some(one.value.kind()), span, word };
    Some(format!("{}\n\n{}", as_written(view, node), place.value()?))
}

/// The line itself: of what says all there.
pub(super) fn as_written(view: View<'_>, node: NodeId) -> String {
    let head = view.now.index().declaration(node).head;
    format!("```roadmap\n{}\n```", view.now.sources().text(head).trim_end())
}

/// Dates, people, slack; how it stands; why then.
fn item(view: View<'_>, node: NodeId) -> Option<String> {
    let (item, plan) = view.dated_twin(view.now.index().item(node)?)?;
    if !plan.schedule.timing(item.id).is_scheduled {
        return Some("dropped".to_owned());
    }
    let status = plan.status();
    let told = emit::chart::item_words(plan, &status, item);
    let health = status.item_health(item.id);
    // The first line is the title.
    let lines: Vec<String> = told.lines().skip(1).map(escaped).collect();
    let mut said = lines.join("  \n");
    if let Some((health, reason)) = &health {
        let _ = write!(said, "\n\n{}", standing(*health, reason));
    }
    let why = why::chain_of(plan.model, plan.schedule, item.id, Edge::End);
    let story = emit::why::story(plan.model, plan.schedule, &why);
    let chain = story.chain.iter().take(LINKS);
    let chain: Vec<String> = chain.map(|told| format!("- {}", told.sentence)).collect();
    if !chain.is_empty() {
        let _ = write!(said, "\n\n{}:\n\n{}", story.headline, chain.join("\n"));
    }
    if let more @ 1.. = story.chain.len().saturating_sub(LINKS) {
        let _ = write!(said, "\n- and {more} more");
    }
    Some(said)
}

fn standing(health: Health, reason: &str) -> String {
    match reason {
        "" => format!("**{}**", health.label()),
        reason => format!("**{}**: {}", health.label(), escaped(reason)),
    }
}

/// What somebody does, and how busy they are.
fn resource(view: View<'_>, node: NodeId) -> Option<String> {
    let id = view.now.index().resource(node)?;
    let path = view.now.model().resource(id).name();
    let plan = view.plan()?;
    let resource = plan.model.resources().find(|one| one.name() == path)?;
    let status = plan.status();
    let mut lines = Vec::new();
    lines.extend(resource.data().role.as_deref().map(escaped));
    lines.extend(resource.team().map(|team| format!("of {}", escaped(team.title()))));
    lines.extend(busy(&status, resource.id));
    let away = resource.data().absences.iter().take(6);
    let away: Vec<String> = away.map(|of| words::short_days(of.first, of.last)).collect();
    if !away.is_empty() {
        lines.push(format!("away {}", words::list(&away, 5)));
    }
    Some(lines.join("  \n"))
}

fn busy(status: &PlanStatus<'_>, resource: crate::model::ResourceId) -> Option<String> {
    let load = status.loads().into_iter().find(|load| load.resource == resource)?;
    let percent = load.percent()?;
    let schedule = status.plan().schedule;
    let days = words::short_days(schedule.first_day, schedule.end.last_day());
    Some(format!("busy {percent} % of the time, {days}"))
}

fn objective(view: View<'_>, node: NodeId) -> Option<String> {
    let row = view.now.index().row_if(node, |kind| kind == K::Objective)?;
    let name = &view.now.model().objectives.get(row as usize)?.name;
    let plan = view.plan()?;
    let place = plan.model.objectives.iter().position(|one| one.name == *name)?;
    let status = plan.status();
    let id = ObjectiveId::from_index(place);
    let (health, reason) = status.objective_health(id)?;
    let serving = status.objective(id)?.items.len();
    let served = match serving {
        0 => "nothing serves it".to_owned(),
        count => format!("{} for it", words::counted(count, "item")),
    };
    Some(format!("{}\n\n{served}", standing(health, &reason)))
}

fn roadmap(view: View<'_>) -> Option<String> {
    let plan = view.plan()?;
    let (health, reason) = plan.health();
    let days = words::short_days(plan.schedule.first_day, plan.schedule.end.last_day());
    Some(format!("{days}\n\n{}", standing(health, &reason)))
}
