//! Characters that can't stand in a roadmap: nobody sees them, or they make a reader see something else.

use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::diagnostic::{Diagnostic, Edit};
use crate::text::Span;

/// Such a character, or a run of the same.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Odd {
    /// Where it stands.
    pub(in crate::syntax) span: Span,
    char: char,
}

impl Odd {
    pub(in crate::syntax) fn new(start: u32, char: char) -> Self {
        let length = u32::try_from(char.len_utf8()).unwrap_or(1);
        Self { span: Span::new(start, start.saturating_add(length)), char }
    }

    /// A run of such characters.
    pub(in crate::syntax) const fn at(span: Span, char: char) -> Self {
        Self { span, char }
    }

    /// Whether another is the same and follows at once. Ends of lines stay apart: each ends one.
    pub(in crate::syntax) fn goes_on_with(self, next: Self) -> bool {
        self.char == next.char && self.span.end == next.span.start && !self.ends_line()
    }

    /// Whether lines end so elsewhere: on old machines, in word processors.
    pub(in crate::syntax) const fn ends_line(self) -> bool {
        ends_line(self.char)
    }

    /// Says of the line ends of a file, of which this is the first, which there are here.
    pub(in crate::syntax) fn as_line_end(self, all: &[Self]) -> Diagnostic {
        let number = u32::from(self.char);
        let message =
            format!("a line ends with a line feed, found {} U+{number:04X}", name(self.char));
        let edit = |odd: &Self| Edit { span: odd.span, text: "\n".to_owned() };
        Diagnostic::new(&SYNTAX_ERROR, self.span, message)
            .help("save the file with the line ends of Unix or Windows")
            .fix("replace with line feeds", all.iter().map(edit).collect())
    }

    /// What came of bytes that are not UTF-8, which are reported by a rule of their own.
    pub(in crate::syntax) const fn is_replacement(self) -> bool {
        matches!(self.char, char::REPLACEMENT_CHARACTER)
    }

    pub(in crate::syntax) fn diagnostic(self) -> Diagnostic {
        let number = u32::from(self.char);
        let count = (self.span.end - self.span.start) as usize / self.char.len_utf8();
        let repeated = if count > 1 { format!(", {count} times,") } else { String::new() };
        let message =
            format!("{} U+{number:04X}{repeated} can't stand in a roadmap", name(self.char));
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, self.span, message);
        if is_space(self.char) && self.char.is_whitespace() {
            diagnostic.replace("replace with a space", self.span, " ")
        } else if count == 1 {
            diagnostic.replace("remove it", self.span, "")
        } else {
            diagnostic.replace("remove them", self.span, "")
        }
    }
}

/// Whether a character ends lines elsewhere.
pub(in crate::syntax) const fn ends_line(char: char) -> bool {
    matches!(char, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn name(char: char) -> &'static str {
    match char {
        '\0' => "the character NUL",
        '\r' => "a carriage return alone",
        '\u{85}' | '\u{2028}' | '\u{2029}' => "the line separator",
        '\u{1B}' => "the escape character",
        '\u{A0}' | '\u{202F}' | '\u{2007}' => "the no-break space",
        '\u{200B}' | '\u{FEFF}' | '\u{2060}' => "the invisible character",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "the change of writing direction",
        char::REPLACEMENT_CHARACTER => "the replacement character",
        char if char.is_whitespace() => "the space",
        _ => "the control character",
    }
}

/// Whether a character between words looks like a space or like nothing. In texts and comments it may stand.
pub(in crate::syntax) fn is_space(char: char) -> bool {
    char == '\r'
        || matches!(char, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
        || (!char.is_ascii() && char.is_whitespace())
}

/// Finds what may stand nowhere, not in texts or comments either.
pub(in crate::syntax) fn find(run: &str, mut found: impl FnMut(usize, char)) {
    // Nearly all runs have none: then no character needs to be decoded.
    let is_suspect = |byte: u8| {
        (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')) || byte == 0x7F || byte >= 0xC2
    };
    // Looking at all bytes at once is quicker than stopping at the first.
    if !run.bytes().fold(false, |found, byte| found | is_suspect(byte)) {
        return;
    }
    for (at, char) in run.char_indices().filter(|(_, char)| is_odd(*char)) {
        found(at, char);
    }
}

/// Whether a character may stand nowhere.
pub(in crate::syntax) fn is_odd(char: char) -> bool {
    match char {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | char::REPLACEMENT_CHARACTER => true,
        char => char.is_control(),
    }
}
