//! What is wrong with a number, a share or an amount of money.

use super::found::{Found, Mistake, wrong};
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::rules::{
    DUPLICATE_ATTRIBUTE, INVALID_NUMBER, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR,
};
use crate::syntax::ast::Decimal;
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::is_path;
use crate::syntax::parse::number::{self, Counts, Fault, leading};

const CURRENCY: &str = "money takes the roadmap's currency: `currency EUR` in the header";

/// A number that is written in another way.
pub(super) static NUMBERS: Table = Table::new(
    &INVALID_NUMBER,
    &[
        row("task a 5d cost $5,000.50", r"((<money> ?)(\d[0-9.,kKM]*))<end>")
            .says("an amount is written without its currency, found `{2}`")
            .help(CURRENCY)
            .put(1, "{3:number}")
            .at(2),
        row("task a 5d cost 12,5k EUR", r"((\d[0-9.,kKM]*)( ?<money>))<end>")
            .says("an amount is written without its currency, found `{3}`")
            .help(CURRENCY)
            .put(1, "{2:number}")
            .at(3),
        row("task a 5d cost 12,5k", r"((\d+),(\d{1,2}[kM]?(?:/[a-z]+)?))<end>")
            .says("a decimal point is written `.`")
            .put(1, "{2}.{3}"),
        row("task a 5d cost 1,200,000", r"(\d+(?:,\d{3})+(?:\.\d+)?[kM]?)(?:/[a-z]+)?<end>")
            .says("a number is written without commas")
            .put(1, "{1:number}"),
        row("team a capacity two", r"([^ ,/]+)(?:/[a-z]+)?<end>")
            .says("expected a number, found `{1}`")
            .put(1, "{1:number}"),
    ],
);

/// What is wrong with the number that the wrong piece is to be.
pub(super) fn number(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    number_of(found, word)
}

/// The same of a word that may be a part of a piece.
pub(super) fn number_of(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let is_money = matches!(found.kind, Some(A::Cost | A::Budget | A::Rate | A::Impact));
    let counts = if is_money { Counts::Money } else { Counts::Things };
    match number::decimal(word.text) {
        Some(_) if number::has_thousands(word.text, counts) => Some(thousands_or_decimals(word)),
        Some(Err(fault)) => Some(out_of_range(word, fault)),
        Some(Ok(_)) => behind(found, word),
        None => Some(NUMBERS.find_word(found, word).unwrap_or_else(|| {
            wrong(&INVALID_NUMBER, word.span(), format!("expected a number, found `{word}`"))
                .help("numbers are written `12`, `3.5`, `200k` or `1.2M`")
        })),
    }
}

/// What goes on behind a number that could be read: `1,000`, `12k EUR`.
pub(super) fn behind(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    NUMBERS.find_word(found, word)
}

/// `1.000`: one, or a thousand?
fn thousands_or_decimals(word: Word<'_>) -> Mistake {
    let (whole, decimals) = word.text.split_once('.').unwrap_or((word.text, ""));
    let short = word.text.trim_end_matches('0').trim_end_matches('.');
    let message = format!("`{word}` may be {whole}{decimals}, or {short}");
    wrong(&INVALID_NUMBER, word.span(), message).help(format!(
        "a dot stands before decimals, and nothing between thousands: write `{whole}{decimals}` or `{short}`"
    ))
}

/// What a number was meant to be: in digits, without separators and with the right letter.
pub(super) fn mended(written: &str) -> Option<String> {
    const WORDS: [&str; 10] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    if let Some(index) = WORDS.iter().position(|word| word.eq_ignore_ascii_case(written)) {
        return Some((index + 1).to_string());
    }
    // One comma that no three digits follow is that of decimals.
    let decimals =
        written.split_once(',').map_or("", |(_, rest)| rest.trim_end_matches(['k', 'M']));
    let written = if matches!(decimals.len(), 1 | 2) {
        written.replace(',', ".")
    } else {
        written.to_owned()
    };
    let mut plain: String =
        written.chars().filter(|char| !matches!(char, '_' | '\'' | '’' | ',')).collect();
    // Several dots part thousands.
    if plain.matches('.').count() > 1 && plain.split('.').skip(1).all(|group| group.len() == 3) {
        plain = plain.replace('.', "");
    }
    let (number, length) = leading(&plain)?;
    number.ok()?;
    let letter = match plain.get(length..)? {
        "" => "",
        "k" | "K" | "tsd" => "k",
        "M" | "m" | "mio" | "Mio" | "MM" => "M",
        _ => return None,
    };
    Some(format!("{}{letter}", plain.get(..length)?))
}

/// Says that a number is too large or too fine.
pub(super) fn out_of_range(word: Word<'_>, fault: Fault) -> Mistake {
    let (message, help) = match fault {
        Fault::TooLarge => (format!("`{word}` is too large a number"), "the largest is `1000000M`"),
        Fault::TooFine => {
            (format!("`{word}` has more than three decimals"), "three decimals are kept")
        }
    };
    wrong(&NUMBER_OUT_OF_RANGE, word.span(), message).help(help)
}

/// What is wrong with a share that is at most the whole.
pub(super) fn share(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let Some((value, length)) =
        leading(word.text).filter(|(_, length)| matches!(word.text.get(*length..), Some("" | "%")))
    else {
        let message = format!("expected a share such as `40%`, found `{word}`");
        return Some(wrong(&INVALID_NUMBER, word.span(), message));
    };
    if length == word.text.len() {
        let sign = found.next(1).filter(|next| is_percent_sign(next.text));
        let message = format!("expected a share in percent, found `{word}`");
        let span = word.to(sign.unwrap_or(word)).span();
        let fixed = if sign.is_some() { format!("{word}%") } else { in_percent(word.text, value) };
        return Some(wrong(&INVALID_NUMBER, span, message).put(span, fixed));
    }
    match value {
        Err(fault) => Some(out_of_range(word, fault)),
        Ok(Decimal(share)) if share > 100_000 => {
            let whole = match (found.kind, found.on) {
                (Some(A::Probability), _) => "certain",
                (Some(A::Score), _) => "full confidence",
                (_, K::Person) => "a whole person",
                _ => "all of the work",
            };
            let message = format!("`{word}` is more than {whole}");
            let mistake = wrong(&NUMBER_OUT_OF_RANGE, word.span(), message);
            Some(mistake.help("a share runs from `0%` to `100%`"))
        }
        Ok(_) => None,
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

/// What is wrong with an amount of money.
pub(super) fn money(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    if is_path(word.text) { behind(found, word) } else { number(found) }
}

/// `priority high`, `priority 2000`
pub(super) fn priority(found: &Found<'_>) -> Option<Mistake> {
    /// Words of other tools, and the number that says the same.
    const WORDS: [(&str, &str); 4] = [
        ("900", "highest critical urgent blocker must"),
        ("700", "high major should"),
        ("500", "medium normal"),
        ("300", "low minor could"),
    ];
    const HELP: &str = "a priority is `must`, `should`, `could` or `wont`, or `priority` and a number from 1 to 1000";
    let word = found.next(0)?;
    if word.text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        let message = format!("`{word}` is no priority: they run from 1 to 1000");
        return number(found)
            .or_else(|| Some(wrong(&NUMBER_OUT_OF_RANGE, word.span(), message).help(HELP)));
    }
    let message = format!("expected a number from 1 to 1000, found `{word}`");
    let folded = word.text.to_lowercase();
    let meant = WORDS.iter().find(|(_, words)| words.split(' ').any(|word| word == folded));
    let mistake = wrong(&SYNTAX_ERROR, word.span(), message).help(HELP);
    Some(mistake.put_if(word.span(), meant.map(|(number, _)| *number)))
}

/// What a candidate scores.
const CRITERIA: [&str; 6] = ["reach", "impact", "confidence", "value", "urgency", "risk"];

/// Whether a word says what is scored.
pub(super) fn is_criterion(word: &str) -> bool {
    CRITERIA.contains(&word)
}

/// What is wrong with a score: a word for what it scores, a number, one of them twice.
pub(super) fn score(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    if is_criterion(word.text) {
        let earlier = (found.at..found.wrong).filter_map(|index| found.word(index));
        return earlier.into_iter().any(|earlier| earlier.text == word.text).then(|| {
            wrong(&DUPLICATE_ATTRIBUTE, word.span(), format!("`{word}` is scored twice"))
                .help("leave one of the two out")
        });
    }
    match found.wrong.checked_sub(1).and_then(|before| found.word(before))?.text {
        "confidence" => share(found),
        before if is_criterion(before) => number(found),
        _ => misspelt_criterion(word),
    }
}

/// `score reach 40k impct 2`: a word that is nearly one for what something scores.
pub(super) fn misspelt_criterion(word: Word<'_>) -> Option<Mistake> {
    let meant = crate::text::did_you_mean(word.text, CRITERIA)
        .filter(|_| keyword::attribute(word.text).is_none())?;
    let message = format!("expected what it scores, found `{word}`");
    Some(wrong(&SYNTAX_ERROR, word.span(), message).put(word.span(), meant))
}

/// Whether a number begins a share of which the sign stands apart: `30 %`.
pub(super) fn is_percent_sign(word: &str) -> bool {
    matches!(word, "%" | "percent" | "pct" | "pc")
}
