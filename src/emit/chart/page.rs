//! What the pictures of a scene share: letters by how wide they are, texts in several lines, what stands above them, signs with
//! their words below, and how a figure stands beside its list.

use super::axis::{self, Unit};
use super::label::{Align, Ink, Label, Style, clean};
use super::look::{self, Look};
pub use super::paragraph::paragraph;
use super::scale::Scale;
use super::scene::{Area, Mark, Point, Scene};
use super::{ChartOptions, Px};
use crate::plan::PlanView;
use crate::text::words::decimal;
use crate::time::Date;

/// Where texts begin and end, from the edges.
pub const EDGE: Px = Px::whole(28);
/// From this width on a picture is a slide.
const SLIDE: Px = Px::whole(1200);
/// Up to this width what stands beside something else stands below it.
const NARROW: Px = Px::whole(640);
/// Between what stands above and below the other, and side by side.
const BELOW: Px = Px::whole(20);
const BESIDE: Px = Px::whole(36);
/// A title takes no more lines.
const TITLE_LINES: usize = 2;
/// From a sign to its words, and from those to the next.
const SIGN_GAP: Px = Px::whole(8);
const ENTRY_GAP: Px = Px::whole(24);

/// How the texts of a picture are set.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Type {
    pub title: Style,
    pub heading: Style,
    pub strong: Style,
    pub plain: Style,
    pub small: Style,
    pub small_strong: Style,
    /// From line to line.
    pub leading: Px,
    /// From line to line of the title.
    title_leading: Px,
    /// How much of a length of a page it is, in hundredths.
    part: i64,
}

impl Type {
    /// Of a picture so wide.
    pub fn of(width: Px) -> Self {
        if is_slide(width) {
            return Self {
                title: Style::SlideTitle,
                heading: Style::SlideHeading,
                strong: Style::SlideStrong,
                plain: Style::SlidePlain,
                small: Style::SlidePlain,
                small_strong: Style::SlideStrong,
                leading: Px::whole(22),
                title_leading: Px::whole(36),
                part: 140,
            };
        }
        Self {
            title: Style::Title,
            heading: Style::Strong,
            strong: Style::Strong,
            plain: Style::Plain,
            small: Style::Small,
            small_strong: Style::SmallStrong,
            leading: Px::whole(16),
            title_leading: Px::whole(28),
            part: 100,
        }
    }
}

impl Type {
    /// Whether it is that of a slide.
    pub const fn is_slide(self) -> bool {
        matches!(self.title, Style::SlideTitle)
    }

    /// The units of an axis whose labels have room, the fine and the coarse one.
    pub fn tiers(self, scale: &Scale) -> (Unit, Unit) {
        // Larger letters need more room, as if there were less of it.
        axis::tiers(&Scale { length: Px(scale.length.0 * 100 / self.part), ..*scale }, None)
    }

    /// So many pixels of a page.
    pub const fn px(self, pixels: i64) -> Px {
        Px(Px::whole(pixels).0 * self.part / 100)
    }
}

/// Whether a picture so wide is read from the last row.
pub fn is_slide(width: Px) -> bool {
    width >= SLIDE
}

/// Whether a picture so wide has no room for two things side by side.
pub fn is_narrow(width: Px) -> bool {
    width <= NARROW
}

/// Lines one below the other, the top of the first here; and where the last ends.
pub fn stacked<'m>(
    lines: Vec<Label<'m>>,
    x: Px,
    align: Align,
    top: Px,
    leading: Px,
) -> (Vec<Mark<'m>>, Px) {
    let count = lines.len();
    let place = |(line, label): (usize, Label<'m>)| {
        let middle = top + leading.times_count(line) + leading.half();
        let drop = label.style.drop();
        Mark::Text(label.at(x, align, middle + drop))
    };
    let marks = lines.into_iter().enumerate().map(place).collect();
    (marks, top + leading.times_count(count))
}

/// What is said below a title, in one style: parts of which as many stand in a line as have room.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its parts.
    pub parts: Vec<String>,
    /// Whether it is the news, which stands out.
    pub ink: Ink,
    /// How it is set.
    pub style: Style,
}

/// A title, and what is said below it; and where that ends.
pub fn headed<'m>(
    title: &str,
    said: &[Said],
    (left, right): (Px, Px),
    set: Type,
) -> (Vec<Mark<'m>>, Px) {
    let room = right - left;
    let title = paragraph(title, set.title, Ink::Text, room, TITLE_LINES);
    let (mut marks, mut bottom) =
        stacked(title, left, Align::Start, Px::whole(22), set.title_leading);
    for said in said {
        let parts: Vec<_> = said.parts.iter().map(|part| clean(part).into_owned()).collect();
        let lines = joined(&parts, said.style, room).into_iter();
        let lines = lines.map(|line| Label::new(line, said.style, said.ink).within(room));
        let top = bottom + Px::whole(2);
        let (below, foot) = stacked(lines.collect(), left, Align::Start, top, set.leading);
        marks.extend(below);
        bottom = foot;
    }
    (marks, bottom)
}

/// The title of a view, below it what the picture shows in short; and where that ends.
pub fn header<'m>(
    view: &PlanView<'_, 'm>,
    parts: &[String],
    edges: (Px, Px),
    set: Type,
) -> (Vec<Mark<'m>>, Px) {
    let whole = view.view.title.is_some().then(|| view.plan.model.header.title.to_string());
    let today = view.plan.today().filter(|_| !view.is_public()).map(Date::long);
    let today = today.map(|today| format!("as of {today}"));
    let parts = whole.into_iter().chain(parts.iter().cloned()).chain(today).collect();
    headed(view.title(), &[Said { parts, ink: Ink::Muted, style: set.plain }], edges, set)
}

/// A day as people say it; with its year where that is another than that of the start.
pub fn near(view: &PlanView<'_, '_>, day: Date) -> String {
    let is_same = day.year() == view.plan.schedule.first_day.year();
    if is_same { day.short() } else { day.medium() }
}

/// Room for something: its left and its right edge, and its top.
pub type Room = ((Px, Px), Px);

/// A picture of what a summary and a description say: its body, or these words where there is nothing, between a header and the
/// legend of what the body has. The body says where it ends.
pub fn scene<'m>(
    view: &PlanView<'_, 'm>,
    options: ChartOptions,
    (summary, description): (String, String),
    nothing: Option<&str>,
    body: impl FnOnce(&mut Vec<Mark<'m>>, Room, Type) -> (Px, Vec<Entry<'m>>),
) -> Scene<'m> {
    let width = options.px();
    let set = Type::of(width);
    let edges = (EDGE, width - EDGE);
    let (mut marks, bottom) = header(view, &[summary], edges, set);
    let top = bottom + BELOW;
    let (bottom, entries) = match nothing {
        Some(words) => {
            let lines = paragraph(words, set.plain, Ink::Muted, edges.1 - edges.0, 2);
            let (lines, bottom) = stacked(lines, EDGE, Align::Start, top, set.leading);
            marks.extend(lines);
            (bottom, Vec::new())
        }
        None => body(&mut marks, (edges, top), set),
    };
    let (legend, bottom) = legend(&entries, edges, bottom + BELOW, set);
    marks.extend(legend);
    let size = (width, (bottom + BELOW).ceil());
    Scene { size, title: clean(view.title()).into_owned(), description, marks }
}

/// A figure that takes so many hundredths of the width, its list beside it; below it where there is no room. Both say where they
/// end, the figure in a room of its width.
pub fn beside<'m>(
    marks: &mut Vec<Mark<'m>>,
    ((left, right), top): Room,
    part: i64,
    figure: impl FnOnce(&mut Vec<Mark<'m>>, Px) -> Px,
    list: impl FnOnce(Room) -> (Vec<Mark<'m>>, Px),
) -> Px {
    let all = right - left;
    let is_narrow = is_narrow(all);
    let width = if is_narrow { all } else { Px(all.0 * part / 100) };
    let foot = figure(marks, width);
    let (begin, list_top) =
        if is_narrow { (left, foot + BELOW) } else { (left + width + BESIDE, top) };
    let (list, bottom) = list(((begin, right), list_top));
    marks.extend(list);
    foot.max(bottom)
}

/// As many of these in a line as have room, a dot between them.
pub fn joined(parts: &[String], style: Style, room: Px) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        match lines.last().map(|line| format!("{line} · {part}")) {
            Some(longer) if style.width(&longer) <= room => {
                lines.pop();
                lines.push(longer);
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// A disc with its number.
pub fn disc<'m>(number: usize, centre: Point, radius: Px, look: Look, set: Type) -> Vec<Mark<'m>> {
    let style = set.small_strong;
    let label = Label::new(number.to_string(), style, Ink::OnDone);
    let label = label.at(centre.0, Align::Middle, centre.1 + style.drop());
    vec![Mark::Circle { look, centre, radius }, Mark::Text(label)]
}

/// The radius of a disc that has room for this number.
pub fn disc_radius(most: usize, set: Type) -> Px {
    let width = set.small_strong.width(&most.to_string());
    let least = set.small_strong.size().half() + Px::whole(5);
    least.max(width.half() + Px::whole(3)).ceil()
}

/// What a sign is made of, its left edge and its middle here.
type Sign<'m> = Box<dyn Fn(Px, Px) -> Vec<Mark<'m>>>;

/// A sign, how wide it is, and what it means.
pub struct Entry<'m> {
    sign: Sign<'m>,
    width: Px,
    words: String,
}

impl<'m> Entry<'m> {
    /// What a sign of this width means.
    pub fn new(
        width: Px,
        words: impl Into<String>,
        sign: impl Fn(Px, Px) -> Vec<Mark<'m>> + 'static,
    ) -> Self {
        Self { sign: Box::new(sign), width, words: words.into() }
    }

    /// What is only said.
    pub fn words(words: impl Into<String>) -> Self {
        Self::new(Px::ZERO, words, |_, _| Vec::new())
    }

    /// What a ground means.
    pub fn swatch(look: Look, words: impl Into<String>) -> Self {
        Self::sample(words, move |area| {
            let area = if look.stroke.is_some() { area.inset(Px(5)) } else { area };
            vec![Mark::Rect { look, area, radius: Px::whole(3) }]
        })
    }

    /// What slanting lines on a ground mean.
    pub fn hatched(ground: Look, lines: Look, words: impl Into<String>) -> Self {
        Self::sample(words, move |area| {
            vec![Mark::Rect { look: ground, area, radius: Px::whole(2) }, hatched(lines, area)]
        })
    }

    /// What a line means.
    pub fn line(look: Look, words: impl Into<String>) -> Self {
        Self::sample(words, move |area| {
            let middle = area.top + area.height().half();
            let data = format!("M{} {middle}H{}", area.left, area.right);
            vec![Mark::Path { look, data, area }]
        })
    }

    fn sample(words: impl Into<String>, drawn: impl Fn(Area) -> Vec<Mark<'m>> + 'static) -> Self {
        let (width, height) = (Px::whole(20), Px::whole(12));
        Self::new(width, words, move |x, middle| {
            drawn(Area::new(x, middle - height.half(), width, height))
        })
    }
}

/// Slanting lines all over a rectangle.
pub fn hatched<'m>(look: Look, area: Area) -> Mark<'m> {
    Mark::Path { look, data: super::draw::hatched(area), area }
}

/// A line, below it signs with their words, in as many lines as they need; and where they end.
pub fn legend<'m>(
    entries: &[Entry<'m>],
    (left, right): (Px, Px),
    top: Px,
    set: Type,
) -> (Vec<Mark<'m>>, Px) {
    if entries.is_empty() {
        return (Vec::new(), top);
    }
    let mut marks = vec![rule(left, right, top)];
    let leading = set.leading + Px::whole(6);
    let (mut x, mut middle) = (left, top + Px::whole(6) + leading.half());
    for entry in entries {
        let gap = if entry.width > Px::ZERO { SIGN_GAP } else { Px::ZERO };
        let label = Label::new(entry.words.clone(), set.small, Ink::Muted);
        if x + entry.width + gap + label.width > right && x > left {
            (x, middle) = (left, middle + leading);
        }
        let room = right - x - entry.width - gap;
        for line in paragraph(&label.text, set.small, Ink::Muted, room, 3) {
            if marks.len() > 1 && x + entry.width + gap + line.width > right {
                (x, middle) = (left, middle + leading);
            }
            marks.extend((entry.sign)(x, middle));
            let begin = x + entry.width + gap;
            let label = line.at(begin, Align::Start, middle + set.small.drop());
            x = label.right() + ENTRY_GAP;
            marks.push(Mark::Text(label));
        }
    }
    (marks, middle + leading.half())
}

/// A level line.
pub fn rule<'m>(left: Px, right: Px, y: Px) -> Mark<'m> {
    let area = Area { left, top: y, right, bottom: y };
    Mark::Path { look: look::FINE_LINE, data: format!("M{left} {y}H{right}"), area }
}

/// `500`, `20k`, `2.5M`, `−5`
pub fn short(number: i64) -> String {
    if number < 0 {
        return format!("−{}", short(number.saturating_neg()));
    }
    let units = [(1_000_000_000, "bn"), (1_000_000, "M"), (1000, "k")];
    let unit = units.into_iter().find(|(unit, _)| number >= *unit);
    unit.map_or_else(
        || number.to_string(),
        |(unit, sign)| decimal(number / (unit / 1000) / 100 * 100) + sign,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_short() {
        assert_eq!([500, 20_000, 2_500_000].map(short), ["500", "20k", "2.5M"]);
        assert_eq!([0, -5, -20_000].map(short), ["0", "−5", "−20k"]);
    }
}
