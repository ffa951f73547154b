//! From text to logical lines: lexemes up to a line break, `{` or `}`, a line that ends in `,` with what follows it.
//!
//! pest's pairs take fifteen times the room of what they stand for, so it is given runs of whole lines, and only the small
//! tokens of one run are kept.

use std::collections::VecDeque;

use pest::Parser as _;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::quotes::{self, Fault};
use super::token::{Token, TokenKind};
use super::{guess, odd};
use crate::text::Span;

/// About how much text is given to pest at once.
const RUN: usize = 64 * 1024;

/// How much it is given when it has to read again: text that is broken on purpose makes it do so at every line.
const FIRST_RUN: usize = 256;

/// How often a run may be read again from its middle, which costs a run each time. Only text that is broken on purpose needs more.
const RESTARTS: u32 = 100;

/// The class of a byte that ends a chunk of a line.
const ENDS_CHUNK: u8 = 1;

/// The class of a byte at which a chunk may have to be split.
const SPLITS_CHUNK: u8 = 2;

/// The class of each byte: a look into a table is cheaper than the questions.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < classes.len() {
        #[allow(clippy::cast_possible_truncation, clippy::indexing_slicing)]
        {
            classes[byte] = match byte as u8 {
                b' ' | b'\n' => ENDS_CHUNK,
                b',' | b'{' | b'}' | b'\t' | b'\r' | 0xC2.. => SPLITS_CHUNK,
                _ => 0,
            };
        }
        byte += 1;
    }
    classes
};

const FENCE: &str = "\"\"\"";

/// What ended a logical line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// A line break, or the end of the file.
    Newline,
    /// A `{`: this one.
    Open(Token),
    /// A `}`: this one.
    Close(Token),
}

/// Cuts a source into logical lines.
pub(super) struct Lexer<'s> {
    text: &'s str,
    base: u32,
    /// Where the next run begins.
    at: usize,
    /// About how long it will be.
    run_length: usize,
    run: Vec<Token>,
    /// Which token of the run comes next.
    next: usize,
    is_first: bool,
    in_comment: bool,
    restarts: u32,
    /// Up to where the quotes of a line are known to be right.
    mended_to: usize,
    odd: VecDeque<odd::Odd>,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(text: &'s str, base: u32) -> Self {
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self {
            text,
            base,
            at,
            run_length: RUN,
            run: Vec::new(),
            next: 0,
            is_first: true,
            in_comment: false,
            restarts: 0,
            mended_to: 0,
            odd: VecDeque::new(),
        }
    }

    /// Puts the next logical line into `line`, which may stay empty before a brace. `None` at the end of the file.
    pub(super) fn line(&mut self, line: &mut Vec<Token>) -> Option<LineEnd> {
        line.clear();
        while let Some(token) = self.token() {
            match token.kind {
                TokenKind::Open => return Some(LineEnd::Open(token)),
                TokenKind::Close => return Some(LineEnd::Close(token)),
                TokenKind::Newline
                    if line.last().is_none_or(|last| last.kind == TokenKind::Comma) => {}
                TokenKind::Newline => return Some(LineEnd::Newline),
                _ => line.push(token),
            }
        }
        (!line.is_empty()).then_some(LineEnd::Newline)
    }

    /// Whether the whole source has been read.
    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len() && self.next >= self.run.len()
    }

    /// The next run of a character that can't stand in a roadmap, if it lies before an offset.
    pub(super) fn odd_before(&mut self, offset: u32) -> Option<odd::Odd> {
        let is_before = self.odd.front().is_some_and(|odd| odd.span.start < offset);
        if is_before { self.odd.pop_front() } else { None }
    }

    fn note_odd(&mut self, at: usize, char: char) {
        let odd = odd::Odd::new(self.offset(at), char);
        match self.odd.back_mut() {
            Some(run) if run.goes_on_with(odd) => run.span.end = odd.span.end,
            _ => self.odd.push_back(odd),
        }
    }

    /// Goes on behind the next `*/`, if there is one.
    pub(super) fn skip_comment(&mut self, comment: Span) {
        let from = comment.end.saturating_sub(self.base) as usize;
        let rest = self.text.get(from..).filter(|_| self.restarts < RESTARTS).unwrap_or_default();
        match rest.find("*/") {
            Some(found) => {
                self.restart(from + found + 2);
                self.run.clear();
                self.is_first = false;
            }
            // There is none in the rest of the file: it need not be searched again.
            None => self.restarts = RESTARTS,
        }
    }

    fn token(&mut self) -> Option<Token> {
        loop {
            if let Some(token) = self.run.get(self.next) {
                self.next += 1;
                return Some(*token);
            }
            if self.at >= self.text.len() {
                return None;
            }
            self.read_run();
        }
    }

    /// Reads the next run of whole lines.
    fn read_run(&mut self) {
        let start = self.at;
        let end = self.end_of_run();
        self.at = end;
        let run = self.text.get(start..end).unwrap_or_default();
        odd::find(run, |at, char| self.note_odd(start + at, char));
        let mut tokens = std::mem::take(&mut self.run);
        tokens.clear();
        tokens.reserve(run.len() / 6);
        // The grammar accepts any text; were pest to refuse one, the run would stand as a word that nobody knows.
        match Grammar::parse(Rule::run, run) {
            Ok(pairs) => {
                for pair in pairs.flat_map(Pair::into_inner) {
                    self.take(&pair, start, &mut tokens);
                    if self.at != end {
                        break;
                    }
                }
            }
            Err(_) => self.push(TokenKind::Word, start, end, &mut tokens),
        }
        (self.run, self.next) = (tokens, 0);
    }

    fn end_of_run(&mut self) -> usize {
        let least = self.at.saturating_add(self.run_length);
        self.run_length = RUN.min(self.run_length * 2);
        let rest = self.text.as_bytes().get(least..).unwrap_or_default();
        let line_break = memchr::memchr(b'\n', rest);
        line_break.map_or(self.text.len(), |at| least + at + 1)
    }

    fn take(&mut self, pair: &Pair<'_, Rule>, run_start: usize, tokens: &mut Vec<Token>) {
        let span = pair.as_span();
        let (start, end) = (run_start + span.start(), run_start + span.end());
        match pair.as_rule() {
            Rule::words => self.words(start, end, tokens),
            Rule::block if self.in_comment => self.restart(self.line_break_behind(start)),
            _ if self.in_comment => {}
            Rule::text => self.push(TokenKind::Text, start, end, tokens),
            Rule::block => self.block(start, end, tokens),
            Rule::fence => self.fence(start, end, tokens),
            Rule::open_text => self.open_text(start, end, tokens),
            Rule::curly_text => {
                self.push(TokenKind::CurlyText, start, self.trimmed(start, end), tokens);
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let span = Span::new(self.offset(start), self.offset(end));
        let text = self.text.get(start..end).unwrap_or_default();
        tokens.push(Token::new(kind, self.is_first, text, span));
        self.is_first = false;
    }

    fn offset(&self, at: usize) -> u32 {
        // All sources together are shorter than `u32::MAX`: `Sources::add` sees to it.
        u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.base)
    }

    fn trimmed(&self, start: usize, end: usize) -> usize {
        let text = self.text.get(start..end).unwrap_or_default();
        start + text.trim_end().len()
    }

    fn line_break_behind(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |found| at + found)
    }

    /// Leaves the rest of this run and begins the next there.
    fn restart(&mut self, at: usize) {
        self.restarts += 1;
        self.at = at;
        self.mended_to = self.mended_to.min(at);
        self.run_length = FIRST_RUN;
        // What was found behind it will be found again.
        let offset = self.offset(at);
        while self.odd.back().is_some_and(|odd| odd.span.start >= offset) {
            self.odd.pop_back();
        }
        if let Some(cut) = self.odd.back_mut() {
            cut.span.end = cut.span.end.min(offset);
        }
    }

    /// Cuts words apart at spaces and line breaks, and passes over comments.
    fn words(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let (text, mut at) = (self.text.as_bytes().get(..end).unwrap_or_default(), start);
        while let Some(rest @ [first, ..]) = text.get(at..) {
            let length = match first {
                b'\n' => {
                    self.in_comment = false;
                    self.push(TokenKind::Newline, at, at + 1, tokens);
                    self.is_first = true;
                    1
                }
                b' ' => rest.iter().take_while(|byte| **byte == b' ').count(),
                _ if self.in_comment || rest.starts_with(b"//") => {
                    self.in_comment = true;
                    self.comment(at, rest, tokens)
                }
                _ => self.chunk(at, rest, tokens),
            };
            at += length;
        }
    }

    /// Reads what stands up to the next space or line break; says how long it is.
    fn chunk(&mut self, start: usize, rest: &[u8], tokens: &mut Vec<Token>) -> usize {
        let mut classes = 0;
        let end = rest.iter().position(|byte| {
            let class = CLASSES.get(usize::from(*byte)).copied().unwrap_or_default();
            classes |= class;
            class & ENDS_CHUNK != 0
        });
        let length = end.unwrap_or(rest.len());
        if classes & SPLITS_CHUNK != 0 {
            self.split(start, start + length, tokens);
        } else {
            self.word(start, start + length, tokens);
        }
        length
    }

    /// Passes over a comment, up to where its line ends in whatever way; says how long that is.
    fn comment(&mut self, start: usize, rest: &[u8], tokens: &mut Vec<Token>) -> usize {
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let comment = self.text.get(start..start + length).unwrap_or_default();
        let mut ends = comment.char_indices().filter(|(_, char)| odd::ends_line(*char));
        let end = ends.find(|(at, _)| self.is_other_line_break(start + at));
        let Some((at, char)) = end else { return length };
        self.in_comment = false;
        self.other_line_break(start + at, tokens);
        at + char.len_utf8()
    }

    /// Whether a line ends there in a way that is none here: at a carriage return without its line feed, at a line separator.
    fn is_other_line_break(&self, at: usize) -> bool {
        let mut chars = self.text.get(at..).unwrap_or_default().chars();
        match chars.next() {
            Some('\r') => chars.next().is_some_and(|next| next != '\n'),
            Some(char) => odd::ends_line(char),
            None => false,
        }
    }

    /// Ends the line there, if it ends in a way that is none here.
    fn other_line_break(&mut self, at: usize, tokens: &mut Vec<Token>) -> bool {
        let is_end = self.is_other_line_break(at);
        if is_end {
            self.report_space(at);
            self.push(TokenKind::Newline, at, at, tokens);
            self.is_first = true;
        }
        is_end
    }

    /// Splits a chunk at commas, braces and white space other than a space.
    fn split(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let bytes = self.text.as_bytes().get(start..end).unwrap_or_default();
        let ends_line = |byte: &u8| matches!(byte, b',' | b'{' | b'}' | b'\r');
        let trailing =
            start + bytes.iter().rposition(|byte| !ends_line(byte)).map_or(0, |at| at + 1);
        let mut from = start;
        for (at, byte) in (start..).zip(bytes) {
            let length = match byte {
                b',' | b'{' | b'}' if at < trailing && self.is_address(from, at) => continue,
                b',' | b'{' | b'}' | b'\t' | b'\r' => 1,
                0xC2 | 0xE2 | 0xE3 | 0xEF => match self.odd_space(at) {
                    Some(length) => length,
                    None => continue,
                },
                _ => continue,
            };
            self.word(from, at, tokens);
            if self.other_line_break(at, tokens) {
                from = at + length;
                if self.text.get(from..end).is_some_and(|rest| rest.starts_with("//")) {
                    self.in_comment = true;
                    return;
                }
                continue;
            }
            match byte {
                b',' => self.push(TokenKind::Comma, at, at + 1, tokens),
                b'{' => self.push(TokenKind::Open, at, at + 1, tokens),
                b'}' => self.push(TokenKind::Close, at, at + 1, tokens),
                b'\t' | b'\r' if at + 1 == end || *byte == b'\t' => {}
                _ => self.report_space(at),
            }
            from = at + length;
            if self.text.get(from..end).is_some_and(|rest| rest.starts_with("//")) {
                self.in_comment = true;
                return;
            }
        }
        self.word(from, end, tokens);
    }

    /// Whether a word is a web address so far: the commas and braces in it are its own.
    fn is_address(&self, from: usize, at: usize) -> bool {
        const SCHEME: usize = 12;
        // The scheme stands at the beginning: a word is not searched again and again.
        let start = self.text.as_bytes().get(from..at.min(from + SCHEME)).unwrap_or_default();
        start.windows(3).any(|part| part == b"://") || start.starts_with(b"mailto:")
    }

    /// The length of a character that looks like a space or like nothing, but is none that separates words.
    fn odd_space(&self, at: usize) -> Option<usize> {
        let char = self.text.get(at..)?.chars().next()?;
        odd::is_space(char).then_some(char.len_utf8())
    }

    fn report_space(&mut self, at: usize) {
        let char = self.text.get(at..).and_then(|rest| rest.chars().next());
        if let Some(char) = char {
            self.note_odd(at, char);
        }
    }

    fn word(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        if start < end {
            self.push(TokenKind::Word, start, end, tokens);
        }
    }

    /// A line with an odd number of quotes: finds the text that lacks one, and goes on behind it.
    fn open_text(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |at| at + 1).max(self.mended_to);
        let line = self.text.get(line_start..self.trimmed(start, end)).unwrap_or_default();
        let is_plain = self.restarts < RESTARTS && !line.contains(FENCE);
        let (kind, from, to) = match quotes::fault(line).filter(|_| is_plain) {
            Some(Fault::Unclosed(from, to)) => (TokenKind::OpenText, from, to),
            Some(Fault::Unopened(from, to)) => (TokenKind::HalfText, from, to),
            None => (TokenKind::OpenText, start - line_start, line.len()),
        };
        let (from, to) = (line_start + from, line_start + to);
        self.take_back(from, tokens);
        self.push(kind, from, to, tokens);
        self.mended_to = to;
        if to < end {
            self.restart(to);
        }
    }

    /// Forgets the tokens from an offset on: they were read with the quotes the wrong way round.
    fn take_back(&mut self, from: usize, tokens: &mut Vec<Token>) {
        let offset = self.offset(from);
        while let Some(last) = tokens.pop_if(|last| last.span.start >= offset) {
            self.is_first |= last.is_first;
        }
    }

    /// A `"""` that another `"""` of the same run closes: or was the other meant to open one?
    fn block(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let inside = self.text.get(start + FENCE.len()..end - FENCE.len());
        if self.is_block(inside) {
            self.push(TokenKind::Block, start, end, tokens);
        } else {
            self.open_block(start, end, tokens);
        }
    }

    /// Whether what lies between two `"""` is a text. Broken text is read again only so often.
    fn is_block(&self, inside: Option<&str>) -> bool {
        self.restarts >= RESTARTS || !inside.is_some_and(guess::is_unclosed)
    }

    /// A `"""` that nothing of the same run closes.
    fn fence(&mut self, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let rest = self.text.get(end..).unwrap_or_default();
        match rest.find(FENCE) {
            Some(length) if self.is_block(rest.get(..length)) => {
                let end = end + length + FENCE.len();
                self.push(TokenKind::Block, start, end, tokens);
                self.restart(end);
            }
            Some(length) => self.open_block(start, end + length, tokens),
            None => self.open_block(start, self.text.len(), tokens),
        }
    }

    /// A block text that is never closed: it ends where the lines look like declarations again.
    fn open_block(&mut self, start: usize, limit: usize, tokens: &mut Vec<Token>) {
        let end = guess::end_of_block(self.text, start, limit);
        self.push(TokenKind::OpenBlock, start, self.trimmed(start, end), tokens);
        self.restart(end);
    }
}
