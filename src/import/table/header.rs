//! Which row of a table is its header, what the columns under it mean, and the rows under them.

use super::super::{Options, Refusal, Unit, shown};
use super::profile::{Sense, Words};
use super::{Meaning, Profile, Table, normal};

/// A header stands in one of the first rows; what stands above it is a title, and what it says of the whole.
const DEEPEST: usize = 60;

/// A column with something in its header, or below it.
#[derive(Clone, Debug)]
pub(in crate::import) struct Column {
    /// Its place in the row.
    pub(in crate::import) at: usize,
    /// Its header, as it is written; empty if it has none.
    pub(in crate::import) title: String,
    /// What it means; nothing if that is not known.
    pub(in crate::import) meaning: Option<Meaning>,
    /// The unit of its numbers, where the header says it.
    pub(in crate::import) unit: Option<Unit>,
    /// What it is called as a custom field: `Team` of `Custom field (Team)`.
    pub(in crate::import) field: String,
    /// Its header as it is compared.
    normal: String,
    /// Something stands below it.
    is_filled: bool,
    /// Which of the words of its meaning it is: the least is the best.
    rank: usize,
    /// Its header is spelt nearly like a word that is known, and not quite.
    pub(in crate::import) is_guess: bool,
}

/// A table whose header was found.
#[derive(Debug)]
pub(in crate::import) struct Sheet<'t> {
    /// What it is read from.
    pub(in crate::import) table: &'t Table,
    /// The row of the header.
    pub(in crate::import) header: usize,
    /// All columns, in their order.
    pub(in crate::import) columns: Vec<Column>,
    /// The columns of each meaning, in their order.
    by: Vec<(Meaning, Vec<usize>)>,
    /// The columns of a tool that say one thing together, the best first: the first that has something says it.
    shared: Vec<Vec<usize>>,
    /// It is of a tool, which says how its rows stand in each other; of a sheet that is found out.
    pub(in crate::import) is_of_tool: bool,
}

/// A row below the header.
#[derive(Clone, Copy, Debug)]
pub(in crate::import) struct Row<'s> {
    sheet: &'s Sheet<'s>,
    /// Its place among the rows of the table.
    pub(in crate::import) at: usize,
}

impl<'t> Sheet<'t> {
    /// Finds the header of a table by its words; nothing if no row has two of them.
    ///
    /// # Errors
    ///
    /// If the map of columns names what the file does not have, or a meaning that there is not.
    pub(in crate::import) fn find(
        table: &'t Table,
        profile: &Profile,
        options: &Options,
    ) -> Result<Option<Self>, Refusal> {
        let said = said_meanings(options)?;
        let words = Words::of(profile, &said);
        let Some(header) = header_row(table, &words) else { return Ok(None) };
        let mut sheet = Self {
            table,
            header,
            columns: columns(table, header, &words),
            by: Vec::new(),
            shared: Vec::new(),
            is_of_tool: !profile.knows_sheets,
        };
        for (said, _) in &options.columns {
            if !sheet.columns.iter().any(|column| normal(&column.title) == normal(said)) {
                let message = format!(
                    "the map of columns names {}, and the file has no such column",
                    shown(said)
                );
                let titles = sheet
                    .columns
                    .iter()
                    .filter(|it| !it.title.is_empty())
                    .map(|it| shown(&it.title));
                let help = format!("its columns are {}", titles.collect::<Vec<_>>().join(", "));
                return Err(Refusal::new(message).at(table.place(header)).help(help));
            }
        }
        sheet.settle(profile);
        Ok(Some(sheet))
    }

    /// Refuses a table of a tool that has no column of titles: it is of something else.
    pub(super) fn has_titles(&self, profile: &Profile) -> Result<(), Refusal> {
        let is_title = |column: &Column| column.meaning == Some(Meaning::Title);
        if !self.is_of_tool || self.columns.iter().any(is_title) {
            return Ok(());
        }
        let names = profile.columns.iter().find(|(_, meaning)| *meaning == Meaning::Title);
        let name = names.and_then(|(names, _)| names.split('|').next()).unwrap_or_default();
        let message = format!("it has no column `{name}`, which a file of that tool has");
        Err(Refusal::new(message).at(self.table.place(self.header)).help(
            "leave out `--from` and what the file is of is told by its header, or say what its columns mean: `--map columns.toml`",
        ))
    }

    /// One column for each meaning that has one value, and a title whatever the words are.
    fn settle(&mut self, profile: &Profile) {
        let has = |sheet: &Self, meaning| {
            sheet.columns.iter().any(|column| column.meaning == Some(meaning))
        };
        if !has(self, Meaning::Title) && profile.knows_sheets {
            let spare = [
                Meaning::Milestone,
                Meaning::Note,
                Meaning::Objective,
                Meaning::Group,
                Meaning::Release,
                Meaning::Key,
            ];
            let first = spare
                .into_iter()
                .find(|meaning| has(self, *meaning) && *meaning != Meaning::Milestone);
            if !has(self, Meaning::Milestone)
                && let Some(column) = self
                    .columns
                    .iter_mut()
                    .find(|column| column.meaning == first && first.is_some())
            {
                column.meaning = Some(Meaning::Title);
            }
        }
        if !has(self, Meaning::Key)
            && let Some(column) =
                self.columns.iter_mut().find(|column| column.meaning == Some(Meaning::Number))
        {
            column.meaning = Some(Meaning::Key);
        }
        if has(self, Meaning::Start) || has(self, Meaning::End) {
            let on = self.columns.iter_mut().filter(|column| column.meaning == Some(Meaning::On));
            on.for_each(|column| column.meaning = Some(Meaning::Field));
        }
        if profile.knows_sheets {
            self.one_each();
        }
        for (at, column) in self.columns.iter().enumerate() {
            let Some(meaning) = column.meaning else { continue };
            match self.by.iter_mut().find(|(known, _)| *known == meaning) {
                Some((_, all)) => all.push(at),
                None => self.by.push((meaning, vec![at])),
            }
        }
        for (_, all) in self.by.iter().filter(|(meaning, all)| !meaning.adds_up() && all.len() > 1)
        {
            let mut all = all.clone();
            all.sort_by_key(|at| self.columns.get(*at).map(|column| column.rank));
            self.shared.push(all);
        }
    }

    /// What the whole is called, where a column says so and has the same in all rows.
    pub(in crate::import) fn whole(&self) -> Option<&str> {
        let mut alone = self.of(Meaning::Whole).filter(|column| !self.are_several(column));
        alone.find_map(|column| self.below(column).next())
    }

    /// Whether the cells of a column are not all the same.
    fn are_several(&self, column: &Column) -> bool {
        let mut cells = self.below(column);
        let first = cells.next();
        cells.any(|cell| Some(cell) != first)
    }

    /// The columns of groups, the outermost first.
    pub(super) fn groups(&self) -> Vec<&Column> {
        let outer = self.of(Meaning::Whole).filter(|column| self.are_several(column));
        let is_group =
            |column: &&Column| matches!(column.meaning, Some(Meaning::Group | Meaning::List));
        outer.chain(self.columns.iter().filter(is_group)).collect()
    }

    /// The columns of a row that say nothing, for a better one says the same thing.
    pub(super) fn outdone(&self, row: usize) -> Vec<(usize, usize)> {
        let mut outdone = Vec::new();
        for all in &self.shared {
            let filled = |at: &&usize| !self.table.cell(row, **at).is_empty();
            let mut filled = all.iter().filter(filled);
            if let Some(best) = filled.next() {
                outdone.extend(filled.map(|at| (*at, *best)));
            }
        }
        outdone
    }

    /// Of several columns for what has one value the one with the best word stays, and the others are custom fields.
    fn one_each(&mut self) {
        let mut best: Vec<(Meaning, usize, usize)> = Vec::new();
        for column in &self.columns {
            let Some(meaning) = column.meaning.filter(|meaning| !meaning.is_list()) else {
                continue;
            };
            match best.iter_mut().find(|(known, _, _)| *known == meaning) {
                Some((_, rank, at)) if column.rank < *rank => {
                    (*rank, *at) = (column.rank, column.at);
                }
                Some(_) => {}
                None => best.push((meaning, column.rank, column.at)),
            }
        }
        for column in &mut self.columns {
            let stays =
                |meaning| best.iter().any(|(known, _, at)| *known == meaning && *at == column.at);
            column.meaning = match column.meaning {
                Some(meaning) if meaning.is_list() || stays(meaning) => Some(meaning),
                Some(Meaning::Duration) => {
                    Some(Meaning::Ignored("another column says how long it takes"))
                }
                Some(_) => Some(Meaning::Field),
                None => None,
            };
        }
    }

    /// The rows below the header that have something, without those that are the header once more.
    pub(in crate::import) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let is_header = |row: usize| {
            let mut titled =
                self.columns.iter().filter(|column| !column.title.is_empty()).peekable();
            titled.peek().is_some()
                && titled.all(|column| self.table.cell(row, column.at) == column.title)
        };
        (self.header + 1..self.table.len())
            .filter(move |row| !self.table.is_blank(*row) && !is_header(*row))
            .map(|at| Row { sheet: self, at })
    }

    /// The columns of a meaning, in their order.
    pub(in crate::import) fn of(&self, meaning: Meaning) -> impl Iterator<Item = &Column> {
        let all =
            self.by.iter().find(|(known, _)| *known == meaning).map(|(_, all)| all.as_slice());
        all.unwrap_or_default().iter().filter_map(|at| self.columns.get(*at))
    }

    /// Whether there is a column of that meaning.
    pub(in crate::import) fn has(&self, meaning: Meaning) -> bool {
        self.of(meaning).next().is_some()
    }

    /// All cells of columns whose meaning is such, that have something.
    pub(in crate::import) fn cells(
        &self,
        is_such: impl Fn(Meaning) -> bool,
    ) -> impl Iterator<Item = &str> {
        let such = self.columns.iter().filter(move |column| column.meaning.is_some_and(&is_such));
        such.flat_map(|column| self.below(column))
    }

    /// The cells of a column that have something.
    pub(in crate::import) fn below(&self, column: &Column) -> impl Iterator<Item = &str> {
        let at = column.at;
        let end = if column.is_filled { self.table.len() } else { 0 };
        (self.header + 1..end)
            .map(move |row| self.table.cell(row, at))
            .filter(|cell| !cell.is_empty())
    }
}

impl Column {
    /// Which of the words of its meaning it is: the least is the best.
    pub(in crate::import) const fn rank(&self) -> usize {
        self.rank
    }
}

impl<'s> Row<'s> {
    /// The first cell of that meaning that has something; empty if none has.
    pub(in crate::import) fn first(&self, meaning: Meaning) -> &'s str {
        self.all(meaning).next().unwrap_or_default()
    }

    /// The cells of that meaning that have something, in the order of their columns.
    pub(in crate::import) fn all(
        &self,
        meaning: Meaning,
    ) -> impl Iterator<Item = &'s str> + use<'s> {
        let (table, at) = (self.sheet.table, self.at);
        self.sheet
            .of(meaning)
            .map(move |column| table.cell(at, column.at))
            .filter(|cell| !cell.is_empty())
    }

    /// The cells that have something, with their columns.
    pub(in crate::import) fn filled(
        &self,
    ) -> impl Iterator<Item = (&'s Column, &'s str)> + use<'s> {
        let (table, at) = (self.sheet.table, self.at);
        let cells = self
            .sheet
            .columns
            .iter()
            .filter(|column| column.is_filled)
            .map(move |column| (column, table.cell(at, column.at)));
        cells.filter(|(_, cell)| !cell.is_empty())
    }

    /// The cell below that header, which is compared as [`normal`] makes it; empty if there is none.
    pub(in crate::import) fn below(&self, header: &str) -> &'s str {
        let column = self.sheet.columns.iter().find(|column| column.normal == header);
        column.map_or("", |column| self.sheet.table.cell(self.at, column.at))
    }

    /// Where it stands.
    pub(in crate::import) fn place(&self) -> String {
        self.sheet.table.place(self.at)
    }

    /// Where one of its cells stands.
    pub(in crate::import) fn place_of(&self, column: &Column) -> String {
        self.sheet.table.cell_place(self.at, column.at)
    }
}

/// What the map of columns says.
fn said_meanings(options: &Options) -> Result<Vec<(String, Meaning)>, Refusal> {
    let meaning = |(header, name): &(String, String)| {
        let meaning = Meaning::named(name).ok_or_else(|| super::map::unknown(header, name))?;
        Ok((header.clone(), meaning))
    };
    options.columns.iter().map(meaning).collect()
}

/// The row that has most of the words, and a title among them.
fn header_row(table: &Table, words: &Words) -> Option<usize> {
    let first = (0..table.len()).find(|row| !table.is_blank(*row))?;
    let weight = |row: usize| {
        let mut met: Vec<Meaning> = Vec::new();
        let (mut plain, mut names) = (0_usize, false);
        let cells = (0..table.width(row)).map(|at| title(table, row, at));
        for cell in cells.filter(|cell| !cell.is_empty() && cell.len() < 80) {
            let Some(Sense { meaning, .. }) = words.sense(cell) else { continue };
            names |= matches!(
                meaning,
                Meaning::Title
                    | Meaning::Milestone
                    | Meaning::Key
                    | Meaning::Note
                    | Meaning::Objective
                    | Meaning::Group
            );
            plain += 1;
            if meaning.tells_of_a_plan() && !met.contains(&meaning) {
                met.push(meaning);
            }
        }
        let is_alone = row == first && plain == 1 && met.contains(&Meaning::Title);
        if names && (is_alone || plain >= 2) { met.len() * 4 + plain.min(3) } else { 0 }
    };
    let rows = first..table.len().min(first + DEEPEST);
    let best = rows.map(|row| (weight(row), row)).filter(|(weight, _)| *weight > 0);
    best.max_by_key(|(weight, row)| (*weight, usize::MAX - row)).map(|(_, row)| row)
}

/// The header of a column, which may be one cell with those above it.
fn title(table: &Table, header: usize, at: usize) -> &str {
    match (table.cell(header, at), table.merged(header, at)) {
        ("", Some(merged)) if merged.left == at => table.cell(merged.top, at),
        (title, _) => title,
    }
}

/// The columns below a header.
fn columns(table: &Table, header: usize, words: &Words) -> Vec<Column> {
    let widest = (header..table.len()).map(|row| table.width(row)).max().unwrap_or_default();
    let mut filled = vec![false; widest];
    for row in header + 1..table.len() {
        for (is_filled, cell) in filled.iter_mut().zip(table.cells(row)) {
            *is_filled |= !cell.is_empty();
        }
    }
    let mut columns = Vec::with_capacity(widest);
    for at in 0..widest {
        let title = title(table, header, at);
        let known = words.sense(title).filter(|_| !title.is_empty());
        let sense = known.or_else(|| words.near(title));
        columns.push(Column {
            at,
            title: title.into(),
            meaning: sense.map(|sense| sense.meaning),
            unit: sense.and_then(|sense| sense.unit),
            normal: normal(title),
            is_filled: filled.get(at) == Some(&true),
            field: if words.is_wrapped(title) { within(title) } else { title }.into(),
            rank: sense.map_or(0, |sense| sense.rank),
            is_guess: known.is_none() && sense.is_some(),
        });
    }
    columns
}

/// What stands in the parentheses of a header: `Team` of `Custom field (Team)`.
fn within(title: &str) -> &str {
    let inner = title.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
    inner.map(|(inner, _)| inner.trim()).filter(|inner| !inner.is_empty()).unwrap_or(title)
}
