//! What there is to say of a place, in Markdown.

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

/// What is said of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word that it is said of.
    pub span: Span,
    /// What is said, in Markdown.
    pub markdown: String,
}

/// How lateness is told, of slack and of health.
const TOO_LATE: &str = "too late for";

/// How many links of the chain that leads to a date are told.
const LINKS: usize = 4;

/// What there is to say of what stands at a place: what a name means with its dates and why it has them, what a word of the
/// language is for, what a rule guards.
pub fn hover(view: View<'_>, offset: u32) -> Option<Hover> {
    if let Some(named) = named_at(view, offset) {
        return Some(Hover { span: named.span, markdown: declared(view, named.node) });
    }
    let (span, word) = word_at(view, offset)?;
    let index = view.now.index();
    let node = index.innermost(span);
    if let Some(node) = node.filter(|node| index.declaration(*node).keyword == span) {
        return Some(Hover { span, markdown: declaration_word(view, node) });
    }
    let attribute =
        node.and_then(|node| index.attributes_of(node).iter().find(|one| one.span.contains(span)));
    let rule = || match &attribute?.value {
        Value::Severity(_, names) => names.iter().find(|name| **name == span),
        _ => None,
    };
    if rule().is_some() {
        let page = rules::by_name(word)?.page.to_owned();
        return Some(Hover { span, markdown: page });
    }
    let begins = attribute.is_some_and(|one| one.span.start == span.start);
    let row = keyword::attribute(word)
        .filter(|row| {
            begins || node.is_some_and(|node| row.on.contains(index.declaration(node).kind))
        })
        .or_else(|| begins.then(|| row_of(&attribute?.value)).flatten())?;
    Some(Hover { span, markdown: attribute_word(row) })
}

/// The row of an attribute that no word begins.
fn row_of(value: &Value) -> Option<&'static AttributeWord> {
    let kind = match value {
        Value::Estimate(..) => keyword::AttributeKind::Duration,
        Value::Percent(_) => keyword::AttributeKind::Percent,
        Value::Assign(_) => keyword::AttributeKind::Assign,
        Value::Tag(_) => keyword::AttributeKind::Tag,
        _ => return None,
    };
    ATTRIBUTES.iter().find(|row| row.kind == kind)
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
        let (from, to) = (start + place.start, start + place.end);
        let holds = piece == Piece::Word && from <= local && local <= to;
        let at = |offset: usize| base + u32::try_from(offset).unwrap_or(0);
        holds.then(|| (Span::new(at(from), at(to)), line.get(place).unwrap_or_default()))
    })
}

/// ``**after** — starts no earlier than that point `` and how it is written.
fn attribute_word(row: &AttributeWord) -> String {
    format!("**{}** — {}\n\n{}", row.lexeme, row.doc, examples_of(row))
}

/// How an attribute is written: `` `done` · `done 2026-03-13` ``.
pub(super) fn examples_of(row: &AttributeWord) -> String {
    let forms: Vec<String> = row.examples().map(|form| format!("`{form}`")).collect();
    forms.join(" · ")
}

fn declaration_word(view: View<'_>, node: NodeId) -> String {
    let word = view.now.index().declaration(node).kind.word();
    let own = declared(view, node);
    format!("**{}** — {}\n\n---\n\n{own}", word.lexeme, word.doc)
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
        _ => None,
    };
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        let _ = write!(said, " {}", escaped(&title));
    }
    let known = known.unwrap_or_else(|| as_written(view, node));
    let _ = write!(said, "\n\n{known}");
    said.trim_end().to_owned()
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
    let reason = health.as_ref().map_or("", |(_, reason)| reason.as_str());
    // The first line is the title; what the health says is not said twice.
    let is_new = |line: &&str| !(line.contains(TOO_LATE) && reason.contains(TOO_LATE));
    let lines: Vec<String> = told.lines().skip(1).filter(is_new).map(escaped).collect();
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
