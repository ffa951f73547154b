//! The XML that MS Project reads, written by the crate: elements with a value, and elements with elements.

use std::fmt::Display;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::emit::hours::Length;
use crate::emit::notes::lines;
use crate::time::{Minutes, Moment};

/// The namespace of the format.
const NAMESPACE: &str = "http://schemas.microsoft.com/project";

/// A document that grows. Memory takes whatever is written to it, so that nothing here can fail.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document, whose root holds what `inner` writes.
    pub(super) fn document(inner: impl FnOnce(&mut Self)) -> String {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 2));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        let root = BytesStart::new("Project").with_attributes([("xmlns", NAMESPACE)]);
        xml.element(root, inner);
        let mut text = String::from_utf8(xml.0.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// An element with elements.
    pub(super) fn within(&mut self, name: &'static str, inner: impl FnOnce(&mut Self)) {
        self.element(BytesStart::new(name), inner);
    }

    fn element(&mut self, start: BytesStart<'_>, inner: impl FnOnce(&mut Self)) {
        let end = start.to_end().into_owned();
        self.event(Event::Start(start));
        inner(self);
        self.event(Event::End(end));
    }

    /// An element with a value.
    pub(super) fn put(&mut self, name: &'static str, value: impl Display) {
        self.event(Event::Start(BytesStart::new(name)));
        self.event(Event::Text(BytesText::new(&value.to_string())));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with a text of several lines, in which no character stands that XML has not.
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.put(name, lines(text));
    }

    /// `1` or `0`.
    pub(super) fn flag(&mut self, name: &'static str, is_so: bool) {
        self.put(name, u8::from(is_so));
    }

    /// A moment.
    pub(super) fn moment(&mut self, name: &'static str, moment: Moment) {
        self.put(name, format_args!("{moment}:00"));
    }

    /// An amount of time.
    pub(super) fn time(&mut self, name: &'static str, time: Minutes) {
        self.put(name, duration(time));
    }

    fn event(&mut self, event: Event<'_>) {
        let written = self.0.write_event(event);
        debug_assert!(written.is_ok());
    }
}

/// `PT8H0M0S`.
fn duration(time: Minutes) -> String {
    let minutes = time.0.max(0);
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

/// The unit in which MS Project shows a length: days, or days on the clock.
pub(super) const fn format_of(length: Length) -> u8 {
    match length {
        Length::Working(_) => 7,
        Length::Elapsed(_) => 8,
    }
}
