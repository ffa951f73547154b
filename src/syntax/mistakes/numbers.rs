//! What is wrong with a number, a share or an amount of money.

use super::amounts::is_percent_sign;
use super::found::{Found, Mistake, instead, told};
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{
    DUPLICATE_ATTRIBUTE, INVALID_NUMBER, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR,
};
use crate::syntax::ast::Decimal;
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::is_path;
use crate::syntax::parse::number::{self, Counts, Fault, leading};
use crate::text::did_you_mean;

/// What is wrong with the number that the wrong piece is to be.
pub(super) fn number(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    number_of(found, word)
}

/// The same of a word that may be a part of a piece.
pub(super) fn number_of(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    if goes_on(found, word) {
        return Some(with_commas(found, word));
    }
    let Some(value) = number::decimal(word.text) else { return Some(no_number(word)) };
    let is_money = matches!(found.kind, Some(A::Cost | A::Budget | A::Rate | A::Impact));
    if number::has_thousands(word.text, if is_money { Counts::Money } else { Counts::Things }) {
        return Some(told(thousands_or_decimals(word)));
    }
    value.err().map(|fault| told(out_of_range(word, fault)))
}

/// `1.000`: one, or a thousand?
fn thousands_or_decimals(word: Word<'_>) -> Diagnostic {
    let (whole, decimals) = word.text.split_once('.').unwrap_or((word.text, ""));
    let short = word.text.trim_end_matches('0').trim_end_matches('.');
    let message = format!("`{word}` may be {whole}{decimals}, or {short}");
    Diagnostic::new(&INVALID_NUMBER, word.span(), message).help(format!(
        "a dot stands before decimals, and nothing between thousands: write `{whole}{decimals}` or `{short}`"
    ))
}

/// Whether a number goes on behind a comma, as in `1,000`.
fn goes_on(found: &Found<'_>, word: Word<'_>) -> bool {
    word.is_number()
        && found.is_comma(found.wrong + 1)
        && found.next(2).is_some_and(|next| next.start == word.end() + 1 && next.is_number())
}

/// `1,000`, `12,5k`, `1,200/d`: three digits behind a comma are rather the rest of a thousand.
fn with_commas(found: &Found<'_>, word: Word<'_>) -> Mistake {
    let mut parts = vec![word];
    let mut ahead = 2;
    while let Some(next) = found.next(ahead).filter(|next| {
        found.is_comma(found.wrong + ahead - 1)
            && next.is_number()
            && parts.last().is_some_and(|last| last.end() + 1 == next.start)
    }) {
        parts.push(next);
        ahead += 2;
    }
    let whole = word.to(parts.last().copied().unwrap_or(word));
    let texts: Vec<&str> = parts.iter().map(|part| part.text).collect();
    let is_group = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count() == 3;
    let is_decimal = matches!(texts.as_slice(), [_, decimals] if !is_group(decimals));
    let (message, fixed) = if is_decimal {
        ("a decimal point is written `.`", texts.join("."))
    } else {
        ("a number is written without commas", texts.concat())
    };
    instead(&INVALID_NUMBER, whole.span(), message, fixed)
}

fn no_number(word: Word<'_>) -> Mistake {
    let message = format!("expected a number, found `{word}`");
    let diagnostic = Diagnostic::new(&INVALID_NUMBER, word.span(), message);
    told(match mended(word.text) {
        Some(fixed) => {
            let diagnostic = match currency_of(word.text) {
                Some(_) => diagnostic
                    .help("money takes the roadmap's currency: `currency EUR` in the header"),
                None => diagnostic,
            };
            diagnostic.replace(format!("replace with `{fixed}`"), word.span(), fixed)
        }
        None => diagnostic.help("numbers are written `12`, `3.5`, `200k` or `1.2M`"),
    })
}

/// The sign or letters of a currency before or behind a number.
fn currency_of(written: &str) -> Option<&str> {
    const SIGNS: [&str; 7] = ["€", "$", "£", "¥", "EUR", "USD", "GBP"];
    SIGNS.into_iter().find(|sign| written.starts_with(sign) || written.ends_with(sign))
}

/// Whether a word is a currency and nothing else.
fn is_currency(word: &str) -> bool {
    matches!(word, "CHF" | "euro" | "Euro" | "euros" | "dollars") || currency_of(word) == Some(word)
}

/// `12k EUR`, `EUR 12k`: says of a currency beside an amount that it stands in the header. The wrong piece is the amount, or the currency before it.
pub(super) fn currency(found: &Found<'_>) -> Option<Mistake> {
    let amount = found.next(0)?;
    let next = found.next(1)?;
    let (currency, gap) = if is_currency(next.text) && !is_currency(amount.text) {
        (next, found.behind(found.wrong).to(next.span()))
    } else if is_currency(amount.text) && next.is_number() {
        (amount, crate::text::Span::new(amount.span().start, next.span().start))
    } else {
        return None;
    };
    let message = format!("an amount is written without its currency, found `{currency}`");
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, currency.span(), message)
            .help("money takes the roadmap's currency: `currency EUR` in the header")
            .replace(format!("remove `{currency}`"), gap, ""),
    ))
}

/// `12,5k` of which the first part was read: the wrong piece.
pub(super) fn number_behind(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    goes_on(found, word).then(|| with_commas(found, word))
}

/// Numbers in words, from one on.
const WORDS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What a number was meant to be: without its currency, its separators and with the right letter.
fn mended(written: &str) -> Option<String> {
    let bare = currency_of(written).map_or(written, |sign| {
        written.strip_prefix(sign).or_else(|| written.strip_suffix(sign)).unwrap_or(written)
    });
    if let Some(index) = WORDS.iter().position(|word| word.eq_ignore_ascii_case(bare)) {
        return Some((index + 1).to_string());
    }
    if let Some(whole) = without_dots(bare) {
        return Some(whole);
    }
    let plain: String = bare.chars().filter(|char| !matches!(char, '_' | '\'' | '’')).collect();
    let (number, length) = leading(&plain)?;
    number.ok()?;
    let letter = match plain.get(length..)? {
        "" => "",
        "k" | "K" | "tsd" => "k",
        "M" | "m" | "mio" | "Mio" | "MM" => "M",
        _ => return None,
    };
    Some(format!("{}{letter}", plain.get(..length)?)).filter(|mended| mended != written)
}

/// `1.000.000` without the dots between its thousands.
fn without_dots(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let is_number = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|group| matches!(group.len(), 1..=3) && is_number(group));
    let is_grouped = first.is_some() && groups.all(|group| group.len() == 3 && is_number(group));
    (is_grouped && text.matches('.').count() > 1).then(|| text.replace('.', ""))
}

/// Says that a number is too large or too fine.
pub(super) fn out_of_range(word: Word<'_>, fault: Fault) -> Diagnostic {
    let (message, help) = match fault {
        Fault::TooLarge => (format!("`{word}` is too large a number"), "the largest is `1000000M`"),
        Fault::TooFine => {
            (format!("`{word}` has more than three decimals"), "three decimals are kept")
        }
    };
    Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span(), message).help(help)
}

/// What is wrong with a share that is at most the whole.
pub(super) fn share(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let sign = found.next(1).filter(|next| is_percent_sign(next.text));
    match leading(word.text) {
        Some((value, length)) if word.text.get(length..) == Some("%") => match value {
            Err(fault) => Some(told(out_of_range(word, fault))),
            Ok(Decimal(share)) if share > 100_000 => {
                let message = format!("`{word}` is more than {}", whole_of(found));
                let diagnostic = Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span(), message);
                Some(told(diagnostic.help("a share runs from `0%` to `100%`")))
            }
            Ok(_) => None,
        },
        Some((value, length)) if length == word.text.len() => {
            let spaced = word.to(sign.unwrap_or(word)).span();
            let message = format!("expected a share in percent, found `{word}`");
            let fixed = in_percent(word.text, value);
            Some(instead(&INVALID_NUMBER, spaced, message, fixed))
        }
        _ => {
            let message = format!("expected a share such as `40%`, found `{word}`");
            let diagnostic = Diagnostic::new(&INVALID_NUMBER, word.span(), message);
            Some(told(diagnostic.help("a share is a number and a percent sign: `40%`, `12.5%`")))
        }
    }
}

/// What a share is a part of.
fn whole_of(found: &Found<'_>) -> &'static str {
    match (found.kind, found.on) {
        (Some(A::Probability), _) => "certain",
        (Some(A::Score), _) => "full confidence",
        (_, K::Person) => "a whole person",
        _ => "all of the work",
    }
}

/// A number as a share in percent: `0.3` of the whole is `30%`.
fn in_percent(written: &str, number: Result<Decimal, Fault>) -> String {
    match number {
        Ok(Decimal(thousandths)) if (1..1000).contains(&thousandths) => {
            let (whole, tenths) = (thousandths / 10, thousandths % 10);
            if tenths == 0 { format!("{whole}%") } else { format!("{whole}.{tenths}%") }
        }
        _ => format!("{written}%"),
    }
}

/// The share that a number without its sign is meant to be: `50` is `50%`, `0.5` is too, and `1` is the whole.
pub(super) fn share_meant(written: &str) -> String {
    match leading(written) {
        Some((Ok(Decimal(1000)), _)) => "100%".to_owned(),
        Some((number, _)) => in_percent(written, number),
        None => format!("{written}%"),
    }
}

/// What is wrong with an amount of money: `12 k`, `€12k`, `12,500`.
pub(super) fn money(found: &Found<'_>) -> Option<Mistake> {
    currency(found).or_else(|| {
        let word = found.next(0)?;
        let is_name = is_path(word.text)
            && currency_of(word.text).is_none_or(|sign| !word.text.starts_with(sign));
        if is_name { None } else { number(found) }
    })
}

/// `priority high`, `priority 2000`
pub(super) fn priority(found: &Found<'_>) -> Option<Mistake> {
    let (keyword, word) = (found.first()?, found.next(0)?);
    if !word.text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return Some(priority_word(keyword, word));
    }
    if let Some(mistake) = number(found) {
        return Some(mistake);
    }
    let message = format!("`{word}` is no priority: they run from 1 to 1000");
    let diagnostic = Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span(), message);
    if leading(word.text).is_some_and(|(value, _)| value == Ok(Decimal(0))) {
        let whole = keyword.to(word).span();
        let diagnostic = diagnostic.help("what goes behind everything else is `wont`, alone");
        return Some(told(diagnostic.replace("replace with `wont`", whole, "wont")));
    }
    Some(told(diagnostic.help("500 is the priority of what has none; `must`, `should` and `could` are 900, 700 and 300, and `wont` goes behind them all")))
}

fn priority_word(keyword: Word<'_>, word: Word<'_>) -> Mistake {
    let meant = match word.text.to_lowercase().as_str() {
        "must" | "highest" | "critical" | "urgent" | "blocker" => Some(("900", "must")),
        "should" | "high" | "major" => Some(("700", "should")),
        "could" | "low" | "minor" => Some(("300", "could")),
        "medium" | "normal" | "moderate" => Some(("500", "")),
        "wont" | "won't" | "none" => Some(("", "wont")),
        _ => None,
    };
    let message = format!("expected a number from 1 to 1000, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
        .help("a priority is `must`, `should`, `could` or `wont`, or `priority` and a number from 1 to 1000");
    told(match meant {
        // It has no number.
        Some(("", alone)) => {
            diagnostic.replace(format!("replace with `{alone}`"), keyword.to(word).span(), alone)
        }
        Some((number, "")) => {
            diagnostic.replace(format!("replace with `{number}`"), word.span(), number)
        }
        Some((number, alone)) => diagnostic.replace(
            format!("replace with `{number}`, that is `{alone}`"),
            word.span(),
            number,
        ),
        None => diagnostic,
    })
}

/// What a candidate scores.
const CRITERIA: [&str; 6] = ["reach", "impact", "confidence", "value", "urgency", "risk"];

/// Whether a word says what is scored.
pub(super) fn is_criterion(word: &str) -> bool {
    CRITERIA.contains(&word)
}

/// `reach 500 impact 2` without `score`.
pub(super) fn score_without_its_word(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    let is_part =
        CRITERIA.contains(&word.text) && found.word(found.at + 1).is_some_and(Word::is_number);
    if !is_part || !A::Score.stands_on().contains(found.on) {
        return None;
    }
    let message = format!("expected `score` before `{word}`");
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
            .help(super::phrases::for_example(A::Score, "score"))
            .replace("put `score` before it", word.before(), "score "),
    ))
}

/// What is wrong with a score: a word for what it scores, a number, one of them twice.
pub(super) fn score(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let before = found.wrong.checked_sub(1).and_then(|before| found.word(before));
    if CRITERIA.contains(&word.text) {
        let earlier = (found.at..found.wrong).filter_map(|index| found.word(index));
        return earlier.into_iter().any(|earlier| earlier.text == word.text).then(|| {
            let message = format!("`{word}` is scored twice");
            let diagnostic = Diagnostic::new(&DUPLICATE_ATTRIBUTE, word.span(), message);
            told(diagnostic.help("leave one of the two out"))
        });
    }
    match before.map(|before| before.text) {
        Some("confidence") => share(found),
        Some(before) if CRITERIA.contains(&before) => number(found),
        _ => misspelt_criterion(word),
    }
}

/// `score reach 40k impct 2`: a word that is nearly one for what something scores.
pub(super) fn misspelt_criterion(word: Word<'_>) -> Option<Mistake> {
    let meant =
        did_you_mean(word.text, CRITERIA).filter(|_| keyword::attribute(word.text).is_none())?;
    let message = format!("expected what it scores, found `{word}`");
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
            .help("a score is `reach 5000 impact 2 confidence 80%`, or `value 8 urgency 5 risk 3`")
            .replace(format!("replace with `{meant}`"), word.span(), meant),
    ))
}
