//! Projects of TaskJuggler, as far as they plan: the first scenario, without what reports say and accounts count.
//!
//! TaskJuggler computes dates from work and links, and writes none of them down: what is fixed is said as such, the rest are estimates and
//! what waits for what. Its ids are paths: they are the keys.

mod grammar;
mod includes;
mod literal;
mod macros;
mod people;
mod project;
mod shifts;
mod tasks;

use std::path::Path;

use pest::Parser as _;
use pest::iterators::Pair;
use rustc_hash::FxHashMap;

use self::grammar::{Grammar, Rule};
use self::literal::{first_text, one, said};
use super::days::in_the_morning;
use super::{Draft, FieldKind, Input, Options, Refusal, shown};
use crate::resolve::Folder;
use crate::time::Date;

/// Whether a file looks like a project of TaskJuggler.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let says = |word: &[u8]| memchr::memmem::find(input.bytes, word).is_some();
    says(b"project") && says(b"task") && Grammar::parse(Rule::known, &input.text()).is_ok()
}

/// Reads a project of TaskJuggler.
pub(super) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let source = input.text().replace("\r\n", "\n");
    let mut draft = Draft::default();
    let folder = Path::new(input.name).parent().filter(|_| options.reads_beside).map(Folder::new);
    let expanded = macros::expand(&mut draft, source.trim_start_matches('\u{feff}'), folder);
    let mut reader = Reader::new(&mut draft);
    let file = Grammar::parse(Rule::file, &expanded.text).ok().and_then(|mut pairs| pairs.next());
    for pair in file.into_iter().flat_map(Pair::into_inner) {
        reader.piece(&pair, &expanded.place(pair.as_span().start()));
    }
    let has_project = reader.has_project;
    reader.finish();
    if !has_project && draft.items.is_empty() {
        let message = format!("{} has no project of TaskJuggler", shown(input.name));
        return Err(Refusal::new(message).help("it begins with `project`, its name and when it is"));
    }
    Ok(draft)
}

/// What the statements of a block are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    Project,
    /// An item of the draft.
    Task(usize),
    /// A resource of the draft.
    Resource(usize),
    /// A shift, by its place among those of the file.
    Shift(usize),
    /// An entry of the draft's status reports.
    Journal(usize),
    /// Attributes of tasks, or of resources.
    Extend(bool),
    Scenario,
    /// Something told already.
    Skipped,
}

/// An attribute that a project invents.
#[derive(Clone, Copy, Debug)]
enum Custom {
    /// A custom field, by its place.
    Field(usize),
    /// A web address.
    Reference,
    /// The path that the task has in the roadmap that the project was made of.
    Path,
}

struct Reader<'d> {
    draft: &'d mut Draft,
    open: Vec<Block>,
    /// What the block behind the last statement is about.
    next: Block,
    has_project: bool,
    /// The first scenario, whose statements are those of the plan.
    scenario: Option<String>,
    /// The words of attributes that the project invents, for tasks.
    custom: FxHashMap<String, Custom>,
    tasks: tasks::Tasks,
    people: people::People,
    shifts: shifts::Shifts,
}

impl<'d> Reader<'d> {
    fn new(draft: &'d mut Draft) -> Self {
        Self {
            draft,
            open: Vec::new(),
            next: Block::Skipped,
            has_project: false,
            scenario: None,
            custom: FxHashMap::default(),
            tasks: tasks::Tasks::default(),
            people: people::People::default(),
            shifts: shifts::Shifts::default(),
        }
    }

    fn piece(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        match pair.as_rule() {
            Rule::open => {
                self.open.push(self.next);
                self.next = Block::Skipped;
            }
            Rule::close => {
                self.next = Block::Skipped;
                if self.open.pop().is_none() {
                    self.draft.left_out("a brace", "nothing is open there", place);
                }
            }
            _ if self.open.last() == Some(&Block::Skipped) => {}
            Rule::statement => self.statement(pair, place),
            Rule::invented | Rule::other => self.other(pair, place),
            Rule::broken if !pair.as_str().trim().is_empty() => {
                let what = shown(pair.as_str().trim());
                self.draft.left_out(what, "it is no statement of TaskJuggler", place);
            }
            _ => {}
        }
    }

    /// Whether a statement is of another scenario than the first.
    fn is_elsewhere(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let Some(id) = one(pair, Rule::scenario_of).and_then(|prefix| said(&prefix, Rule::id))
        else {
            return false;
        };
        let is_main = self.scenario.as_ref().map_or(id == "plan", |main| *main == id);
        if !is_main {
            let why = "a roadmap is one plan: only the first scenario is read";
            self.draft.left_out(format!("scenario {}", shown(&id)), why, place);
        }
        !is_main
    }

    fn statement(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        self.next = Block::Skipped;
        if self.is_elsewhere(pair, place) {
            return;
        }
        let Some(inner) =
            pair.clone().into_inner().find(|inner| inner.as_rule() != Rule::scenario_of)
        else {
            return;
        };
        let is_read = match (inner.as_rule(), self.open.last().copied()) {
            (Rule::project, None) => self.project(&inner, place),
            (Rule::task, None | Some(Block::Task(_))) => self.task(&inner, place),
            (Rule::resource, None | Some(Block::Resource(_))) => self.resource(&inner, place),
            (Rule::shift, None | Some(Block::Shift(_))) => self.shift(&inner, place),
            (Rule::supplement, _) => self.supplement(&inner, place),
            (Rule::include, _) => {
                let name = first_text(&inner).unwrap_or_default();
                let why = "what stands beside the file is not read: put it where it is included";
                self.draft.left_out(format!("file {}", shown(&name)), why, place);
                true
            }
            (Rule::journal, Some(block)) => self.journal(&inner, block),
            (Rule::journal, None) => self.journal(&inner, Block::Project),
            (_, Some(Block::Journal(at))) => self.entry(at, &inner),
            (_, Some(Block::Task(at))) => self.of_task(at, &inner, place),
            (_, Some(Block::Resource(at))) => self.of_resource(at, &inner, place),
            (_, Some(Block::Shift(at))) => self.of_shift(at, &inner),
            (_, Some(Block::Project | Block::Extend(_) | Block::Scenario) | None) => {
                self.of_project(&inner, place)
            }
            _ => false,
        };
        if !is_read {
            self.not_read(&inner, place);
        }
    }

    /// Tells a statement that says nothing a roadmap could say there.
    fn not_read(&mut self, inner: &Pair<'_, Rule>, place: &str) {
        let word: String =
            inner.as_str().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        self.unread(&word, place);
    }

    fn unread(&mut self, word: &str, place: &str) {
        let why = UNREAD.iter().find(|(words, _)| words.contains(&word)).map(|(_, why)| *why);
        let reports = word.ends_with("report") || word.ends_with("sheet");
        let why = why.or(reports.then_some(REPORT)).unwrap_or("a roadmap says it nowhere");
        self.draft.left_out(format!("statement {}", shown(word)), why, place);
    }

    fn other(&mut self, pair: &Pair<'_, Rule>, place: &str) {
        self.next = Block::Skipped;
        if self.is_elsewhere(pair, place) {
            return;
        }
        let word = said(pair, Rule::capital).or_else(|| said(pair, Rule::other_word));
        let Some(word) = word else { return };
        let value = first_text(pair).or_else(|| said(pair, Rule::value));
        let custom = self.custom.get(&word).copied();
        match (custom, self.open.last().copied(), value) {
            (Some(custom), Some(Block::Task(at)), Some(value)) => {
                self.custom(at, custom, value, place);
            }
            _ => self.unread(&word, place),
        }
    }

    /// What a task says by a word that the project invents.
    fn custom(&mut self, at: usize, custom: Custom, value: String, place: &str) {
        let Some(item) = self.draft.items.get_mut(at) else { return };
        let field = match custom {
            Custom::Reference => return item.links.push((None, value)),
            Custom::Path if is_path_of(&value, &item.key) => return item.path = Some(value),
            Custom::Path => self.draft.field("Path", FieldKind::Text),
            Custom::Field(field) => field,
        };
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = match self.draft.fields.get(field).map(|field| field.kind) {
            Some(FieldKind::Number) => value.splitn(2, '.').all(is_digits),
            Some(FieldKind::Date) => Date::from_iso(&value).is_some(),
            _ => true,
        };
        if !fits {
            let what = format!("value {}", shown(&value));
            self.draft.left_out(what, "it is none that the field can have", place);
        } else if let Some(item) = self.draft.items.get_mut(at) {
            item.fields.push((field, value));
        }
    }

    fn supplement(&mut self, pair: &Pair<'_, Rule>, place: &str) -> bool {
        let path = said(pair, Rule::path).unwrap_or_default();
        let is_task = said(pair, Rule::property).is_some_and(|property| property == "task");
        let found = match (is_task, self.open.last().copied()) {
            (true, Some(Block::Task(at))) => {
                let outer =
                    self.draft.items.get(at).map(|item| item.key.clone()).unwrap_or_default();
                self.tasks.find(&format!("{outer}.{path}")).map(Block::Task)
            }
            (true, _) => self.tasks.find(&path).map(Block::Task),
            (false, _) => self.people.find(&path).map(Block::Resource),
        };
        if let Some(block) = found {
            self.next = block;
        } else {
            let what = format!("supplement of {}", shown(&path));
            self.draft.left_out(what, "nothing of that name stands before it", place);
        }
        true
    }

    /// What the rest of the file decides.
    fn finish(mut self) {
        self.finish_shifts();
        self.finish_people();
        self.finish_tasks();
        in_the_morning(self.draft);
    }

    /// Keeps an attribute that the project invents.
    fn invent(&mut self, word: String, title: &str, type_of: &str) {
        let custom = match type_of {
            "reference" => Custom::Reference,
            "text" if word == "Path" && title == word => Custom::Path,
            "number" => Custom::Field(self.draft.field(title, FieldKind::Number)),
            "date" => Custom::Field(self.draft.field(title, FieldKind::Date)),
            _ => Custom::Field(self.draft.field(title, FieldKind::Text)),
        };
        self.custom.insert(word, custom);
    }
}

/// Whether a path of a roadmap is what the key of a task was made of: the same but for signs that TaskJuggler has none of, and a number
/// behind it where two would be the same.
fn is_path_of(path: &str, key: &str) -> bool {
    let plain = |name: &str| -> String {
        let before = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "x_" };
        let signs = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
        before.chars().chain(signs).collect()
    };
    let path: Vec<_> = path.split('.').map(plain).collect();
    let rest = key.replace('.', "_");
    let rest = rest.strip_prefix(&path.join("_"));
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit()))
}

const REPORT: &str = "what is drawn and told of a plan is said by views";

/// Why statements are not read, by their words.
const UNREAD: [(&[&str], &str); 7] = [
    (
        &[
            "navigator",
            "tagfile",
            "export",
            "columns",
            "headline",
            "formats",
            "outputdir",
            "numberformat",
            "timeformat",
            "shorttimeformat",
            "currencyformat",
            "weekstartsmonday",
            "weekstartssunday",
            "timingresolution",
            "copyright",
            "rawhtmlhead",
            "auxdir",
            "alertlevels",
        ],
        REPORT,
    ),
    (
        &["account", "balance", "chargeset", "charge", "startcredit", "endcredit", "aggregate"],
        "a roadmap has costs, and no accounts",
    ),
    (
        &["booking", "bookings", "projection", "trackingscenario"],
        "what was worked when is not booked: progress says how far things are",
    ),
    (&["purge"], "what is inherited is not taken away again"),
    (&["limits"], "a roadmap has no limits of hours beside the share that people have"),
    (
        &["projectid", "projectids", "taskprefix", "resourceprefix", "taskroot"],
        "ids are the paths of the file",
    ),
    (
        &["warn", "fail", "minstart", "minend"],
        "it is a check of another kind: rules of the roadmap look at deadlines",
    ),
];
