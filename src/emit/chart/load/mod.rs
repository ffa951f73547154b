//! Everybody's work against their time: a row a person, team or resource, period by period.

mod bars;
pub(in crate::emit) mod facts;
pub(in crate::emit) mod periods;
pub(in crate::emit) mod words;

use super::colours::{Colours, Paint};
use super::events::{self, Lanes};
use super::gantt::lanes::FLAG_HEIGHT;
use super::label::{Align, Ink, Label, clean};
use super::look;
use super::look::Why;
use super::page::{self, EDGE, Entry, Said, Type, is_narrow, near};
use super::palette::Hue;
use super::scale::Drawn;
use super::scene::{Area, Mark, Scene};
use super::{ChartOptions, Px};
use crate::model::Part;
use crate::plan::PlanView;
use crate::time::{Minutes, Moment};
use bars::Ground;
use facts::{Facts, Row};
use periods::Periods;

/// The columns of the picture, from left to right.
#[derive(Clone, Copy)]
struct Columns {
    left: Px,
    /// Where names end.
    names: Px,
    /// The right edge of how busy somebody is.
    busy: Px,
    /// The field of time.
    field: (Px, Px),
    /// The right edges of the most and of when somebody is free, where there is room.
    beside: Option<(Px, Px)>,
    right: Px,
}

/// Lays out the loads of a view.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let scale = Type::of(width);
    if view.is_public() || view.plan.model.resources.is_empty() {
        return empty(view, width, scale);
    }
    let columns = columns(view, width, scale);
    let periods = Periods::of(view, columns.field);
    let rows = facts::rows(view, &periods);
    let news = words::news(view, &rows, &periods);
    let paragraphs = [
        Said { parts: words::subtitle(view, &periods), ink: Ink::Muted, style: scale.plain },
        Said {
            parts: news.parts.clone(),
            ink: if news.is_overloaded { Ink::Warning } else { Ink::Text },
            style: scale.strong,
        },
    ];
    let (mut marks, foot) =
        page::headed(view.title(), &paragraphs, (columns.left, columns.right), scale);
    let (own, numbers) = (Vec::new(), Vec::new());
    let x_of = |moment: Moment| {
        let x = periods.scale.x(Drawn(moment.minutes()));
        (periods.scale.left <= x && x <= periods.right).then_some(x)
    };
    let marked = events::lanes(view, &events::marked(view), x_of, columns.field, scale);
    let mut picture = Picture {
        view,
        scale,
        columns,
        periods: &periods,
        lanes: marked.count,
        marks: own,
        numbers,
    };
    let top = picture.axis(foot);
    let bottom = picture.rows(&rows, top + scale.px(6));
    let (field, numbers) = (picture.marks, picture.numbers);
    marks.extend(grid(&periods, columns, (foot, top, bottom), scale));
    marks.extend(field);
    let above = today_in(view, &periods).map_or(top, |_| top - scale.px(22));
    marks.extend(marked.marks(view, (above, bottom), scale.px(LANE)));
    marks.extend(today(view, &periods, columns, (top, bottom), scale));
    marks.extend(numbers);
    let mut keys = keys(view, &rows);
    if marked.kinds().0 {
        keys.push(Entry::line(Lanes::look(false), "marked day"));
    }
    let (legend, end) =
        page::legend(&keys, (columns.left, columns.right), bottom + scale.px(12), scale);
    marks.extend(legend);
    let description = format!("{}. {}.", paragraphs[0].parts.join(", "), news.parts.join(". "));
    let size = (width, (end + scale.px(14)).ceil());
    Scene { size, title: clean(view.title()).into_owned(), description, marks }
}

/// What is said where there is nothing to be shown.
fn empty<'m>(view: &PlanView<'_, 'm>, width: Px, scale: Type) -> Scene<'m> {
    let words = if view.is_public() {
        "who has how much to do is not public"
    } else {
        "nobody is named who could have anything to do"
    };
    let said = Said { parts: vec![words.to_owned()], ink: Ink::Muted, style: scale.plain };
    let edges = (EDGE, width - EDGE);
    let (marks, end) = page::headed(view.title(), &[said], edges, scale);
    let title = clean(view.title()).into_owned();
    let size = (width, (end + scale.px(18)).ceil());
    Scene { size, title, description: words.to_owned(), marks }
}

/// Names are as wide as the widest, within bounds.
fn columns(view: &PlanView<'_, '_>, width: Px, scale: Type) -> Columns {
    let (left, right) = (EDGE, width - EDGE);
    let is_narrow = is_narrow(width);
    let widths = view.plan.model.resources().map(|of| {
        let indent = if of.team().is_some() { scale.px(INDENT) } else { Px::ZERO };
        let role =
            of.data().role.as_deref().map_or(Px::ZERO, |role| scale.small.width(&clean(role)));
        scale.strong.width(&clean(of.title())).max(role) + indent
    });
    let most = if is_narrow { scale.px(112) } else { scale.px(176) };
    let names = left + widths.max().unwrap_or(Px::ZERO).clamp(scale.px(64), most);
    let busy = names + scale.px(48);
    let day = scale.small.width(&near(view, view.plan.schedule.end.last_day()));
    let beside = (!is_narrow).then(|| (right - day.max(scale.px(52)) - scale.px(16), right));
    let end = beside.map_or(right, |(peak, _)| peak - scale.px(52));
    Columns { left, names, busy, field: (busy + scale.px(14), end), beside, right }
}

/// How high a lane of names is.
const LANE: i64 = 17;
/// How far members stand below their team.
const INDENT: i64 = 14;

/// The picture so far.
struct Picture<'p, 'v, 'm> {
    view: &'p PlanView<'v, 'm>,
    scale: Type,
    columns: Columns,
    periods: &'p Periods,
    /// How many lanes the names of marked days take.
    lanes: usize,
    marks: Vec<Mark<'m>>,
    /// What lies on all else.
    numbers: Vec<Mark<'m>>,
}

impl<'m> Picture<'_, '_, 'm> {
    /// The names of periods and columns; says where they end.
    fn axis(&mut self, top: Px) -> Px {
        let (scale, columns) = (self.scale, self.columns);
        let coarse = top + scale.px(26);
        let fine = coarse + scale.px(18);
        let axis = self.periods.axis(scale, (coarse, fine));
        self.marks.extend(axis.labels.into_iter().map(Mark::Text));
        let mut heading = |text: &'static str, right: Px| {
            let label = Label::new(text, scale.small, Ink::Muted).at(right, Align::End, fine);
            self.marks.push(Mark::Text(label));
        };
        heading("busy", columns.busy);
        if let Some((peak, free)) = columns.beside {
            heading("peak", peak);
            heading("free from", free);
        }
        let lane = today_in(self.view, self.periods).map_or(Px::ZERO, |_| scale.px(22));
        fine + scale.px(8) + scale.px(LANE).times_count(self.lanes) + lane
    }

    /// All rows, one below the other; says where they end.
    fn rows(&mut self, rows: &[Row<'m>], top: Px) -> Px {
        let mut y = top;
        for (at, row) in rows.iter().enumerate() {
            // What belongs together stands together.
            let gap = if at == 0 { Px::ZERO } else { self.scale.px(8) };
            y = match row {
                Row::Heading(title) => self.heading(title, y + gap),
                Row::Of(facts) if facts.is_member => self.row(facts, y),
                Row::Of(facts) => self.row(facts, y + gap),
            };
        }
        y
    }

    fn heading(&mut self, title: &str, top: Px) -> Px {
        let (scale, columns) = (self.scale, self.columns);
        let height = scale.px(26);
        let area = Area::new(columns.left, top, columns.right - columns.left, height);
        self.marks.push(Mark::Rect { look: look::BAND, area, radius: Px::whole(3) });
        let label = Label::new(clean(title).into_owned(), scale.strong, Ink::Text);
        let baseline = top + height.half() + scale.strong.drop();
        let label = label.within(area.width() - scale.px(16));
        self.marks.push(Mark::Text(label.at(columns.left + scale.px(8), Align::Start, baseline)));
        top + height + scale.px(4)
    }

    fn row(&mut self, facts: &Facts<'m>, top: Px) -> Px {
        let scale = self.scale;
        let unit = scale.px(26);
        let mut ground = Ground { periods: self.periods, foot: Px::ZERO, unit, scale };
        let (highest, has_number) = bars::reach(facts, ground);
        let number = if has_number { scale.px(14) } else { Px::ZERO };
        ground.foot = top + scale.px(4) + number + highest;
        let bottom = ground.foot + scale.px(8);
        self.names(facts, ground.foot - unit.half());
        let bars = bars::bars(self.view, facts, ground);
        self.marks.extend(bars);
        let numbers = bars::numbers(self.view, facts, ground).into_iter();
        self.numbers.extend(numbers.map(|label| Mark::Haloed(label, Hue::Ground)));
        bottom
    }

    /// Who it is, how busy, the most, and when they are free.
    fn names(&mut self, facts: &Facts<'m>, middle: Px) {
        let (scale, columns) = (self.scale, self.columns);
        let indent = if facts.is_member { scale.px(INDENT) } else { Px::ZERO };
        let left = columns.left + indent;
        let style = if facts.is_member { scale.plain } else { scale.strong };
        let room = columns.names - left;
        let name = Label::new(clean(facts.who.title()), style, Ink::Text).within(room);
        let aside = words::aside(facts);
        let raised = if aside.is_some() { scale.px(7) } else { Px::ZERO };
        self.marks.push(Mark::Text(name.at(left, Align::Start, middle - raised + style.drop())));
        if let Some(aside) = aside {
            let label = Label::new(aside, scale.small, Ink::Faint).within(room);
            let baseline = middle + scale.px(8) + scale.small.drop();
            self.marks.push(Mark::Text(label.at(left, Align::Start, baseline)));
        }
        let is_over = facts.peak.is_some_and(|(most, _)| most > 100) && facts.is_overloaded();
        let mut number = |text: String, right: Px, style, ink| {
            let label =
                Label::new(text, style, ink).at(right, Align::End, middle + scale.small.drop());
            self.marks.push(Mark::Text(label));
        };
        let ink =
            if facts.busy().is_some_and(|busy| busy > 100) { Ink::Warning } else { Ink::Text };
        let busy = facts.busy().map_or_else(|| "–".to_owned(), words::percent);
        number(busy, columns.busy, scale.small_strong, ink);
        let Some((peak, free)) = columns.beside else { return };
        let (style, ink) =
            if is_over { (scale.small_strong, Ink::Warning) } else { (scale.small, Ink::Muted) };
        let most = facts.peak.map_or_else(|| "–".to_owned(), |(most, _)| words::percent(most));
        number(most, peak, style, ink);
        if self.view.shows(Part::Dates, true) {
            let from = facts.free_from.map(|day| near(self.view, day));
            let now = if self.view.plan.today().is_some() { "now" } else { "–" };
            number(from.unwrap_or_else(|| now.to_owned()), free, scale.small, Ink::Muted);
        }
    }
}

/// Lines where units begin.
fn grid<'m>(
    periods: &Periods,
    columns: Columns,
    (foot, top, bottom): (Px, Px, Px),
    scale: Type,
) -> Vec<Mark<'m>> {
    let coarse_top = foot + scale.px(14);
    let axis = periods.axis(scale, (Px::ZERO, Px::ZERO));
    let lines = |look, places: &[Px], top: Px| {
        places
            .iter()
            .map(move |x| Mark::Path {
                look,
                data: format!("M{x} {top}V{bottom}"),
                area: Area { left: *x, right: *x, top, bottom },
            })
            .collect::<Vec<_>>()
    };
    let fine_top = top - scale.px(20);
    let mut marks = lines(look::FINE_LINE, &axis.fine_lines, fine_top.min(top));
    marks.extend(lines(look::COARSE_LINE, &axis.coarse_lines, coarse_top));
    let (left, right) = (columns.left, columns.right);
    let data = format!("M{left} {top}H{right}");
    let area = Area { left, right, top, bottom: top };
    marks.push(Mark::Path { look: look::COARSE_LINE, data, area });
    marks
}

/// Where today is, if it lies in the picture.
fn today_in(view: &PlanView<'_, '_>, periods: &Periods) -> Option<Px> {
    let x = periods.scale.x(Drawn(view.plan.model.header.now?.minutes()));
    (periods.scale.left <= x && x <= periods.right).then_some(x)
}

/// The line of today, and its pill.
fn today<'m>(
    view: &PlanView<'_, '_>,
    periods: &Periods,
    columns: Columns,
    (top, bottom): (Px, Px),
    scale: Type,
) -> Vec<Mark<'m>> {
    let Some((x, day)) = today_in(view, periods).zip(view.plan.today()) else { return Vec::new() };
    let label = Label::new(day.short(), scale.small_strong, Ink::OnToday);
    let (width, height) = (label.width + scale.px(16), scale.px(16).max(FLAG_HEIGHT));
    let (least, most) = (columns.field.0, (columns.field.1 - width).max(columns.field.0));
    let left = (x - width.half()).clamp(least, most);
    let pill_top = top - height - scale.px(3);
    let area = Area::new(left, pill_top, width, height);
    let baseline = pill_top + height.half() + label.style.drop();
    let label = label.at(left + width.half(), Align::Middle, baseline);
    let line = Area { left: x, right: x, top: pill_top + height, bottom };
    let data = format!("M{x} {}V{bottom}", line.top);
    vec![
        Mark::Path { look: look::TODAY_LINE, data, area: line },
        Mark::Rect { look: look::TODAY, area, radius: height.half() },
        Mark::Text(label),
    ]
}

/// What is used.
fn keys<'m>(view: &PlanView<'_, 'm>, rows: &[Row<'_>]) -> Vec<Entry<'m>> {
    let cells = || {
        rows.iter().flat_map(|row| match row {
            Row::Heading(_) => &[][..],
            Row::Of(facts) => &facts.cells,
        })
    };
    let pieces = || cells().flat_map(|cell| &cell.pieces);
    let shown = || pieces().filter_map(|piece| piece.paint);
    let first = shown().next();
    let mut keys = Vec::new();
    if view.shows(Part::Progress, true) && pieces().any(|piece| piece.done > Minutes::ZERO) {
        keys.push(Entry::swatch(bars::over(first), "done"));
    }
    let colours = view.coloured_by().map(|dimension| Colours::of(view, dimension));
    let legend = colours.map(|colours| colours.legend(shown())).unwrap_or_default();
    if legend.is_empty() {
        let paint = Some(first.unwrap_or(Paint::Slot(1)));
        keys.push(Entry::swatch(bars::to_do(paint), "to do"));
    }
    let named = legend.into_iter();
    keys.extend(named.map(|(paint, words)| Entry::swatch(bars::to_do(Some(paint)), words)));
    if pieces().any(|piece| piece.paint.is_none()) {
        keys.push(Entry::swatch(bars::to_do(None), "other work"));
    }
    keys.push(Entry::line(look::LIMIT, "what there is of them"));
    if cells().any(|cell| cell.is_over() || cell.clash.is_some()) {
        let hatch = look::hatch(Why::Overload);
        keys.push(Entry::hatched(look::TOO_MUCH, hatch, "more than can be done"));
    }
    if cells().any(|cell| cell.load.away > Minutes::ZERO) {
        keys.push(Entry::hatched(look::OFF, look::AWAY, "away"));
    }
    keys
}
