//! Reading on in a line that is none of the language: each mistake is told once, and the rest is read as if it had been mended.

use super::filters::filtered;
use super::found::{Found, Mistake, Reading, Reports, syntax};
use super::mended::Mended;
use super::numbers::is_criterion;
use super::operands;
use super::pieces::{Piece, PieceKind, pieces};
use super::words::{begins_attribute, kind_at, lacks_text, stray_text, unknown};
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::{
    Head, Rule, Stop, attributes_first, end_of_attribute, is_identifier, is_path, next_attribute,
    stops_at,
};
use crate::text::Span;

/// So many mistakes are told of one statement; what is broken more often than that is no statement.
pub(super) const MOST: usize = 40;

/// Reads one statement: a declaration, or attributes of a block.
pub(in crate::syntax) struct Statement<'a> {
    pub(super) mended: &'a mut Mended,
    pub(super) reports: &'a mut Reports,
    pub(super) kind: K,
    pub(super) into: &'a mut Vec<Attribute>,
    /// Where its attributes begin in `into`.
    pub(super) first: usize,
    /// Attributes that could not be read, of which only the kind is known.
    pub(super) broken: Vec<Attribute>,
    /// Where the head ends, and where its title would stand.
    pub(super) head: Option<Head>,
    pub(super) title_place: usize,
    /// The places of words that were guessed: what does not fit behind one is no second mistake.
    pub(super) guesses: Vec<u32>,
    /// Where mistakes were told.
    pub(super) told: Vec<Span>,
    pub(super) count: usize,
}

/// What is wrong, and how the attribute lies.
struct Wrong {
    /// Where the attribute begins.
    start: usize,
    /// Where it is wrong.
    at: usize,
    wanted: Rule,
}

/// The attribute that was read last.
#[derive(Clone, Copy)]
struct Last {
    start: usize,
    end: usize,
    /// How many attributes there were before it.
    count: usize,
}

/// Reads a declaration that is broken somewhere. The first word of the text is its keyword.
pub(in crate::syntax) fn read_declaration(
    mended: &mut Mended,
    kind: K,
    reports: &mut Reports,
    into: &mut Vec<Attribute>,
    guesses: &mut Vec<Span>,
) -> Head {
    let mut statement = Statement::new(mended, kind, reports, into);
    statement.declaration();
    statement.finish(guesses)
}

/// Reads the attributes of a line that is broken somewhere.
pub(in crate::syntax) fn read_attributes(
    mended: &mut Mended,
    kind: K,
    reports: &mut Reports,
    into: &mut Vec<Attribute>,
    guesses: &mut Vec<Span>,
) {
    let mut statement = Statement::new(mended, kind, reports, into);
    statement.attributes(0);
    statement.finish(guesses);
}

impl<'a> Statement<'a> {
    fn new(
        mended: &'a mut Mended,
        kind: K,
        reports: &'a mut Reports,
        into: &'a mut Vec<Attribute>,
    ) -> Self {
        let first = into.len();
        Self {
            mended,
            reports,
            kind,
            into,
            first,
            broken: Vec::new(),
            head: None,
            title_place: 0,
            guesses: Vec::new(),
            told: Vec::new(),
            count: 0,
        }
    }

    fn finish(self, guesses: &mut Vec<Span>) -> Head {
        let own = self.into.get(self.first..).unwrap_or_default();
        let is_guess = |one: &&Attribute| self.guesses.contains(&one.span.start);
        guesses.extend(own.iter().filter(is_guess).map(|one| one.span));
        self.into.extend(self.broken);
        if let Some(own) = self.into.get_mut(self.first..) {
            own.sort_by_key(|one| one.span.start);
        }
        self.head.unwrap_or_default()
    }

    /// Reads attributes from an offset on. False if the head has to be read again.
    pub(super) fn attributes(&mut self, from: usize) -> bool {
        let mut at = from;
        let mut last: Option<Last> = None;
        loop {
            let (pieces, _) = pieces(&self.mended.text);
            let Err(wrong) = self.some(&mut at, &mut last, &pieces) else { return true };
            if self.count >= MOST {
                return true;
            }
            let index = piece_at(&pieces, wrong.start);
            let bad = piece_at(&pieces, wrong.at).max(index);
            // A name that was mended stands nowhere: the attribute is right, what it is of is known, and no more.
            let is_unwritten = wrong.wanted == Rule::EOI;
            let (read, next) = if is_unwritten {
                let end = self.end_of_attribute(wrong.start, &pieces, index);
                let read = Last { start: wrong.start, end, count: self.into.len() };
                (Some(read), piece_at(&pieces, end))
            } else {
                let is_first = pieces.get(index).is_some_and(|piece| piece.is_first);
                (last.filter(|last| !is_first || last.end > wrong.start), index)
            };
            if let Some(read) = read {
                let begin = piece_at(&pieces, read.start);
                if let Some(mistake) = self.behind(&pieces, read, next) {
                    self.into.truncate(read.count);
                    let is_in_head = self.place(read.start).start < self.place(from).start;
                    if !self.take(mistake, read.start, begin, index, &pieces) && is_in_head {
                        return false;
                    }
                    (at, last) = (read.start, None);
                    continue;
                }
                if is_unwritten {
                    let kind = kind_at(&self.found(&pieces, begin, bad, None), begin);
                    self.cut(kind, read.start, read.end);
                    (at, last) = (read.start.min(self.mended.text.len()), None);
                    continue;
                }
            }
            if let Some(comma) = self.doubled_comma(&pieces, index) {
                let edits = comma.edits();
                self.report(comma);
                self.mended.apply(&edits);
                continue;
            }
            let kind = kind_at(&self.found(&pieces, index, bad, None), index);
            let bad = if bad == index && kind.is_some() && is_keyword(self.mended, &pieces, index) {
                index + 1
            } else {
                bad
            };
            let found = self.found(&pieces, index, bad, kind);
            let mistake = match kind {
                Some(kind) => {
                    operands::misplaced(&found, kind).or_else(|| operands::operand(&found, kind))
                }
                None => stray_text(&found)
                    .or_else(|| operands::by_word(&found))
                    .or_else(|| unknown(&found)),
            };
            let mistake = mistake.map(|mistake| found.helped(mistake));
            let Some(mistake) = mistake else {
                let (word, end) = self.word(&found, &pieces, index);
                self.into.push(word);
                at = end;
                last = None;
                continue;
            };
            if !self.take(mistake, wrong.start, index, bad, &pieces) {
                return false;
            }
            at = wrong.start.min(self.mended.text.len());
        }
    }

    fn place(&self, at: usize) -> Span {
        self.mended.written().span(at, at)
    }

    /// Reads as many attributes as are right, up to the end of the text, or to where the next is wrong.
    fn some(
        &mut self,
        at: &mut usize,
        last: &mut Option<Last>,
        pieces: &[Piece],
    ) -> Result<(), Wrong> {
        loop {
            *at = self.skip(*at, pieces);
            let Some(index) = pieces
                .iter()
                .position(|piece| piece.start >= *at && piece.kind != PieceKind::Comment)
            else {
                return Ok(());
            };
            if pieces.get(index).is_some_and(|piece| piece.kind == PieceKind::Comma) {
                return Err(Wrong { start: *at, at: *at, wanted: Rule::attribute });
            }
            let text = self.mended.text.clone();
            let rest = text.get(*at..).unwrap_or_default();
            let written = self.mended.written().from(*at);
            let Some(some) = attributes_first(rest) else {
                return Err(Self::stop(*at, &text));
            };
            let end = *at + some.as_span().end();
            let mut pairs = some.into_inner();
            while let Some(pair) = pairs.peek() {
                let start = *at + written.start_of(&pair);
                let count = self.into.len();
                let is_word = pair.as_rule() == Rule::named;
                if let Err(Stop { start: wrong, wanted, .. }) =
                    next_attribute(written, self.kind, &mut pairs, self.into)
                {
                    return Err(if is_word {
                        Self::stop(start, &text)
                    } else {
                        Wrong { start, at: *at + wrong, wanted }
                    });
                }
                let read_to = pairs.peek().map_or(end, |next| *at + written.start_of(&next));
                let read_to = text
                    .get(start..read_to)
                    .map_or(read_to, |read| start + read.trim_end_matches([' ', ',', '\n']).len());
                *last = Some(Last { start, end: read_to, count });
            }
            if !text
                .get(end..)
                .is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', ',', '\n']))
            {
                let start = last.map_or(*at, |last| last.start);
                if let Some(last) = last.take() {
                    self.into.truncate(last.count);
                }
                return Err(Wrong { start, at: end, wanted: Rule::attribute });
            }
            *at = end;
        }
    }

    /// Passes over spaces, one comma, and what may stand behind it.
    fn skip(&self, at: usize, pieces: &[Piece]) -> usize {
        let text = &self.mended.text;
        let next = |at: usize| {
            pieces.iter().find(|piece| piece.start >= at && piece.kind != PieceKind::Comment)
        };
        let Some(piece) = next(at) else { return text.len() };
        if piece.kind == PieceKind::Comma && at > 0 {
            return next(piece.end).map_or(text.len(), |next| next.start);
        }
        piece.start
    }

    /// Where the attribute that begins there stops being one.
    fn stop(start: usize, text: &str) -> Wrong {
        let rest = text.get(start..).unwrap_or_default();
        Wrong { start, at: start + stops_at(rest), wanted: Rule::attribute }
    }

    pub(super) fn found<'b>(
        &'b self,
        pieces: &'b [Piece],
        at: usize,
        wrong: usize,
        kind: Option<A>,
    ) -> Found<'b> {
        let title_place = self.head.filter(|head| head.title.is_none()).map(|_| self.title_place);
        Found {
            written: self.mended.written(),
            pieces,
            at,
            wrong,
            on: self.kind,
            kind,
            title_place,
            filter: filtered,
        }
    }

    /// `5d,, #infra`: attributes may be separated by a comma, but by one only.
    fn doubled_comma(&self, pieces: &[Piece], index: usize) -> Option<Mistake> {
        let found = self.found(pieces, index, index, None);
        let last = (index..pieces.len()).take_while(|index| found.is_comma(*index)).last()?;
        let span = found.place(index);
        let mistake = syntax(span, "expected an attribute, found a comma").put(span, "");
        Some(mistake.without([span.to(found.place(last))]))
    }

    /// What is wrong where an attribute ended that could be read, and something follows that may belong to it.
    fn behind(&self, pieces: &[Piece], last: Last, index: usize) -> Option<Mistake> {
        let begin = piece_at(pieces, last.start);
        let end = pieces.iter().rposition(|piece| piece.end <= last.end)?.max(begin);
        let found = self.found(pieces, begin, end, None);
        let kind = kind_at(&found, begin)?;
        let found = Found { kind: Some(kind), ..found };
        let mistake = operands::behind(&found, kind).or_else(|| self.eaten(&found, kind, index))?;
        Some(found.helped(mistake))
    }

    /// `for  in v1`: a word that takes a name had none, and took the word of the next attribute for it.
    fn eaten(&self, found: &Found<'_>, kind: A, index: usize) -> Option<Mistake> {
        let (keyword, eaten) = (found.first()?, found.word(index.checked_sub(1)?)?);
        let is_operand = index == found.at + 2 && keyword::attribute(keyword.text).is_some();
        let _ = keyword::attribute(eaten.text)
            .filter(|row| is_operand && row.on.contains(self.kind))?;
        let rest = self.mended.text.get(eaten.start..)?;
        let _ = end_of_attribute(rest).filter(|end| *end > eaten.text.len())?;
        let found = Found { wrong: index - 1, ..*found };
        Some(found.lacking(kind))
    }

    /// Takes a mistake in: tells it, and changes the text as it is read. False if something before the attributes was changed.
    fn take(
        &mut self,
        mistake: Mistake,
        start: usize,
        index: usize,
        bad: usize,
        pieces: &[Piece],
    ) -> bool {
        let place = self.place(start);
        let edits = mistake.edits();
        let told_to = mistake.diagnostic.primary.span.end;
        let behind_told = pieces.iter().position(|piece| self.place(piece.start).start >= told_to);
        let behind_told = behind_told.unwrap_or(pieces.len()).max(bad);
        let kind = kind_at(&self.found(pieces, index, bad, None), index);
        let cut = match mistake.reading {
            Reading::Dropped(of) => {
                Some((of, self.end_of(pieces, index, (bad + 1).max(behind_told), kind)))
            }
            Reading::Lacking(of) => {
                let from = mistake.diagnostic.primary.span.start;
                let lacking = pieces.iter().position(|piece| self.place(piece.start).start >= from);
                let lacking = lacking.unwrap_or(pieces.len()).max(bad);
                Some((Some(of), self.end_of(pieces, index, lacking, None)))
            }
            Reading::Attribute(of) => Some((Some(of), self.end_of_attribute(start, pieces, index))),
            _ => None,
        };
        let is_guess = matches!(mistake.reading, Reading::Guessed);
        if self.guesses.contains(&place.start) || self.is_told(mistake.diagnostic.primary.span) {
            self.count += 1;
        } else {
            self.report(mistake);
        }
        if is_guess {
            self.guesses.push(place.start);
        }
        if let Some((of, end)) = cut {
            self.cut(of.or(kind), start, end);
            return true;
        }
        self.mended.apply(&edits);
        edits.iter().all(|edit| edit.span.start >= place.start)
    }

    /// Takes an attribute out, and the comma behind it. Its kind is known, if anything.
    fn cut(&mut self, kind: Option<A>, start: usize, end: usize) {
        let span = self.mended.written().span(start, end);
        if let Some(kind) = kind {
            self.broken.push(Attribute { value: Value::Broken(kind), span });
        }
        let rest = self.mended.text.get(end..).unwrap_or_default();
        let behind = rest.trim_start_matches(' ');
        let behind = behind.strip_prefix(',').unwrap_or(behind).trim_start_matches(' ');
        self.mended.replace(start, end + rest.len() - behind.len(), "");
    }

    /// Whether a mistake was told already of what lies there: what comes of its mending is no other.
    fn is_told(&self, span: Span) -> bool {
        self.told.iter().any(|told| told.start < span.end && span.start < told.end)
    }

    pub(super) fn report(&mut self, mistake: Mistake) {
        self.count += 1;
        self.told.push(mistake.diagnostic.primary.span);
        let is_helped = mistake.diagnostic.advice().next().is_some();
        let kind = self.kind;
        self.reports.error(|| {
            if is_helped {
                return mistake.diagnostic;
            }
            mistake.diagnostic.help(keyword::taken_by(kind))
        });
    }

    /// Where what can't be read ends: before the next piece, from one on, that begins an attribute for certain, or behind a comma may.
    fn end_of(&self, pieces: &[Piece], index: usize, from: usize, kind: Option<A>) -> usize {
        let text = |piece: &Piece| self.mended.text.get(piece.start..piece.end).unwrap_or_default();
        let may_begin = |piece: &Piece| {
            let word = text(piece);
            piece.kind != PieceKind::Word
                || piece.is_first
                || begins_attribute(word)
                || keyword::meant_attribute_on(word, self.kind).is_some()
                || keyword::suggest_attribute(word, self.kind).is_some()
        };
        let mut next = from.max(index + 1);
        while let Some(piece) = pieces.get(next) {
            let is_end = match piece.kind {
                PieceKind::Comment => true,
                PieceKind::Comma => pieces.get(next + 1).is_none_or(&may_begin),
                PieceKind::Word if kind == Some(A::Score) && is_criterion(text(piece)) => {
                    next += 1;
                    false
                }
                PieceKind::Word => begins_attribute(text(piece)),
                _ => false,
            };
            if is_end {
                return piece.start;
            }
            next += 1;
        }
        pieces.last().map_or(0, |last| last.end)
    }

    /// Where an attribute ends that is right in itself, or else likely ends.
    fn end_of_attribute(&self, start: usize, pieces: &[Piece], index: usize) -> usize {
        let rest = self.mended.text.get(start..).unwrap_or_default();
        let end = start + end_of_attribute(rest).unwrap_or(0);
        let is_whole = self
            .mended
            .text
            .get(end..)
            .is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', ',', '\n']));
        let first = pieces.get(index).map_or(start, |piece| piece.end);
        let takes_more = is_keyword(self.mended, pieces, index) && end <= first;
        if is_whole && end > start && !takes_more {
            end
        } else {
            self.end_of(pieces, index, index + 1, None)
        }
    }

    /// A word that may be the name of an amount of time: it is looked up later. What follows it up to the next attribute is told with it.
    fn word(&self, found: &Found<'_>, pieces: &[Piece], index: usize) -> (Attribute, usize) {
        let Some(word) = found.first() else {
            let value = Value::Broken(A::Duration);
            return (Attribute { value, span: found.place(index) }, self.mended.text.len());
        };
        let is_slip = |index: usize| {
            found.word(index).is_some_and(|next| {
                begins_attribute(next.text) && !lacks_text(found, index)
                    || is_identifier(next.text)
                        && keyword::suggest_attribute(next.text, self.kind).is_some()
            })
        };
        let more = (index + 1..pieces.len()).take_while(|index| {
            !is_slip(*index)
                && !found.is_comma(*index)
                && pieces.get(*index).is_some_and(|piece| piece.kind != PieceKind::Comment)
        });
        let last = more.last();
        let end = last.and_then(|last| pieces.get(last)).map_or(word.end(), |piece| piece.end);
        let written = found.written;
        let arguments =
            last.and_then(|_| pieces.get(index + 1)).map(|next| written.span(next.start, end));
        let span = written.span(word.start, end);
        let value = match written.name(word.start, word.end()) {
            Ok(word) if is_path(found.first().map_or("", |first| first.text)) => {
                Value::Word { word, arguments }
            }
            _ => Value::Broken(A::Duration),
        };
        (Attribute { value, span }, end)
    }
}

/// The piece that lies at an offset, or the next one.
fn piece_at(pieces: &[Piece], at: usize) -> usize {
    pieces.iter().position(|piece| piece.end > at).unwrap_or(pieces.len())
}

/// Whether a piece is the word of an attribute that takes something.
fn is_keyword(mended: &Mended, pieces: &[Piece], index: usize) -> bool {
    pieces.get(index).is_some_and(|piece| {
        piece.kind == PieceKind::Word
            && keyword::attribute(mended.written().part(piece.start, piece.end)).is_some()
    })
}
