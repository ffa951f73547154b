//! The chart beside the text, and the commands: what takes its time is made behind what is typed.

use std::num::NonZeroU32;

use gen_lsp_types::{self as lsp, LspRequestMethod, MessageDirection, Uri};
use rustc_hash::FxHashSet;
use serde::Deserialize;
use serde_json::{Value, json};

use super::behind::{dated, later};
use crate::compile::Compilation;
use crate::emit::{self, ChartOptions, Marks, Theme, mark_of};
use crate::ide::Analysis;
use crate::lsp::background::Handle;
use crate::lsp::failure::{Answer, Failure};
use crate::lsp::session::Session;
use crate::lsp::translate::{Places, Ranges};
use crate::model::{Edge, ItemId, ItemWalker};
use crate::plan::Plan;
use crate::plan::why::why;
use crate::schedule::simulate::{Settings, Simulation, simulate_while};
use crate::text::did_you_mean;

/// The commands.
pub(in crate::lsp) const COMMANDS: [&str; 4] =
    ["milepost.preview", "milepost.report", "milepost.why", "milepost.simulate"];

/// So many runs of a simulation at most.
const MOST_RUNS: NonZeroU32 = NonZeroU32::new(100_000).unwrap();

/// `milepost/preview`: a method of our own.
#[derive(Debug)]
pub(in crate::lsp) enum PreviewRequest {}

impl lsp::Request for PreviewRequest {
    type Params = Preview;
    type Result = Value;
    const METHOD: LspRequestMethod<'static> = LspRequestMethod::Custom("milepost/preview");
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ClientToServer;
}

/// Which chart is wanted.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::lsp) struct Preview {
    text_document: lsp::TextDocumentIdentifier,
    theme: Option<Ground>,
    width: Option<u32>,
    /// How many levels of the plan have rows.
    depth: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
enum Ground {
    Light,
    Dark,
}

/// `milepost/preview`
pub(in crate::lsp) fn preview(session: &mut Session, params: &Preview) -> Answer<Value> {
    let (analysis, places) = dated(&session.look(&params.text_document.uri)?)?;
    let mut options = ChartOptions::default().marks(Marks::Rows);
    if let Some(ground) = params.theme {
        options = options.theme(match ground {
            Ground::Light => Theme::Light,
            Ground::Dark => Theme::Dark,
        });
    }
    if let Some(width) = params.width {
        options = options.width(width);
    }
    if let Some(depth) = params.depth {
        options = options.depth(depth);
    }
    later(analysis, move |analysis, compilation, _| {
        let plan = understood(compilation)?;
        let svg = emit::svg(&plan, &options);
        Ok(json!({ "svg": svg, "marks": marks(analysis, &places, &svg) }))
    })
}

/// The rows of a chart, each with the place of its item.
fn marks(analysis: &Analysis, places: &Places, svg: &str) -> Vec<Value> {
    let sources = analysis.sources();
    let ranges = Ranges::new(sources, places.encoding);
    let mark = |item: crate::model::ItemWalker<'_>| {
        let source = sources.source_of(item.span());
        let range = ranges.of(source, sources.local(item.span()));
        let uri = places.uri(source)?;
        Some(json!({ "id": mark_of(item.id), "uri": uri, "range": range }))
    };
    // What is rolled up into another row has none of its own.
    let drawn = svg.split("<g id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let drawn: FxHashSet<&str> = drawn.collect();
    let is_drawn = |mark: &Value| mark["id"].as_str().is_some_and(|id| drawn.contains(id));
    analysis.model().items().filter_map(mark).filter(is_drawn).collect()
}

/// What a command is given.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    uri: String,
    /// The path of an item: `checkout.api`.
    item: Option<String>,
    position: Option<lsp::Position>,
    theme: Option<Ground>,
    width: Option<u32>,
    depth: Option<u32>,
    runs: Option<NonZeroU32>,
}

/// `workspace/executeCommand`: the first argument says of which document, as an address or an object with it in `uri`.
pub(in crate::lsp) fn execute(
    session: &mut Session,
    params: &lsp::ExecuteCommandParams,
) -> Answer<Option<Value>> {
    let given = given(params)?;
    let uri = Uri(given.uri.clone());
    match params.command.as_str() {
        "milepost.preview" => {
            let text_document = lsp::TextDocumentIdentifier { uri };
            let Given { theme, width, depth, .. } = given;
            preview(session, &Preview { text_document, theme, width, depth }).map(Some)
        }
        "milepost.report" => {
            let (analysis, _) = dated(&session.look(&uri)?)?;
            later(analysis, |_, compilation, _| {
                Ok(Value::String(emit::markdown(&understood(compilation)?)))
            })
        }
        "milepost.simulate" => {
            let (analysis, _) = dated(&session.look(&uri)?)?;
            let settings = given.runs.map_or_else(Settings::default, |runs| {
                Settings::default().runs(runs.min(MOST_RUNS))
            });
            later(analysis, move |_, compilation, handle| {
                let plan = understood(compilation)?;
                if !plan.status().is_anything_planned() {
                    return Err(Failure::refused("nothing is planned in this roadmap"));
                }
                let simulation = simulated(compilation, &settings, handle);
                let simulation = simulation.ok_or_else(Failure::cancelled)?;
                Ok(Value::String(emit::simulation_markdown(&plan, &simulation)))
            })
        }
        "milepost.why" => {
            let (analysis, _) = dated(&session.look(&uri)?)?;
            let item = item_of(session, &uri, &analysis, &given)?;
            later(analysis, move |_, compilation, _| {
                understood(compilation)?;
                let (model, schedule) = (compilation.model(), compilation.schedule());
                if !schedule.timing(item).is_scheduled {
                    return Err(Failure::refused("it is dropped, and has no dates"));
                }
                let text = emit::why::json(model, schedule, &why(model, schedule, item, Edge::End));
                serde_json::from_str(&text).map_err(|error| Failure::refused(error.to_string()))
            })
        }
        other => Err(Failure::bad_params(format!("there is no command `{other}`")).into()),
    }
}

/// Simulates until it is given up, and tells how far it is.
fn simulated(
    compilation: &Compilation,
    settings: &Settings,
    handle: &Handle<'_>,
) -> Option<Simulation> {
    let all = u64::from(settings.runs.get());
    let percent = |runs: u32| u32::try_from(u64::from(runs) * 100 / all).unwrap_or(100);
    let goes_on = |runs: u32| {
        if percent(runs) > percent(runs - 1) {
            (handle.reached)("Simulating", percent(runs));
        }
        !handle.stop.is_wanted()
    };
    simulate_while(compilation.model(), compilation.schedule(), settings, &goes_on)
}

fn given(params: &lsp::ExecuteCommandParams) -> Result<Given, Failure> {
    let first = params.arguments.as_ref().and_then(|all| all.first());
    match first {
        Some(Value::String(uri)) => Ok(Given { uri: uri.clone(), ..Given::default() }),
        Some(object) => Given::deserialize(object).map_err(|error| {
            let why = unread(object).unwrap_or_else(|| error.to_string());
            Failure::bad_params(format!("the argument can't be read: {why}"))
        }),
        None => Err(Failure::bad_params("the first argument is the document's address")),
    }
}

/// What may be written in each part of the argument.
const PARTS: [(&str, &str); 7] = [
    ("uri", "the document's address"),
    ("item", "the path of an item, such as `checkout.api`"),
    ("position", "`{ line, character }`"),
    ("theme", "`light` or `dark`"),
    ("width", "a number of pixels"),
    ("depth", "a number of levels"),
    ("runs", "a number from 1 to 100,000"),
];

/// Which part of an argument can't be read, and what it may be.
fn unread(argument: &Value) -> Option<String> {
    let is_wrong = |(part, _): &&(&str, &str)| {
        let alone = argument.get(part).map(|value| match *part {
            "uri" => json!({ "uri": value }),
            part => json!({ "uri": "", part: value }),
        });
        alone.is_some_and(|alone| Given::deserialize(alone).is_err())
    };
    let (part, expected) = PARTS.iter().find(is_wrong)?;
    Some(format!("`{part}` is {expected}, found `{}`", argument.get(part)?))
}

/// The item that is asked about: that of a path, or the one that stands at a position.
fn item_of(
    session: &Session,
    uri: &Uri,
    analysis: &Analysis,
    given: &Given,
) -> Result<ItemId, Failure> {
    if let Some(path) = &given.item {
        let found = analysis.item_of_path(path).map(|item| item.id);
        return found.ok_or_else(|| {
            let paths: Vec<String> = analysis.model().items().map(ItemWalker::path).collect();
            let near = did_you_mean(path, paths.iter().map(String::as_str));
            let near = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
            Failure::refused(format!("there is no item `{path}`{near}"))
        });
    }
    let position = given.position.ok_or_else(|| Failure::bad_params("which `item`, or where?"))?;
    let look = session.look(uri)?;
    let offset = look.offset(position);
    let at = crate::text::Span::new(offset, offset);
    let index = analysis.index();
    let named = crate::ide::named_at(look.view(), offset).map(|named| named.node);
    let node = named.or_else(|| index.innermost(at));
    let item = node.and_then(|node| index.item(node));
    item.ok_or_else(|| Failure::refused("no item stands here"))
}

fn understood(compilation: &Compilation) -> Result<Plan<'_>, Failure> {
    let none = |_| Failure::refused("the roadmap has errors that leave its meaning in doubt");
    compilation.plan().map_err(none)
}
