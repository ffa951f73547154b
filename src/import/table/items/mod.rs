//! Rows to items: what each cell says.

mod times;

use super::super::amounts::{self, Shares};
use super::super::dates::Dates;
use super::super::{
    Assignee, Draft, Horizon, Item, Kind, Number, Options, Origin, Refusal, ScoreWord, Unit, When,
    refuse_many, shown,
};
use super::facts::Facts;
use super::header::Column;
use super::names::{Named, Names, list};
use super::outline;
use super::rest::Rest;
use super::values::{self, State};
use super::{Lists, Meaning, Profile, Row, Sheet, Table, above, called, is_nothing, matrix, waits};
use times::{Side, is_zero};

/// Reads a table as a plan.
///
/// # Errors
///
/// If it has no header that is known, or its dates can be read in several ways.
pub(in crate::import) fn read(
    table: &Table,
    profile: &Profile,
    options: &Options,
) -> Result<Draft, Refusal> {
    let sheet = Sheet::find(table, profile, options)?;
    let has_time = |sheet: &Sheet<'_>| {
        sheet.has(Meaning::Duration)
            || sheet.columns.iter().any(|column| column.meaning.is_some_and(Meaning::is_date))
    };
    if profile.knows_sheets
        && !sheet.as_ref().is_some_and(has_time)
        && let Some(mut draft) = matrix::read(table, profile, options)?
    {
        table.tell_uncounted(&mut draft);
        return Ok(draft);
    }
    let sheet = sheet.ok_or_else(no_header)?;
    let (mut draft, dates) = read_sheet(&sheet, profile, options)?;
    above::read(sheet.table, sheet.header, &dates, &mut draft);
    Ok(draft)
}

pub(in crate::import) fn no_header() -> Refusal {
    Refusal::new("no row has the words of a header, such as `Task`, `Start` and `End`")
        .help("say what its columns mean in a file: `--map columns.toml`")
}

/// Reads a table whose header was found.
pub(in crate::import) fn read_sheet(
    sheet: &Sheet<'_>,
    profile: &Profile,
    options: &Options,
) -> Result<(Draft, Dates), Refusal> {
    sheet.has_titles(profile)?;
    let count = sheet.rows().count();
    refuse_many(count, sheet.table.size())?;
    let samples = above::cells(sheet.table, sheet.header).chain(sheet.cells(Meaning::is_date));
    let dates = Dates::of(options.date_order, samples)?;
    let mut reader = Reader::new(sheet, profile, options, dates);
    let mut rows = Vec::with_capacity(count);
    for row in sheet.rows() {
        let (mut item, facts) = reader.row(row);
        (profile.each)(&row, &mut item, &mut reader.draft);
        rows.push((item, facts));
    }
    let Reader { mut draft, rest, dates, .. } = reader;
    if let Some((cell, by)) = dates.told_by() {
        draft.decided(
            format!("the order of dates such as {}", shown(cell)),
            format!("{} tells it", shown(by)),
            "",
        );
    }
    rest.tell(sheet, &mut draft);
    sheet.table.tell_uncounted(&mut draft);
    if let Some(column) = sheet
        .of(Meaning::Key)
        .next()
        .filter(|_| sheet.is_of_tool && rows.iter().all(|(item, _)| item.id.is_none()))
    {
        let place = sheet.table.cell_place(sheet.header, column.at);
        draft.left_out(called(&column.title, column.at), "ids are made of titles", &place);
    }
    outline::settle(sheet, &mut draft, &mut rows);
    waits::settle(sheet, &mut draft, rows);
    if sheet.is_of_tool {
        due_is_end(&mut draft);
    }
    Ok((draft, dates))
}

/// The due date of what has a start is its end; what has parts ends when they do, and keeps its deadline.
fn due_is_end(draft: &mut Draft) {
    let parent = |item: &Item| item.parent.as_ref().map(|parent| parent.said().to_owned());
    let wholes: rustc_hash::FxHashSet<String> = draft.items.iter().filter_map(parent).collect();
    let is_open =
        |item: &&mut Item| item.start.is_some() && item.end.is_none() && item.kind != Kind::Idea;
    for item in draft.items.iter_mut().filter(is_open).filter(|item| !wholes.contains(&item.key)) {
        item.end = item.deadline.take_if(|day| Some(*day) >= item.start);
    }
}

/// A cell of a row, and what its column means.
#[derive(Clone, Copy)]
struct Cell<'c, 's> {
    row: Row<'s>,
    column: &'c Column,
    meaning: Meaning,
    text: &'s str,
}

/// What is known of a sheet while its rows are read.
// Each is one thing that is found out of the whole sheet.
#[allow(clippy::struct_excessive_bools)]
struct Reader<'s> {
    sheet: &'s Sheet<'s>,
    options: &'s Options,
    draft: Draft,
    dates: Dates,
    names: Names,
    /// The columns of shares, and what they are shares of.
    shares: Vec<(usize, Shares)>,
    rest: Rest,
    profile: &'s Profile,
    /// Titles are of milestones, for no other column has any.
    are_milestones: bool,
    /// People wrote the dates, and not a tool that counts in minutes.
    are_written: bool,
    /// Durations say nothing that the dates don't.
    dates_tell_lengths: bool,
    /// Titles are of ideas.
    are_ideas: bool,
    /// A due date is the end of what has a start and no length, for no other column tells an end.
    due_is_end: bool,
}

impl<'s> Reader<'s> {
    fn new(sheet: &'s Sheet<'s>, profile: &'s Profile, options: &'s Options, dates: Dates) -> Self {
        let title = sheet.whole().unwrap_or_default().into();
        let mut draft = Draft { title, ..Draft::default() };
        let is_share =
            |meaning| matches!(meaning, Meaning::Done | Meaning::Score(ScoreWord::Confidence));
        let columns = sheet.columns.iter().filter(|column| column.meaning.is_some_and(is_share));
        let shares = columns.map(|column| (column.at, Shares::of(sheet.below(column)))).collect();
        let people = sheet.cells(|meaning| matches!(meaning, Meaning::People | Meaning::Owner));
        let names = match profile.lists {
            Lists::Commas => Names::default(),
            _ => Names::of(people),
        };
        if let Some(name) = names.last_first().filter(|_| profile.lists != Lists::ColumnEach) {
            draft.decided(
                format!("names such as {}", shown(name)),
                "the comma stands within them, as no cell says otherwise",
                "",
            );
        }
        let rest = Rest::of(sheet, &dates, &mut draft);
        for column in sheet.columns.iter().filter(|column| column.is_guess) {
            let place = sheet.table.cell_place(sheet.header, column.at);
            draft.decided(
                called(&column.title, column.at),
                "it is spelt nearly like a word that is known",
                &place,
            );
        }
        let lengths = super::lengths::told_by_dates(sheet, &dates);
        if let Some((why, column)) = lengths.zip(sheet.of(Meaning::Duration).next()) {
            let place = sheet.table.cell_place(sheet.header, column.at);
            draft.decided(called(&column.title, column.at), why, &place);
        }
        let dates_tell_lengths = lengths.is_some();
        let has = |meaning| sheet.has(meaning);
        Self {
            sheet,
            options,
            draft,
            dates,
            names,
            shares,
            rest,
            profile,
            are_written: profile.origin == Origin::Written,
            are_milestones: has(Meaning::Milestone) && !has(Meaning::Title),
            dates_tell_lengths,
            are_ideas: !has(Meaning::Kind)
                && sheet.of(Meaning::Title).any(|column| {
                    IDEAS.split(' ').any(|word| word == super::normal(&column.title))
                }),
            due_is_end: !sheet.is_of_tool && has(Meaning::Start) && !has(Meaning::End),
        }
    }

    /// The item of a row, and what is settled when all are known.
    fn row(&mut self, row: Row<'s>) -> (Item, Facts) {
        let mut item = Item { place: row.place(), origin: self.profile.origin, ..Item::default() };
        let mut facts = Facts { row: row.at, ..Facts::default() };
        let (mut dated, mut others) = (None, 0);
        let outdone = self.outdone(row);
        for (column, cell) in row.filled().filter(|(column, _)| !outdone.contains(&column.at)) {
            others += usize::from(!matches!(column.meaning, Some(meaning) if meaning.names()));
            if values::is_error(cell) {
                let what = format!("{} in {}", shown(cell), called(&column.title, column.at));
                self.draft.left_out(what, "its formula has no value", &row.place_of(column));
                continue;
            }
            self.rest.take(&mut item, column, cell, &self.dates);
            let Some(meaning) = column.meaning else { continue };
            if meaning == Meaning::On {
                dated = self.day(row, column, cell, Side::Last);
            }
            self.take(Cell { row, column, meaning, text: cell }, &mut item, &mut facts);
        }
        if self.are_milestones && item.kind == Kind::Auto {
            item.kind = Kind::Milestone;
        }
        if self.are_ideas && item.kind == Kind::Auto && item.start.is_none() && item.end.is_none() {
            item.kind = Kind::Idea;
        }
        facts.is_only_title = others == 0;
        let has_no_length =
            !self.dates_tell_lengths && is_zero(row.first(Meaning::Duration), Some(Unit::Days));
        let has_point = item.start.or(item.end).is_some() || !facts.waits.is_empty();
        let is_span = item.end.is_some() && item.start.is_some() && item.start != item.end;
        if has_no_length && has_point && !is_span && item.kind == Kind::Auto {
            item.kind = Kind::Milestone;
        }
        self.round_off(&mut item, &facts, dated, row);
        (item, facts)
    }

    /// The columns of a row that another one outdoes, told where they say something else.
    fn outdone(&mut self, row: Row<'s>) -> Vec<usize> {
        let outdone = self.sheet.outdone(row.at);
        for (at, best) in &outdone {
            let cell = |at: usize| self.sheet.table.cell(row.at, at);
            let columns = self.sheet.columns.get(*at).zip(self.sheet.columns.get(*best));
            if let Some((column, best)) = columns.filter(|_| cell(*at) != cell(*best)) {
                let why = format!("{} goes before it", called(&best.title, best.at));
                self.draft.left_out(called(&column.title, column.at), why, &row.place_of(column));
            }
        }
        outdone.into_iter().map(|(at, _)| at).collect()
    }

    /// Takes a cell in. Each group of meanings is one function.
    fn take(&mut self, at: Cell<'_, 's>, item: &mut Item, facts: &mut Facts) {
        let _is_taken = self.take_name(at, item, facts)
            || self.take_date(at, item)
            || self.take_amount(at, item)
            || self.take_state(at, item, facts)
            || self.take_people(at.meaning, at.text, item)
            || self.take_what_for(at, item);
    }

    fn take_name(&mut self, at: Cell<'_, 's>, item: &mut Item, facts: &mut Facts) -> bool {
        let Cell { row, column, meaning, text: cell } = at;
        match meaning {
            Meaning::Key => {
                item.key = cell.into();
                item.id = self.profile.ids_of_keys.then(|| cell.into());
            }
            Meaning::Number => facts.aliases.push(cell.into()),
            Meaning::Title => {
                item.title = cell.into();
                facts.depth = outline::indent(self.sheet.table.raw(row.at, column.at));
            }
            Meaning::Milestone if self.are_milestones => item.title = cell.into(),
            Meaning::Milestone => match (amounts::yes(cell), values::kind(cell)) {
                (Some(true), _) | (_, Some(Kind::Milestone)) => item.kind = Kind::Milestone,
                (Some(false), _) => {}
                _ => self.rest.keep(item, column, cell, &mut self.draft),
            },
            Meaning::Kind => match values::kind(cell) {
                Some(kind) => item.kind = kind,
                None => self.rest.keep(item, column, cell, &mut self.draft),
            },
            Meaning::Level => match cell.parse() {
                Ok(level) => facts.level = Some(level),
                Err(_) => self.unread(row, column, cell, "a level"),
            },
            Meaning::Outline => facts.outline = cell.into(),
            Meaning::Parent if is_nothing(cell) => {}
            Meaning::Parent => facts.parents.push((column.rank(), cell.into())),
            Meaning::Predecessors => facts.waits.push((None, cell.into())),
            Meaning::Successors => facts.blocks.push((None, cell.into())),
            Meaning::Waits(kind) => facts.waits.push((Some(kind), cell.into())),
            Meaning::Blocks(kind) => facts.blocks.push((Some(kind), cell.into())),
            _ => return false,
        }
        true
    }

    fn take_state(&mut self, at: Cell<'_, 's>, item: &mut Item, facts: &mut Facts) -> bool {
        let Cell { row, column, meaning, text: cell } = at;
        let says = || amounts::yes(cell);
        match meaning {
            Meaning::List => {
                if let Some(state) = values::state(cell) {
                    to_state(item, facts, state, cell);
                    let what = format!("{} in {}", shown(cell), called(&column.title, column.at));
                    self.draft.decided(
                        what,
                        "it says where an item stands, and groups nothing",
                        "",
                    );
                }
            }
            Meaning::State => match values::state(cell) {
                Some(state) => to_state(item, facts, state, cell),
                None => self.rest.keep(item, column, cell, &mut self.draft),
            },
            Meaning::IsDone | Meaning::IsDropped | Meaning::IsActive => match (meaning, says()) {
                (Meaning::IsDone, Some(done)) => item.is_done |= done,
                (Meaning::IsDropped, Some(dropped)) => item.is_dropped |= dropped,
                (Meaning::IsActive, Some(active)) => item.is_dropped |= !active,
                (Meaning::IsDone, None) if self.dates.read(cell).is_some() => {
                    item.finished = self.day(row, column, cell, Side::Last);
                }
                _ => self.unread(row, column, cell, "yes or no"),
            },
            Meaning::Blocked if says() == Some(false) || is_nothing(cell) => {}
            Meaning::Blocked => {
                item.blocked =
                    Some(if says() == Some(true) { "blocked".into() } else { cell.into() });
            }
            Meaning::Priority if is_nothing(cell) => {}
            Meaning::Priority => match values::priority(cell) {
                Some(priority) => {
                    item.priority = Some(priority).filter(|priority| *priority != USUAL);
                }
                None => self.rest.keep(item, column, cell, &mut self.draft),
            },
            Meaning::Horizon => match values::horizon(cell) {
                Some(horizon) => item.horizon = Some(horizon),
                None => self.rest.keep(item, column, cell, &mut self.draft),
            },
            Meaning::Score(word) => match self.score(word, column, cell) {
                Some(number) => item.score.push((word, number)),
                None if is_nothing(cell) => {}
                None => self.rest.keep(item, column, cell, &mut self.draft),
            },
            _ => return false,
        }
        true
    }

    fn score(&self, word: ScoreWord, column: &Column, cell: &str) -> Option<Number> {
        match word {
            ScoreWord::Confidence => self.share(column, cell).map(|share| Number(share * 100)),
            _ => amounts::number(cell).filter(|number| number.0 >= 0),
        }
    }

    fn take_people(&mut self, meaning: Meaning, cell: &str, item: &mut Item) -> bool {
        match meaning {
            Meaning::People => {
                for named in self.named(cell) {
                    // More than all of somebody are several of a team.
                    let several = named.share.filter(|share| *share > 1000 && share % 1000 == 0);
                    let units = named.units.or(several.map(|share| share / 1000));
                    let who = if units.is_some() {
                        self.draft.team(&named.name)
                    } else {
                        self.draft.person(&named.name)
                    };
                    let share = named.share.filter(|_| units.is_none());
                    item.people.push(Assignee { who, share, units });
                }
            }
            Meaning::Team => {
                for named in self.named(cell) {
                    let who = self.draft.team(&named.name);
                    item.people.push(Assignee { who, share: named.share, units: named.units });
                }
            }
            Meaning::OwnerTeam => {
                for named in self.named(cell) {
                    let team = self.draft.team(&named.name);
                    if item.owner.is_none() {
                        item.owner = Some(team);
                    } else {
                        let what = format!("team {}", shown(&named.name));
                        self.draft.left_out(what, "an item has one owner", &item.place);
                    }
                }
            }
            // One answers for it; several share the work.
            Meaning::Owner => match self.named(cell).as_slice() {
                [named] => item.owner = Some(self.draft.person(&named.name)),
                several => {
                    for named in several {
                        let who = self.draft.person(&named.name);
                        item.people.push(Assignee::whole(who));
                    }
                }
            },
            _ => return false,
        }
        true
    }

    fn take_what_for(&mut self, at: Cell<'_, 's>, item: &mut Item) -> bool {
        let Cell { row, column, meaning, text: cell } = at;
        match meaning {
            Meaning::Release => {
                for name in self.list(cell) {
                    let release = self.draft.release(name, &item.place);
                    item.releases.push(release);
                }
            }
            Meaning::Objective => {
                for name in self.list(cell) {
                    let objective = self.draft.objective(name);
                    item.objectives.push(objective);
                }
            }
            Meaning::Tags => item.tags.extend(self.list(cell).into_iter().map(Into::into)),
            Meaning::Note => match &mut item.note {
                Some(note) => {
                    note.push_str("\n\n");
                    note.push_str(&column.title);
                    note.push_str(": ");
                    note.push_str(cell);
                }
                None => item.note = Some(cell.into()),
            },
            Meaning::Url => {
                for address in cell.split_whitespace() {
                    let is_address = ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|scheme| address.starts_with(scheme));
                    if is_address {
                        item.links.push((None, address.into()));
                    } else {
                        self.unread(row, column, cell, "a web address");
                        break;
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// The people whom a cell names.
    fn named(&self, cell: &str) -> Vec<Named> {
        if self.profile.lists == Lists::ColumnEach && !is_nothing(cell) {
            return vec![Named { name: cell.into(), share: None, units: None }];
        }
        self.names.read(cell)
    }

    /// The words of a list in a cell.
    fn list<'c>(&self, cell: &'c str) -> Vec<&'c str> {
        if self.profile.lists == Lists::ColumnEach { vec![cell] } else { list(cell).collect() }
    }

    /// What follows from several cells of a row.
    fn round_off(&mut self, item: &mut Item, facts: &Facts, dated: Option<When>, row: Row<'s>) {
        if let Some(on) = dated {
            if matches!(item.kind, Kind::Milestone | Kind::Release) {
                (item.start, item.end) = (Some(on), Some(on));
            } else {
                item.deadline = item.deadline.or(Some(on));
            }
        }
        let has_no_length = item.estimate.is_none() && item.kind != Kind::Milestone;
        if self.due_is_end && has_no_length && item.start.is_some() && item.end.is_none() {
            item.end = item.deadline.take();
        }
        if item.start > item.end && item.end.is_some() {
            let (start, end) = (item.start.take(), item.end.take());
            let said = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
            self.draft.left_out(
                format!("a start on {} and an end on {}", said(start), said(end)),
                "it would end before it starts",
                &row.place(),
            );
        }
        if item.progress == Some(1000) {
            item.is_done = true;
        }
        if item.finished.is_some() && !item.is_dropped {
            item.is_done = true;
        }
        if item.is_dropped {
            (item.is_done, item.finished) = (false, None);
        }
        if item.is_done || item.is_dropped {
            item.blocked = None;
        }
        if item.origin == Origin::Written && item.started.is_none() && facts.is_under_way {
            item.started = item.start;
        }
        let is_told =
            item.is_done || item.is_dropped || facts.is_under_way && item.started.is_some();
        if is_told && !self.sheet.has(Meaning::Horizon) {
            item.horizon = None;
        }
    }

    /// Tells of a cell that is not what its column means.
    fn unread(&mut self, row: Row<'s>, column: &Column, cell: &str, what: &str) {
        let cell = format!("{} in {}", shown(cell), called(&column.title, column.at));
        self.draft.left_out(cell, format!("it can't be read as {what}"), &row.place_of(column));
    }
}

/// The priority of what has none.
const USUAL: u16 = 500;

/// Headers of titles whose rows are candidates, where nothing else says what they are.
const IDEAS: &str = "idea ideas candidate opportunity idee idées ideia идея pomysł";

/// What a state makes of an item. That somebody works on it is told by the horizon, unless it has a start and so was started.
fn to_state(item: &mut Item, facts: &mut Facts, state: State, cell: &str) {
    match state {
        State::ToDo => {}
        State::Next => item.horizon = Some(Horizon::Next),
        State::Later => item.horizon = Some(Horizon::Later),
        State::Doing => (item.horizon, facts.is_under_way) = (Some(Horizon::Now), true),
        State::Done => item.is_done = true,
        State::Dropped => item.is_dropped = true,
        State::Blocked => item.blocked = Some(cell.into()),
        State::Milestone => item.kind = Kind::Milestone,
    }
}
