//! The statements of a chart: what each line says, and nothing of what it means yet.

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use rustc_hash::FxHashMap;

use super::dates::Format;
use super::grammar::{Grammar, Rule};
use crate::import::fences::lines_of;
use crate::import::{Draft, Options, When, shown};
use crate::time::{Date, Weekday};

/// A chart as it is written.
pub(super) struct Chart {
    pub(super) title: String,
    pub(super) tasks: Vec<Task>,
    /// Sections in their order, and where each begins first.
    pub(super) sections: Vec<(String, usize)>,
    pub(super) weekdays_off: Vec<Weekday>,
    pub(super) off: Vec<Date>,
    pub(super) open: Vec<Date>,
    pub(super) format: Format,
    pub(super) includes_ends: bool,
    weekend_from: Weekday,
    has_weekends: bool,
}

/// A task as it is written.
#[derive(Default)]
pub(super) struct Task {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) line: usize,
    pub(super) section: Option<usize>,
    tags: Vec<Tag>,
    pub(super) start: Start,
    pub(super) end: End,
    pub(super) links: Vec<String>,
}

/// What stands before the fields of a task.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Active,
    Done,
    Critical,
    Milestone,
    /// A line across the chart.
    Marker,
}

/// When a task starts.
#[derive(Default)]
pub(super) enum Start {
    /// When the one before it ends.
    #[default]
    Behind,
    At(When),
    After(Vec<String>),
}

/// When a task ends.
#[derive(Default)]
pub(super) enum End {
    #[default]
    Unsaid,
    At(When),
    Until(Vec<String>),
    /// A number in thousandths, and a unit.
    Length(i64, String),
}

impl Task {
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.tags.contains(&tag)
    }

    pub(super) fn place(&self) -> String {
        format!("line {}", self.line)
    }
}

/// Reads a chart whose first line is that line of the file.
pub(super) fn read(draft: &mut Draft, text: &str, first: usize, options: &Options) -> Chart {
    let mut chart = Chart {
        title: String::new(),
        tasks: Vec::new(),
        sections: Vec::new(),
        weekdays_off: Vec::new(),
        off: Vec::new(),
        open: Vec::new(),
        format: Format::new("YYYY-MM-DD"),
        includes_ends: false,
        weekend_from: Weekday::Saturday,
        has_weekends: false,
    };
    let mut reader = Reader { draft, options, days: Vec::new(), clicks: Vec::new(), section: None };
    let file = Grammar::parse(Rule::chart, text).ok().and_then(|mut pairs| pairs.next());
    let mut line = first;
    for pair in file.into_iter().flat_map(Pair::into_inner) {
        let lines = lines_of(pair.as_str());
        reader.statement(&mut chart, pair, line);
        line += lines;
    }
    reader.finish(&mut chart);
    chart
}

struct Reader<'d> {
    draft: &'d mut Draft,
    options: &'d Options,
    /// Days that are excluded, or included after all, with their lines: their format may be told behind them.
    days: Vec<(bool, String, usize)>,
    clicks: Vec<(String, String, usize)>,
    section: Option<usize>,
}

fn texts(pair: Pair<'_, Rule>, rule: Rule) -> Vec<String> {
    let is_it = |pair: &Pair<'_, Rule>| pair.as_rule() == rule;
    pair.into_inner().filter(is_it).map(|pair| pair.as_str().to_owned()).collect()
}

fn first(pair: Pair<'_, Rule>) -> String {
    pair.into_inner().next().map(|pair| pair.as_str().trim().to_owned()).unwrap_or_default()
}

impl Reader<'_> {
    fn statement(&mut self, chart: &mut Chart, pair: Pair<'_, Rule>, line: usize) {
        let place = format!("line {line}");
        match pair.as_rule() {
            Rule::title => chart.title = first(pair),
            Rule::front => self.front(chart, pair, &place),
            Rule::section => self.section = Some(section(chart, first(pair), line)),
            Rule::date_format => chart.format = Format::new(&first(pair)),
            Rule::excludes | Rule::includes => {
                let is_off = pair.as_rule() == Rule::excludes;
                let days = texts(pair, Rule::day).into_iter();
                self.days.extend(days.map(|day| (is_off, day.to_lowercase(), line)));
            }
            Rule::weekend => {
                let is_friday = pair.into_inner().any(|pair| pair.as_rule() == Rule::friday);
                chart.weekend_from = if is_friday { Weekday::Friday } else { Weekday::Saturday };
            }
            Rule::inclusive => chart.includes_ends = true,
            Rule::click => self.click(pair, line),
            Rule::described => {
                let why = "what a chart is to a screen reader is told by its items";
                self.draft.left_out("description of the chart", why, &place);
            }
            Rule::shown => {
                let what = format!("statement {}", shown(&first(pair)));
                self.draft.left_out(what, "how a chart is drawn is said by a view", &place);
            }
            Rule::directive => {
                self.draft.left_out(
                    "a directive",
                    "how a chart is drawn is said by a view",
                    &place,
                );
            }
            Rule::task => self.task(chart, pair, line),
            Rule::broken => {
                let what = format!("the line {}", shown(pair.as_str().trim()));
                self.draft.left_out(what, "it is no statement of a Mermaid gantt chart", &place);
            }
            _ => {}
        }
    }

    fn front(&mut self, chart: &mut Chart, pair: Pair<'_, Rule>, place: &str) {
        for line in pair.into_inner() {
            match line.as_rule() {
                Rule::front_title => chart.title = first(line),
                Rule::front_line if !line.as_str().trim().is_empty() => {
                    let why = "how a chart is drawn is said by a view";
                    self.draft.left_out("settings before the chart", why, place);
                }
                _ => {}
            }
        }
    }

    fn click(&mut self, pair: Pair<'_, Rule>, line: usize) {
        let mut id = String::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::id => part.as_str().clone_into(&mut id),
                Rule::href => self.clicks.push((id.clone(), first(part), line)),
                Rule::call => {
                    let what = format!("call {}", shown(part.as_str()));
                    self.draft.left_out(what, "a roadmap runs nothing", &format!("line {line}"));
                }
                _ => {}
            }
        }
    }

    fn task(&mut self, chart: &mut Chart, pair: Pair<'_, Rule>, line: usize) {
        let mut task = Task { line, section: self.section, ..Task::default() };
        let mut fields = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => part.as_str().trim().clone_into(&mut task.title),
                Rule::tag => task.tags.push(match part.as_str().to_ascii_lowercase().as_str() {
                    "done" => Tag::Done,
                    "active" => Tag::Active,
                    "crit" => Tag::Critical,
                    "milestone" => Tag::Milestone,
                    _ => Tag::Marker,
                }),
                Rule::after | Rule::until | Rule::length | Rule::other => fields.push(part),
                _ => {}
            }
        }
        self.fields(chart, &mut task, fields);
        chart.tasks.push(task);
    }

    /// The last field is the end, the one before it the start, the one before that the id.
    fn fields(&mut self, chart: &Chart, task: &mut Task, mut fields: Vec<Pair<'_, Rule>>) {
        fields.retain(|field| !field.as_str().is_empty());
        let place = task.place();
        for extra in fields.drain(..fields.len().min(fields.len().saturating_sub(3))) {
            self.draft.left_out(
                format!("field {}", shown(extra.as_str())),
                "a task has three at most",
                &place,
            );
        }
        let mut from_end = fields.into_iter().rev();
        task.end = match from_end.next() {
            None => End::Unsaid,
            Some(end) => match end.as_rule() {
                Rule::until => End::Until(texts(end, Rule::id)),
                Rule::length => length(end.into_inner()),
                _ => self.date(chart, end.as_str(), &place).map_or(End::Unsaid, End::At),
            },
        };
        task.start = match from_end.next() {
            None => Start::Behind,
            Some(start) => match start.as_rule() {
                Rule::after => Start::After(texts(start, Rule::id)),
                _ => self.date(chart, start.as_str(), &place).map_or(Start::Behind, Start::At),
            },
        };
        task.id = from_end.next().map(|id| id.as_str().trim().to_owned());
    }

    fn date(&mut self, chart: &Chart, text: &str, place: &str) -> Option<When> {
        let found = chart.format.read(text, self.options.today);
        if found.is_none() {
            let why = format!("it is no date by {}", shown(&chart.format.written));
            self.draft.left_out(format!("the date {}", shown(text)), why, place);
        }
        found
    }

    /// What could stand before what it needs: days whose format is told behind them, and clicks.
    fn finish(self, chart: &mut Chart) {
        for (is_off, day, line) in &self.days {
            let day = day.as_str();
            let weekday =
                Weekday::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(day));
            match (weekday, chart.format.read(day, self.options.today)) {
                (Some(weekday), _) if *is_off => chart.weekdays_off.push(weekday),
                (None, Some(date)) if *is_off => chart.off.push(date.date),
                (None, Some(date)) => chart.open.push(date.date),
                _ if *is_off && day == "weekends" => chart.has_weekends = true,
                _ => {
                    let what = format!("the day {}", shown(day));
                    self.draft.left_out(
                        what,
                        "it is no weekday and no date",
                        &format!("line {line}"),
                    );
                }
            }
        }
        if chart.has_weekends {
            let days = if chart.weekend_from == Weekday::Friday {
                [Weekday::Friday, Weekday::Saturday]
            } else {
                [Weekday::Saturday, Weekday::Sunday]
            };
            chart.weekdays_off.extend(days);
        }
        let ids =
            chart.tasks.iter().enumerate().filter_map(|(at, task)| Some((task.id.clone()?, at)));
        let ids: FxHashMap<String, usize> = ids.collect();
        for (id, address, line) in self.clicks {
            if let Some(task) = ids.get(&id).and_then(|at| chart.tasks.get_mut(*at)) {
                task.links.push(address);
            } else {
                let what = format!("link {}", shown(&address));
                self.draft.left_out(
                    what,
                    format!("no task is {}", shown(&id)),
                    &format!("line {line}"),
                );
            }
        }
    }
}

/// A section of that name, which may go on further down.
fn section(chart: &mut Chart, title: String, line: usize) -> usize {
    let known = chart.sections.iter().position(|(known, _)| *known == title);
    known.unwrap_or_else(|| {
        chart.sections.push((title, line));
        chart.sections.len() - 1
    })
}

fn length(mut parts: Pairs<'_, Rule>) -> End {
    let number = parts.next().map(|number| number.as_str().to_owned()).unwrap_or_default();
    let unit = parts.next().map(|unit| unit.as_str().to_owned()).unwrap_or_default();
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let part = format!("{part}000");
    let thousandths = whole
        .parse::<i64>()
        .ok()
        .and_then(|whole| whole.checked_mul(1000))
        .and_then(|whole| whole.checked_add(part.get(..3)?.parse().ok()?));
    thousandths.map_or(End::Unsaid, |number| End::Length(number, unit))
}
