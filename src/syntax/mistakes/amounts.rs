//! What is wrong with an amount of time: its unit, its range, its size.

use super::found::{Found, Mistake, dropped, instead, told};
use super::numbers;
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DURATION, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR};
use crate::syntax::ast::{Decimal, Quantity, Unit};
use crate::syntax::keyword::{AttributeKind as A, AttributeKind};
use crate::syntax::parse::number::{
    self, Fault, MOST, leading, quantity, rough_minutes, unit, unit_length,
};
use crate::syntax::parse::{is_extent, is_path};
use crate::text::Span;

const UNITS: &str = "a duration is a number and a unit: `90min`, `4h`, `2.5d`, `3w`, `2mo`";

/// The dashes that people write between two ends of a range.
const DASHES: [char; 3] = ['-', '–', '—'];

/// The letters of a unit.
pub(super) const fn letters(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "min",
        Unit::Hour => "h",
        Unit::Day => "d",
        Unit::Week => "w",
        Unit::Month => "mo",
    }
}

/// The unit that is meant by these letters, well written or not.
pub(super) fn meant_unit(letters: &str) -> Option<Unit> {
    if letters.len() > 8 {
        return None;
    }
    match letters.to_ascii_lowercase().as_str() {
        "min" | "mins" | "minute" | "minutes" => Some(Unit::Minute),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hour),
        "d" | "day" | "days" | "pd" => Some(Unit::Day),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Week),
        "mo" | "mon" | "mth" | "month" | "months" => Some(Unit::Month),
        _ => None,
    }
}

/// What is wrong with a duration or a range of them, in one word or several. The wrong piece is the first of them.
pub(super) fn extent(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    range_in_words(found, word)
        .or_else(|| range_slip(word))
        .or_else(|| range_without_units(word))
        .or_else(|| range(found, word))
        .or_else(|| duration(found, word))
}

/// What is wrong with a single duration; its unit may stand in the next word.
pub(super) fn duration(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let Some((value, length)) = leading(word.text) else {
        return (!is_path(word.text)).then(|| no_duration(word));
    };
    let (number, own) = (word.part(0, length), word.behind(length));
    if unit(own.text).is_some() {
        return too_much(word, value);
    }
    let next = found.next(1).filter(|next| own.text.is_empty() && meant_unit(next.text).is_some());
    let Some(meant) = meant_unit(next.unwrap_or(own).text) else {
        return Some(without_unit(found, word, own));
    };
    let span = word.to(next.unwrap_or(word)).span();
    let (written, right) = (next.unwrap_or(own), letters(meant));
    let message = if written.text == right {
        "a duration is written without a space".to_owned()
    } else {
        format!("the unit `{written}` is written `{right}`")
    };
    let fixed = format!("{number}{right}");
    Some(instead(&INVALID_DURATION, span, message, fixed))
}

/// A well-formed duration that is too long or too fine.
fn too_much(word: Word<'_>, value: Result<Decimal, Fault>) -> Option<Mistake> {
    if value == Err(Fault::TooFine) {
        return Some(told(numbers::out_of_range(word, Fault::TooFine)));
    }
    if quantity(word.text).is_none() {
        return Some(told(
            Diagnostic::new(
                &NUMBER_OUT_OF_RANGE,
                word.span(),
                format!("`{word}` is longer than any calendar"),
            )
            .help(format!("a duration has at most {MOST} of a unit")),
        ));
    }
    None
}

/// A number that has no unit, or one that does not exist.
fn without_unit(found: &Found<'_>, word: Word<'_>, own: Word<'_>) -> Mistake {
    if let Some(fraction) = decimal_comma(found, word) {
        let span = word.to(fraction).span();
        let fixed = format!("{}.{}", word.text, fraction.text);
        let diagnostic = Diagnostic::new(&INVALID_DURATION, span, "a decimal point is written `.`");
        return told(diagnostic.replace(format!("replace with `{fixed}`"), span, fixed));
    }
    let diagnostic = |message: String| Diagnostic::new(&INVALID_DURATION, word.span(), message);
    told(match own.text {
        "" => diagnostic(format!("`{word}` has no unit"))
            .help(UNITS)
            .help(format!("`{0}d` are days, `{0}h` hours, `{0}w` weeks", word.text)),
        "m" | "M" => {
            let number = word.part(0, word.text.len() - 1).text;
            diagnostic("`m` may be minutes or months".to_owned())
                .help(format!("`{number}min` is in minutes, `{number}mo` in months"))
        }
        "y" | "yr" | "year" | "years" => diagnostic("there is no unit of a year".to_owned())
            .help("a month is `1mo`, that is 20 working days; a year `12mo`"),
        "s" | "sec" | "seconds" => diagnostic("there is no unit of a second".to_owned())
            .help("the shortest unit is a minute, `1min`"),
        text if text.starts_with(|first: char| first.is_ascii_alphabetic())
            && leading(text.trim_start_matches(char::is_alphabetic)).is_some() =>
        {
            several_units(word.span(), &word.to_string(), &parts(word.text).unwrap_or_default())
        }
        _ => diagnostic(format!("`{own}` is no unit of time")).help(UNITS),
    })
}

/// The rest of `2,5d`.
fn decimal_comma<'a>(found: &Found<'a>, word: Word<'_>) -> Option<Word<'a>> {
    let fraction = found.next(2).filter(|_| found.is_comma(found.wrong + 1))?;
    (fraction.start == word.end() + 1 && is_extent(fraction.text)).then_some(fraction)
}

/// Whether a number goes on behind a comma, as in `2,5d`.
pub(super) fn has_decimal_comma(found: &Found<'_>) -> bool {
    found.next(0).is_some_and(|word| decimal_comma(found, word).is_some())
}

/// A word that is no duration at all.
pub(super) fn no_duration(word: Word<'_>) -> Mistake {
    if word.text.strip_prefix('-').is_some_and(is_extent) {
        let message = format!("`{word}` is negative: a duration can't be");
        return told(
            Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span(), message)
                .help("for what comes before a point, a lead: `after design - 2d`"),
        );
    }
    let message = format!("expected a duration such as `10d`, found `{word}`");
    told(Diagnostic::new(&INVALID_DURATION, word.span(), message).help(UNITS))
}

/// The ends of a range with a dash for its dots, or with a unit at its end only, each with its unit: `8d-15d`, `8..15d`.
fn ends_of_slip(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> =
        if text.contains("..") { text.split("..").collect() } else { text.split(DASHES).collect() };
    let last = parts.last()?;
    let (_, length) = leading(last)?;
    let common = meant_unit(last.get(length..)?)?;
    let mend = |part: &&str| {
        let (_, length) = leading(part)?;
        let own = part.get(length..)?;
        let unit = if own.is_empty() { common } else { meant_unit(own)? };
        Some(format!("{}{}", part.get(..length)?, letters(unit)))
    };
    let mended: Option<Vec<String>> = parts.iter().map(mend).collect();
    mended.filter(|parts| (2..=3).contains(&parts.len()))
}

/// Whether a word is such a range.
pub(super) fn is_range_slip(text: &str) -> bool {
    ends_of_slip(text).is_some()
}

fn range_slip(word: Word<'_>) -> Option<Mistake> {
    let ends = ends_of_slip(word.text).filter(|_| !is_extent(word.text))?;
    let fixed = ends.join("..");
    let message = if word.text.contains(DASHES) {
        "a range is written with two dots"
    } else {
        "each end of a range has its unit"
    };
    Some(instead(&INVALID_DURATION, word.span(), message, fixed))
}

/// Whether a word is a range of which no end has a unit: `5..8`, `5-8`. Four digits are rather a year.
pub(super) fn lacks_units(text: &str) -> bool {
    ends_without_units(text).is_some()
}

fn ends_without_units(text: &str) -> Option<Vec<&str>> {
    let has_dots = text.contains("..");
    let ends: Vec<&str> =
        if has_dots { text.split("..").collect() } else { text.split(DASHES).collect() };
    let is_number =
        |end: &&str| end.len() < 4 && leading(end).is_some_and(|(_, length)| length == end.len());
    let most = if has_dots { 3 } else { 2 };
    ((2..=most).contains(&ends.len()) && ends.iter().all(is_number)).then_some(ends)
}

fn range_without_units(word: Word<'_>) -> Option<Mistake> {
    let ends = ends_without_units(word.text)?;
    Some(no_units(word.span(), word.text, &ends))
}

fn no_units(span: Span, shown: &str, ends: &[&str]) -> Mistake {
    let with = |unit: &str| {
        let ends: Vec<String> = ends.iter().map(|end| format!("{end}{unit}")).collect();
        ends.join("..")
    };
    let help = format!("`{}` are days, `{}` hours, `{}` weeks", with("d"), with("h"), with("w"));
    told(Diagnostic::new(&INVALID_DURATION, span, format!("`{shown}` has no unit")).help(help))
}

/// A range that has its dots, in one word: `15d..8d`, `1d..2d..3d..4d`, `8d..`.
fn range(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    if !word.text.contains("..") {
        return None;
    }
    let ends: Vec<&str> = word.text.split("..").filter(|end| !end.is_empty()).collect();
    let quantities: Option<Vec<Quantity>> = ends.iter().map(|end| quantity(end)).collect();
    let Some(ends) = quantities else {
        let wrong = ends.iter().find(|end| quantity(end).is_none())?;
        let at = word.text.find(wrong)?;
        return duration(&found.from(found.pieces.len()), word.part(at, at + wrong.len()));
    };
    if !ends.is_sorted_by_key(|end| rough_minutes(*end)) {
        return Some(descending(word.span(), &ends));
    }
    (!(2..=3).contains(&ends.len()) || word.text.ends_with("..")).then(|| {
        told(
            Diagnostic::new(&INVALID_DURATION, word.span(), "a range has two or three durations")
                .help("`8d..15d` is best and worst, `8d..10d..15d` best, likely and worst"),
        )
    })
}

fn descending(span: Span, ends: &[Quantity]) -> Mistake {
    let mut sorted = ends.to_vec();
    sorted.sort_by_key(|end| rough_minutes(*end));
    let fixed: Vec<String> = sorted.iter().map(|end| written(*end)).collect();
    let fixed = fixed.join("..");
    told(
        Diagnostic::new(&INVALID_DURATION, span, "the range runs from more to less")
            .help("a range is best..worst or best..likely..worst")
            .replace(format!("replace with `{fixed}`"), span, fixed),
    )
}

/// A quantity as it is written.
fn written(quantity: Quantity) -> String {
    let (whole, fraction) = (quantity.thousandths / 1000, quantity.thousandths % 1000);
    let unit = letters(quantity.unit);
    if fraction == 0 {
        return format!("{whole}{unit}");
    }
    let fraction = format!("{fraction:03}");
    format!("{whole}.{}{unit}", fraction.trim_end_matches('0'))
}

/// A range in several words: `5 to 8 days`, `5 .. 8 d`, `5-8 days`, `5d to 8`.
pub(super) fn range_in_words(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let next = found.next(1)?;
    let (first, last, count) = match joint(next.text) {
        Some("") => (word, found.next(2)?, 2),
        Some(joint) => (word, next.behind(joint.len()), 1),
        None => {
            let (first, last) =
                ["..", "-", "–", "—"].iter().find_map(|sign| word.split_once(sign))?;
            (first, last, 0)
        }
    };
    let (best, best_unit) = end(first.text)?;
    let (worst, own) = end(last.text)?;
    let apart = found.next(count + 1).filter(|_| own.is_none());
    let apart = apart.and_then(|next| Some((next, meant_unit(next.text)?)));
    let (whole, count) = match apart {
        Some((unit, _)) => (word.to(unit), count + 1),
        None => (word.to(last), count),
    };
    // `5d to 8`: what is no year has the unit of the other.
    let unit = own.or(apart.map(|(_, unit)| unit)).or(best_unit.filter(|_| worst.len() < 4));
    // What is right as it stands, or right but for its dash, is told elsewhere.
    let is_apart = apart.is_some() || next.text != ".." || best_unit.is_none() || unit.is_none();
    let is_known = unit.is_some() || (best.len() < 4 && worst.len() < 4 && best_unit.is_none());
    if count == 0 || !is_apart || !is_known {
        return None;
    }
    let (Some(first), Some(last)) = (best_unit.or(unit), unit) else {
        return Some(no_units(whole.span(), whole.text, &[&best, &worst]));
    };
    let fixed = format!("{best}{}..{worst}{}", letters(first), letters(last));
    let message = "a range is two durations with two dots between";
    Some(instead(&INVALID_DURATION, whole.span(), message, fixed))
}

/// A word or sign that people put between the ends of a range: the part of it that is one, nothing if it is all of the word.
fn joint(word: &str) -> Option<&str> {
    const JOINTS: [&str; 7] = ["..", "-", "–", "—", "to", "until", "till"];
    if JOINTS.contains(&word) {
        return Some("");
    }
    word.get(..2).filter(|dots| *dots == ".." && word.len() > 2)
}

/// A number and its unit, if it has one.
fn end(text: &str) -> Option<(String, Option<Unit>)> {
    let (_, length) = leading(text)?;
    let (number, unit) = (text.get(..length)?, text.get(length..)?);
    let unit = if unit.is_empty() { None } else { Some(meant_unit(unit)?) };
    Some((number.to_owned(), unit))
}

/// `1d 4h`: two amounts where one is meant. The wrong piece is the first.
pub(super) fn two_amounts(found: &Found<'_>) -> Option<Mistake> {
    let (first, second) = (found.next(0)?, found.next(1)?);
    let both = [quantity(first.text)?, quantity(second.text)?];
    let whole = first.to(second);
    let units = both.map(|part| unit_length(part.unit));
    let is_split = matches!(units, [large, small] if large > small);
    is_split.then(|| told(several_units(whole.span(), whole.text, &both)))
}

/// `~5d`, `<2w`, `???`: says how an estimate is written that is rough, or that nobody has made yet.
pub(super) fn rough_estimate(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    let bare = word.text.trim_start_matches(['~', '≈', '<', '>', '±']);
    let is_rough = bare.len() < word.text.len() && is_extent(bare);
    let is_missing = word.text.chars().all(|char| char == '?');
    if !A::Duration.stands_on().contains(found.on)
        || !(is_rough || is_missing || is_no_estimate(word.text))
    {
        return None;
    }
    if !is_rough {
        let message = format!("`{word}` is no estimate");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
            .help("what nobody has estimated has none: leave it out, or say how rough it is: `5d..15d`")
            .replace("remove it", word.span(), "");
        return Some(dropped(diagnostic, AttributeKind::Duration));
    }
    let message = format!("expected a duration such as `{bare}`, found `{word}`");
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
            .help("how sure an estimate is, a range says: `5d..15d`")
            .replace(format!("replace with `{bare}`"), word.span(), bare),
    ))
}

/// Whether a word says that nobody has estimated.
pub(super) fn is_no_estimate(word: &str) -> bool {
    ["tbd", "tba", "tbc", "todo", "unknown"].iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// The amounts that a word is made of, if there are several: `1h30min`.
fn parts(word: &str) -> Option<Vec<Quantity>> {
    let mut rest = word;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, behind) = rest.split_at_checked(first_length(rest)?)?;
        parts.push(quantity(part)?);
        rest = behind;
    }
    (parts.len() > 1).then_some(parts)
}

/// How long the number and the letters are that a text begins with.
fn first_length(text: &str) -> Option<usize> {
    let number = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let letters = text.bytes().skip(number).take_while(u8::is_ascii_alphabetic).count();
    (number > 0 && letters > 0).then_some(number + letters)
}

/// Says that one amount is to be written in the place of these.
pub(in crate::syntax) fn several_units(span: Span, shown: &str, parts: &[Quantity]) -> Diagnostic {
    let message = format!("a duration has one unit, found `{shown}`");
    let diagnostic = Diagnostic::new(&INVALID_DURATION, span, message);
    let sums = sums(parts);
    let quoted: Vec<String> = sums.iter().map(|sum| format!("`{sum}`")).collect();
    let quoted = quoted.join(" or ");
    match sums.first() {
        None => diagnostic.help("write the whole amount in one unit: `1.5d`, `90min`"),
        Some(sum) if is_exact(parts) => {
            diagnostic.replace(format!("replace with `{sum}`"), span, sum.clone())
        }
        // How long a day or a week is, the calendar says.
        _ if parts.iter().any(|part| part.unit == Unit::Week) => {
            diagnostic.help(format!("together, with weeks of 5 days of 8 hours: {quoted}"))
        }
        _ => diagnostic.help(format!("together, with days of 8 hours: {quoted}")),
    }
}

/// Whether the sum is the same whatever the calendar says.
fn is_exact(parts: &[Quantity]) -> bool {
    let is_clock = |part: &Quantity| matches!(part.unit, Unit::Minute | Unit::Hour);
    let is_days = |part: &Quantity| matches!(part.unit, Unit::Day | Unit::Month);
    parts.iter().all(is_clock) || parts.iter().all(is_days)
}

/// The sum in the units of its parts, the smallest first, where it comes out even.
fn sums(parts: &[Quantity]) -> Vec<String> {
    let minutes = |part: &Quantity| u64::from(part.thousandths) * unit_length(part.unit);
    let sum: u64 = parts.iter().map(minutes).sum();
    let mut units: Vec<Unit> = parts.iter().map(|part| part.unit).collect();
    units.sort_by_key(|unit| unit_length(*unit));
    units.dedup();
    let in_unit = |unit: Unit| {
        let length = unit_length(unit);
        let thousandths =
            u32::try_from(sum / length).ok().filter(|_| sum.is_multiple_of(length))?;
        Some(written(Quantity { thousandths, unit }))
    };
    units.into_iter().filter_map(in_unit).collect()
}

/// Whether a number begins a share of which the sign stands apart: `30 %`.
pub(super) fn is_percent_sign(word: &str) -> bool {
    matches!(word, "%" | "percent" | "pct" | "pc")
}

/// Whether a word is a number and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    number::leading(text).is_some_and(|(_, length)| length == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_keeps_the_amount() {
        for (word, expected) in [
            ("1d4h", "12h, 1.5d"),
            ("1h30min", "90min, 1.5h"),
            ("1w2d", "7d, 1.4w"),
            ("1h20min", "80min"),
            ("1mo5d", "25d, 1.25mo"),
            ("1d1d", "2d"),
        ] {
            assert_eq!(sums(&parts(word).unwrap()).join(", "), expected, "{word}");
        }
        for word in ["1d", "1d4", "d4h", "1x2d", ""] {
            assert_eq!(parts(word), None, "{word}");
        }
    }

    #[test]
    fn a_range_with_a_dash_is_seen() {
        let ends = |text| ends_of_slip(text).map(|ends| ends.join(".."));
        assert_eq!(ends("8d-15d").as_deref(), Some("8d..15d"));
        assert_eq!(ends("8–15days").as_deref(), Some("8d..15d"));
        assert_eq!(ends("8..10..15d").as_deref(), Some("8d..10d..15d"));
        assert_eq!(ends("2026-03-02"), None);
        assert_eq!(ends("10d"), None);
    }
}
