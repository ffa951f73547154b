//! Other tools' files to roadmaps, with a report of what could not be carried over.
//!
//! ```text
//!  bytes ──reader──▶ Draft ──settle──▶ Settled ──write──▶ .roadmap text ──compile──▶ dates, compared with those of the file
//!                      └────────────────── Losses ─────────────────────────────────────┘
//! ```
//!
//! A reader, one a format, says what the file says ([`Draft`]) and decides nothing that another format would decide too. Ids, kinds,
//! links and dates are settled once for all, and written once.

mod amounts;
mod bounds;
mod calendar;
mod compare;
mod dates;
mod days;
mod draft;
mod fences;
mod formats;
mod gantt_project;
pub(crate) mod icalendar;
mod ids;
mod input;
mod join;
mod json;
mod links;
mod merge;
mod mermaid;
mod mspdi;
mod names;
mod plantuml;
mod sheet;
mod table;
mod taskjuggler;
mod timing;
mod tree;
mod unread;
mod values;
mod write;
mod xml;

pub use calendar::{Calendar, OpenDays};
pub use compare::{Compared, Stated, compare};
pub use draft::*;
pub use formats::{Format, formats};
pub use input::{DateOrder, Input, Options, Refusal, shown};
pub use merge::{Merged, Unmergeable, merge};
pub use table::map::columns;
pub use values::{Amount, Number, Unit, When};

use memchr::memmem;

use names::Names;
use tree::Tree;

use crate::diagnostic::{Fate, Losses};
use crate::format;
use crate::resolve::Root;
use crate::syntax::Parsed;
use crate::text::Source;

/// What a file became.
#[derive(Debug)]
pub struct Imported {
    /// The roadmap, formatted.
    pub text: String,
    /// What could not be carried over, or had to be decided.
    pub losses: Losses,
    /// The dates that the file says, by the path of the item.
    pub stated: Vec<Stated>,
    /// The format that it was read as.
    pub format: &'static Format,
    /// What the text was read as before it was laid out.
    parsed: Option<Parsed>,
}

impl Imported {
    /// What is to be compiled: what the text was read as, once.
    pub(crate) fn take_root(&mut self) -> Root {
        let read_again = || Root::Text(Source::new("plan.roadmap", self.text.clone()));
        self.parsed.take().map_or_else(read_again, Root::Parsed)
    }
}

/// Makes a roadmap of another tool's file: of the format of that name, or of the one that the file looks like.
///
/// # Errors
/// If the file is none of the formats, or can't be read as the one that it is.
pub fn import(
    input: &Input<'_>,
    from: Option<&str>,
    options: &Options,
) -> Result<Imported, Refusal> {
    import_all([*input], from, options).map_err(|(_, refusal)| refusal)
}

/// Makes one roadmap of several files, such as those of one tool that writes a file a kind of thing.
///
/// # Errors
/// Which of them can't be read, and why.
pub fn import_all<'b>(
    inputs: impl IntoIterator<Item = Input<'b>>,
    from: Option<&str>,
    options: &Options,
) -> Result<Imported, (usize, Refusal)> {
    let mut whole: Option<(Draft, &'static Format)> = None;
    let (mut names, mut uses) = (Vec::new(), formats::Uses::default());
    for (index, input) in inputs.into_iter().enumerate() {
        let (draft, format) = read(&input, from, options).map_err(|refusal| (index, refusal))?;
        let file = input.name.rsplit(['/', '\\']).next().unwrap_or(input.name);
        names.push(format!("{file}, {}", format.title));
        uses.note(&input, format);
        match &mut whole {
            Some((whole, _)) => join::join(whole, draft),
            None => whole = Some((draft, format)),
        }
    }
    let (mut draft, format) =
        whole.ok_or_else(|| (0, Refusal::new("there is no file to import")))?;
    uses.refuse_idle(options).map_err(|refusal| (0, refusal))?;
    draft.today = options.today.map(When::day).or(draft.today);
    Ok(settled(draft, format, &names.join("; ")))
}

/// A file with more items is not a plan.
const MOST_ITEMS: usize = 200_000;

/// So many items are fine, however little is said of them.
const FEW_ITEMS: usize = 50_000;

/// The bytes of its file that each of more items takes at least. An item takes some two thousand bytes of memory, also where it is
/// written in three: what is made of nothing else is no plan, and would take hundreds of times its size.
const LEAST_BYTES_AN_ITEM: usize = 200;

/// Refuses far more items than a plan of that size has.
fn refuse_many(items: usize, bytes: usize) -> Result<(), Refusal> {
    if items <= MOST_ITEMS.min(FEW_ITEMS.max(bytes / LEAST_BYTES_AN_ITEM)) {
        return Ok(());
    }
    let message = format!("it has {items} items: no roadmap of its size has so many");
    Err(Refusal::new(message).help("export it in parts, and import them one by one"))
}

/// What a file says.
fn read(
    input: &Input<'_>,
    from: Option<&str>,
    options: &Options,
) -> Result<(Draft, &'static Format), Refusal> {
    let format = formats::of(input, from)?;
    if let Some(mark) = format.mark {
        // Before room is made for them.
        refuse_many(memmem::find_iter(input.bytes, mark).count(), input.bytes.len())?;
    }
    let mut draft = (format.read)(input, options)?;
    // Of a table the rows were counted, for a workbook is larger than its file.
    let bytes = if format.is_table() { usize::MAX } else { input.bytes.len() };
    refuse_many(draft.items.len(), bytes)?;
    if draft.title.trim().is_empty() {
        draft.title = input.stem().into();
    }
    Ok((draft, format))
}

/// Says how long a day is in calendars whose days differ in length.
fn say_days(draft: &mut Draft) {
    for calendar in &mut draft.calendars {
        let Some(day) = calendar.most_usual_day().filter(|_| calendar.day.is_none()) else {
            continue;
        };
        calendar.day = Some(day);
        let what = format!("the length of `1d` in {}", shown(&calendar.title));
        draft.losses.add(Fate::Decided, what, "its days differ: it is as long as most of them", "");
    }
}

/// A draft as a roadmap.
fn settled(mut draft: Draft, format: &'static Format, from: &str) -> Imported {
    say_days(&mut draft);
    bounds::keep(&mut draft);
    let mut tree = Tree::of(&mut draft);
    links::find(&mut tree, &mut draft);
    let names = Names::of(&draft);
    let text = write::write(&mut draft, &tree, &names, from);
    let stated = compare::stated(&tree);
    // They are the largest thing there is, and what comes takes as much.
    drop((tree, names));
    let parsed = Parsed::of(Source::new("plan.roadmap", text.as_str()));
    let formatted = parsed.as_ref().and_then(format::formatted);
    // What is written is of the language; were it not, it would be better seen as it is than not at all.
    let text = formatted.map_or(text, |formatted| formatted.text());
    Imported { text, losses: draft.losses, stated, format, parsed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Date;

    static ANY: Format = Format::new("any", "a test", |_| true, |_, _| Ok(Draft::default()));

    fn day(text: &str) -> Option<When> {
        Date::from_iso(text).map(When::day)
    }

    fn item(key: &str, parent: &str) -> Item {
        let parent = (!parent.is_empty()).then(|| Target::Key(parent.into()));
        Item { key: key.into(), title: key.to_uppercase(), parent, ..Item::default() }
    }

    fn after(keys: &[&str]) -> Vec<Link> {
        keys.iter().map(|key| Link::to(Target::Key((*key).into()))).collect()
    }

    fn of(items: Vec<Item>) -> Imported {
        settled(Draft { title: "Plan".into(), items, ..Draft::default() }, &ANY, "a test")
    }

    fn lines(imported: &Imported) -> Vec<String> {
        let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        imported.text.lines().map(squeezed).filter(|line| !line.is_empty()).skip(1).collect()
    }

    #[test]
    fn dates_of_people_are_kept_and_what_links_say_is_not_said_twice() {
        let (start, end) = (day("2026-03-02"), day("2026-03-06"));
        let imported = of(vec![
            Item { start, end, ..item("design", "") },
            Item {
                start: day("2026-03-09"),
                end: day("2026-03-11"),
                waits: after(&["design"]),
                ..item("build", "")
            },
            Item {
                start: day("2026-03-16"),
                end: day("2026-03-16"),
                waits: after(&["build"]),
                ..item("test", "")
            },
            Item {
                kind: Kind::Milestone,
                end: day("2026-03-16"),
                waits: after(&["test"]),
                ..item("live", "")
            },
        ]);
        assert_eq!(
            lines(&imported),
            [
                r#"roadmap "Plan" from 2026-03-02"#,
                r#"task design "DESIGN" from 2026-03-02 to 2026-03-06"#,
                r#"task build "BUILD" 3d after design"#,
                r#"task test "TEST" 1d after build, 2026-03-16"#,
                r#"milestone live "LIVE" after test"#,
            ]
        );
        assert!(imported.losses.is_empty());
    }

    #[test]
    fn what_has_parts_is_a_stream_or_a_feature() {
        let point = Item { kind: Kind::Milestone, start: day("2026-03-02"), ..item("m", "t") };
        let imported = of(vec![
            item("a", ""),
            item("b", "a"),
            Item { waits: after(&["x"]), ..item("c", "b") },
            Item { kind: Kind::Task, ..item("t", "b") },
            item("u", "t"),
            point,
            item("x", "a"),
        ]);
        assert_eq!(
            lines(&imported),
            [
                r#"roadmap "Plan" from 2026-03-02"#,
                r#"stream a "A" {"#,
                r#"stream b "B" {"#,
                r#"task c "C" after x"#,
                r#"task t "T" {"#,
                r#"task u "U""#,
                "}",
                r#"milestone m "M" on 2026-03-02"#,
                "}",
                r#"task x "X""#,
                "}",
            ]
        );
        let said: Vec<_> =
            imported.losses.iter().map(|loss| (loss.fate, loss.what.as_str())).collect();
        assert_eq!(said, [(Fate::Changed, "a place")]);
    }

    #[test]
    fn links_that_can_not_hold_are_left_out_and_told() {
        let imported = of(vec![
            Item { waits: after(&["b", "nobody", "a"]), ..item("a", "") },
            Item { waits: after(&["a"]), ..item("b", "") },
            item("s", ""),
            Item { waits: after(&["s"]), ..item("t", "s") },
        ]);
        let said: Vec<_> = imported.losses.iter().map(|loss| loss.what.as_str()).collect();
        let circle = "link from `A` to `B`";
        let links = ["link to `nobody`", "link from `A` to `A`", "link from `S` to `T`", circle];
        assert_eq!(said.get(..4), Some(links.map(|text| text).as_slice()));
        assert!(imported.text.contains("after b") && !imported.text.contains("after a"));
    }

    #[test]
    fn numbers_beyond_the_language_are_mended_or_told() {
        let (days, much) = (Amount::days, Number::whole(9_000_000_000_000));
        let mut draft = Draft { title: "Plan".into(), budget: Some(much), ..Draft::default() };
        let points = draft.field("Points", FieldKind::Number);
        let estimated = |key: &str, estimate| Item { estimate: Some(estimate), ..item(key, "") };
        let (best, worst) = (Amount { unit: Unit::Weeks, ..days(2) }, days(3));
        draft.items = vec![
            Item {
                fields: vec![(points, "-1".into())],
                ..estimated("a", Estimate::Range(days(8), days(2)))
            },
            estimated("b", Estimate::Between(Basis::Effort, best, Some(days(4)), worst)),
            Item { cost: Some(Number(-1)), ..estimated("c", Estimate::Duration(days(-2))) },
            Item {
                progress: Some(3000),
                remaining: Some(days(2_000_000)),
                fields: vec![(points, "93000000000001".into())],
                ..estimated("d", Estimate::Elapsed(days(3)))
            },
        ];
        let imported = settled(draft, &ANY, "a test");
        assert_eq!(
            lines(&imported),
            [
                r#"roadmap "Plan" from 2026-01-01"#,
                r#"field points "Points" text"#,
                r#"task a "A" 2d..8d points: "-1""#,
                r#"task b "B" effort 3d..4d..2w"#,
                r#"task c "C""#,
                r#"task d "D" elapsed 3d points: "93000000000001""#,
            ]
        );
        let said: Vec<_> = imported.losses.iter().map(|loss| loss.what.as_str()).collect();
        assert_eq!(
            said,
            [
                "the budget of the plan",
                "the estimate of `A`",
                "the estimate of `B`",
                "the cost of `C`",
                "the estimate of `C`",
                "the progress of `D`",
                "what is left of `D`",
                "the first day of the plan",
            ]
        );
    }

    #[test]
    fn what_comes_out_compiles_whatever_a_file_says() {
        let hostile = "x \"q\" \\ {}\n// \u{7} \"\"\" @a #b";
        let all = Item {
            title: hostile.into(),
            start: day("2026-03-02"),
            end: day("2026-03-01"),
            tags: vec![hostile.into(), "Größe 1".into(), "…".into()],
            links: vec![
                (Some(hostile.into()), "https://a.b/c d{e}\"".into()),
                (None, "javascript:x".into()),
            ],
            note: Some(format!("{hostile}\n  {hostile}\n\n\"\"\"")),
            blocked: Some(hostile.into()),
            priority: Some(5000),
            ..item("k", "")
        };
        let mut draft = Draft { title: hostile.into(), ..Draft::default() };
        let who = draft.person(hostile);
        let field = draft.field("Start", FieldKind::Text);
        draft.items = vec![
            Item {
                people: vec![
                    Assignee::whole(who.clone()),
                    Assignee::whole(Target::Key("no".into())),
                ],
                owner: Some(who),
                fields: vec![(field, hostile.into())],
                ..all.clone()
            },
            Item { kind: Kind::Idea, score: vec![(ScoreWord::Reach, Number(1500))], ..all.clone() },
            Item { kind: Kind::Release, is_done: true, ..all.clone() },
            Item { kind: Kind::Stream, progress: Some(400), ..all.clone() },
            Item { parent: Some(Target::Key("k".into())), ..all },
        ];
        let imported = settled(draft, &ANY, hostile);
        let compilation = crate::compile(
            Source::new("plan.roadmap", imported.text.clone()),
            &crate::Options::new(),
        );
        let said: Vec<_> = compilation.diagnostics().map(|said| said.message.clone()).collect();
        assert!(compilation.plan().is_ok(), "{}\n{said:#?}", imported.text);
    }
}
