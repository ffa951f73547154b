//! What is wrong with what an attribute takes: a table of the attributes, and of what may be wrong with each.

use super::found::{Found, Mistake, Reading, dropped, instead, told};
use super::phrases::{any_of, with_article};
use super::pieces::Word;
use super::words::begins_attribute;
use super::{amounts, calendars, names, numbers, people, points, texts};
use crate::diagnostic::rules::{INVALID_LINK, INVALID_NUMBER, MISPLACED_ATTRIBUTE, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::Thoroughness;
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K, Takes};
use crate::syntax::parse::{is_address, is_grade, is_path};
use crate::text::{Span, did_you_mean};

/// What is wrong with an attribute of which the word is known.
pub(super) fn operand(found: &Found<'_>, kind: A) -> Option<Mistake> {
    answer(found, kind)
        .or_else(|| separator(found))
        .or_else(|| points::lacks_after(found))
        .or_else(|| special(found, kind))
        .or_else(|| of_its_kind(found, kind.takes()))
        .or_else(|| Some(missing(found, kind)))
}

fn special(found: &Found<'_>, kind: A) -> Option<Mistake> {
    match kind {
        A::Assign => people::several(found).or_else(|| people::assignee(found)),
        A::Owner => people::several_owners(found)
            .or_else(|| names::quoted(found, "a name"))
            .or_else(|| people::owner(found)),
        A::Rate => people::rate(found),
        A::Tag => names::tag(found),
        A::Before => points::before_a_date(found),
        A::Priority => numbers::priority(found),
        A::Score => numbers::score(found),
        A::Measure => level_of_measure(found),
        A::Impact => impact(found),
        A::Link => link(found),
        A::Horizon => one_of(found, &["now", "next", "later"]),
        A::Custom => field_value(found),
        A::Work | A::Off | A::Open => calendars::line(found),
        A::Done => points::done_in_part(found),
        A::Within if found.wrong == found.at + 1 => amounts::duration(found, found.next(0)?),
        A::Level => thoroughness(found),
        _ => None,
    }
}

fn of_its_kind(found: &Found<'_>, (takes, expected): (Takes, &str)) -> Option<Mistake> {
    match takes {
        Takes::Points => names::quoted(found, expected)
            .or_else(|| points::point(found))
            .or_else(|| points::no_point(found)),
        Takes::Date => points::one_date(found)
            .or_else(|| points::point(found))
            .or_else(|| points::no_point(found))
            .map(|mistake| unsure(found, mistake)),
        Takes::Days => points::days(found).or_else(|| points::no_point(found)),
        Takes::Names | Takes::Name => names::no_name(found, expected),
        Takes::Time => amounts::extent(found),
        Takes::Duration => match found.next(0) {
            Some(word) => amounts::extent(found).or_else(|| Some(amounts::no_duration(word))),
            None => None,
        },
        Takes::Money => numbers::money(found),
        Takes::Number => numbers::number(found),
        Takes::Share => numbers::share(found),
        Takes::Text => texts::without_quotes(found, expected),
        Takes::Other => None,
    }
}

/// All that is looked at on a day rests on `today`: of one that is only guessed nothing is to follow.
fn unsure(found: &Found<'_>, mistake: Mistake) -> Mistake {
    match found.kind {
        Some(A::Today) => Mistake { reading: Reading::Dropped(Some(A::Today)), ..mistake },
        _ => mistake,
    }
}

/// Something else stands where the operand is expected, or nothing.
fn missing(found: &Found<'_>, kind: A) -> Mistake {
    Mistake { diagnostic: lacking(found, kind), reading: Reading::Lacking(kind) }
}

/// Says what an attribute lacks.
pub(super) fn lacking(found: &Found<'_>, kind: A) -> Diagnostic {
    let (takes, expected) = kind.takes();
    let quotes = if takes == Takes::Text { " in quotes" } else { "" };
    found.expected(&format!("{expected}{quotes}"))
}

/// What follows an attribute that could be read, and belongs to it: `after a b, c`, `2026-03-02 14:00`, `12k EUR`, `@ana or bo`.
/// The wrong piece is the last one of the attribute.
pub(super) fn behind(found: &Found<'_>, kind: A) -> Option<Mistake> {
    match kind.takes().0 {
        Takes::Points => points::point(found)
            .or_else(|| points::edge_apart(found))
            .or_else(|| names::second_comma(found))
            .or_else(|| names::list(found)),
        Takes::Date => points::one_date(found).or_else(|| points::point(found)),
        Takes::Days => {
            calendars::behind_days(found).or_else(|| points::days(found)).or_else(|| reason(found))
        }
        Takes::Names => names::second_comma(found).or_else(|| names::list(found)),
        Takes::Time => {
            let word = found.next(0)?;
            amounts::two_amounts(found).or_else(|| amounts::range_in_words(found, word))
        }
        Takes::Money => numbers::number_behind(found).or_else(|| numbers::currency(found)),
        _ => match kind {
            A::Assign => people::several(found),
            A::Owner => people::several_owners(found),
            A::Tag => names::comment_behind_tag(found),
            A::Impact => numbers::currency(found).or_else(|| impact_in_other_order(found)),
            A::Score => numbers::misspelt_criterion(found.next(1)?),
            A::Link => title_behind(found),
            A::Mitigation => misspelt_kind(found),
            A::Work => calendars::comma_between_hours(found),
            A::Rate => people::rate_behind(found),
            A::Level | A::Alap | A::Split | A::Dropped | A::External | A::Term => {
                answer(found, kind).or_else(|| (kind == A::Level).then(|| thoroughness(found))?)
            }
            _ => None,
        },
    }
    .or_else(|| (kind == A::Open).then(|| calendars::comma_between_hours(found))?)
    .or_else(|| {
        (kind == A::Done).then(|| points::done_in_part(found).or_else(|| answer(found, kind)))?
    })
}

/// A `:` or `=` between a word and its arguments.
fn separator(found: &Found<'_>) -> Option<Mistake> {
    let (word, next) = (found.first()?, found.word(found.at + 1)?);
    let is_word = keyword::attribute(word.text).is_some();
    (is_word && next.text.starts_with([':', '=']))
        .then(|| super::words::superfluous_sign(word, next.part(0, 1)))
}

/// Refuses an attribute that the declaration does not take.
pub(super) fn misplaced(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let word = found.first()?;
    // `allow` and `deny` are one kind, but do not stand in the same places.
    let on = match kind {
        A::Severity | A::Measure => {
            keyword::attribute(word.text).map_or(kind.stands_on(), |row| row.on)
        }
        _ => kind.stands_on(),
    };
    if on.contains(found.on) {
        return None;
    }
    let message = format!("`{word}` can't stand on {}", with_article(found.on));
    let diagnostic = Diagnostic::new(&MISPLACED_ATTRIBUTE, word.span(), message);
    let Some((help, fix)) = meant_instead(kind, found.on) else {
        let takers: Vec<_> = on.iter().map(with_article).collect();
        return Some(Mistake {
            diagnostic: diagnostic.help(format!("it stands on {}", any_of(&takers))),
            reading: Reading::Attribute(kind),
        });
    };
    let diagnostic = diagnostic.help(help);
    Some(match fix {
        // The `@` of a name stays, and so does a share.
        Some(before @ ("owner" | "probability")) => told(diagnostic.replace(
            format!("put `{before}` before it"),
            word.before(),
            format!("{before} "),
        )),
        Some(fix) => told(diagnostic.replace(format!("replace with `{fix}`"), word.span(), fix)),
        None => Mistake { diagnostic, reading: Reading::Attribute(kind) },
    })
}

/// What is meant by an attribute that people put on such a declaration, and the word that says it.
fn meant_instead(kind: A, on: K) -> Option<(&'static str, Option<&'static str>)> {
    match (kind, on) {
        (A::Assign, K::Milestone | K::Release | K::Objective | K::Risk | K::Idea | K::Roadmap) => {
            Some(("nobody works on it; who answers for it is its `owner`", Some("owner")))
        }
        (A::Duration | A::Effort | A::Elapsed, K::Milestone | K::Release) => {
            Some(("it is a point in time and takes none; work is a task", None))
        }
        (A::In, K::Release) => Some((
            "what ships in it says so: `in` and its name, on a stream, a feature or a task",
            None,
        )),
        (A::Off, K::Person) => Some(("a person is `away`", Some("away"))),
        (A::Away, K::Team | K::Resource | K::Calendar) => {
            Some(("only a person is away; here it is `off`", Some("off")))
        }
        (A::Due, on) if on.is_item() || matches!(on, K::Objective | K::Roadmap) => {
            Some(("a deadline is `by`", Some("by")))
        }
        (A::By, K::Risk) => Some(("the day by which a risk is dealt with is `due`", Some("due"))),
        (A::Capacity, K::Person) => {
            Some(("a person has one unit, or the share given: `person ana 80%`", None))
        }
        (A::Percent, K::Risk) => {
            Some(("how likely a risk is, its `probability` says", Some("probability")))
        }
        (A::Percent, K::Team | K::Resource) => {
            Some(("a team or a resource has a `capacity`: `capacity 3`", None))
        }
        (A::During | A::Promised, K::Idea) => {
            Some(("an idea is not scheduled; `horizon next` says when it may be", None))
        }
        (A::After | A::Before | A::From | A::To | A::On | A::By, K::Idea) => {
            Some(("an idea is not scheduled: make it a task or a feature", None))
        }
        _ => None,
    }
}

/// `split: yes`, `level on`, `dropped = false`: a word that stands alone, with an answer behind it as other languages have it.
fn answer(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let stands_alone = matches!(
        kind,
        A::Alap | A::Split | A::Dropped | A::Done | A::External | A::Term | A::Level
    );
    let word = found.first().filter(|_| stands_alone)?;
    let next = found.word(found.at + 1)?;
    let (answer, count) = match next.text {
        ":" | "=" => (found.word(found.at + 2)?, 2),
        text if text.starts_with([':', '=']) => (next.behind(1), 1),
        _ => (next, 1),
    };
    let is_yes = match answer.text.to_ascii_lowercase().as_str() {
        "yes" | "true" => true,
        "no" | "false" => false,
        // They are words of the language too, which something belongs to.
        "on" if is_last(found, count) => true,
        "off" if is_last(found, count) => false,
        _ => return None,
    };
    Some(superfluous_answer(kind, word, answer, is_yes))
}

/// `split=true` in one word.
pub(super) fn joined_answer(found: &Found<'_>) -> Option<Mistake> {
    let whole = found.first()?;
    let at = whole.text.find([':', '='])?;
    let (word, behind) = (whole.part(0, at), whole.behind(at + 1));
    let kind = keyword::attribute(word.text)?.kind;
    let stands_alone = matches!(
        kind,
        A::Alap | A::Split | A::Dropped | A::Done | A::External | A::Term | A::Level
    );
    let answer = if behind.text.is_empty() { found.word(found.at + 1)? } else { behind };
    let is_yes = match answer.text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" => true,
        "no" | "false" | "off" => false,
        _ => return None,
    };
    stands_alone.then(|| superfluous_answer(kind, word, answer, is_yes))
}

fn superfluous_answer(kind: A, word: Word<'_>, answer: Word<'_>, is_yes: bool) -> Mistake {
    let whole = word.to(answer).span();
    if !is_yes {
        let message = format!("`{word}` stands alone, or is left out");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, answer.span(), message);
        return told(diagnostic.replace(format!("leave `{word}` out"), whole, ""));
    }
    let behind = Span::new(word.span().end, answer.span().end);
    let message = format!("`{word}` stands alone, without `{answer}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, answer.span(), message);
    let diagnostic = if kind == A::Level {
        diagnostic.help("how much is tried may stand behind it: `level quick`, `level thorough`")
    } else {
        diagnostic
    };
    told(diagnostic.replace(format!("remove `{answer}`"), behind, ""))
}

/// Whether nothing that belongs to it stands behind an answer of so many pieces.
fn is_last(found: &Found<'_>, count: usize) -> bool {
    found.word(found.at + count + 1).is_none_or(|behind| {
        behind.text != "today" && !behind.is_number() && begins_attribute(behind.text)
    })
}

/// `level fast`, `level 5000`
fn thoroughness(found: &Found<'_>) -> Option<Mistake> {
    let how = found.word(found.at + 1)?;
    let is_count = how.text.len() < 8
        && how.text.bytes().all(|byte| byte.is_ascii_digit())
        && !(how.text.len() == 4 && ("1900".."2200").contains(&how.text));
    let is_word = how.text.chars().all(char::is_alphabetic) || is_count;
    let attributes = keyword::ATTRIBUTES.iter().map(|one| one.lexeme);
    if !is_word
        || super::words::kind_at(found, found.at + 1).is_some()
        || did_you_mean(how.text, attributes).is_some()
    {
        return None;
    }
    let message = format!("expected `quick`, `normal` or `thorough`, found `{how}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, how.span(), message);
    let near = did_you_mean(how.text, Thoroughness::ALL.iter().map(|one| one.word()));
    let meant = match how.text.to_lowercase().as_str() {
        "fast" | "low" | "short" | "rough" | "light" | "draft" => Some("quick"),
        "medium" | "default" | "standard" | "usual" | "auto" => Some("normal"),
        "slow" | "high" | "full" | "deep" | "best" | "hard" | "max" | "optimal" | "exact" => {
            Some("thorough")
        }
        _ => near,
    };
    let diagnostic = match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("how much is tried stands behind `level`: `level quick`, `level thorough`; `level` alone is `level normal`"),
    };
    Some(match meant {
        Some(meant) => {
            told(diagnostic.replace(format!("replace with `{meant}`"), how.span(), meant))
        }
        None => dropped(diagnostic, A::Level),
    })
}

/// One of a few words.
pub(super) fn one_of(found: &Found<'_>, all: &[&'static str]) -> Option<Mistake> {
    let word = found.next(0)?;
    let quoted: Vec<String> = all.iter().map(|one| format!("`{one}`")).collect();
    let message = format!("expected {}, found `{word}`", any_of(&quoted));
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    Some(told(match did_you_mean(word.text, all.iter().copied()) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
            format!("replace with `{meant}`"),
            word.span(),
            meant,
        ),
        None => diagnostic,
    }))
}

fn level_of_measure(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    if word.text.ends_with('%') { numbers::share(found) } else { numbers::money(found) }
}

/// What is wrong with the value of a field.
fn field_value(found: &Found<'_>) -> Option<Mistake> {
    let first = found.first()?;
    let (_, rest) = first.split_once(":")?;
    let (value, at) = if rest.text.is_empty() {
        (found.word(found.at + 1)?, found.at + 1)
    } else {
        (rest, found.at)
    };
    let found = &found.from(at);
    if value.text.contains('-') && crate::syntax::parse::date::looks_like_date(value.text) {
        return points::point(found);
    }
    let is_number =
        value.text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first));
    if is_number {
        return numbers::number_of(found, value);
    }
    let quoted = format!("\"{value}\"");
    Some(instead(&SYNTAX_ERROR, value.span(), "a text stands in quotes", quoted))
}

/// What is wrong with what a risk costs.
fn impact(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 1)?;
    if is_grade(word.text) {
        let message = format!("expected time or money, found `{word}`");
        return Some(told(Diagnostic::new(&SYNTAX_ERROR, word.span(), message).help(
            "an impact is what the risk costs: `impact 10d`, `impact 10d..20d on api` or `impact 50k`",
        )));
    }
    if found.wrong > found.at + 1 {
        return names::no_name(found, "the name of what the risk delays");
    }
    let last = word.text.rsplit("..").next().unwrap_or(word.text);
    let unit = last.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    let next = found.word(found.at + 2).map_or("", |next| next.text);
    let is_time = amounts::meant_unit(if unit.is_empty() { next } else { unit }).is_some()
        || amounts::is_range_slip(word.text)
        || is_path(word.text);
    if is_time {
        return amounts::extent(found);
    }
    let Some((best, worst)) = word.split_once("..") else { return numbers::money(found) };
    let nowhere = found.from(found.pieces.len());
    numbers::number_of(&nowhere, best).or_else(|| numbers::number_of(&nowhere, worst)).or_else(
        || {
            let fixed = format!("{worst}..{best}");
            Some(instead(&INVALID_NUMBER, word.span(), "the range runs from more to less", fixed))
        },
    )
}

/// `by tsk hardening`: the kind of what mitigates a risk, misspelt.
fn misspelt_kind(found: &Found<'_>) -> Option<Mistake> {
    let (word, item) = (found.next(0)?, found.next(1)?);
    let meant = did_you_mean(word.text, ["task", "feature"]).filter(|_| is_path(item.text))?;
    let message = format!("expected `task` or `feature`, found `{word}`");
    Some(instead(&SYNTAX_ERROR, word.span(), message, meant))
}

/// `impact on cart 10d`: the amount comes first.
fn impact_in_other_order(found: &Found<'_>) -> Option<Mistake> {
    let on = found.word(found.at + 1).filter(|on| on.text == "on")?;
    let (item, amount) = (found.word(found.at + 2)?, found.word(found.at + 3)?);
    if !is_path(item.text) || !amount.is_number() {
        return None;
    }
    let edits = vec![
        Edit { span: on.before(), text: format!("{} ", amount.text) },
        Edit { span: Span::new(item.span().end, amount.span().end), text: String::new() },
    ];
    let message = format!("what the risk costs stands before what it delays: `{amount} on {item}`");
    Some(told(Diagnostic::new(&SYNTAX_ERROR, amount.span(), message).fix("put it there", edits)))
}

/// What is wrong with a link.
fn link(found: &Found<'_>) -> Option<Mistake> {
    let title = found.at + 1;
    if found.is_text(title) {
        let has_address = found
            .word(title + 1)
            .is_some_and(|next| next.text.contains(':') || next.text.starts_with("www."));
        let quoted = found.piece(title).map(|piece| found.word_of(piece))?;
        let inside = quoted.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(inside) =
            inside.filter(|inside| !has_address && is_address(inside) && !inside.contains(' '))
        {
            let diagnostic = Diagnostic::new(
                &SYNTAX_ERROR,
                quoted.span(),
                "an address is written without quotes",
            );
            return Some(told(diagnostic.replace("remove the quotes", quoted.span(), inside)));
        }
    }
    let at = if found.is_text(title) { title + 1 } else { title };
    let Some(word) = found.word(at) else {
        let message = format!("expected a web address, found {}", found.named(at));
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, found.place(at), message);
        return Some(told(
            diagnostic.help("for example `link \"Design\" https://example.com/design`"),
        ));
    };
    let diagnostic = match word.text.split_once(':') {
        Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            Diagnostic::new(
                &INVALID_LINK,
                word.span(),
                format!("a link can't begin with `{scheme}:`"),
            )
        }
        _ => Diagnostic::new(&INVALID_LINK, word.span(), format!("`{word}` is no web address")),
    };
    let diagnostic = diagnostic.help("a link begins with `https://`, `http://` or `mailto:`");
    let is_host =
        word.text.contains('.') && !word.text.contains(':') && !word.text.starts_with('.');
    Some(told(if is_host {
        diagnostic.replace("put `https://` before it", word.before(), "https://")
    } else {
        diagnostic
    }))
}

/// `link https://… "Design"`: the title stands before the address.
fn title_behind(found: &Found<'_>) -> Option<Mistake> {
    let address = found.word(found.at + 1)?;
    let title = found.piece(found.at + 2).filter(|_| found.is_text(found.at + 2))?;
    let title = found.word_of(title);
    let edits = vec![
        Edit { span: address.before(), text: format!("{} ", title.text) },
        Edit { span: title.span(), text: String::new() },
    ];
    let message = "the title of a link stands before its address";
    Some(told(Diagnostic::new(&SYNTAX_ERROR, title.span(), message).fix("move it there", edits)))
}

/// Words without quotes behind days: why somebody is away.
fn reason(found: &Found<'_>) -> Option<Mistake> {
    let is_meant = |word: &str| {
        let meant = keyword::meant_attribute_on(word, found.on);
        let row = meant.and_then(|meant| keyword::attribute(meant.lexeme));
        row.is_some_and(|row| row.on.contains(found.on))
    };
    found.next(1).filter(|word| {
        matches!(found.kind, Some(A::Away | A::Off | A::Open))
            && word.text.starts_with(char::is_alphabetic)
            && !begins_attribute(word.text)
            && !word.text.contains([':', '='])
            && !is_meant(word.text)
            && keyword::suggest_attribute(word.text, found.on).is_none()
    })?;
    let mistake = texts::without_quotes(&found.from(found.wrong + 1), "the reason")?;
    Some(Mistake { reading: Reading::Fixed, ..mistake })
}
