//! What people label things with: horizons, values of custom fields, tags.

use super::super::label::clean;
use crate::model::{Decimal, Extras, FieldValue, Horizon, Model};
use crate::text::isolated;

/// The labels of something itself, each in a few words: `next`, `blocked`, `points: 8`, `#public`.
pub fn labels(model: &Model, extras: &Extras) -> Vec<String> {
    let horizon = extras.horizon.map(|of| horizon(of).to_owned());
    let fields = extras.custom.iter().filter_map(|custom| {
        let field = model.fields.get(custom.field.index())?;
        let name = isolated(clean(field.title.as_deref().unwrap_or(&field.name)));
        match &custom.value {
            // A choice says by itself what it is.
            FieldValue::Choice(choice) => Some(isolated(clean(choice)).into_owned()),
            FieldValue::Text(text) => Some(format!("{name}: {}", isolated(clean(text)))),
            FieldValue::Number(number) => Some(format!("{name}: {}", decimal(*number))),
            FieldValue::Date(date) => Some(format!("{name}: {}", date.medium())),
            FieldValue::Flag(true) => Some(name.into_owned()),
            FieldValue::Flag(false) => None,
        }
    });
    let tags = extras.tags.iter().map(|tag| format!("#{}", isolated(clean(tag))));
    horizon.into_iter().chain(fields).chain(tags).collect()
}

/// The addresses of something. Only those that open a page or a letter become links.
pub fn links(extras: &Extras) -> impl Iterator<Item = &str> {
    let is_safe = |address: &&str| {
        let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
        ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
    };
    extras.links.iter().map(|link| &*link.address).filter(is_safe)
}

/// The word that is written.
pub const fn horizon(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "now",
        Horizon::Next => "next",
        Horizon::Later => "later",
    }
}

/// `40,000`, `2.5`
pub fn decimal(number: Decimal) -> String {
    let whole = (number.0 / 1000).unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if number.0 < 0 { "-" } else { "" };
    let rest = format!("{:03}", (number.0 % 1000).unsigned_abs());
    match rest.trim_end_matches('0') {
        "" => format!("{sign}{grouped}"),
        rest => format!("{sign}{grouped}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        assert_eq!(decimal(Decimal(40_000_000)), "40,000");
        assert_eq!(decimal(Decimal(-2_500)), "-2.5");
        assert_eq!(decimal(Decimal(50)), "0.05");
    }
}
