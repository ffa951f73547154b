//! What only the import has, and where it is put.

use std::ops::Range;

use super::edits::Edits;
use super::names::{Both, Node};
use super::side::namespace;
use crate::format::INDENT;
use crate::resolve::NodeId;
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind as K;

/// Puts new declarations into what they are a part of: behind the last of their kind, else at its end.
pub(super) fn put(new: &[(Option<NodeId>, NodeId)], both: &Both, edits: &mut Edits) {
    let (opened, others): (Vec<_>, Vec<_>) =
        new.iter().partition(|(parent, _)| parent.is_some_and(|parent| !has_block(parent, both)));
    let mut parents: Vec<_> = opened.iter().filter_map(|(parent, _)| *parent).collect();
    parents.sort_unstable();
    parents.dedup();
    for parent in parents {
        let parts = opened.iter().filter(|(of, _)| *of == Some(parent)).map(|(_, part)| *part);
        open(parent, parts, both, edits);
    }
    for (parent, part) in others {
        match parent {
            Some(parent) => put_into(parent, part, both, edits),
            None => put_at_top(part, both, edits),
        }
    }
}

fn has_block(node: NodeId, both: &Both) -> bool {
    let of = both.old.declaration(node);
    of.extent != of.head
}

/// Gives a declaration a block.
fn open(parent: NodeId, parts: impl Iterator<Item = NodeId>, both: &Both, edits: &mut Edits) {
    let end = both.old.place(both.old.declaration(parent).head).end;
    let start = both.old.place(both.old.declaration(parent).head).start;
    let outer = edits.line(start).1.to_owned();
    let inner = format!("{outer}{}", " ".repeat(INDENT));
    let parts: String = parts.map(|part| lines(part, &inner, both)).collect();
    edits.insert(end, " {");
    edits.insert_lines(edits.next_line(end), format!("{parts}{outer}}}\n"));
}

fn put_into(parent: NodeId, part: NodeId, both: &Both, edits: &mut Edits) {
    let place = both.old.place(both.old.declaration(parent).extent);
    let outer = edits.line(place.start).1.to_owned();
    let text = lines(part, &format!("{outer}{}", " ".repeat(INDENT)), both);
    let brace = place.end.saturating_sub(1);
    let (line, blanks) = edits.line(brace);
    let is_alone = line + blanks.len() == brace;
    let kind = namespace(both.new.declaration(part).kind);
    let of_kind = siblings(Some(parent), both).filter(|of| namespace(of.kind) == kind).last();
    let behind = of_kind.map(|of| edits.next_line(both.old.place(of.extent).end));
    match behind {
        Some(behind) if behind <= line => edits.insert_lines(behind, text),
        _ if is_alone => edits.insert_lines(line, text),
        _ => {
            let blanks = both.old.text.get(..brace).unwrap_or_default();
            let end = blanks.trim_end_matches([' ', '\t']).len();
            edits.replace(end..brace, "");
            edits.insert_lines(brace, format!("{text}{outer}"));
        }
    }
}

fn put_at_top(part: NodeId, both: &Both, edits: &mut Edits) {
    let kind = both.new.declaration(part).kind;
    let end = |of: &Declaration| edits.next_line(both.old.place(of.extent).end);
    let of_kind = siblings(None, both).filter(|of| namespace(of.kind) == namespace(kind)).last();
    let before = || siblings(None, both).filter(|of| rank(of.kind) < rank(kind)).last();
    let (at, gap) = match (of_kind.map(end), before().map(end)) {
        (Some(behind), _) => (behind, ""),
        (None, Some(behind)) => (behind, "\n"),
        (None, None) => (both.old.text.len(), ""),
    };
    edits.insert_lines(at, format!("{gap}{}", lines(part, "", both)));
}

/// The order in which kinds stand in a roadmap.
const fn rank(kind: K) -> u8 {
    match kind {
        K::Roadmap => 0,
        K::Import | K::Baseline => 1,
        K::Calendar => 2,
        K::Field => 3,
        K::Cadence | K::Let => 4,
        K::Team | K::Person | K::Resource => 5,
        K::Objective => 6,
        kind if kind.is_item() => 7,
        K::Idea => 7,
        _ => 8,
    }
}

/// What the file itself has in it.
fn siblings(parent: Option<NodeId>, both: &Both) -> impl Iterator<Item = &Declaration> {
    let inside = move |node: NodeId| both.old.parent(node) == parent;
    let all = both.old.declarations().filter(move |(node, _)| inside(*node));
    all.map(|(_, of)| of).filter(|of| both.old.is_own(of))
}

/// The text of a new declaration so deep, without what the roadmap has elsewhere.
fn lines(part: NodeId, indent: &str, both: &Both) -> String {
    let of = both.new.declaration(part);
    let whole = both.new.place(of.extent);
    let mut text = String::new();
    let mut done = whole.start;
    for (place, name) in changes(part, &whole, both) {
        let between = both.new.text.get(done..place.start.max(done)).unwrap_or_default();
        match name {
            Some(name) => {
                text.push_str(between);
                text.push_str(&name);
            }
            None => text.push_str(between.trim_end_matches([' ', '\t'])),
        }
        done = done.max(place.end);
    }
    text.push_str(both.new.text.get(done..whole.end).unwrap_or_default());
    let start = both.new.text.get(..whole.start).unwrap_or_default();
    let before = start.len() - start.trim_end_matches([' ', '\t']).len();
    indented(&text, before, indent)
}

/// Inner declarations that the roadmap has, which go, and names that are others in it.
fn changes(part: NodeId, whole: &Range<usize>, both: &Both) -> Vec<(Range<usize>, Option<String>)> {
    let mut known: Vec<Range<usize>> = Vec::new();
    let mut names = Vec::new();
    for (node, of) in both.new.declarations() {
        let place = both.new.place(of.extent);
        let is_inside = node == part || (whole.start < place.start && place.end <= whole.end);
        let is_apart = known.last().is_none_or(|last| last.end <= place.start);
        if !is_inside || !is_apart {
            continue;
        }
        if node != part && matches!(both.out(node), Node::Old(_)) {
            known.push(place);
            continue;
        }
        let within = both.parent(Node::New(node));
        for attribute in both.new.attributes_of(node) {
            for (span, to) in both.new.names_in(attribute.span) {
                if let Some(name) = both.name_at(both.out(to), within) {
                    names.push((both.new.place(span), Some(name)));
                }
            }
        }
    }
    let behind = |place: &Range<usize>| {
        let rest = both.new.text.get(place.end..).unwrap_or_default();
        place.end + rest.find('\n').map_or(0, |length| length + 1).min(whole.end - place.end)
    };
    let mut all: Vec<_> =
        known.iter().map(|place| (place.start..behind(place), None)).chain(names).collect();
    all.sort_by_key(|(place, _)| (place.start, place.end));
    all
}

/// The lines of a declaration that stood so deep, as deep as they stand now.
fn indented(text: &str, before: usize, now: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        if !line.trim().is_empty() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            lines.push_str(now);
            lines.push_str(line.get(blanks.min(before)..).unwrap_or_default());
        }
        lines.push('\n');
    }
    lines
}
