//! The news above the plan: title, span, day, size, and how it stands.

use super::Px;
use super::label::{Align, Ink, Label, Style, clean};
use super::words::has_dates;
use crate::model::{Health, ItemKind, ResourceKind};
use crate::plan::{Plan, PlanStatus, PlanView};
use crate::text::words::counted;
use crate::time::{Date, Spoken};

/// Baselines of the title and of the line below it.
const TITLE_BASELINE: Px = Px::whole(44);
const SUBTITLE_BASELINE: Px = Px::whole(66);
/// The top of the pill.
const PILL_TOP: Px = Px::whole(24);
/// From the pill's edge to its words, the sign of its health between.
const PILL_LEFT: Px = Px::whole(34);
/// From its edge to the middle of the sign, and from its top.
const PILL_SIGN: (Px, Px) = (Px::whole(20), Px::whole(15));
/// Behind its words.
const PILL_RIGHT: Px = Px::whole(16);
/// From its top to the first baseline; above and below all its lines.
const PILL_BASELINE: Px = Px::whole(19);
const PILL_PAD: Px = Px::whole(12);
/// The widest line of its reason.
const WIDEST_REASON: Px = Px::whole(420);
/// The part of the header that it takes at most beside the title, in hundredths.
const REASON_PART: i64 = 42;
/// More words than this have no room in them.
const MOST_WORDS: usize = 200;
/// How many lines a reason may take.
const REASON_LINES: usize = 3;
/// Where the pill stands below what leaves no room beside it.
const PILL_GAP: Px = Px::whole(12);
/// From line to line of the subtitle, and of the pill.
const SUBTITLE_LEADING: Px = Px::whole(18);
const LEADING: Px = Px::whole(16);

/// How large a header is.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSize {
    title: Style,
    subtitle: Style,
    strong: Style,
    small: Style,
    /// How much of each length, in hundredths.
    part: i64,
}

impl HeaderSize {
    /// That of a page, read from near.
    pub const PAGE: Self = Self {
        title: Style::Title,
        subtitle: Style::Subtitle,
        strong: Style::Strong,
        small: Style::Small,
        part: 100,
    };
    /// That of a slide, read from afar.
    pub const SLIDE: Self = Self {
        title: Style::SlideTitle,
        subtitle: Style::SlidePlain,
        strong: Style::SlideStrong,
        small: Style::SlidePlain,
        part: 132,
    };

    /// A length in this size.
    pub const fn px(self, length: Px) -> Px {
        Px(length.0 * self.part / 100)
    }
}

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
    /// The middle of the sign of its health.
    pub sign: (Px, Px),
    /// The word, then the lines of the reason.
    pub labels: Vec<Label<'m>>,
}

/// Everything above the axis.
#[derive(Debug)]
pub struct Header<'m> {
    /// The roadmap's title.
    pub title: Label<'m>,
    /// Span, day and size.
    pub subtitle: Vec<Label<'m>>,
    /// How it stands; nothing where everybody may look at it.
    pub pill: Option<Pill<'m>>,
    /// Where it ends.
    pub bottom: Px,
}

/// The header of a picture from `left` to `right`. The pill stands at its right; below the title where that is too long.
pub fn header<'m>(view: &PlanView<'_, 'm>, left: Px, right: Px) -> Header<'m> {
    header_in(HeaderSize::PAGE, view, left, right)
}

/// The same in another size.
pub fn header_in<'m>(size: HeaderSize, view: &PlanView<'_, 'm>, left: Px, right: Px) -> Header<'m> {
    let title = Label::new(clean(view.title()).into_owned(), size.title, Ink::Text);
    let titled = |title: Label<'m>, room: Px| {
        title.within(room).at(left, Align::Start, size.px(TITLE_BASELINE))
    };
    // How the whole stands is told where all of it is shown.
    if view.is_public() || view.view.condition.is_some() {
        let room = right - left;
        let parts: Vec<_> = as_of(view.plan).into_iter().chain(shown(view)).collect();
        let subtitle = lines(size, &parts, room, left);
        let bottom = foot(size, &subtitle);
        return Header { title: titled(title, room), subtitle, pill: None, bottom };
    }
    let status = view.status;
    let widest = size.px(WIDEST_REASON).min(Px((right - left).0 * REASON_PART / 100));
    let beside = pill(size, status, right, widest);
    let room = beside.x - left - size.px(Px::whole(24));
    let is_beside = title.width <= room;
    let room = if is_beside { room } else { right - left };
    let subtitle = lines(size, &parts(view.plan, status), room, left);
    let foot = foot(size, &subtitle);
    let pill = if is_beside {
        beside
    } else {
        let below = right - left - size.px(PILL_LEFT) - size.px(PILL_RIGHT);
        pill(size, status, right, below).moved(left, foot + size.px(PILL_GAP))
    };
    let bottom = foot.max(pill.y + pill.height);
    Header { title: titled(title, room), subtitle, pill: Some(pill), bottom }
}

/// How many items a part of the roadmap has; the public need not know.
fn shown(view: &PlanView<'_, '_>) -> Option<String> {
    let is_counted = |kind| !matches!(kind, ItemKind::Stream | ItemKind::Release);
    let items = view.items().filter(|item| is_counted(item.kind())).count();
    (!view.is_public() && items > 0).then(|| counted(items, "item"))
}

impl<'m> Header<'m> {
    /// Every text of it.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let pill = self.pill.iter().flat_map(|pill| &pill.labels);
        std::iter::once(&self.title).chain(&self.subtitle).chain(pill)
    }
}

/// Where the lines of a subtitle end.
fn foot(size: HeaderSize, subtitle: &[Label<'_>]) -> Px {
    let last = subtitle.last().map(|line| line.baseline);
    last.unwrap_or_else(|| size.px(SUBTITLE_BASELINE)) + Px::whole(4)
}

/// As many of these in a line as have room.
fn lines<'m>(size: HeaderSize, parts: &[String], room: Px, left: Px) -> Vec<Label<'m>> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        let longer = lines.last().map(|line| format!("{line} · {part}"));
        match longer.filter(|longer| size.subtitle.width(longer) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(part.clone()),
        }
    }
    let placed = lines.into_iter().enumerate().map(|(line, text)| {
        let baseline = size.px(SUBTITLE_BASELINE) + size.px(SUBTITLE_LEADING).times_count(line);
        let label = Label::new(text, size.subtitle, Ink::Muted).within(room);
        label.at(left, Align::Start, baseline)
    });
    placed.collect()
}

fn pill<'m>(size: HeaderSize, status: &PlanStatus<'m>, right: Px, widest: Px) -> Pill<'m> {
    let fits = |reason: &str| has_room(&clean(reason), size.small, widest);
    let (health, reason) = status.health_within(fits);
    let reason = clean(&reason).into_owned();
    let mut labels = vec![Label::new(health.label(), size.strong, Ink::Text)];
    labels.extend(wrapped(&reason, size.small, widest));
    let words = labels.iter().map(|label| label.width).fold(Px::ZERO, Px::max);
    let width = words + size.px(PILL_LEFT) + size.px(PILL_RIGHT);
    let height = size.px(LEADING).times_count(labels.len()) + size.px(PILL_PAD);
    let (x, y) = (right - width, size.px(PILL_TOP));
    let lines = labels.into_iter().enumerate().map(|(line, label)| {
        let baseline = y + size.px(PILL_BASELINE) + size.px(LEADING).times_count(line);
        label.at(x + size.px(PILL_LEFT), Align::Start, baseline)
    });
    let labels = lines.collect();
    let (across, down) = PILL_SIGN;
    let sign = (x + size.px(across), y + size.px(down));
    Pill { health, x, y, width, height, sign, labels }
}

impl Pill<'_> {
    fn moved(mut self, x: Px, y: Px) -> Self {
        let (right, down) = (x - self.x, y - self.y);
        for label in &mut self.labels {
            (label.x, label.baseline) = (label.x + right, label.baseline + down);
        }
        let sign = (self.sign.0 + right, self.sign.1 + down);
        Self { x, y, sign, ..self }
    }
}

/// Whether the words of a reason have room in its lines.
fn has_room(reason: &str, style: Style, widest: Px) -> bool {
    broken(reason, style, widest).iter().all(|line| style.width(line) <= widest)
}

/// The words of a reason in as few lines as hold them, about equally wide. Where there are more, they are left out before what
/// follows its last semicolon: that counts what else there is.
fn wrapped<'m>(reason: &str, style: Style, widest: Px) -> Vec<Label<'m>> {
    if !has_room(reason, style, widest) {
        let (head, tail) = reason.rfind("; ").map_or((reason, ""), |at| reason.split_at(at));
        let cut = |words: &str| format!("{}…{tail}", words.trim_end_matches([',', ';', ' ']));
        let ends = head.match_indices(' ').map(|(end, _)| end).take(MOST_WORDS);
        let fewer: Vec<_> = ends.filter_map(|end| head.get(..end)).collect();
        let fits = |words: &&&str| has_room(&cut(words), style, widest);
        if let Some(words) = fewer.iter().rev().find(fits) {
            return wrapped(&cut(words), style, widest);
        }
    }
    let step = Px::whole(10);
    let needed = broken(reason, style, widest).len();
    let holds = |width: &Px| {
        let lines = broken(reason, style, *width);
        lines.len() <= needed && lines.iter().all(|line| style.width(line) <= *width)
    };
    let mut widths = (1..).map(|steps| step.times(steps)).take_while(|width| *width < widest);
    let width = widths.find(holds).unwrap_or(widest);
    let lines = broken(reason, style, width).into_iter();
    let label = |line: &str| Label::new(line.to_owned(), style, Ink::Muted).within(widest);
    lines.map(label).collect()
}

/// A text in lines of no more than this width, as far as its words allow; the last has all the rest.
fn broken(text: &str, style: Style, widest: Px) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while lines.len() + 1 < REASON_LINES {
        let Some(end) = line_end(rest, style, widest) else { break };
        let (line, more) = rest.split_at(end);
        lines.push(line);
        rest = more.trim_start();
    }
    lines.push(rest);
    lines
}

/// Behind the last word that has room in a line, at least the first; `None` if all have.
fn line_end(text: &str, style: Style, widest: Px) -> Option<usize> {
    if style.width(text) <= widest {
        return None;
    }
    let fits = |end: &usize| text.get(..*end).is_some_and(|line| style.width(line) <= widest);
    let mut spaces = text.match_indices(' ').map(|(end, _)| end);
    let first = spaces.next()?;
    Some(spaces.take_while(fits).last().unwrap_or(first))
}

/// `5 Jan – 10 Jul 2026 · as of 16 March 2026 · 17 items, 3 teams`; of a day with a time that too.
pub fn parts(plan: Plan<'_>, status: &PlanStatus<'_>) -> Vec<String> {
    let mut parts = vec![span(status)];
    if !has_dates(status) {
        // There is no axis on which it would have a flag.
        let due = plan.model.header.by.map(|by| by.moment.last_day().long());
        parts.extend(due.map(|due| format!("due {due}")));
    }
    parts.extend(as_of(plan));
    parts.push(size(plan));
    parts.retain(|part| !part.is_empty());
    parts
}

/// `as of 16 March 2026`
pub fn as_of(plan: Plan<'_>) -> Option<String> {
    let now = plan.model.header.now.filter(|now| now.minute_of_day() > 0);
    let now = now.map(|now| Spoken::start(now).with_hour().long());
    let today = now.or(plan.today().map(Date::long));
    today.map(|today| format!("as of {today}"))
}

/// `5 Jan – 10 Jul 2026`, `5 Jan – not before 10 Jul 2026`; `from 5 January 2026` where nothing has a date
pub fn span(status: &PlanStatus<'_>) -> String {
    let (plan, is_open) = (status.plan(), status.roadmap_forecast().is_open);
    let (first, last) = (plan.schedule.first_day, plan.schedule.end.last_day());
    if !has_dates(status) {
        return format!("from {}", first.long());
    }
    let before = if is_open { "not before " } else { "" };
    if first >= last {
        return format!("{before}{}", first.long());
    }
    let first = if first.year() == last.year() { first.short() } else { first.medium() };
    format!("{first} – {before}{}", last.medium())
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
    let ideas = plan.model.ideas.len();
    let items = match items.count() {
        0 => counted(ideas, "idea"),
        items => counted(items, "item"),
    };
    let parts = [items, counted(releases.count(), "release"), people];
    parts.into_iter().filter(|part| !part.starts_with("0 ")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_reason_takes_three_lines_and_no_more() {
        let reason = "General availability 3 working days late, ".repeat(12);
        let lines = wrapped(&reason, Style::Small, WIDEST_REASON);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.width <= WIDEST_REASON));
        assert!(lines[2].text.ends_with('…'));
    }

    #[test]
    fn a_long_reason_is_cut_between_words_and_keeps_its_count() {
        let reason = format!("{}is 3 working days late; 12 more", "Accreditation ".repeat(30));
        let lines = wrapped(&reason, Style::Small, WIDEST_REASON);
        assert_eq!(lines.len(), 3);
        let text: Vec<_> = lines.iter().map(|line| &*line.text).collect();
        assert!(text[2].ends_with("Accreditation…; 12 more"), "{text:?}");
        assert!(lines.iter().all(|line| line.width <= WIDEST_REASON));
    }

    #[test]
    fn no_word_stands_alone_in_a_second_line() {
        let reason =
            "nothing is late; PCI DSS attested, the tightest, has 10 working days to spare";
        let lines = wrapped(reason, Style::Small, WIDEST_REASON);
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
