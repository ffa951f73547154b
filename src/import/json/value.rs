//! JSON that remembers what was asked of it: what nobody asked for is told at the end.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::import::{Number, Refusal};

/// A value of JSON: objects in the order of the file, texts as they stand there where nothing is escaped.
#[derive(Debug, Default)]
pub(super) enum Json<'t> {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Decimal(f64),
    /// A text.
    Text(Cow<'t, str>),
    /// Several values.
    List(Box<[Json<'t>]>),
    /// Values with keys.
    Object(Box<[Entry<'t>]>),
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// The key.
    pub(super) key: Cow<'t, str>,
    /// What stands there.
    pub(super) value: Json<'t>,
    /// Whether somebody has asked for it.
    is_read: Cell<bool>,
}

impl<'t> Entry<'t> {
    /// A value that nobody has asked for.
    pub(super) fn new(key: impl Into<Cow<'t, str>>, value: Json<'t>) -> Self {
        Self { key: key.into(), value, is_read: Cell::new(false) }
    }

    /// Whether somebody has asked for it.
    pub(super) fn is_read(&self) -> bool {
        self.is_read.get()
    }
}

/// What is asked where nothing stands.
const NOTHING: &Json<'static> = &Json::Null;

impl<'t> Json<'t> {
    /// What stands at a key, the last if it stands there several times; nothing if there is none.
    pub(super) fn peek(&self, key: &str) -> &Self {
        self.entry(key).map_or(NOTHING, |entry| &entry.value)
    }

    fn entry(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries().iter().rev().find(|entry| entry.key == key)
    }

    /// All keys with their values; none of what is no object.
    pub(super) fn entries(&self) -> &[Entry<'t>] {
        match self {
            Self::Object(entries) => entries,
            _ => &[],
        }
    }

    /// Its elements; none of what is no list.
    pub(super) fn elements(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// Whether it is an object.
    pub(super) const fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Marks all of it as asked for: what it is was told as a whole.
    pub(super) fn pass_over(&self) {
        self.elements().iter().for_each(Self::pass_over);
        for entry in self.entries() {
            entry.is_read.set(true);
            entry.value.pass_over();
        }
    }

    /// Whether it says nothing: no value, no text, `false`, or nothing but such.
    pub(super) fn is_silent(&self) -> bool {
        match self {
            Self::Null | Self::Flag(false) => true,
            Self::Flag(true) | Self::Whole(_) | Self::Decimal(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::List(list) => list.iter().all(Self::is_silent),
            Self::Object(entries) => entries.iter().all(|entry| entry.value.is_silent()),
        }
    }

    /// A text that is not empty.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// A text, a number or a flag as it is said.
    pub(super) fn as_said(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(_) => self.as_text().map(Cow::Borrowed),
            Self::Flag(is_so) => Some(if *is_so { "yes" } else { "no" }.into()),
            Self::Whole(number) => Some(number.to_string().into()),
            Self::Decimal(number) => Some(number.to_string().into()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// A number, also one that is written as a text.
    pub(super) fn as_number(&self) -> Option<Number> {
        match self {
            Self::Whole(number) => number.checked_mul(1000).map(Number),
            Self::Decimal(number) => thousandths(*number),
            Self::Text(text) => text.trim().parse().ok().and_then(thousandths),
            _ => None,
        }
    }

    /// Whether it is `true`, also where that is written as a text.
    pub(super) fn is_true(&self) -> bool {
        matches!(self, Self::Flag(true)) || self.as_text() == Some("true")
    }

    /// The number by which things are put in order.
    pub(super) fn rank(&self) -> f64 {
        match self {
            // What is not exact here is far behind all positions that a tool gives.
            #[expect(clippy::cast_precision_loss)]
            Self::Whole(number) => *number as f64,
            Self::Decimal(number) => *number,
            _ => f64::MAX,
        }
    }
}

fn thousandths(number: f64) -> Option<Number> {
    const MOST: f64 = 9e15;
    let scaled = (number * 1000.0).round();
    // It fits: it was looked at.
    #[expect(clippy::cast_possible_truncation)]
    (scaled.abs() < MOST).then_some(Number(scaled as i64))
}

/// Something whose fields are asked for by their keys.
pub(super) trait Fields<'j, 't: 'j> {
    /// What stands at a key, if it has a form that can be read. What has another form counts as not asked for, so that it is told.
    fn pick(&self, key: &str, fits: fn(&Json<'t>) -> bool) -> &'j Json<'t>;

    /// Whatever stands at a key.
    fn get(&self, key: &str) -> &'j Json<'t> {
        self.pick(key, |_| true)
    }

    /// The text at a key, if it is not empty.
    fn text(&self, key: &str) -> Option<&'j str> {
        self.pick(key, |value| matches!(value, Json::Text(_) | Json::Null)).as_text()
    }

    /// The text, number or flag at a key.
    fn said(&self, key: &str) -> Option<Cow<'j, str>> {
        self.pick(key, |value| !matches!(value, Json::List(_) | Json::Object(_))).as_said()
    }

    /// The number at a key.
    fn number(&self, key: &str) -> Option<Number> {
        self.pick(key, |value| value.as_number().is_some() || value.is_silent()).as_number()
    }

    /// Whether `true` stands at a key.
    fn flag(&self, key: &str) -> bool {
        self.pick(key, |value| matches!(value, Json::Flag(_) | Json::Null) || value.is_true())
            .is_true()
    }

    /// The list at a key.
    fn list(&self, key: &str) -> &'j [Json<'t>] {
        self.pick(key, |value| matches!(value, Json::List(_) | Json::Null)).elements()
    }

    /// The object at a key.
    fn object(&self, key: &str) -> &'j Json<'t> {
        self.pick(key, |value| value.is_object() || value.is_silent())
    }
}

impl<'j, 't: 'j> Fields<'j, 't> for &'j Json<'t> {
    fn pick(&self, key: &str, fits: fn(&Json<'t>) -> bool) -> &'j Json<'t> {
        match self.entry(key) {
            Some(entry) if fits(&entry.value) => {
                entry.is_read.set(true);
                &entry.value
            }
            _ => NOTHING,
        }
    }
}

/// One thing of which several places of a file tell: what one does not say, the next may.
#[derive(Clone, Debug, Default)]
pub(super) struct Record<'j, 't> {
    /// Each place, the fullest first.
    pub(super) parts: Vec<&'j Json<'t>>,
}

impl<'j, 't: 'j> Fields<'j, 't> for Record<'j, 't> {
    fn pick(&self, key: &str, fits: fn(&Json<'t>) -> bool) -> &'j Json<'t> {
        let mut found = NOTHING;
        for part in &self.parts {
            let value = part.pick(key, fits);
            if found.is_silent() && (!value.is_silent() || matches!(found, Json::Null)) {
                found = value;
            }
        }
        found
    }
}

/// Everything that stands in a text of JSON: mostly one value, several where answers were written one behind the other.
pub(super) fn read(text: &str) -> Result<Vec<Json<'_>>, Refusal> {
    let mut values = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    // A value of JSON is written in a handful of bytes; far more values than that are no export of anything.
    let budget = Cell::new(text.len() / 8 + 4096);
    let seed = Seed { budget: &budget, depth: u8::MAX, is_sample: false };
    while reader.end().is_err() {
        values.push(seed.deserialize(&mut reader).map_err(|error| refusal(&error))?);
    }
    Ok(values)
}

/// The outline of the first value of a text: some levels of it, and of each list the first element.
pub(super) fn outline(text: &str) -> Option<Json<'_>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let budget = Cell::new(4096);
    let seed = Seed { budget: &budget, depth: 4, is_sample: true };
    seed.deserialize(&mut serde_json::Deserializer::from_str(text)).ok()
}

fn refusal(error: &serde_json::Error) -> Refusal {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
    let help = if error.is_eof() {
        "it ends in the middle: export it again"
    } else {
        "export it again, and leave it as the tool wrote it"
    };
    Refusal::new(format!("this is no JSON: {what}"))
        .at(format!("line {line}, column {column}"))
        .help(help)
}

/// How a value is read.
#[derive(Clone, Copy)]
struct Seed<'b> {
    /// How many more values there may be.
    budget: &'b Cell<usize>,
    /// How many more levels are looked at.
    depth: u8,
    /// Whether of lists the first element is enough.
    is_sample: bool,
}

impl Seed<'_> {
    fn inner<E: Error>(self) -> Result<Self, E> {
        let left = self.budget.get().checked_sub(1);
        self.budget.set(left.ok_or_else(|| E::custom("far too many tiny values"))?);
        Ok(Self { depth: self.depth.saturating_sub(1), ..self })
    }
}

impl<'t> DeserializeSeed<'t> for Seed<'_> {
    type Value = Json<'t>;

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<Json<'t>, D::Error> {
        if self.depth == 0 {
            return reader.deserialize_ignored_any(IgnoredAny).map(|_| Json::Null);
        }
        reader.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Seed<'_> {
    type Value = Json<'t>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json<'t>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, is_so: bool) -> Result<Json<'t>, E> {
        Ok(Json::Flag(is_so))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json<'t>, E> {
        Ok(Json::Whole(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json<'t>, E> {
        // A number that long is an id, and its digits count.
        Ok(i64::try_from(number)
            .map_or_else(|_| Json::Text(number.to_string().into()), Json::Whole))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json<'t>, E> {
        Ok(Json::Decimal(number))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'t str) -> Result<Json<'t>, E> {
        Ok(Json::Text(text.into()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json<'t>, E> {
        Ok(Json::Text(text.to_owned().into()))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Json<'t>, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self.inner()?)? {
            values.push(value);
            if self.is_sample {
                while list.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
        }
        Ok(Json::List(values.into()))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut object: A) -> Result<Json<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = object.next_key_seed(Key)? {
            entries.push(Entry::new(key, object.next_value_seed(self.inner()?)?));
        }
        Ok(Json::Object(entries.into()))
    }
}

/// How a key is read: as it stands in the text, where nothing in it is escaped.
struct Key;

impl<'t> DeserializeSeed<'t> for Key {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Key {
    type Value = Cow<'t, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'t str) -> Result<Self::Value, E> {
        Ok(text.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.to_owned().into())
    }
}
