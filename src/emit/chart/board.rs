//! The picture of a roadmap in which nothing has a date yet: what there is by horizon, and ideas, the best first. Where everything
//! stands, in numbers.

use super::header::{self, Header};
use super::label::{Align, Ink, Label, Style, clean};
use super::layout::{CHIP_PAD, MARGIN, chips, fitted};
use super::rows::{has_dates, is_empty};
use super::{ChartOptions, Px};
use crate::model::{Decimal, Estimate, Extras, Horizon, ItemKind, ItemWalker, Score};
use crate::plan::{Plan, PlanStatus, PlanView, RankedIdea, ScoreKind};
use crate::text::words::{decimal, sentence};

/// Where texts begin.
const LEFT: Px = Px::whole(28);
/// The height of a line, and of one with a second line of words.
const LINE: Px = Px::whole(26);
const DOUBLE: Px = Px::whole(42);
/// Above a heading.
const HEADING_GAP: Px = Px::whole(22);
/// From a title to the numbers before it.
const RANK: Px = Px::whole(24);
/// A level.
const INDENT: Px = Px::whole(14);
/// The part of the width that titles take, in hundredths.
const TITLES: i64 = 52;
/// The room of a score behind its bar.
const SCORE: Px = Px::whole(72);
/// From words to what stands behind them.
const GAP: Px = Px::whole(8);

/// The picture, in numbers.
#[derive(Debug)]
pub struct Board<'m> {
    /// Its width and height.
    pub size: (Px, Px),
    /// What stands above.
    pub header: Header<'m>,
    /// The lines.
    pub lines: Vec<Line<'m>>,
}

/// A heading, an item or an idea.
#[derive(Debug)]
pub struct Line<'m> {
    /// Its top.
    pub y: Px,
    /// Whether it is a heading, with a line below it.
    pub is_heading: bool,
    /// All its words, its name first.
    pub words: Vec<Label<'m>>,
    /// Left and right edge of the bar of a score.
    pub bar: Option<(Px, Px)>,
    /// What it is labelled with.
    pub chips: Vec<Label<'m>>,
}

/// The board of a roadmap without dates; `None` of any other.
pub fn board<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Option<Board<'m>> {
    let (plan, status) = (view.plan, view.status);
    if has_dates(status) {
        return None;
    }
    let width = options.px();
    let right = width - MARGIN - Px::whole(4);
    let header = header::header(view, LEFT, right);
    let top = header.bottom + Px::whole(4);
    let mut writer = Scribe { status, plan, right, y: top, lines: Vec::new() };
    writer.items();
    writer.ideas();
    if writer.lines.is_empty() {
        let label = Label::new("Nothing is planned yet.", Style::Plain, Ink::Muted);
        writer.y = writer.y + HEADING_GAP;
        writer.line(LINE, vec![(label, LEFT)], None, &[]);
    }
    let height = (writer.y + Px::whole(20)).ceil();
    Some(Board { size: (width, height), header, lines: writer.lines })
}

impl<'m> Board<'m> {
    /// Every text of it.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let lines = self.lines.iter().flat_map(|line| line.words.iter().chain(&line.chips));
        self.header.labels().chain(lines)
    }
}

/// Writes one line below the other.
struct Scribe<'o, 'm> {
    status: &'o PlanStatus<'m>,
    plan: Plan<'m>,
    right: Px,
    y: Px,
    lines: Vec<Line<'m>>,
}

impl<'m> Scribe<'_, 'm> {
    fn items(&mut self) {
        let all = || self.plan.model.items();
        let seen = |item: &ItemWalker<'m>| {
            self.plan.schedule.timing(item.id).is_scheduled && !is_empty(self.status, *item)
        };
        let mut items: Vec<_> = all().filter(seen).collect();
        let groups = [Some(Horizon::Now), Some(Horizon::Next), Some(Horizon::Later), None];
        let is_sorted = items.iter().any(|item| horizon_of(*item).is_some());
        if is_sorted {
            // What is told at each item in it needs no line of its own.
            items.retain(|item| item.kind() != ItemKind::Stream || !item.has_parts());
        }
        for group in groups {
            let own: Vec<_> =
                items.iter().copied().filter(|item| horizon_of(*item) == group).collect();
            if own.is_empty() {
                continue;
            }
            self.heading(&match group {
                Some(group) => sentence(group.word()),
                None if is_sorted => "No horizon yet".to_owned(),
                None => "Not estimated yet".to_owned(),
            });
            for item in own {
                self.item(item, is_sorted);
            }
        }
    }

    /// An item: indented below what it stands in, or with that behind it where horizons part the two.
    fn item(&mut self, item: ItemWalker<'m>, is_sorted: bool) {
        let is_strong = matches!(item.kind(), ItemKind::Stream | ItemKind::Feature);
        let style = if is_strong { Style::Strong } else { Style::Plain };
        let depth = std::iter::successors(item.parent(), |item| item.parent()).take(6).count();
        let title = Label::new(clean(item.title()), style, Ink::Text);
        let mut chips = self.chips(item.extras());
        // Its horizon is told by the heading.
        if item.extras().horizon.is_some() && !chips.is_empty() {
            chips.remove(0);
        }
        let left = if is_sorted { LEFT } else { LEFT + INDENT.times_count(depth) };
        let title = title.within(self.titles() - left - GAP);
        let above = item.parent().filter(|_| is_sorted);
        let above = above.and_then(|above| self.above(above, &title, left));
        let words = [Some((title, left)), above].into_iter().flatten().collect();
        self.line(LINE, words, None, &chips);
    }

    /// What something stands in, in the room behind its title.
    fn above(&self, above: ItemWalker<'m>, title: &Label<'m>, left: Px) -> Option<(Label<'m>, Px)> {
        let behind = left + title.width + GAP;
        let room = self.titles() - behind - GAP;
        let label = || Label::new(clean(above.title()), Style::Small, Ink::Muted).within(room);
        (room > Px::whole(40)).then(|| (label(), behind))
    }

    fn ideas(&mut self) {
        let ranked = self.plan.ranked_ideas();
        let kinds = ScoreKind::ALL.map(Some).into_iter().chain([None]);
        let mut rank = 0;
        for kind in kinds {
            let own: Vec<_> =
                ranked.iter().filter(|idea| idea.score.map(|(kind, _)| kind) == kind).collect();
            let best = own.iter().filter_map(|idea| idea.score).map(|(_, score)| score.0).max();
            if own.is_empty() {
                continue;
            }
            self.heading(&match kind {
                Some(kind) => format!("Ideas by {}", kind.formula()),
                None => "Ideas without a score".to_owned(),
            });
            for idea in own {
                rank += 1;
                self.idea(idea, rank, best.unwrap_or(0));
            }
        }
    }

    fn idea(&mut self, ranked: &RankedIdea<'m>, rank: usize, best: i64) {
        let idea = ranked.idea;
        let title = clean(idea.title.as_deref().unwrap_or(&idea.name));
        let titles = self.titles();
        let words = |text, style, ink| Label::new(text, style, ink).within(titles - LEFT - RANK);
        let title = words(title, Style::Strong, Ink::Text);
        let details = details(self.plan, idea.extras.score, idea.estimate);
        let height = if details.is_empty() { LINE } else { DOUBLE };
        let number = Label::new(rank.to_string(), Style::Small, Ink::Muted);
        let above = idea.stream.map(|stream| self.plan.model.item(stream));
        let above = above.and_then(|above| self.above(above, &title, LEFT + RANK));
        let mut all = vec![(title, LEFT + RANK), (number, LEFT)];
        all.extend(above);
        if !details.is_empty() {
            all.push((words(details.into(), Style::Small, Ink::Muted), LEFT + RANK));
        }
        let widest = (self.right - SCORE - titles).max(Px::ZERO);
        let bar = ranked.score.map(|(_, score)| {
            let part = i128::from(widest.0) * i128::from(score.0.max(0)) / i128::from(best.max(1));
            let length = Px(i64::try_from(part).unwrap_or(0)).max(Px::whole(2)).min(widest);
            all.push((
                Label::new(rounded(score), Style::SmallStrong, Ink::Text),
                titles + length + GAP,
            ));
            (titles, titles + length)
        });
        let chips = self.chips(&idea.extras);
        self.line(height, all, bar, &chips);
    }

    /// Where titles end.
    fn titles(&self) -> Px {
        Px(self.right.0 * TITLES / 100)
    }

    fn heading(&mut self, text: &str) {
        self.y = self.y + HEADING_GAP;
        let label = Label::new(text.to_owned(), Style::SmallStrong, Ink::Muted);
        self.line(LINE, vec![(label.within(self.right - LEFT), LEFT)], None, &[]);
        if let Some(line) = self.lines.last_mut() {
            line.is_heading = true;
        }
    }

    fn chips(&self, extras: &Extras) -> Vec<Label<'m>> {
        chips(self.plan.model, extras)
    }

    /// A line of words, each at its place; those of a second line stand below. Chips stand where the bar would, or at its line's
    /// end below it.
    fn line(
        &mut self,
        height: Px,
        words: Vec<(Label<'m>, Px)>,
        bar: Option<(Px, Px)>,
        chips: &[Label<'m>],
    ) {
        let is_double = height == DOUBLE;
        let (first, second) = (self.y + LINE.half(), self.y + LINE.half() + Px::whole(16));
        let put = |(label, x): (Label<'m>, Px)| {
            // The details of an idea are the only small words at its title's left edge.
            let is_below = is_double && x == LEFT + RANK && label.style == Style::Small;
            let middle = if is_below { second } else { first };
            let drop = label.style.drop();
            label.at(x, Align::Start, middle + drop)
        };
        let words: Vec<_> = words.into_iter().map(put).collect();
        let middle = if bar.is_some() && is_double { second + Px::whole(2) } else { first };
        let behind_bar = words.iter().map(Label::right).fold(self.titles(), Px::max) + GAP;
        let left = if bar.is_some() && !is_double { behind_bar } else { self.titles() };
        let in_a_row = |widths: &[Px]| {
            let mut x = left;
            let place = |width: &Px| {
                let from = x;
                x = x + *width + GAP;
                (from + *width <= self.right).then_some(from)
            };
            widths.iter().map(place).collect()
        };
        let put = |(label, x): (Label<'m>, Px)| {
            let drop = label.style.drop();
            label.at(x + CHIP_PAD, Align::Start, middle + drop)
        };
        let placed = fitted(chips, in_a_row).unwrap_or_default();
        let placed = placed.into_iter().map(put).collect();
        self.lines.push(Line { y: self.y, is_heading: false, words, bar, chips: placed });
        self.y = self.y + height;
    }
}

/// The horizon of an item, or of what it stands in.
fn horizon_of(item: ItemWalker<'_>) -> Option<Horizon> {
    let above = std::iter::successors(Some(item), |item| item.parent());
    above.into_iter().find_map(|item| item.extras().horizon)
}

/// What an idea's score is made of: `reach 40,000 · impact 2 · confidence 50 % · effort 30 d`.
pub fn details(plan: Plan<'_>, score: Option<Score>, estimate: Option<Estimate>) -> String {
    let score = score.unwrap_or_default();
    let part = |name: &str, value: Option<Decimal>| Some(format!("{name} {}", decimal(value?.0)));
    let day = plan.model.header.day.0.max(1);
    let effort = estimate.map(|estimate| {
        let days = Decimal(estimate.likely.0.saturating_mul(1000) / day);
        format!("effort {} d", rounded(days))
    });
    let parts = [
        part("reach", score.reach),
        part("impact", score.impact),
        part("confidence", score.confidence).map(|words| words + " %"),
        part("value", score.value),
        part("urgency", score.urgency),
        part("risk", score.risk),
        effort,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// To a whole number where it is large, else to a tenth.
pub fn rounded(number: Decimal) -> String {
    let step = if number.0.abs() >= 100_000 { 1000 } else { 100 };
    decimal((number.0.saturating_add(step / 2)).div_euclid(step) * step)
}
