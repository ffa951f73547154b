//! What is wrong with a condition: rows for what people write in the place of a test, and for what they write between tests.

use super::amounts;
use super::found::{Found, Mistake, syntax};
use super::pieces::Word;
use super::points;
use super::rows::{Table, row};
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::keyword::{self, AttributeKind as A};
use crate::syntax::parse::{Rule, begins_test, condition_first, is_identifier};
use crate::text::did_you_mean;

/// What people write in the place of a test.
pub(super) static TESTS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("view v where !done", r"(! ?)[^=]").says("`!` is written `not`").put(1, "not "),
        row("view v where NOT done", r"(?i)(not)[ (]").says("`{1}` is written `not`").put(1, "not"),
        row("view v where critical = no", r"((<is>)(?: ?(?:==?|:) ?| is | )(?:no|false))<stop>")
            .says("`{2}` stands alone, with `not` before it perhaps")
            .put(1, "not {2}"),
        row("view v where blocked = yes", r"<is>((?: ?(?:==?|:) ?| is | )(?:yes|true))<stop>")
            .says("a test such as this stands alone: `{1}` is too much")
            .put(1, ""),
        row(
            "view v where state done",
            r"((?:state|status|health|kind|type)(?: ?(?:==?|:) ?| is | ))<is><stop>",
        )
        .says("`{1}` is too much: the word behind it is enough")
        .put(1, ""),
        row(
            "view v where state != done",
            r"((?:state|status|health|kind|type)(?: ?(?:!=|<>) ?| is not | not ))<is><stop>",
        )
        .says("`{1}` is written `not`")
        .put(1, "not "),
        row("view v where tag public", r"((?:tags?|labels?)(?: ?(?:==?|:) ?| is | )#?)<name><stop>")
            .says("a tag begins with `#`, found `{1}`")
            .put(1, "#"),
        row(
            "view v where owner = none",
            r"((<dimension>)(?: ?(?:==?|:) ?| is | )(?:none|empty|null|missing|unset|nobody|not set))<stop>",
        )
        .says("`{1}` is written `no {2}`")
        .put(1, "no {2}"),
        row("view v where has owner", r"(?i)(has (?:an? |any |some )?|with (?:an? |any |some )?)<dimension><stop>")
            .says("`{1}` is written `any`")
            .put(1, "any "),
        row(
            "view v where without owner",
            r"(?i)(without (?:an? |any )?|has no |lacks (?:an? |any )?|missing (?:an? )?|no (?:an? |any ))<dimension><stop>",
        )
        .says("`{1}` is written `no`")
        .put(1, "no "),
        row("view v where unassigned", r"(unassigned)<stop>")
            .says("`{1}` is written `no assignee`")
            .put(1, "no assignee"),
        row("view v where owner and task", r"((objective|owner|assignee|team|tag|health|state|horizon|priority))(?: (?:and|or)[ (]|\)|$)")
            .says("expected what `{1}` is to be, found none")
            .help("`any {1}` asks whether there is one at all")
            .put(1, "any {2}"),
        row(
            "view v where stream = checkout",
            r"(?:stream|objective|release|owner|assignee|team|horizon|inside|follows)( ?(?:==?|:) ?| is )@?<name><stop>",
        )
        .says("what is meant stands behind its word without `{1}`")
        .put(1, " "),
        row(
            "view v where stream != checkout",
            r"((stream|objective|release|owner|assignee|team|horizon)(?: ?(?:!=|<>) ?| is not | not ))@?<name><stop>",
        )
        .says("`{1}` is written `not {2}`")
        .put(1, "not {2} "),
        row(
            "view v where owner \"Ana\"",
            r"(?:stream|objective|release|owner|assignee|team|inside|follows|leads to) (<text>)",
        )
        .says("expected a name, found a text")
        .help("a name is what stands behind the word that declares it: of `stream checkout \"Checkout\"` it is `checkout`")
        .at(1)
        .costs(A::Where),
        row("view v where for growth", r"(for )<name><stop>")
            .says("in a condition `for` is written `objective`")
            .put(1, "objective "),
        row("view v where in v1", r"(in )<name><stop>")
            .says("in a condition `in` is written `release`")
            .help("what stands in an item is `inside` it")
            .put(1, "release "),
        row("view v where after 2026-05", r"((after|before|in|on|by)) (<day>)<stop>")
            .says("expected `starts` or `ends` before `{1}`")
            .help("for example `starts {2} {3}`")
            .costs(A::Where),
        row("view v where depends on api", r"(?i)(after|behind|depends (?:on|upon)|waits for|blocked by|requires|needs|following) <name><stop>")
            .says("in a condition `{1}` is written `follows`")
            .put(1, "follows"),
        row("view v where before beta", r"(?i)(before|blocks|precedes|leads?-to|lead to|leading to|needed (?:for|by)|leads) <name><stop>")
            .says("in a condition `{1}` is written `leads to`")
            .put(1, "leads to")
            .unless("leads to "),
        row("view v where inside of checkout", r"inside( of) ")
            .says("`inside` is followed by a name without `{1}`")
            .put(1, ""),
        row("view v where within checkout", r"(within|under|below|part of|contained in) <name><stop>")
            .says("in a condition `{1}` is written `inside`")
            .put(1, "inside"),
        row("view v where assigned to ana", r"((?:assigned|allocated)(?: to)?|who(?: is|:| ?=)?) @?(<name>)<stop>")
            .says("who works on it stands alone: `@{2}`")
            .put(1, "assignee"),
        row("view v where owned by ana", r"(owned by|owner is) @?<name><stop>")
            .says("`{1}` is written `owner`")
            .put(1, "owner"),
        row("view v where (start before 2026-Q3)", r"((start|end|begin|begins|finish|finishes|starting|ending|deadline)) (?:before|after|in|on) ")
            .says("`{1}` is written `{2:occasion}`")
            .put(1, "{2:occasion}"),
        row("view v where starts < 2026-Q3", r"<occasion>( ?< ?)<day>")
            .says("of days `{1}` is written `before`")
            .put(1, " before "),
        row("view v where ends > 2026-Q3", r"<occasion>( ?> ?)<day>")
            .says("of days `{1}` is written `after`")
            .put(1, " after "),
        row("view v where starts = 2026-Q3", r"<occasion>( ?==? ?| is | at | within | during )<day>")
            .says("of days `{1}` is written `in`")
            .put(1, " in "),
        row("view v where ends by 2026-Q3", r"((<occasion>)(?: ?<= ?| by | until | till | up to | no later than ))<day>")
            .says("`{1}` is written `not {2} after`")
            .put(1, "not {2} after "),
        row("view v where starts >= 2026-Q3", r"((<occasion>)(?: ?>= ?| from | since | no earlier than ))<day>")
            .says("`{1}` is written `not {2} before`")
            .put(1, "not {2} before "),
        row("view v where starts before #public", r"<occasion> (before|after|in|on) ((?:[#@][^ ,)]*|<text>))")
            .says("expected a date behind `{1}`, found `{2}`")
            .help("for example `starts {1} 2026-Q3`")
            .costs(A::Where)
            .at(2),
        row("view v where starts before", r"<occasion> (before|after|in|on)(?:\)|$)")
            .says("expected a date behind `{1}`, found none")
            .help("for example `starts {1} 2026-Q3`")
            .costs(A::Where)
            .at(1),
        row("view v where starts 2026-Q3", r"<occasion>( )(<day>)<stop>")
            .says("expected `before`, `after` or `in`, found `{2}`")
            .put(1, " in ")
            .at(2),
        row(
            "view v where slack == 5d",
            r"<name>( ?(?:===?|!==|=<|=>|<>|≤|≥|≠) ?| (?:is not|isn't|is less than|is more than|is at least|is at most|is|less than|more than|fewer than|at least|at most|below|under|above|over|greater than|equals|up to) )(?:<text>|<n>|<name>)",
        )
        .says("`{1}` is written `{1:comparison}`")
        .put(1, " {1:comparison} "),
        row("view v where jira: \"PAY-12\"", r"(<name>)( ?: ?)(?:<text>|<n>|<name>)")
            .says("in a condition `{2}` is written `=`")
            .put(2, " = "),
        row("view v where jira \"PAY-12\"", r"(<name>)( )<text>")
            .says("expected a sign such as `=` behind `{1}`")
            .put(2, " = "),
        row("view v where priority 700", r"(priority)( )<n><stop>")
            .says("expected a sign such as `>=` behind `{1}`")
            .put(2, " = ")
            .at(1),
        row("view v where priority high", r"priority ([A-Za-z][A-Za-z0-9-]*)<stop>")
            .says("expected `must`, `should`, `could`, `wont` or a number behind `priority`, found `{1}`")
            .help("for example `priority must`, or `priority >= 700`")
            .unless("priority (?:and|or|must|should|could|wont)[ ,)]")
            .costs(A::Where)
            .at(1),
        row("view v where slack 5d", r"(slack|progress|cost|score) \d")
            .says("expected a sign such as `<` behind `{1}`")
            .help("signs are `<`, `<=`, `=`, `!=`, `>=` and `>`")
            .costs(A::Where)
            .at(1),
        row(
            "view v where health green",
            r"((?:state|status|health|kind|type)(?: ?(?:==?|:) ?| is | )([A-Za-z-]+))<stop>",
        )
        .says("`{1}` is written `{2:state}`")
        .put(1, "{2:state}"),
        row("view v where late", r"(?i)(late|delayed|slipping|behind)<stop>")
            .says("`{1}` is no word of a condition")
            .help("`overdue` is what has passed its day, `off-track` what will miss it, `slack < 0d` what has no time left")
            .costs(A::Where),
        row("view v where open", r"(?i)(open|unfinished|undone|incomplete)<stop>")
            .says("`{1}` is written `not done`")
            .put(1, "not done"),
        row("view v where in-progress", r"(?i)([a-z]+(?:[ _-][a-z]+)?)<stop>")
            .says("`{1}` is written `{1:state}`")
            .put(1, "{1:state}"),
    ],
);

/// What people write between tests.
pub(super) static JOINTS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("view v where #a && #b", r"((?:&&?|\+) ?|(?:AND|And|plus) )")
            .says("`{1}` is written `and`")
            .put(1, " and "),
        row("view v where #a || #b", r"(\|\|? ?|(?:OR|Or) )")
            .says("`{1}` is written `or`")
            .put(1, " or "),
        row("view v where #a but not done", r"(but )")
            .says("`but` is written `and`")
            .put(1, "and "),
        row("view v where #a, and #b", r"(, ?)(?:and|or)[ (]")
            .says("nothing but blanks stands before `and` and `or`")
            .put(1, " "),
    ],
);

/// What is wrong with a condition, or behind one that could be read.
pub(super) fn mistake(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first().filter(|word| word.text == "where")?;
    let end = found.pieces.last().map_or(word.end(), |last| last.end);
    let begin = skip(found, word.end(), end);
    if begin >= end {
        return Some(found.from(found.at + 1).lacking(A::Where));
    }
    let (length, stop) = condition_first(found.written.from(begin));
    let read_to = begin + length;
    let behind = skip(found, read_to, end);
    let rest = Word::new(found.written, behind.min(end), end);
    // A parenthesis may well be closed behind what is wrong.
    let goes_on =
        || behind < end && (joint_of(rest.text) > 0 || behind_test(found, rest).is_some());
    let stop = stop.filter(|stop| stop.wanted != Rule::opening || !goes_on());
    if let Some(stop) = stop {
        let at = Word::new(found.written, begin + stop.start, begin + stop.end);
        return Some(refused(found, at, stop.wanted, read_to));
    }
    if length > 0 && behind < end {
        if joint_of(rest.text) == 0 {
            return behind_test(found, rest);
        }
        let test = skip(found, behind + joint_of(rest.text), end);
        return Some(no_test(found, test, end));
    }
    (length == 0).then(|| no_test(found, begin, end))
}

/// Passes over blanks.
fn skip(found: &Found<'_>, at: usize, end: usize) -> usize {
    let rest = found.written.part(at, end);
    at + (rest.len() - rest.trim_start_matches(' ').len())
}

/// How long the `and` or `or` is that a text begins with.
fn joint_of(text: &str) -> usize {
    let is_joint = |word: &&str| {
        text.strip_prefix(*word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(', '\n']))
    };
    ["and", "or"].iter().find(|word| is_joint(word)).map_or(0, |word| word.len())
}

/// What the grammar takes and no test is, or a parenthesis without the other.
fn refused(found: &Found<'_>, at: Word<'_>, wanted: Rule, read_to: usize) -> Mistake {
    match wanted {
        Rule::opening => {
            let end = found.written.span(read_to, read_to);
            let mistake = syntax(at.span(), "this `(` is not closed");
            mistake.put(end, ")")
        }
        Rule::closing => syntax(at.span(), "this `)` closes nothing").put(at.span(), ""),
        Rule::points => syntax(at.span(), "the days end before they begin").costs(A::Where),
        Rule::amount | Rule::share | Rule::range => {
            let says = format!("`{at}` is no number, and no amount of anything");
            syntax(at.span(), says).help("for example `700`, `12k`, `50%` or `5d`").costs(A::Where)
        }
        Rule::date => {
            let piece = found.pieces.iter().position(|piece| piece.end > at.start);
            let found = found.from(piece.unwrap_or(found.wrong));
            points::point(&found)
                .unwrap_or_else(|| syntax(at.span(), format!("`{at}` is no date")).costs(A::Where))
        }
        _ => TESTS.find_word(found, at).unwrap_or_else(|| unknown(found, at)),
    }
}

/// What stands where a test is expected.
fn no_test(found: &Found<'_>, from: usize, end: usize) -> Mistake {
    // What stands before a test is passed over, to come to what is wrong.
    let mut at = from;
    loop {
        let rest = found.written.part(at, end);
        let length = match rest.strip_prefix("not") {
            Some(behind) if behind.is_empty() || behind.starts_with([' ', '(']) => 3,
            _ => usize::from(rest.starts_with('(')),
        };
        if length == 0 {
            break;
        }
        at = skip(found, at + length, end);
    }
    let rest = Word::new(found.written, at, end);
    if rest.text.is_empty() || rest.text.starts_with('\n') {
        let found = found.from(found.pieces.len());
        return found.expected(EXPECTED).help(EXAMPLES).costs(A::Where);
    }
    if let Some(mistake) = TESTS.find_word(found, rest) {
        return mistake;
    }
    let length = rest.text.find([' ', ',', ')', '\n', '{']).unwrap_or(rest.text.len());
    unknown(found, rest.part(0, length.max(1).min(rest.text.len())))
}

const EXPECTED: &str = "a test such as `#public`";
const EXAMPLES: &str = "tests are `#public`, `@ana`, `task`, `done`, `at-risk`, `stream checkout`, `slack < 5d`, `starts before 2026-Q3` and others";

/// A word that is no test: misspelt perhaps.
fn unknown(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let rest = found.written.part(word.end(), found.written.text.len());
    let says = format!("expected {EXPECTED}, found `{word}`");
    let mistake = syntax(word.span(), says).of_word(word.text).costs(A::Where);
    let near = did_you_mean(&word.text.to_lowercase(), WORDS.iter().copied());
    // What is put there makes a test of it: of the words that need something behind them none that has nothing.
    let is_test = |near: &&str| begins_test(&format!("{near}{rest}"));
    match near.filter(|near| *near != word.text).filter(is_test) {
        Some(near) => mistake.help(format!("did you mean `{near}`?")).put(word.span(), near),
        None if is_identifier(word.text) => {
            mistake.help(format!("{EXAMPLES}; a custom field is compared: `{word} = …`"))
        }
        None => mistake.help(EXAMPLES),
    }
}

/// Every word that a test begins with.
const WORDS: [&str; 39] = [
    "task",
    "feature",
    "milestone",
    "stream",
    "release",
    "idea",
    "waiting",
    "under-way",
    "overdue",
    "done",
    "dropped",
    "on-track",
    "at-risk",
    "off-track",
    "unknown",
    "critical",
    "blocked",
    "objective",
    "owner",
    "assignee",
    "team",
    "inside",
    "leads",
    "follows",
    "no",
    "any",
    "priority",
    "horizon",
    "slack",
    "progress",
    "cost",
    "score",
    "starts",
    "ends",
    "due",
    "promised",
    "not",
    "and",
    "or",
];

/// What stands behind a condition that could be read, and goes on with it.
fn behind_test(found: &Found<'_>, rest: Word<'_>) -> Option<Mistake> {
    if let Some(mistake) = JOINTS.find_word(found, rest) {
        return Some(mistake);
    }
    if let Some(mistake) = compared(found, rest) {
        return Some(mistake);
    }
    // `stream` alone is right, and a text behind it no title; `inside of` names something that is called `of`.
    let before = found.pieces.iter().rposition(|piece| piece.end <= rest.start)?;
    let before = match found.word(before)? {
        word if rest.text.starts_with('"') => Some(word),
        word if word.text == "of" => found.word(before.checked_sub(1)?),
        _ => None,
    };
    if let Some(word) = before {
        let opened = word.text.find(|sign| sign != '(').unwrap_or(0);
        return TESTS.find_word(found, word.part(opened, word.text.len()));
    }
    let first = |text: &str| text.split([' ', ',', ')', '\n']).next().unwrap_or_default().len();
    let goes_on = |text: &str| {
        let word = text.get(..first(text)).unwrap_or_default();
        keyword::attribute_on(word, found.on).is_none() && begins_test(text)
    };
    if let Some(behind) = rest.text.strip_prefix(',') {
        let test = behind.trim_start_matches(' ');
        let comma = rest.part(0, 1);
        let says = "tests have `and` or `or` between, found a comma";
        if goes_on(test) {
            return Some(syntax(comma.span(), says).costs(A::Where));
        }
        // `stream a, b`: a name, and no attribute.
        let (start, length) = (rest.text.len() - test.len(), first(test));
        let name = rest.part(start, start + length);
        let is_name = is_identifier(name.text)
            && keyword::suggest_attribute(name.text, found.on).is_none()
            && keyword::meant_attribute_on(name.text, found.on).is_none();
        let help = "each name is a test of its own: `(stream web or stream app)`";
        let all = comma.to(name).span();
        return is_name.then(|| syntax(all, says).help(help).without([all]));
    }
    let word = rest.part(0, first(rest.text));
    if let Some(mistake) = unit_apart(found, word) {
        return Some(mistake);
    }
    let says = format!("expected `and` or `or` before `{word}`");
    goes_on(rest.text).then(|| syntax(word.span(), says).put(word.before(), "and "))
}

/// `#public < 2026-05-01`
fn compared(found: &Found<'_>, rest: Word<'_>) -> Option<Mistake> {
    const SIGNS: [&str; 10] = ["<=", ">=", "!=", "==", "<", ">", "=", "before ", "after ", "in "];
    let sign = SIGNS.iter().find(|sign| rest.text.starts_with(**sign))?;
    let behind = rest.text.get(sign.len()..)?.trim_start_matches(' ');
    let length = behind.find([' ', ',', ')', '\n', '{']).unwrap_or(behind.len());
    let end = rest.text.len() - behind.len() + length;
    let before = found.pieces.iter().rposition(|piece| piece.end <= rest.start)?;
    let before = found.word(before)?;
    let what = match before.text.trim_start_matches('(').get(..1)? {
        "#" => "a tag is not compared",
        "@" => "who works on it is not compared",
        _ => return None,
    };
    let is_date = behind.starts_with(|char: char| char.is_ascii_digit()) && behind.contains('-');
    if sign.ends_with(' ') && !is_date {
        return None;
    }
    let all = rest.part(0, end);
    let with = if is_date { " with a date" } else { "" };
    let mistake = syntax(all.span(), format!("{what}{with}, found `{all}`"));
    let help = if is_date {
        "dates are `starts`, `ends`, `due` and `promised`: `starts before 2026-Q3`"
    } else {
        "it stands alone, with `not` before it perhaps"
    };
    Some(mistake.help(help).costs(A::Where))
}

/// `slack < 5 days`
fn unit_apart(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let unit = amounts::letters(amounts::meant_unit(word.text)?);
    let before = found.pieces.iter().rposition(|piece| piece.end <= word.start)?;
    let before = found.word(before)?;
    let length = before.text.len()
        - before.text.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '.').len();
    let number = before.behind(before.text.len() - length);
    let all = number.to(word);
    let says = format!("a duration is one word, found `{all}`");
    (length > 0).then(|| syntax(all.span(), says).put(all.span(), format!("{number}{unit}")))
}
