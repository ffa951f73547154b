//! The lines of a file: unfolded, each a property as the crate reads it, in the components that `BEGIN` and `END` make.

use icalendar::parser::{Property, unfold};

use crate::import::{Draft, shown};

/// A `VEVENT`, a `VTODO` or the calendar itself, with what stands directly in it.
pub(super) struct Component<'t> {
    /// Its name in capitals.
    pub(super) name: String,
    /// Where it begins.
    pub(super) line: usize,
    /// Its properties, and where each stands.
    pub(super) properties: Vec<(Property<'t>, usize)>,
}

impl Component<'_> {
    /// The first property of that name.
    pub(super) fn property(&self, name: &str) -> Option<&Property<'_>> {
        self.all(name).next().map(|(property, _)| property)
    }

    /// All properties of that name, and where they stand.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = (&Property<'_>, usize)> {
        let is_it = move |(property, _): &&(Property<'_>, usize)| {
            property.name.as_str().eq_ignore_ascii_case(name)
        };
        self.properties.iter().filter(is_it).map(|(property, line)| (property, *line))
    }

    /// What the first property of that name says, if that is something.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.property(name)
            .map(|property| property.val.as_str().trim())
            .filter(|value| !value.is_empty())
    }

    /// The text of the first property of that name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        let text = self.property(name).map(text_of)?;
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    }

    /// What it is called in a report.
    pub(super) fn place(&self) -> String {
        format!("line {}", self.line)
    }
}

/// The text of a property, whose escapes the crate has read where it knows the property to be a text.
fn text_of(property: &Property<'_>) -> String {
    let is_foreign = property.name.as_str().to_ascii_uppercase().starts_with("X-");
    let text = property.val.clone();
    let text = if is_foreign { text.unescape_text() } else { text };
    text.as_str().to_owned()
}

/// What a parameter of a property says.
pub(super) fn parameter<'p>(property: &'p Property<'_>, key: &str) -> Option<&'p str> {
    let found = property.params.iter().find(|known| known.key.as_str().eq_ignore_ascii_case(key));
    found.and_then(|known| known.val.as_ref()).map(icalendar::parser::ParseString::as_str)
}

/// The text of a file with folded lines made whole.
pub(super) fn unfolded(text: &str) -> String {
    unfold(text)
}

/// All components with properties of their own, in the order in which they begin. A line that is none costs itself alone.
pub(super) fn components<'t>(
    draft: &mut Draft,
    text: &str,
    unfolded: &'t str,
) -> Vec<Component<'t>> {
    let goes_on = |(at, line): &(usize, &str)| *at == 0 || !line.starts_with([' ', '\t']);
    let numbers = text.lines().enumerate().filter(goes_on).map(|(at, _)| at + 1);
    let mut all: Vec<Component<'t>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (line, number) in unfolded.lines().zip(numbers) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        if let Some(name) = after(line, "BEGIN:") {
            open.push(all.len());
            let name = name.to_ascii_uppercase();
            all.push(Component { name, line: number, properties: Vec::new() });
        } else if let Some(name) = after(line, "END:") {
            let named = |at: &usize| {
                all.get(*at).is_some_and(|known| known.name.eq_ignore_ascii_case(name))
            };
            if let Some(depth) = open.iter().rposition(named) {
                open.truncate(depth);
            }
        } else {
            match (Property::try_from(line), open.last().and_then(|at| all.get_mut(*at))) {
                (Ok(property), Some(component)) => component.properties.push((property, number)),
                _ => draft.left_out(
                    format!("the line {}", shown(line)),
                    "it is no property of iCalendar",
                    &format!("line {number}"),
                ),
            }
        }
    }
    all
}

fn after<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let (begins, rest) = line.split_at_checked(word.len())?;
    begins.eq_ignore_ascii_case(word).then(|| rest.trim())
}
