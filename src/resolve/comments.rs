//! Comments that were begun with a `#`, as in other languages: here that is a tag, and what follows it has no meaning.

use super::resolver::Resolver;
use crate::diagnostic::Diagnostic;
use crate::syntax::keyword;
use crate::text::Span;

/// How far before a word the `#` is looked for.
const BEFORE: u32 = 60;

impl Resolver<'_> {
    /// Adds to a word without meaning that it may be part of a comment, if a tag stands before it, or a tag and one word of
    /// the language: `#nice to have`.
    pub(super) fn explain_comment(&mut self, span: Span, unknown: Diagnostic) -> Diagnostic {
        let Some(comment) = self.comment_before(span).filter(|_| unknown.fix.is_none()) else {
            return unknown;
        };
        self.suggestions.comment = Some(comment);
        let text = self.text(comment).trim_start_matches('#');
        let hash = Span::new(comment.start, comment.start + 1);
        unknown.help(format!("a comment begins with `//`: `// {text}`")).replace(
            "make it a comment",
            hash,
            "// ",
        )
    }

    /// Whether a word stands on a line, behind what was told to be a comment.
    pub(super) fn is_in_comment(&self, span: Span) -> bool {
        /// Lines that are longer are not looked through.
        const LINE: u32 = 500;
        self.suggestions.comment.is_some_and(|comment| {
            let is_near = span.start >= comment.end && span.start - comment.end < LINE;
            is_near && !self.text(Span::new(comment.end, span.start)).contains('\n')
        })
    }

    /// The comment that a word ends, from its `#` on.
    fn comment_before(&self, span: Span) -> Option<Span> {
        // Where it would begin within a character there is no text.
        let starts = (span.start.saturating_sub(BEFORE)..span.start).take(4);
        let mut texts = starts.map(|start| self.text(Span::new(start, span.start)));
        let before = texts.find(|text| !text.is_empty())?;
        let at = before.rfind(" #")? + 1;
        let behind = before.get(at + 1..)?;
        let mut words = behind.split_whitespace();
        let is_plain = |word: &str| word.chars().all(|char| char.is_alphanumeric() || char == '-');
        let is_tag = words.next().is_some_and(is_plain);
        let is_word = words.next().is_none_or(|word| keyword::attribute(word).is_some());
        if !is_tag || !is_word || words.next().is_some() || behind.contains('\n') {
            return None;
        }
        let length = u32::try_from(before.len() - at).ok()?;
        Some(Span::new(span.start.checked_sub(length)?, span.end))
    }
}
