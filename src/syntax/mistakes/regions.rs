//! Lines of a file that are broken: what belongs together is cut out, mended as a whole, and read statement by statement.

use super::filters::filtered;
use super::found::{Found, Mistake, syntax, wrong};
use super::lines::{self, BEGINNINGS, Line as Whole};
use super::mended::Mended;
use super::pieces::{Piece, PieceKind, pieces};
use super::words::begins_attribute;
use crate::diagnostic::Edit;
use crate::diagnostic::rules::UNCLOSED_TEXT;
use crate::syntax::ast::Broken;
use crate::syntax::keyword::{self, DeclarationKind};
use crate::syntax::parse::{Body, Brace, Content, Line, Tree, end_of_block, is_unclosed};
use crate::text::Span;

/// So many mistakes are told of one line as a whole; what is broken more often than that is passed over.
const MOST: usize = 60;

/// So many statements are looked for on one line.
const STATEMENTS: usize = 400;

const FENCE: &str = "\"\"\"";

impl Tree<'_> {
    /// Reads the broken line that begins at an offset of the source, and what it goes on in; says where that ends.
    pub(in crate::syntax) fn region(&mut self, start: usize) -> usize {
        if let Some(end) = self.merge_markers(start) {
            return end;
        }
        let mut reports = self.reports.count();
        let (mut mended, end) = self.cut(start);
        let (mut count, mut statements, mut is_new) = (0, 0, true);
        // Of a line with a text that is not closed the rest is only guessed.
        let (mut is_half, mut is_unsure) = (false, self.reports.count() > reports);
        // Of the statement that is read, what is taken out of it too.
        let mut place: Option<Span> = None;
        while !mended.text.trim().is_empty() && statements < STATEMENTS {
            let (all, line_end) = pieces(&mended.text);
            let is_brace =
                |piece: &&Piece| matches!(piece.kind, PieceKind::Open | PieceKind::Close);
            let brace = all.iter().find(is_brace);
            let own: Vec<Piece> =
                all.iter().take_while(|piece| !is_brace(piece)).copied().collect();
            let mut own_end = brace.map_or(line_end, |brace| brace.start);
            let was_new = std::mem::take(&mut is_new);
            if let Some((first, last)) = own.first().zip(own.last()) {
                let written = mended.written().span(first.start, last.end);
                place = Some(place.map_or(written, |place| place.to(written)));
            }
            if own.is_empty() {
                if let Some(brace) = brace {
                    self.brace(&mended, *brace);
                    own_end = brace.end;
                }
            } else if self.reports.is_full() {
                // What is only counted needs no explanation.
                self.reports.error(|| syntax(Span::default(), ""));
                (self.body, self.last) = (Body::Skipped, None);
            } else if was_new && !self.is_skipping() && self.is_foreign_line(&mended, &own) {
                self.body = Body::Skipped;
            } else if let Some(mistake) = self.mistake(&mended, &own).filter(|_| count < MOST) {
                is_half |= mistake.diagnostic.rule.name == UNCLOSED_TEXT.name;
                is_unsure |= is_half;
                count += 1;
                self.mend(&mut mended, mistake);
                continue;
            } else {
                let rest = mended.split_off(own_end);
                let word = mended.text.split_whitespace().next().unwrap_or_default();
                let is_known =
                    keyword::declaration(word).is_some() || keyword::attribute(word).is_some();
                let is_told = std::mem::take(&mut is_half) && is_known;
                let mut read = |tree: &mut Self| tree.broken_statement(&mut mended, &own, brace);
                if is_told {
                    self.in_silence(read);
                } else {
                    read(self);
                }
                (mended, own_end) = (rest, 0);
            }
            mended = mended.split_off(own_end);
            if let Some(place) = place.take().filter(|_| self.reports.count() > reports) {
                self.broken(place, is_unsure);
            }
            reports = self.reports.count();
            is_new = true;
            statements += 1;
        }
        end
    }

    /// Keeps what is known of a statement that something was reported of. If it declares nothing that has a name, or begins with
    /// a word that was only guessed, names may be declared up to its first attribute; they may anywhere in one that is none yet, or of which
    /// it is unsure how far its texts go.
    pub(in crate::syntax) fn broken(&mut self, span: Span, is_unsure: bool) {
        if self.reports.is_full() {
            return;
        }
        let text = self.at(span);
        let word = text.split_whitespace().next().unwrap_or_default();
        let is_whole = is_unsure || keyword::not_yet(word).is_some();
        let own = self.ast.declarations.last().filter(|last| last.keyword.start >= span.start);
        let is_guess = keyword::declaration(word).is_none();
        let length = match own.and_then(|own| own.name) {
            _ if is_whole => text.len(),
            Some(_) if !is_guess => 0,
            _ => before_attributes(text).len(),
        };
        let declares = Span::new(span.start, self.offset(self.local(span.start) + length));
        let attribute = keyword::attribute(word).map(|row| row.kind);
        self.ast.broken.push(Broken { span, declares, attribute });
    }

    /// Applies a mistake of a line as a whole.
    fn mend(&mut self, mended: &mut Mended, mistake: Mistake) {
        let edits = mistake.edits();
        if !self.is_skipping() {
            self.reports.error(|| mistake.diagnostic);
        }
        mended.apply(&edits);
    }

    /// The first thing that is wrong with a line as a whole.
    fn mistake(&self, mended: &Mended, own: &[Piece]) -> Option<Mistake> {
        lines::mistake(&self.whole(mended, own))
    }

    fn is_foreign_line(&mut self, mended: &Mended, own: &[Piece]) -> bool {
        let is_comment = |piece: &&Piece| piece.kind == PieceKind::Comment;
        let own: Vec<Piece> = own.iter().take_while(|piece| !is_comment(piece)).copied().collect();
        let line = self.whole(mended, &own);
        !own.is_empty() && BEGINNINGS.find(&line.found, 0).is_none() && self.is_foreign(&line)
    }

    /// A line as a whole, of which these are the pieces.
    fn whole<'b>(&self, mended: &'b Mended, pieces: &'b [Piece]) -> Whole<'b> {
        let written = mended.written();
        let on = self.owner_kind().unwrap_or(DeclarationKind::Roadmap);
        let (kind, title_place, filter) = (None, None, filtered);
        let found = Found { written, pieces, at: 0, wrong: 0, on, kind, title_place, filter };
        Whole { found, indent: self.indentation(found.place(0)) }
    }

    fn brace(&mut self, mended: &Mended, piece: Piece) {
        let brace = self.brace_at(mended.written().span(piece.start, piece.end));
        match piece.kind {
            PieceKind::Close => self.close(brace),
            _ => self.open(brace),
        }
    }

    /// Reads one statement, of which these are the pieces, and the brace behind it.
    fn broken_statement(&mut self, mended: &mut Mended, own: &[Piece], brace: Option<&Piece>) {
        let is_comment = |piece: &&Piece| piece.kind == PieceKind::Comment;
        let own: Vec<Piece> = own.iter().filter(|piece| !is_comment(piece)).copied().collect();
        let (Some(first), Some(last)) = (own.first().copied(), own.last().copied()) else { return };
        let behind = mended.split_off(last.end);
        drop(behind);
        let before = first.start;
        let mut rest = mended.split_off(before);
        let own: Vec<Piece> = own
            .iter()
            .map(|piece| Piece { start: piece.start - before, end: piece.end - before, ..*piece })
            .collect();
        let written = rest.written();
        let word = written.part(0, first.end - first.start).to_owned();
        let place = written.span(0, word.len());
        let end = written.span(0, rest.text.len()).end;
        let is_first = self.begins_line(place.start) || mended.text.ends_with('\n');
        if word == "end" && own.len() == 1 && !self.stack.is_empty() && !self.is_skipping() {
            return self.end_for_brace(Brace { place, is_first });
        }
        insert_spaces(&mut rest, &own);
        let mut line = Line {
            word: &word,
            place,
            end,
            is_first,
            has_brace: brace.is_some_and(|brace| brace.kind == PieceKind::Open),
            pieces: &own,
            content: Content::Broken(&mut rest),
        };
        self.line(&mut line);
    }

    /// `end` where a block is closed.
    fn end_for_brace(&mut self, brace: Brace) {
        let place = brace.place;
        self.reports
            .error(|| syntax(place, "a block is closed by `}`, found `end`").put(place, "}"));
        self.close(brace);
    }

    /// Cuts out what belongs together: a line, the lines it goes on in, a text over several lines, a comment of other languages.
    fn cut(&mut self, start: usize) -> (Mended, usize) {
        let mut end = self.end_of_line(start);
        loop {
            let text = self.normal(start, end);
            let (all, line_end) = pieces(&text);
            // A text over several lines may have its end further on, or none.
            let is_text = |piece: &&Piece| {
                text.get(piece.start..piece.end).is_some_and(|text| text.starts_with(FENCE))
            };
            let is_open = |piece: &&Piece| match piece.kind {
                PieceKind::Half => true,
                PieceKind::Text => text
                    .get(piece.start + FENCE.len()..piece.end.saturating_sub(FENCE.len()))
                    .is_some_and(is_unclosed),
                _ => false,
            };
            if let Some(open) = all.iter().filter(is_text).find(is_open) {
                match self.end_of_text(start + open.start) {
                    Ok(behind) if self.end_of_line(behind) > end => {
                        end = self.end_of_line(behind);
                        continue;
                    }
                    Ok(_) => {}
                    Err(stops) => return self.never_closed(start, start + open.start, stops),
                }
            }
            if let Some(mended) = self.over_lines(start, &all) {
                return mended;
            }
            let comment = all.iter().find(|piece| {
                piece.kind == PieceKind::Word
                    && text.get(piece.start..piece.end).is_some_and(|word| word.starts_with("/*"))
            });
            if let Some(comment) = comment
                && !text.get(comment.start..).is_some_and(|rest| rest.contains("*/"))
                && let Some(found) = self.source.get(end..).and_then(|rest| rest.find("*/"))
            {
                end = self.end_of_line(end + found);
                continue;
            }
            let last = all.iter().rev().find(|piece| piece.kind != PieceKind::Comment);
            let goes_on =
                last.is_some_and(|last| last.kind == PieceKind::Comma) || line_end > text.len();
            if goes_on
                && end < self.source.len()
                && !all.first().is_some_and(|first| first.kind == PieceKind::Comma)
            {
                end = self.end_of_line(end);
                continue;
            }
            let (written, added) = text.split_at_checked(end - start).unwrap_or((&text, ""));
            let source = self.source.get(start..end).unwrap_or_default();
            let mut mended = Mended::of_plain(written, source, self.offset(start));
            mended.replace(written.len(), written.len(), added);
            return (mended, end);
        }
    }

    /// A text in plain quotes that is closed on one of the next lines, and so was meant to stand on several.
    fn over_lines(&mut self, start: usize, all: &[Piece]) -> Option<(Mended, usize)> {
        /// So many lines such a text may have.
        const LINES: usize = 20;
        let half = all.iter().find(|piece| piece.kind == PieceKind::Half)?;
        let open = start + half.start;
        let rest = self.source.get(self.end_of_line(open)..)?;
        let mut at = self.end_of_line(open);
        for line in rest.split_inclusive('\n').take(LINES) {
            let (behind, quotes) = (line.trim(), line.matches('"').count());
            let first = behind.split([' ', '"']).next().unwrap_or_default();
            let is_own = behind.is_empty()
                || behind.starts_with(['}', '"', '#', '@'])
                || keyword::declaration(first).is_some()
                || keyword::attribute(first).is_some();
            if is_own || quotes > 1 {
                return None;
            }
            if quotes == 1 {
                let close = at + line.find('"')?;
                let _ = Some(behind).filter(|behind| behind.ends_with('"'))?;
                return Some(self.closed_on_another_line(start, open, close));
            }
            at += line.len();
        }
        None
    }

    fn closed_on_another_line(
        &mut self,
        start: usize,
        open: usize,
        close: usize,
    ) -> (Mended, usize) {
        let end = self.end_of_line(close);
        let quote = |at: usize| Span::new(self.offset(at), self.offset(at + 1));
        let (first, last) = (quote(open), quote(close));
        let edits = vec![
            Edit { span: first, text: FENCE.to_owned() },
            Edit { span: last, text: FENCE.to_owned() },
        ];
        let mistake = wrong(&UNCLOSED_TEXT, first, "this text is not closed on its line")
            .label(last, "it is closed here")
            .help("a text over several lines stands between `\"\"\"` and `\"\"\"`")
            .fix("write three quotes at both ends", edits);
        let plain = self.normal(start, end);
        let mut mended = Mended::new(&plain, self.offset(start));
        self.mend(&mut mended, mistake);
        (mended, end)
    }

    /// Behind the quotes that close a text over several lines; if none do, or those that seem to open another, where it seems to end.
    fn end_of_text(&self, open: usize) -> Result<usize, usize> {
        let inside = self.source.get(open + FENCE.len()..).unwrap_or_default();
        match inside.find(FENCE) {
            Some(length) if !is_unclosed(inside.get(..length).unwrap_or_default()) => {
                Ok(open + length + 2 * FENCE.len())
            }
            Some(length) => Err(end_of_block(self.source, open, open + FENCE.len() + length)),
            None => Err(end_of_block(self.source, open, self.source.len())),
        }
    }

    /// Reports a text over several lines that is never closed, and reads it as closed where it seems to end.
    fn never_closed(&mut self, start: usize, open: usize, stops: usize) -> (Mended, usize) {
        let text = self.normal(start, stops);
        let trimmed = text.trim_end_matches(['\n', ' ']).len();
        let mut mended = Mended::new(text.get(..trimmed).unwrap_or_default(), self.offset(start));
        let end = self.offset(start + trimmed);
        let end = Span::new(end, end);
        let quotes = Span::new(self.offset(open), self.offset(open + FENCE.len()));
        let closing = Edit { span: end, text: "\n\"\"\"".to_owned() };
        let mistake = wrong(&UNCLOSED_TEXT, quotes, "this text is never closed")
            .label(end, "it seems to end here")
            .fix("close it there", vec![closing]);
        self.mend(&mut mended, mistake);
        (mended, stops)
    }

    /// What a version control system wrote round two versions of some lines: the first is read, the second is not.
    fn merge_markers(&mut self, start: usize) -> Option<usize> {
        let rest = self.source.get(start..)?;
        let end = self.end_of_line(start);
        let marker = rest.get(..7)?;
        if !matches!(marker, "<<<<<<<" | "=======" | ">>>>>>>")
            || !self.begins_line(self.offset(start))
        {
            return None;
        }
        if marker == "=======" {
            let behind = rest.find("\n>>>>>>>").map(|found| self.end_of_line(start + found + 1));
            return Some(behind.unwrap_or(end));
        }
        let place = Span::new(self.offset(start), self.offset(start + 7));
        self.last = None;
        let help = "keep one of them, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`";
        self.reports.error(|| syntax(place, "a merge has left two versions here").help(help));
        Some(end)
    }
}

/// A statement up to its first attribute.
fn before_attributes(statement: &str) -> &str {
    let mut end = 0;
    for piece in statement.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        let word = piece.trim_end().trim_end_matches([':', '=']);
        let is_attribute = begins_attribute(word)
            || keyword::meant_attribute(word).is_some_and(|meant| meant.lexeme == "after");
        // The first word may be any: `calendar` begins a declaration and an attribute.
        if is_attribute && end > 0 {
            break;
        }
        end += piece.len();
    }
    statement.get(..end).unwrap_or(statement)
}

/// Puts a space between a text and a word that is joined to it: a quote ends a word, as a space does.
fn insert_spaces(mended: &mut Mended, own: &[Piece]) {
    let places: Vec<usize> = own
        .windows(2)
        .filter_map(|pair| {
            let [before, behind] = pair else { return None };
            let is_text = before.kind == PieceKind::Text || behind.kind == PieceKind::Text;
            let is_word = before.kind == PieceKind::Word || behind.kind == PieceKind::Word;
            let is_value =
                mended.text.get(..before.end).is_some_and(|text| text.ends_with([':', '=']));
            (is_text && is_word && !is_value && before.end == behind.start).then_some(behind.start)
        })
        .collect();
    for at in places.into_iter().rev() {
        mended.replace(at, at, " ");
    }
}
