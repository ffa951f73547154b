//! What a view shows as a Gantt chart in the language of Mermaid, for places that draw nothing else.
//!
//! Mermaid knows neither working time nor an "as of" day: bars go from day to day, and its own line of today, which is that of
//! whoever looks, is off.

use crate::model::{Dimension, ItemKind, ItemWalker, Part};
use crate::plan::{PlanView, State, When};
use crate::text::one_line;

/// Words with which a line of Mermaid may begin: a title is none of them.
const WORDS: [&str; 17] = [
    "accdescr",
    "acctitle",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusiveenddates",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "weekday",
];

/// What a view shows as a `gantt` block of Mermaid.
pub fn mermaid(view: &PlanView<'_, '_>) -> String {
    let axis = if view.is_public() { "%b %Y" } else { "%e %b" };
    let mut text = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DD\n    axisFormat {axis}\n    inclusiveEndDates\n    todayMarker off\n",
        escaped(view.title())
    );
    let is_bar = |item: &ItemWalker<'_>| is_bar(view, *item);
    let items = view.sorted().into_iter().filter(is_bar);
    for group in view.groups(Dimension::Stream, items) {
        let lines: String = group.items.iter().filter_map(|item| line(view, *item)).collect();
        if lines.is_empty() {
            continue;
        }
        let title = if group.title.is_empty() { "Other" } else { &group.title };
        text.extend(["    section ", &escaped(title), "\n", &lines]);
    }
    text
}

/// Whether an item is a bar itself: nothing in it is, down to the depth of the view.
fn is_bar(view: &PlanView<'_, '_>, item: ItemWalker<'_>) -> bool {
    let depth = view.view.depth.and_then(|depth| usize::try_from(depth).ok());
    let is_within = |level: usize| depth.is_none_or(|depth| level < depth);
    let level = item.depth();
    let is_whole = is_within(level + 1) && view.holds_shown(item.id);
    is_within(level) && !is_whole && (item.kind() != ItemKind::Stream || item.has_parts())
}

fn line(view: &PlanView<'_, '_>, item: ItemWalker<'_>) -> Option<String> {
    let timing = view.plan.schedule.timing(item.id);
    let when = view.when(item.id)?;
    // What rests on work that nobody has estimated has no date that may be told.
    let When { from, to, .. } = Some(when).filter(|when| !(when.is_open && view.is_public()))?;
    let (first, last) = if view.is_public() { (from.date(), to.last_day()) } else { timing.days() };
    let is_critical = timing.is_critical && timing.state.is_open();
    let words = [
        (item.kind().is_point(), "milestone"),
        (is_critical && view.shows(Part::Critical, true), "crit"),
        (timing.state == State::Done, "done"),
        (matches!(timing.state, State::UnderWay) && !view.is_public(), "active"),
    ];
    let words = words.into_iter().filter(|(is_so, _)| *is_so).flat_map(|(_, word)| [word, ", "]);
    let dates =
        if item.kind().is_point() { format!("{last}, 1d") } else { format!("{first}, {last}") };
    Some(format!("    {} :{}{dates}\n", escaped(item.title()), words.collect::<String>()))
}

/// A text in one line that Mermaid takes for nothing else: what means something to it stands there by its number.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    let lower = text.to_lowercase();
    let is_word = WORDS.iter().any(|word| lower.starts_with(word));
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_plain = c.is_alphanumeric() || !c.is_ascii() || " ,.()'/+-_!?=@*".contains(c);
        let is_misread = at == 0 && (is_word || !c.is_alphabetic());
        if is_plain && !is_misread {
            out.push(c);
        } else {
            out.extend(["#", &u32::from(c).to_string(), ";"]);
        }
    }
    if out.is_empty() { "…".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_mermaid_stands_by_its_number() {
        assert_eq!(escaped("API: v2; #1 100%"), "API#58; v2#59; #35;1 100#37;");
        assert_eq!(escaped("Title page"), "#84;itle page");
        assert_eq!(escaped("2026-01-01 opens"), "#50;026-01-01 opens");
        assert_eq!(escaped("a\nb"), "a b");
        assert_eq!(escaped(" "), "…");
    }
}
