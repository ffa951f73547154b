//! What is wrong with what an attribute takes: a table of the attributes, and of what may be wrong with each.

use super::found::{Found, Mistake, Reading, syntax, wrong};
use super::phrases::{any_of, with_article};
use super::rows::{Table, row};
use super::{amounts, calendars, conditions, dates, names, numbers, people, points, texts, views};
use crate::diagnostic::rules::{INVALID_LINK, INVALID_NUMBER, MISPLACED_ATTRIBUTE, SYNTAX_ERROR};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K, Takes};
use crate::syntax::parse::date::looks_like_date;
use crate::syntax::parse::{is_grade, is_path};

/// What is known of an attribute by its word and what stands behind that.
pub(super) static ATTRIBUTES: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(
            "task a 5d split: yes",
            r"(<flag>)( ?[:=] ?(?:yes|true|on)| (?:yes|true)| on$)<end>",
        )
        .says("`{1}` stands alone")
        .put(2, ""),
        row(
            "task a 5d split no",
            r"((<flag>)(?: ?[:=] ?| )(?:no|false|off))<end>",
        )
        .says("`{2}` stands alone, or is left out")
        .put(1, ""),
        row(
            "team web 3 people",
            r"((\d+)(?: (?:people|persons?|members?|heads?|engineers?|developers?|devs?|units?|fte|FTEs?))?)<end>",
        )
        .says("the `capacity` says how many there are")
        .put(1, "capacity {2}")
        .on(A::Capacity),
        row("person ana 4 days/week", r"(<n> ?d(?:ays?)?(?: ?/ ?| per | an? | each | every )w(?:ee)?k?)<end>")
            .says("how much of a person there is, is a share")
            .help("of a week of 5 days, one day is `20%`, four are `80%`")
            .on(A::Away)
            .costs(A::Percent),
        row("task a 5d after: b", r"([a-z-]+)( ?[:=] ?)")
            .says("`{1}` is written without `{2}`")
            .when("{1:attribute}")
            .put(2, " "),
        row(
            "task a 5d after b+ 2d",
            r"\w+ (?:.* )?((<name>)\+(?: (<time>)| ?(elapsed <time>)))<end>",
        )
        .says("a lag has a space on each side of its `+`")
        .put(1, "{2} + {3}{4}"),
        row(
            "task a 5d after b is done",
            r"after (?:[^ ]+, )*<name>( (?:(?:is|was|has|been|are|gets) )*(?:done|finished|completed?|over|ready|closed))<end>",
        )
        .says("what stands behind `after` is waited for until it is done: `{1}` is too much")
        .put(1, ""),
        row("task a 5d cost 12 000", r"[a-z]+ ((\d{1,3}) (\d{3}))<end>")
            .says("a number has no blanks: `{2}{3}`")
            .put(1, "{2}{3}"),
        row("task a 5d before 2026-03-31", r"(before) (<day>)<end>")
            .says("expected the name of what comes after, found `{2}`")
            .help("a deadline is written `by {2:date}`")
            .put(1, "by")
            .at(2),
        row("task a 5d started on 2026-03-02", r"(started|done)( (?:on|at|in|since)) <day><end>")
            .says("`{1}` has its date without `{2}`")
            .put(2, ""),
        row("task a 5d done 30%", r"(done )(\d[\d.]*%)<end>")
            .says("how much is done stands alone: `{2}`")
            .put(1, ""),
        row("task a 5d by @ana", r"((?:by|to|from|on) )(@<name>)<end>")
            .says("`{1}` takes a date, found `{2}`")
            .help("who works on it stands alone, `{2}`; who answers for it is `owner {2}`")
            .put(1, "")
            .at(2),
        row("task a 5d from after b", r"((?:by|to|from|on) )after ")
            .says("`{1}` is one word too many: `after` is enough")
            .put(1, ""),
        row("task a 5d link [Plan](https://example.com)", r"link (\[([^\]]*)\]\(([^) ]*)\))<end>")
            .says("a link is a text and an address")
            .put(1, "\"{2}\" {3}"),
        row("task a 5d link https://example.com \"Plan\"", r"link (([^ \x22]+) (<text>))<end>")
            .says("the title of a link stands before its address")
            .put(1, "{3} {2}"),
        row(
            "task a 5d link \"https://example.com\"",
            r"link (\x22((?:https?://|mailto:)[^ \x22]+)\x22)<end>",
        )
        .says("an address is written without quotes")
        .put(1, "{2}")
        .unless(r"link <text> [^ ]*(?::|www\.)"),
        row("task a 5d link www.example.com", r"link (?:<text> )?(()[\w-]+(?:\.[\w-]+)+[^ :]*)<end>")
            .says("`{1}` is no web address")
            .help("a link begins with `https://`, `http://` or `mailto:`")
            .rule(&INVALID_LINK)
            .put(2, "https://")
            .at(1),
        row("task a 5d link ftp://example.com", r"link (?:<text> )?(([A-Za-z0-9]+:)[^ \x22]*)<end>")
            .says("a link can't begin with `{2}`")
            .help("a link begins with `https://`, `http://` or `mailto:`")
            .rule(&INVALID_LINK)
            .when("{1:no-address}")
            .at(1),
        row("task a 5d #todo check with bo", r"(#)[^ ,]+ ([^ ,]+) ([^ ,]+)<end>")
            .says("a comment begins with `//`, found `{1}`")
            .when("{2:plain}{3:plain}")
            .put(1, "// "),
        row(
            "idea i score reach 8k, impact: 2",
            r"score ((?:<criterion>[^ ,]+,? )*<criterion>[^ ,]+)<end>",
        )
        .says("nothing but blanks stands between the parts of a score")
        .put(1, "{1:apart}"),
        row("risk r impact on a 10d", r"impact (on (<name>) (\d[^ ,]*))<end>")
            .says("what the risk costs stands before what it delays: `{3} on {2}`")
            .put(1, "{3} on {2}"),
        row("risk r mitigation by tsk a", r"mitigation (?:<text> )?by ([a-z]+) <name>")
            .says("expected `task` or `feature`, found `{1}`")
            .put(1, "{1:near task feature}"),
    ],
);

/// What is known of what stands there by its word alone.
pub(super) fn by_word(found: &Found<'_>) -> Option<Mistake> {
    ATTRIBUTES.find(found, found.at)
}

/// What is wrong with an attribute of which the word is known.
pub(super) fn operand(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let (takes, expected) = kind.takes();
    by_word(found)
        .or_else(|| points::lacks_after(found))
        .or_else(|| special(found, kind))
        .or_else(|| of_its_kind(found, takes, expected))
        .or_else(|| Some(found.lacking(kind)))
}

fn special(found: &Found<'_>, kind: A) -> Option<Mistake> {
    match kind {
        A::Assign => people::PEOPLE.find(found, found.at).or_else(|| people::assignee(found)),
        A::Owner => people::PEOPLE
            .find(found, found.at)
            .or_else(|| names::quoted(found, "a name"))
            .or_else(|| people::owner(found)),
        A::Rate => people::rate(found),
        A::Link if found.is_text(found.at + 1) => Some(found.from(found.at + 2).lacking(kind)),
        A::Tag => names::tag(found),
        A::Priority => numbers::priority(found),
        A::Score => numbers::score(found),
        A::Measure if found.next(0).is_some_and(|word| word.text.ends_with('%')) => {
            numbers::share(found)
        }
        A::Measure => numbers::money(found),
        A::Impact => impact(found),
        A::Horizon => found.one_of(&["now", "next", "later"]),
        A::Custom => field_value(found),
        A::Work | A::Off | A::Open => calendars::line(found),
        A::Within if found.wrong == found.at + 1 => amounts::duration(found, found.next(0)?),
        A::Level => thoroughness(found),
        A::Where => conditions::mistake(found),
        A::For if found.on != K::View => None,
        kind => views::mistake(found, kind),
    }
}

fn of_its_kind(found: &Found<'_>, takes: Takes, expected: &str) -> Option<Mistake> {
    match takes {
        Takes::Points => names::quoted(found, expected)
            .or_else(|| points::point(found))
            .or_else(|| points::no_point(found)),
        // All that is looked at on a day rests on `today`: of one that is only guessed nothing is to follow.
        Takes::Date => points::one_date(found).or_else(|| points::no_point(found)).map(|mistake| {
            if found.kind == Some(A::Today) { mistake.costs(A::Today) } else { mistake }
        }),
        Takes::Days => points::days(found).or_else(|| points::no_point(found)),
        Takes::Names | Takes::Name => names::no_name(found, expected),
        Takes::Time => amounts::extent(found),
        Takes::Duration => amounts::extent(found)
            .or_else(|| found.next(0).map(|word| amounts::no_duration(found, word))),
        Takes::Money => numbers::money(found),
        Takes::Number => numbers::number(found),
        Takes::Share => numbers::share(found),
        Takes::Text => texts::without_quotes(found, expected),
        Takes::Other => None,
    }
}

/// What follows an attribute that could be read, and belongs to it: `after a b, c`, `2026-03-02 14:00`, `12k EUR`, `@ana or bo`.
/// The wrong piece is the last one of the attribute.
pub(super) fn behind(found: &Found<'_>, kind: A) -> Option<Mistake> {
    let of_kind = match kind.takes().0 {
        Takes::Points => points::point(found).or_else(|| names::list(found)),
        Takes::Date => points::date_behind(found).or_else(|| points::one_date(found)),
        Takes::Days => {
            calendars::behind(found).or_else(|| points::days(found)).or_else(|| reason(found))
        }
        Takes::Names => names::list(found),
        Takes::Time => amounts::two_amounts(found).or_else(|| amounts::range(found)),
        Takes::Money => numbers::behind(found, found.next(0)?),
        _ => match kind {
            A::Assign | A::Owner => people::PEOPLE.find(found, found.at),
            A::Impact => numbers::behind(found, found.next(0)?),
            A::Score => found.next(1).and_then(numbers::misspelt_criterion),
            A::Work => calendars::behind(found),
            A::Rate => people::rate(found),
            A::Level => thoroughness(found),
            A::Where => conditions::mistake(found),
            _ => views::behind(found),
        },
    };
    of_kind.or_else(|| by_word(found))
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
    if let (A::Assign, Some(day)) = (kind, word.text.strip_prefix('@').and_then(dates::meant))
        && A::On.stands_on().contains(found.on)
    {
        let says = format!("a day stands behind `on`, found `{word}`");
        return Some(syntax(word.span(), says).put(word.span(), format!("on {day}")));
    }
    let message = format!("`{word}` can't stand on {}", with_article(found.on));
    let mistake = wrong(&MISPLACED_ATTRIBUTE, word.span(), message);
    let Some((help, fix)) = meant_instead(kind, found.on) else {
        let takers: Vec<_> = on.iter().map(with_article).collect();
        let mistake = mistake.help(format!("it stands on {}", any_of(&takers)));
        return Some(mistake.read(Reading::Attribute(kind)));
    };
    let mistake = mistake.help(help);
    Some(match fix {
        "" => mistake.read(Reading::Attribute(kind)),
        // The `@` of a name stays, and so does a share.
        "owner" | "probability" | "where" => mistake.put(word.before(), format!("{fix} ")),
        _ => mistake.put(word.span(), fix),
    })
}

/// What is meant by an attribute that people put on such a declaration, and the word that says it.
fn meant_instead(kind: A, on: K) -> Option<(&'static str, &'static str)> {
    Some(match (kind, on) {
        (A::Assign, K::Milestone | K::Release | K::Objective | K::Risk | K::Idea | K::Roadmap) => {
            ("nobody works on it; who answers for it is its `owner`", "owner")
        }
        (A::Duration | A::Effort | A::Elapsed, K::Milestone | K::Release) => {
            ("it is a point in time and takes none; work is a task", "")
        }
        (A::Tag | A::Assign | A::Done | A::Dropped | A::Blocked, K::View) => {
            ("which items a view shows, its condition says", "where")
        }
        (A::By, K::View) => ("what items are put together by is `group`", "group"),
        (A::Off, K::Person) => ("a person is `away`", "away"),
        (A::Away, K::Team | K::Resource | K::Calendar) => {
            ("only a person is away; here it is `off`", "off")
        }
        (A::Due, _) if A::By.stands_on().contains(on) => ("a deadline is `by`", "by"),
        (A::By, K::Risk) => ("the day by which a risk is dealt with is `due`", "due"),
        (A::Capacity, K::Person) => {
            ("a person has one unit, or the share given: `person ana 80%`", "")
        }
        (A::Percent, K::Risk) => ("how likely a risk is, its `probability` says", "probability"),
        (A::Percent, K::Team | K::Resource) => {
            ("a team or a resource has a `capacity`: `capacity 3`", "")
        }
        (
            A::During | A::Promised | A::After | A::Before | A::From | A::To | A::On | A::By,
            K::Idea,
        ) => {
            ("an idea is not scheduled: `horizon next` says when it may be, or make it a task", "")
        }
        _ => return None,
    })
}

/// `level fast`, `level 5000`
fn thoroughness(found: &Found<'_>) -> Option<Mistake> {
    let how = found.word(found.at + 1)?;
    let is_count = how.text.len() < 8 && how.text.bytes().all(|byte| byte.is_ascii_digit());
    let is_other = how.text.chars().all(char::is_alphabetic)
        && super::words::kind_at(found, found.at + 1).is_none()
        && keyword::suggest_attribute(how.text, found.on).is_none();
    let found = found.from(found.at + 1);
    if is_count || is_other { found.one_of(&["quick", "normal", "thorough"]) } else { None }
}

/// What is wrong with the value of a field.
fn field_value(found: &Found<'_>) -> Option<Mistake> {
    let (_, rest) = found.first()?.split_once(":")?;
    let (value, at) = if rest.text.is_empty() {
        (found.word(found.at + 1)?, found.at + 1)
    } else {
        (rest, found.at)
    };
    let found = &found.from(at);
    if value.text.contains('-') && looks_like_date(value.text) {
        return points::point(found);
    }
    if value.text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return numbers::number_of(found, value);
    }
    Some(
        syntax(value.span(), "a text stands in quotes")
            .put(value.span(), texts::quoted(value.text)),
    )
}

/// What is wrong with what a risk costs.
fn impact(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 1)?;
    if is_grade(word.text) {
        let message = format!("expected time or money, found `{word}`");
        return Some(syntax(word.span(), message).help(
            "an impact is what the risk costs: `impact 10d`, `impact 10d..20d on api` or `impact 50k`",
        ));
    }
    if found.wrong > found.at + 1 {
        return names::no_name(found, "the name of what the risk delays");
    }
    let last = word.text.rsplit("..").next().unwrap_or(word.text);
    let unit = last.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
    let next = found.word(found.at + 2).map_or("", |next| next.text);
    let is_time = amounts::meant_unit(if unit.is_empty() { next } else { unit }).is_some();
    if is_time || is_path(word.text) {
        return amounts::extent(found);
    }
    let Some((best, worst)) = word.split_once("..") else { return numbers::money(found) };
    let descends = || {
        let message = "the range runs from more to less";
        let fixed = format!("{worst}..{best}");
        Some(wrong(&INVALID_NUMBER, word.span(), message).put(word.span(), fixed))
    };
    let is_number = |text| crate::syntax::parse::number::decimal(text).is_some();
    if is_number(best.text) && is_number(worst.text) { descends() } else { numbers::money(found) }
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
            && texts::is_prose(word.text)
            && !is_meant(word.text)
            && keyword::suggest_attribute(word.text, found.on).is_none()
    })?;
    // With another day in it, it is rather the end of a range.
    let behind = found.from(found.wrong + 1);
    let words = (0..).map_while(|ahead| behind.next(ahead));
    if words.skip(1).any(|word| word.text.contains(['-', '.', '/']) && looks_like_date(word.text)) {
        let message = format!("expected one day or a range, found `{}` behind it", behind.next(0)?);
        let help = "a range of dates is `2026-12-24..2026-12-31`; days apart have a line each";
        return Some(syntax(behind.place(behind.wrong), message).help(help));
    }
    texts::without_quotes(&behind, "the reason")
}
