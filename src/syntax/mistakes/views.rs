//! What is wrong with what a view or a theme says, but for conditions.

use super::found::{Found, Mistake, syntax, wrong};
use super::heads::meant;
use super::numbers;
use super::phrases::any_of;
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::rules::{DUPLICATE_ATTRIBUTE, INVALID_NUMBER, SYNTAX_ERROR};
use crate::syntax::ast::{
    Audience, ChartKind, Columns, Criterion, Dimension, Page, Part, ScoreKind, SortKey,
};
use crate::syntax::keyword::AttributeKind as A;
use crate::syntax::parse::number;
use crate::text::did_you_mean;

/// What people write behind the word of such an attribute. The text begins with it.
pub(super) static VIEWS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("view v for public, chart board", r"for (?:public|team)(, ?)")
            .says("nothing but blanks stands behind who looks at it")
            .put(1, " "),
        row("view v group by stream", r"(?:group|sort|rank|colour|columns)( by) ")
            .says("`by` is too much here")
            .put(1, ""),
        row(
            "view v chart \"board\"",
            r"(?:chart|group|colour|sort|rank|columns|show|hide|page|for) (\x22([a-z0-9-]+)\x22)<end>",
        )
        .says("`{2}` is written without quotes")
        .put(1, "{2}"),
        row("view v sort -start", r"sort (-([a-z]+))<end>")
            .says("`{1}` is written `{2} descending`")
            .put(1, "{2} descending"),
        row(
            "view v sort start desc",
            r"(?i)sort [^ ,]+ (desc|descend|reversed?|down|backwards)<end>",
        )
        .says("`{1}` is written `descending`")
        .put(1, "descending"),
        row("view v sort start asc", r"(?i)sort [^ ,]+( (?:asc|ascending|up|ascend))<end>")
            .says("the first comes first anyway: `{1}` is too much")
            .put(1, ""),
        row("view v sort start, title", r"sort [a-z]+(?: descending)?(, ?[a-z]+)<end>")
            .says("a view is sorted by one thing, found `{1}` behind it")
            .put(1, "")
            .when("{1:sorts}"),
        row("view v show no arrows", r"(show (?:no |not |-)) ?([a-z]+)<end>")
            .says("what is left out stands behind `hide`")
            .put(1, "hide "),
        row(
            "view v show progress people",
            r"(?:show|hide) (?:[a-z]+, ?)*[a-z]+( and | & | )([a-z]+)<end>",
        )
        .says("expected a comma before `{2}`")
        .put(1, ", ")
        .when("{2:part}"),
        row(
            "view v rank value: 3, urgency: 2",
            r"rank ((?:<criterion>-?[^ ,]+,? )*<criterion>-?[^ ,]+)<end>",
        )
        .says("nothing but blanks stands between the weights of a ranking")
        .put(1, "{1:apart}"),
        row("view v rank 3 value", r"rank ((-?<n>%?) ?[*×x]? ?([a-z-]+))<end>")
            .says("a weight stands behind what it weighs: `{3} {2}`")
            .put(1, "{3} {2}"),
        row("view v columns now, next, later", r"columns (now(?:(?:, ?| )(?:next|later))*)<end>")
            .says("the columns `now`, `next` and `later` are called `horizon`")
            .put(1, "horizon"),
        row("view v width 1280px", r"width ((\d+) ?(?:px|pixels?|pt))<end>")
            .says("a width is a number of pixels: `{2}`")
            .put(1, "{2}"),
        row("theme t accent #0b5fff", r"(?:accent|palette) (?:<text>, ?)*(#[0-9A-Fa-f]+)<end>")
            .says("a colour stands in quotes")
            .put(1, "\"{1}\""),
        row(
            "theme t accent \"0b5fff\"",
            r"(?:accent|palette) (?:<text>, ?)*\x22()([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\x22",
        )
        .says("a colour begins with `#`")
        .put(1, "#")
        .at(2),
        row("theme t palette \"#123\" \"#456\"", r"palette (?:<text>, ?)*<text>( )\x22#")
            .says("expected a comma between two colours")
            .put(1, ", "),
    ],
);

/// Pictures by the words of other tools.
const CHARTS: [(&str, &str); 8] = [
    ("gantt", "timeline bars bar time gantt-chart ganttchart waterfall schedule"),
    (
        "swimlane",
        "roadmap lanes swim-lane swimlanes swim-lanes one-page onepage now-next-later-lanes streams",
    ),
    ("board", "kanban cards now-next-later nownextlater trello columns"),
    ("load", "workload capacity utilisation utilization resources people team histogram"),
    ("burnup", "burn-up burndown burn-down progress cumulative"),
    ("network", "dependencies dependency graph pert dag net tree"),
    ("risks", "risk matrix heatmap heat-map risk-matrix register"),
    (
        "priorities",
        "priority quadrant quadrants rice prioritisation prioritization scores eisenhower wsjf",
    ),
];

/// The picture that is meant by a word of another tool.
#[cfg(feature = "cli")]
pub(crate) fn chart_meant(word: &str) -> Option<&'static str> {
    meant(&CHARTS, word)
}

/// Parts by the words of other tools.
const PARTS: [(&str, &str); 10] = [
    ("arrows", "dependencies links edges lines connectors"),
    ("progress", "percent percentage completion complete"),
    ("people", "assignees owners names resources team who persons avatars"),
    ("baseline", "baselines ghost planned"),
    ("dates", "date days"),
    ("notes", "note comments descriptions text"),
    ("done", "completed finished closed"),
    ("critical", "critical-path criticalpath path"),
    ("slack", "float buffer"),
    ("unknown", "unestimated estimates"),
];

/// Papers by the words of other tools.
const PAPERS: [(&str, &str); 4] = [
    ("a4", "din-a4"),
    ("a3", "din-a3"),
    ("letter", "us-letter usletter"),
    ("slide", "16:9 widescreen presentation powerpoint slides wide screen"),
];

/// Who looks at a view, by other words.
const AUDIENCES: [(&str, &str); 2] = [
    ("team", "internal us private everybody-inside"),
    ("public", "external customers customer everyone everybody users"),
];

/// Techniques by other words.
const TECHNIQUES: [(&str, &str); 5] = [
    ("rice", "reach-impact-confidence-effort"),
    ("wsjf", "cost-of-delay cod weighted-shortest-job-first"),
    ("ice", "impact-confidence-ease ease"),
    (
        "eisenhower",
        "urgent-important value-urgency value/urgency importance-urgency eisenhower-matrix",
    ),
    ("value-risk", "value/risk risk-value"),
];

/// What is wrong with what such an attribute takes.
pub(super) fn mistake(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let words: Vec<&'static str> = match kind {
        A::Chart => ChartKind::ALL.map(ChartKind::word).to_vec(),
        A::Page => Page::ALL.map(Page::word).to_vec(),
        A::For => Audience::ALL.map(Audience::word).to_vec(),
        A::Show | A::Hide => Part::ALL.map(Part::word).to_vec(),
        A::Group | A::Colour => dimensions(),
        A::Sort => {
            SortKey::<()>::WORDS.iter().filter_map(SortKey::word).chain(dimensions()).collect()
        }
        A::Rank => ScoreKind::ALL.iter().filter_map(|kind| kind.word()).chain(criteria()).collect(),
        A::Columns => Columns::<()>::WORDS.iter().filter_map(Columns::word).collect(),
        A::Depth | A::Width => return VIEWS.find(found, found.at).or_else(|| count(found, kind)),
        A::Accent | A::Palette => {
            return VIEWS.find(found, found.at);
        }
        _ => return None,
    };
    let slips: &'static [(&str, &str)] = match kind {
        A::Chart => &CHARTS,
        A::Page => &PAPERS,
        A::Rank => &TECHNIQUES,
        A::For => &AUDIENCES,
        A::Show | A::Hide => &PARTS,
        _ => &[],
    };
    VIEWS.find(found, found.at).or_else(|| {
        let word = found.next(0)?;
        if kind == A::Rank
            && let Some(mistake) = weight(found, word)
        {
            return Some(mistake);
        }
        let Some(own) = meant(slips, word.text) else { return found.one_of(&words) };
        let says = format!("`{word}` is called `{own}` here");
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        Some(
            syntax(word.span(), says)
                .help(format!("it is {}", any_of(&quoted)))
                .put(word.span(), own),
        )
    })
}

/// What follows such an attribute that could be read, and belongs to it.
pub(super) fn behind(found: &Found<'_>) -> Option<Mistake> {
    VIEWS.find(found, found.at)
}

fn criteria() -> impl Iterator<Item = &'static str> {
    Criterion::<()>::WORDS.into_iter().filter_map(|criterion| criterion.word())
}

/// `rank value urgency 2`, `rank value 3 value 2`: a weight that is missing, or something that has two.
fn weight(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let is_criterion = |word: &str| criteria().any(|own| own == word);
    let earlier = (found.at..found.wrong).filter_map(|index| found.word(index));
    if earlier.into_iter().any(|earlier| earlier.text == word.text) {
        let says = format!("`{word}` is weighed twice");
        return Some(
            wrong(&DUPLICATE_ATTRIBUTE, word.span(), says).help("leave one of the two out"),
        );
    }
    let before = found.wrong.checked_sub(1).and_then(|before| found.word(before));
    if before.is_some_and(|before| is_criterion(before.text)) {
        return numbers::number_of(found, word);
    }
    is_criterion(word.text).then(|| {
        syntax(word.span(), format!("`{word}` lacks its weight"))
            .help(format!("for example `{word} 2`; what is counted against it has `-` before it"))
    })
}

fn dimensions() -> Vec<&'static str> {
    Dimension::<()>::WORDS.iter().filter_map(Dimension::word).collect()
}

/// Whether a word is what views are sorted by.
pub(super) fn sorts(word: &str) -> bool {
    let keys = SortKey::<()>::WORDS;
    keys.iter().filter_map(SortKey::word).chain(dimensions()).any(|own| own == word)
}

/// A part that is nearly meant.
pub(super) fn part(word: &str) -> Option<&'static str> {
    let all = Part::ALL.map(Part::word);
    all.iter().find(|own| **own == word).copied().or_else(|| did_you_mean(word, all))
}

/// A number of levels or pixels that makes no sense.
fn count(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let word = found.next(0)?;
    let is_number = number::decimal(word.text).is_some();
    let (range, what) = match kind {
        A::Depth => ("1 to 64", "levels"),
        _ => ("480 to 16000", "pixels"),
    };
    let says = format!("expected a whole number of {what} from {range}, found `{word}`");
    Some(if is_number {
        wrong(&INVALID_NUMBER, word.span(), says)
    } else {
        syntax(word.span(), says)
    })
}
