//! Lines that stand together become a table: names, titles, estimates and people each in a column of their own.

use super::lines::{Block, Content, Line, Order, Part, Role, Statement};
use super::{INDENT, WIDEST, spacing, width};
use crate::syntax::ast::Health;
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};

/// By how much a cell may be wider than most to widen its column: what is wider stands out of it, and no gap stands beside the others.
const REACH: usize = 18;

/// Each line as it is written, without the comment behind it.
pub(super) fn written(lines: &[Line<'_>]) -> Vec<String> {
    let mut texts: Vec<String> = lines.iter().map(spacing::plain).collect();
    let fits = |(line, text): (&Line<'_>, &String)| is_row(line) && is_short(text);
    let are_rows: Vec<bool> = lines.iter().zip(&texts).map(fits).collect();
    let lines = Lines { all: lines, are_rows: &are_rows };
    let mut at = 0;
    while at < texts.len() {
        let run = at..lines.run_end(at).unwrap_or(at + 1);
        let rows: Vec<_> = run.clone().map(|at| lines.row(at).and_then(Row::of)).collect();
        for (text, aligned) in texts.iter_mut().skip(at).zip(rows_as_text(&rows)) {
            if let Some(aligned) = aligned {
                *text = aligned;
            }
        }
        at = run.end;
    }
    texts
}

/// The widest of most: what is much wider than they are does not count.
pub(super) fn column(widths: impl Iterator<Item = usize>) -> usize {
    let mut widths: Vec<usize> = widths.collect();
    widths.sort_unstable();
    let middle = widths.get(widths.len().saturating_sub(1) / 2).copied().unwrap_or(0);
    widths.into_iter().filter(|width| *width <= middle + REACH).max().unwrap_or(0)
}

/// Lines, and which of them may be rows of a table.
#[derive(Clone, Copy)]
struct Lines<'l, 's> {
    all: &'l [Line<'s>],
    are_rows: &'l [bool],
}

impl<'l, 's> Lines<'l, 's> {
    fn row(self, at: usize) -> Option<&'l Line<'s>> {
        self.all.get(at).filter(|_| self.are_rows.get(at) == Some(&true))
    }

    /// Where the table ends that begins here; comments between its lines don't part them, nor do blocks that say more of one of them.
    fn run_end(self, at: usize) -> Option<usize> {
        let (first, mut end) = (self.row(at)?, self.row_end(at)?);
        let mut next = end;
        let is_beside = |line: &&Line<'_>| !line.is_apart && line.depth == first.depth;
        while let Some(line) = self.all.get(next).filter(is_beside) {
            match self.row_end(next).filter(|_| stand_together(first, line)) {
                Some(behind) => (next, end) = (behind, behind),
                None if matches!(line.content, Content::Comment(_)) => next += 1,
                None => break,
            }
        }
        Some(end)
    }

    /// Where a row ends that begins here: behind its line, or behind the block in which nothing but more of its attributes stands.
    fn row_end(self, at: usize) -> Option<usize> {
        if statement_of(self.row(at)?)?.block == Block::None {
            return Some(at + 1);
        }
        let inner = self.all.get(at + 1..)?;
        let is_inner = |line: &Line<'_>| {
            !line.is_apart
                && match &line.content {
                    Content::Statement(statement) => statement.kind.is_none(),
                    Content::Comment(_) => true,
                    Content::Close => false,
                }
        };
        let count = inner.iter().take_while(|line| is_inner(line)).count();
        let close = inner.get(count).filter(|line| matches!(line.content, Content::Close))?;
        if close.is_apart { None } else { Some(at + count + 2) }
    }
}

fn statement_of<'l, 's>(line: &'l Line<'s>) -> Option<&'l Statement<'s>> {
    if let Content::Statement(statement) = &line.content { Some(statement) } else { None }
}

/// A declaration on a line of its own, which may open a block.
fn is_row(line: &Line<'_>) -> bool {
    statement_of(line).is_some_and(|statement| {
        statement.kind.is_some()
            && statement.block != Block::Empty
            && statement.order != Order::Lines
            && !statement.is_bare()
            && !statement.parts.iter().any(Part::has_lines)
    })
}

fn is_short(text: &str) -> bool {
    width(text) <= WIDEST && !text.contains('\n')
}

/// Whether two lines speak of things of one kind, or both of items.
pub(super) fn stand_together(one: &Line<'_>, other: &Line<'_>) -> bool {
    let kind = |line| statement_of(line).and_then(|statement| statement.kind);
    let are_items = [one, other].into_iter().all(|line| kind(line).is_some_and(K::is_item));
    are_items || kind(one) == kind(other)
}

/// The rows as lines of a table. One that would be too long in it widens no column, and heeds as many of them as it has room for.
fn rows_as_text(rows: &[Option<Row>]) -> Vec<Option<String>> {
    let all = Table::of(&rows.iter().flatten().collect::<Vec<_>>());
    let texts: Vec<_> = rows.iter().map(|row| row.as_ref().map(|row| all.aligned(row))).collect();
    let fits = |text: &String| width(text) <= WIDEST;
    if texts.iter().flatten().all(fits) {
        return texts;
    }
    let fitting = rows.iter().flatten().zip(texts.iter().flatten());
    let fitting = fitting.filter(|(_, text)| fits(text)).map(|(row, _)| row);
    let table = Table::of(&fitting.collect::<Vec<_>>());
    let titles = Table { titles: table.titles.clone(), ..Table::default() };
    let estimates = Table { estimates: table.estimates, ..titles.clone() };
    let narrower = [&table, &estimates, &titles, &Table::default()];
    let text = |row: &Row| {
        let mut lines = narrower.iter().map(|table| table.aligned(row));
        lines.find(fits).unwrap_or_else(|| Table::default().aligned(row))
    };
    rows.iter().map(|row| row.as_ref().map(text)).collect()
}

/// A line in cells.
struct Row {
    indent: usize,
    gap: usize,
    kind: Option<K>,
    name: String,
    title: Option<String>,
    estimate: Option<String>,
    people: Option<String>,
    rest: Option<String>,
    block: Block,
}

impl Row {
    fn of(line: &Line<'_>) -> Option<Self> {
        let statement = statement_of(line)?;
        let text = |part: &Part<'_>| spacing::written(part, line.depth);
        let mut row = Self {
            indent: line.depth * INDENT,
            gap: statement.gap(),
            kind: statement.kind,
            name: String::new(),
            title: None,
            estimate: None,
            people: None,
            rest: None,
            block: statement.block,
        };
        for part in &statement.parts {
            let has_people = row.people.is_some() || row.rest.is_some();
            match part.role {
                Role::Head => row.name = text(part),
                Role::Title if statement.kind == Some(K::Status) => row.rest = Some(text(part)),
                Role::Title => row.title = Some(text(part)),
                Role::Attribute(A::Status) => row.take_status(part, line.depth),
                _ if part.is_estimate() && row.estimate.is_none() && !has_people => {
                    row.estimate = Some(text(part));
                }
                Role::Attribute(A::Assign) if !has_people => row.people = Some(text(part)),
                _ => {
                    let gap = " ".repeat(row.gap);
                    let before = row.rest.map_or_else(String::new, |rest| rest + &gap);
                    row.rest = Some(before + &text(part));
                }
            }
        }
        Some(row)
    }

    /// `2026-03-16 at-risk express`: each has a column.
    fn take_status(&mut self, part: &Part<'_>, depth: usize) {
        let is_health = |text: &str| Health::of_word(text).is_some();
        let at =
            part.words.iter().skip(1).position(|word| is_health(word.text)).map_or(1, |at| at + 1);
        let cell = |words: &[_]| {
            let words = words.to_vec();
            let text = spacing::written(&Part { role: part.role, words }, depth);
            Some(text).filter(|text| !text.is_empty())
        };
        let (date, behind) = part.words.split_at_checked(at).unwrap_or_default();
        let (health, item) = behind.split_at_checked(1).unwrap_or_default();
        self.name = format!("{} {}", self.name, cell(date).unwrap_or_default());
        self.title = cell(health);
        self.estimate = cell(item);
    }

    /// The width of what stands before the estimate.
    fn front(&self, titles: usize) -> usize {
        let name = width(&self.name);
        self.title.as_ref().map_or(name, |title| titles.max(name + 1) + width(title))
    }

    fn has_more(&self) -> bool {
        self.estimate.is_some() || self.people.is_some() || self.rest.is_some()
    }
}

/// Where the columns begin, from the indentation on.
#[derive(Clone, Default)]
struct Table {
    /// Of each kind its own: what is declared is told by words of different length.
    titles: Vec<(Option<K>, usize)>,
    estimates: usize,
    people: usize,
    rest: usize,
    has_estimates: bool,
}

impl Table {
    /// The table of these rows.
    fn of(rows: &[&Row]) -> Self {
        let mut table = Self::default();
        for row in rows {
            if table.titles.iter().all(|(kind, _)| *kind != row.kind) {
                let same =
                    rows.iter().filter(|other| other.kind == row.kind && other.title.is_some());
                table.titles.push((row.kind, column(same.map(|other| width(&other.name))) + 1));
            }
        }
        let gap = rows.first().map_or(0, |row| row.gap);
        let fronts = rows.iter().filter(|row| row.has_more());
        table.estimates = column(fronts.map(|row| row.front(table.titles_of(row)))) + gap;
        let cells = |cell: fn(&Row) -> Option<&String>| {
            rows.iter().filter_map(move |row| cell(row)).map(|cell| width(cell))
        };
        table.has_estimates = rows.iter().any(|row| row.estimate.is_some());
        let estimates =
            if table.has_estimates { column(cells(|row| row.estimate.as_ref())) + gap } else { 0 };
        table.people = table.estimates + estimates;
        let people =
            rows.iter().filter(|row| row.rest.is_some()).filter_map(|row| row.people.as_ref());
        table.rest = table.people + column(people.map(|cell| width(cell))) + gap;
        table
    }

    fn titles_of(&self, row: &Row) -> usize {
        self.titles.iter().find(|(kind, _)| *kind == row.kind).map_or(0, |(_, column)| *column)
    }

    fn aligned(&self, row: &Row) -> String {
        let mut text = row.name.clone();
        let mut put = |cell: Option<&String>, column: usize, gap: usize| {
            let Some(cell) = cell else { return };
            let spaces = column.saturating_sub(width(&text)).max(gap);
            text.extend(std::iter::repeat_n(' ', spaces));
            text.push_str(cell);
        };
        put(row.title.as_ref(), self.titles_of(row), 1);
        put(row.estimate.as_ref(), self.estimates, row.gap);
        // Where something is missing, what follows takes its place: no hole stands there.
        let is_estimated = row.estimate.is_some() || !self.has_estimates;
        let people = if is_estimated { self.people } else { self.estimates };
        put(row.people.as_ref(), people, row.gap);
        let rest = match (is_estimated, row.people.is_some()) {
            (true, true) => self.rest,
            (false, true) => 0,
            _ => people,
        };
        put(row.rest.as_ref(), rest, row.gap);
        " ".repeat(row.indent) + &text + row.block.text()
    }
}
