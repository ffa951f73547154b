//! The news above the plan: title, span, day, size, and how it stands.

use super::Px;
use super::label::{Align, Ink, Label, Style, clean};
use crate::model::{Health, ItemKind, ResourceKind};
use crate::plan::{Outlook, Plan};

/// The title's baseline.
const TITLE_BASELINE: Px = Px::whole(44);
/// The subtitle's.
const SUBTITLE_BASELINE: Px = Px::whole(66);
/// The top of the pill.
const PILL_TOP: Px = Px::whole(24);
/// From the pill's edge to its words, the dot of its ink between.
const PILL_LEFT: Px = Px::whole(34);
/// Behind its words.
const PILL_RIGHT: Px = Px::whole(16);
/// The widest line of its reason.
const WIDEST_REASON: Px = Px::whole(420);
/// How many lines a reason may take.
const REASON_LINES: usize = 2;
/// From line to line.
const LEADING: Px = Px::whole(16);

/// How the whole stands.
#[derive(Debug)]
pub struct Pill<'m> {
    /// In one word.
    pub health: Health,
    /// Its left edge.
    pub x: Px,
    /// Its top.
    pub y: Px,
    /// How wide it is.
    pub width: Px,
    /// How high.
    pub height: Px,
    /// The word, then the lines of the reason.
    pub labels: Vec<Label<'m>>,
}

/// Everything above the axis.
#[derive(Debug)]
pub struct Header<'m> {
    /// The roadmap's title.
    pub title: Label<'m>,
    /// Span, day and size.
    pub subtitle: Label<'m>,
    /// How it stands.
    pub pill: Pill<'m>,
}

/// The header of a picture from `left` to `right`.
pub fn header<'m>(plan: Plan<'m>, outlook: &Outlook<'m>, left: Px, right: Px) -> Header<'m> {
    let pill = pill(outlook, right);
    let room = pill.x - left - Px::whole(24);
    let line = |text, style, ink, baseline| {
        Label::new(text, style, ink).within(room).at(left, Align::Start, baseline)
    };
    let title = clean(&plan.model.header.title);
    Header {
        title: line(title, Style::Title, Ink::Text, TITLE_BASELINE),
        subtitle: line(subtitle(plan).into(), Style::Subtitle, Ink::Muted, SUBTITLE_BASELINE),
        pill,
    }
}

fn pill<'m>(outlook: &Outlook<'m>, right: Px) -> Pill<'m> {
    let (health, reason) = outlook.health();
    let reason = clean(&reason).into_owned();
    let mut labels = vec![Label::new(health.label(), Style::Strong, Ink::Text)];
    labels.extend(wrapped(&reason));
    let width =
        labels.iter().map(|label| label.width).fold(Px::ZERO, Px::max) + PILL_LEFT + PILL_RIGHT;
    let height = LEADING.times_count(labels.len()) + Px::whole(12);
    let x = right - width;
    let lines = labels.into_iter().enumerate().map(|(line, label)| {
        let baseline = PILL_TOP + Px::whole(19) + LEADING.times_count(line);
        label.at(x + PILL_LEFT, Align::Start, baseline)
    });
    let labels = lines.collect();
    Pill { health, x, y: PILL_TOP, width, height, labels }
}

/// The words of a reason in lines; the last is cut where there is more.
fn wrapped<'m>(reason: &str) -> Vec<Label<'m>> {
    let label =
        |line: &str| Label::new(line.to_owned(), Style::Small, Ink::Muted).within(WIDEST_REASON);
    let mut lines = Vec::new();
    let mut rest = reason.trim();
    while lines.len() + 1 < REASON_LINES {
        let Some(end) = first_line(rest) else { break };
        let (line, more) = rest.split_at(end);
        lines.push(label(line));
        rest = more.trim_start();
    }
    lines.push(label(rest));
    lines
}

/// Where a line ends so that it and what is left are about equally wide, if both have room, or else where the last word ends
/// that has; `None` if all have, or the first has none.
fn first_line(text: &str) -> Option<usize> {
    let wide = |text: &str| Style::Small.width(text.trim_start());
    if wide(text) <= WIDEST_REASON {
        return None;
    }
    let spaces = text.char_indices().filter(|(_, character)| *character == ' ');
    let lines = spaces.map(|(end, _)| {
        let (line, rest) = text.split_at(end);
        (end, wide(line), wide(rest))
    });
    let lines: Vec<_> = lines.take_while(|(_, line, _)| *line <= WIDEST_REASON).collect();
    let both_fit = lines.iter().filter(|(_, _, rest)| *rest <= WIDEST_REASON);
    let balanced = both_fit.min_by_key(|(_, line, rest)| *line.max(rest));
    balanced.or(lines.last()).map(|(end, _, _)| *end)
}

/// `5 Jan – 10 Jul 2026 · as of 16 March 2026 · 17 items, 3 teams`
fn subtitle(plan: Plan<'_>) -> String {
    let mut parts = vec![span(plan)];
    parts.extend(plan.today().map(|today| format!("as of {}", today.long())));
    parts.push(size(plan));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// `5 Jan – 10 Jul 2026`
pub fn span(plan: Plan<'_>) -> String {
    let (first, last) = (plan.schedule.start.date(), plan.schedule.end.last_day());
    if plan.model.items.is_empty() {
        return format!("from {}", plan.model.header.from.date().long());
    }
    if first >= last {
        return first.long();
    }
    let first = if first.year() == last.year() { first.short() } else { first.medium() };
    format!("{first} – {}", last.medium())
}

/// `17 items, 3 teams`
pub fn size(plan: Plan<'_>) -> String {
    let items = plan.model.items().filter(|item| {
        let counts = !matches!(item.kind(), ItemKind::Stream | ItemKind::Release);
        counts && plan.schedule.timing(item.id).is_scheduled
    });
    let releases = plan.model.items().filter(|item| item.kind() == ItemKind::Release);
    let teams = plan.model.resources().filter(|one| one.data().kind == ResourceKind::Team);
    let persons = plan.model.resources().filter(|one| one.data().kind == ResourceKind::Person);
    let (teams, persons) = (teams.count(), persons.count());
    let people = if teams > 0 { counted(teams, "team") } else { counted(persons, "person") };
    let parts = [counted(items.count(), "item"), counted(releases.count(), "release"), people];
    parts.into_iter().filter(|part| !part.starts_with("0 ")).collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, what: &str) -> String {
    let plural = match (count, what) {
        (1, _) => return format!("1 {what}"),
        (_, "person") => "people".to_owned(),
        _ => format!("{what}s"),
    };
    format!("{count} {plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_reason_takes_two_lines_and_no_more() {
        let reason = "General availability 3 working days late, ".repeat(12);
        let lines = wrapped(&reason);
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.width <= WIDEST_REASON));
        assert!(lines[1].text.ends_with('…'));
    }

    #[test]
    fn no_word_stands_alone_in_a_second_line() {
        let reason =
            "nothing is late; PCI DSS attested, the tightest, has 10 working days to spare";
        let lines = wrapped(reason);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].text.split(' ').count() > 4, "{}", lines[1].text);
    }

    #[test]
    fn counts_agree_with_their_words() {
        assert_eq!(counted(1, "person"), "1 person");
        assert_eq!(counted(2, "person"), "2 people");
        assert_eq!(counted(3, "team"), "3 teams");
    }
}
