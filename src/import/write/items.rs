//! Items with their attributes, their risks, and what status reports say of them.

use super::super::draft::{
    After, Assignee, Draft, FieldKind, Horizon, Kind, Lag, Limit, Link, LinkKind, Risk, ScoreWord,
    Target,
};
use super::super::input::shown;
use super::super::names::{self, Names};
use super::super::timing::{self, Timing, Week};
use super::super::tree::{Node, NotFound, Tree, word};
use super::super::values::{Amount, Number};
use super::{Writer, links, title};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::text::words::with_article;

/// What items are written from.
pub(super) struct Context<'a> {
    tree: &'a Tree,
    names: &'a Names,
    week: Week,
    /// Risks, by the item that each threatens.
    risks: Vec<(Option<usize>, Risk)>,
}

impl<'a> Context<'a> {
    pub(super) fn new(tree: &'a Tree, names: &'a Names, week: Week, risks: Vec<Risk>) -> Self {
        let found = |risk: &Risk| risk.threatens.as_ref().and_then(|target| tree.find(target).ok());
        let risks = risks.into_iter().map(|risk| (found(&risk), risk)).collect();
        Self { tree, names, week, risks }
    }

    fn has_risks(&self, of: usize) -> bool {
        self.risks.iter().any(|(item, _)| *item == Some(of))
    }

    /// Writes the risks of an item, or those of the whole.
    pub(super) fn risks(&self, of: Option<usize>, out: &mut Writer) {
        for (_, risk) in self.risks.iter().filter(|(item, _)| *item == of) {
            out.open(&format!("risk {}", title(&risk.title)));
            if let Some(probability) = risk.probability {
                out.line(&format!("probability {}%", Number(probability * 100)));
            }
            if let Some(cost) = risk.cost {
                out.line(&format!("impact {cost}"));
            }
            if let Some(mitigation) = &risk.mitigation {
                out.line(&format!("mitigation {}", title(mitigation)));
            }
            if let Some(owner) = risk.owner.as_ref().and_then(|owner| self.names.resource(owner)) {
                out.line(&format!("owner @{owner}"));
            }
            if let Some(note) = &risk.note {
                out.note(note);
            }
            out.close();
        }
    }
}

/// Writes an item and all that is in it.
pub(super) fn item(index: usize, context: &Context<'_>, draft: &mut Draft, out: &mut Writer) {
    let Some(node) = context.tree.node(index) else { return };
    let timing = timing::of(index, context.tree, &context.week, draft);
    let called = Some(title(&node.item.title)).filter(|title| title != "\"\"");
    let head = [Some(word(node.kind).to_owned()), Some(node.id.clone()), called];
    let head = head.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts = std::iter::once(head).chain(attributes(index, node, timing, context, draft));
    let line = parts.collect::<Vec<_>>().join("  ");
    let remark = node.item.note.as_ref().filter(|note| !note.trim().is_empty());
    if node.parts.is_empty() && remark.is_none() && !context.has_risks(index) {
        out.line(&line);
        return;
    }
    if out.depth == 0 {
        out.gap();
    }
    out.open(&line);
    if let Some(note) = remark {
        out.note(note);
    }
    for part in &node.parts {
        item(*part, context, draft, out);
    }
    context.risks(Some(index), out);
    out.close();
    if out.depth == 0 {
        out.gap();
    }
}

/// The attributes of an item, those that its kind can't have told.
fn attributes(
    index: usize,
    node: &Node,
    timing: Timing,
    context: &Context<'_>,
    draft: &mut Draft,
) -> Vec<String> {
    let (tree, names, of) = (context.tree, context.names, &node.item);
    let not_before = timing.not_before;
    let mut words = timing.words;
    let mut starts = points(index, node, tree, |kind| !binds_end(kind));
    starts.extend(not_before.map(|day| day.to_string()));
    if !starts.is_empty() {
        words.push((A::After, format!("after {}", starts.join(", "))));
    }
    let mut ends = points(index, node, tree, binds_end);
    ends.extend(of.ends_not_before.map(|day| day.to_string()));
    if !ends.is_empty() {
        words.push((A::EndsAfter, format!("ends after {}", ends.join(", "))));
    }
    for limit in &of.limits {
        if let Some(said) = within(index, limit, tree) {
            words.push((A::Within, said));
        } else {
            let what = format!("a limit of the start of {}", shown(&of.title));
            draft.left_out(what, NotFound::Unknown.words(), &of.place);
        }
    }
    words.extend(who_and_why(index, node, context, draft));
    words.extend(of.priority.map(|number| (A::Priority, priority(number))));
    words.extend(of.horizon.map(|at| (A::Horizon, format!("horizon {}", horizon(at)))));
    if !of.score.is_empty() {
        words.push((A::Score, score(&of.score)));
    }
    words.extend(of.cost.map(|cost| (A::Cost, format!("cost {cost}"))));
    words.extend(of.budget.map(|budget| (A::Budget, format!("budget {budget}"))));
    let calendar = names.calendar(of.calendar);
    words.extend(calendar.map(|calendar| (A::Calendar, format!("calendar {calendar}"))));
    match &of.blocked {
        Some(why) if of.is_done || of.is_dropped => {
            draft.left_out(shown(why), "what is over is not blocked", &of.place);
        }
        why => words.extend(why.iter().map(|why| (A::Blocked, format!("blocked {}", title(why))))),
    }
    words.extend(names::tags(&of.tags).map(|tag| (A::Tag, format!("#{tag}"))));
    words.extend(links(&of.links, draft, &of.title).into_iter().map(|link| (A::Link, link)));
    words.extend(of.fields.iter().filter_map(|(field, value)| custom(*field, value, draft, names)));
    allowed(node, words, draft)
}

/// Who works on it, who answers for it, what it serves and ships in; who and what is unknown is told.
fn who_and_why(
    index: usize,
    node: &Node,
    context: &Context<'_>,
    draft: &mut Draft,
) -> Vec<(A, String)> {
    let (tree, names, item) = (context.tree, context.names, &node.item);
    let mut unknown = |target: &Target| {
        draft.left_out(shown(target.said()), NotFound::Unknown.words(), &item.place);
    };
    let mut words = Vec::new();
    for one in &item.people {
        match assignee(one, names) {
            Some(one) => words.push((A::Assign, one)),
            None => unknown(&one.who),
        }
    }
    for group in &item.either {
        let found: Vec<_> = group.iter().filter_map(|one| names.resource(one)).collect();
        group.iter().filter(|one| names.resource(one).is_none()).for_each(&mut unknown);
        words.extend((!found.is_empty()).then(|| (A::Assign, format!("@{}", found.join("|")))));
    }
    if let Some(owner) = &item.owner {
        match names.resource(owner) {
            Some(owner) => words.push((A::Owner, format!("owner @{owner}"))),
            None => unknown(owner),
        }
    }
    let mut list =
        |word: A, lexeme: &str, targets: &[Target], find: &dyn Fn(&Target) -> Option<String>| {
            let mut found = Vec::new();
            for target in targets {
                match find(target) {
                    Some(path) if found.contains(&path) => {}
                    Some(path) => found.push(path),
                    None => unknown(target),
                }
            }
            let said = format!("{lexeme} {}", found.join(", "));
            words.extend((!found.is_empty()).then_some((word, said)));
        };
    list(A::For, "for", &item.objectives, &|target| names.objective(target).map(ToOwned::to_owned));
    list(A::In, "in", &item.releases, &|target| path(index, tree.find(target).ok()?, tree));
    words
}

/// Those attributes that an item of this kind can have.
fn allowed(node: &Node, words: Vec<(A, String)>, draft: &mut Draft) -> Vec<String> {
    let kind = match node.kind {
        Kind::Stream => K::Stream,
        Kind::Feature => K::Feature,
        Kind::Auto | Kind::Task => K::Task,
        Kind::Milestone => K::Milestone,
        Kind::Release => K::Release,
        Kind::Idea => K::Idea,
    };
    let mut kept = Vec::new();
    for (attribute, said) in words {
        if attribute.stands_on().contains(kind) {
            kept.push(said);
        } else {
            let why = format!("{} has none", with_article(word(node.kind)));
            draft.left_out(shown(&said), why, &node.item.spot());
        }
    }
    kept
}

const fn binds_end(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::FinishToFinish | LinkKind::StartToFinish)
}

/// What an item waits for, as points.
fn points(index: usize, node: &Node, tree: &Tree, which: impl Fn(LinkKind) -> bool) -> Vec<String> {
    let links = node.waits.iter().filter(|(_, kind, _)| which(*kind));
    links.filter_map(|(to, kind, lag)| point((index, *to), *kind, *lag, tree)).collect()
}

/// A point of an item as another names it, with the time behind it: `api.start + 2d`.
fn point(
    (index, to): (usize, usize),
    kind: LinkKind,
    lag: Option<Lag>,
    tree: &Tree,
) -> Option<String> {
    let to = path(index, to, tree)?;
    let is_start = matches!(kind, LinkKind::StartToStart | LinkKind::StartToFinish);
    let start = if is_start { ".start" } else { "" };
    let lag = lag.map(|lag| {
        let sign = if lag.amount.number.0 < 0 { '-' } else { '+' };
        format!(" {sign} {}", length(lag))
    });
    Some(format!("{to}{start}{}", lag.unwrap_or_default()))
}

/// How long a time is, whichever way it leads: `2d`, `elapsed 3d`.
fn length(Lag { amount, is_elapsed }: Lag) -> String {
    let number = Number(amount.number.0.saturating_abs());
    let elapsed = if is_elapsed { "elapsed " } else { "" };
    format!("{elapsed}{}", Amount { number, ..amount })
}

/// `within 5d after api.start`; nothing if there is no such item.
fn within(index: usize, Limit { within, after }: &Limit, tree: &Tree) -> Option<String> {
    let after = match after {
        After::Day(day) => day.to_string(),
        After::Point(Link { to, kind, lag }) => {
            point((index, tree.find(to).ok()?), *kind, *lag, tree)?
        }
    };
    Some(format!("within {} after {after}", length(*within)))
}

/// How an item is named from another: from the innermost thing that both stand in.
pub(in crate::import) fn path(from: usize, to: usize, tree: &Tree) -> Option<String> {
    let mut chain: Vec<_> = std::iter::once(to).chain(tree.around(to)).collect();
    chain.reverse();
    let mut around: Vec<_> = tree.around(from).collect();
    around.reverse();
    let shared = chain.iter().zip(&around).take_while(|(one, other)| one == other).count();
    let shared = shared.min(chain.len().saturating_sub(1));
    let ids = chain.iter().skip(shared).map(|index| tree.node(*index).map(|node| node.id.as_str()));
    Some(ids.collect::<Option<Vec<_>>>()?.join("."))
}

fn assignee(Assignee { who, share, units }: &Assignee, names: &Names) -> Option<String> {
    let id = names.resource(who)?;
    Some(match (share, units) {
        (Some(share), _) if *share != 1000 => format!("@{id}:{}%", Number(share * 100)),
        (_, Some(units)) if *units != 1 => format!("@{id}:{units}"),
        _ => format!("@{id}"),
    })
}

fn priority(number: u16) -> String {
    match number {
        900 => "must".into(),
        700 => "should".into(),
        300 => "could".into(),
        0 => "wont".into(),
        number => format!("priority {}", number.min(1000)),
    }
}

const fn horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "now",
        Horizon::Next => "next",
        Horizon::Later => "later",
    }
}

fn score(words: &[(ScoreWord, Number)]) -> String {
    let parts = words.iter().map(|(word, number)| {
        let sign = if *word == ScoreWord::Confidence { "%" } else { "" };
        format!("{} {number}{sign}", word.word().unwrap_or_default())
    });
    format!("score {}", parts.collect::<Vec<_>>().join(" "))
}

fn custom(field: usize, value: &str, draft: &Draft, names: &Names) -> Option<(A, String)> {
    let (of, id) = (draft.fields.get(field)?, names.fields.get(field)?);
    let value = match of.kind {
        FieldKind::Text => title(value),
        FieldKind::Number | FieldKind::Date | FieldKind::Flag => value.to_owned(),
    };
    Some((A::Custom, format!("{id}: {value}")))
}

/// The entries of status reports.
pub(super) fn statuses(draft: &Draft, tree: &Tree, out: &mut Writer) {
    for entry in &draft.statuses {
        let of = entry
            .of
            .as_ref()
            .map(|target| tree.find(target).ok().and_then(|to| path(usize::MAX, to, tree)));
        let of = match of {
            Some(Some(path)) => format!(" {path}"),
            Some(None) => continue,
            None => String::new(),
        };
        out.line(&format!("status {} {}{of} {}", entry.on, entry.health, title(&entry.text)));
    }
}
