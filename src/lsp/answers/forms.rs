//! Documents in their canonical form, whatever a client would have it be: there is one. A text that can't be read is left alone, and
//! nothing is said of it: its mistakes are shown already, and many a client asks each time that it saves.

use std::ops::Range;

use gen_lsp_types::{self as lsp, Uri};

use crate::format::{Formatted, Replacement, format};
use crate::lsp::documents::Document;
use crate::lsp::failure::{Answer, Failure};
use crate::lsp::position::Encoding;
use crate::lsp::session::Session;
use crate::text::Source;

/// What is typed at the end of a line has that line put into its form.
pub(in crate::lsp) const TRIGGERS: [&str; 2] = [LINE_END, BLOCK_END];

const LINE_END: &str = "\n";
const BLOCK_END: &str = "}";

/// `textDocument/formatting`
pub(in crate::lsp) fn whole(
    session: &mut Session,
    params: &lsp::DocumentFormattingParams,
) -> Answer<Option<Vec<lsp::TextEdit>>> {
    let open = Open::of(session, &params.text_document.uri)?;
    let Some(formatted) = open.formatted() else { return Ok(None) };
    let all = Replacement { range: 0..open.document.text.len(), text: formatted.text() };
    Ok(Some(open.edits(&all)))
}

/// `textDocument/rangeFormatting`
pub(in crate::lsp) fn part(
    session: &mut Session,
    params: &lsp::DocumentRangeFormattingParams,
) -> Answer<Option<Vec<lsp::TextEdit>>> {
    let open = Open::of(session, &params.text_document.uri)?;
    let Document { lines, text, .. } = open.document;
    let mut asked = lines.bytes(text, params.range, open.encoding);
    // A selection of whole lines ends where the next line begins, which is not meant.
    let selected = text.get(asked.clone()).unwrap_or_default();
    if selected.ends_with('\n') {
        asked.end -= 1;
    }
    let formatted = open.formatted();
    let part = formatted.and_then(|formatted| formatted.part(&asked));
    Ok(part.map(|part| open.edits(&part)))
}

/// `textDocument/onTypeFormatting`
pub(in crate::lsp) fn typed(
    session: &mut Session,
    params: &lsp::DocumentOnTypeFormattingParams,
) -> Answer<Option<Vec<lsp::TextEdit>>> {
    let open = Open::of(session, &params.text_document.uri)?;
    let line = match params.ch.as_str() {
        LINE_END => params.position.line.checked_sub(1),
        BLOCK_END => Some(params.position.line),
        _ => None,
    };
    let asked = line.and_then(|line| open.line(line));
    let formatted = open.formatted();
    let part = formatted.zip(asked).and_then(|(formatted, asked)| {
        // What comes behind is being written: it keeps its place.
        formatted.part(&asked.content).filter(|part| part.range.end <= asked.end)
    });
    Ok(part.map(|part| open.edits(&part)))
}

/// An open document, whether it belongs to a roadmap or not.
struct Open<'s> {
    document: &'s Document,
    encoding: Encoding,
}

/// A line of a document, in bytes.
struct OneLine {
    content: Range<usize>,
    /// Where the next one begins.
    end: usize,
}

impl<'s> Open<'s> {
    fn of(session: &'s Session, uri: &Uri) -> Result<Self, Failure> {
        let (_, document) = session.document(uri)?;
        Ok(Self { document, encoding: session.documents.encoding })
    }

    fn formatted(&self) -> Option<Formatted> {
        format(Source::new("", self.document.text.as_str())).ok()
    }

    fn line(&self, line: u32) -> Option<OneLine> {
        let Document { lines, text, .. } = self.document;
        let at =
            |line, character| lines.offset(text, lsp::Position { line, character }, self.encoding);
        let content = at(line, 0)..at(line, u32::MAX);
        Some(OneLine { content, end: at(line.checked_add(1)?, 0) })
    }

    /// A replacement as clients apply it: of the lines that change, none if none does.
    fn edits(&self, of: &Replacement) -> Vec<lsp::TextEdit> {
        let Document { lines, text, .. } = self.document;
        let narrowed = narrowed(text, of);
        let edit = |of: Replacement| lsp::TextEdit {
            range: lines.range(text, of.range, self.encoding),
            new_text: of.text,
        };
        narrowed.map(edit).into_iter().collect()
    }
}

/// The same without the lines before and behind that stay as they are; `None` if all do.
fn narrowed(text: &str, of: &Replacement) -> Option<Replacement> {
    let old = text.get(of.range.clone())?;
    let lines = |text| str::split_inclusive(text, '\n');
    let before = common(lines(old), lines(&of.text));
    let (old, new) = (old.get(before..)?, of.text.get(before..)?);
    let behind = common(lines(old).rev(), lines(new).rev());
    let range = of.range.start + before..of.range.end - behind;
    let text = new.get(..new.len() - behind)?.to_owned();
    (!range.is_empty() || !text.is_empty()).then_some(Replacement { range, text })
}

/// How many bytes of lines are the same.
fn common<'t>(old: impl Iterator<Item = &'t str>, new: impl Iterator<Item = &'t str>) -> usize {
    let same = old.zip(new).take_while(|(old, new)| old == new);
    same.map(|(line, _)| line.len()).sum()
}
