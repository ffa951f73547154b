//! A text as lines that can be moved: statements in parts, the ends of blocks and comments.

use std::iter::Peekable;
use std::mem;
use std::ops::Range;

use crate::syntax::ast::{Ast, Value};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::{Token, TokenKind, tokens};

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'s> {
    pub(super) content: Content<'s>,
    /// In how many blocks it stands.
    pub(super) depth: usize,
    /// Whether a blank line stands before it.
    pub(super) is_apart: bool,
    /// The comment behind it.
    pub(super) comment: Option<&'s str>,
    /// Where it stood.
    pub(super) place: Range<usize>,
}

/// What stands on a line.
#[derive(Clone, Debug)]
pub(super) enum Content<'s> {
    Statement(Statement<'s>),
    /// `}`
    Close,
    /// A comment alone.
    Comment(&'s str),
}

/// A declaration, or attributes in a block.
#[derive(Clone, Debug)]
pub(super) struct Statement<'s> {
    /// What it declares, if it does.
    pub(super) kind: Option<K>,
    pub(super) parts: Vec<Part<'s>>,
    /// What stands behind it of the block that it opens.
    pub(super) block: Block,
    pub(super) order: Order,
}

/// How free the words of a statement are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Its attributes are put in order, and moved into its block where it is too long.
    Free,
    /// They stay in order: another might mean something else.
    Fixed,
    /// Comments stand between them: they keep their lines too.
    Lines,
}

/// Of a statement's block, what stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// It has none.
    None,
    /// ` {`
    Open,
    /// ` {}`
    Empty,
}

/// Words that are moved together.
#[derive(Clone, Debug)]
pub(super) struct Part<'s> {
    pub(super) role: Role,
    pub(super) words: Vec<Word<'s>>,
}

/// What a part is to its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The keyword and the name.
    Head,
    Title,
    Attribute(A),
    /// The name of an amount of time.
    Named,
    /// A word that nobody knows, with what follows it.
    Unknown,
}

/// A word as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'s> {
    pub(super) kind: TokenKind,
    pub(super) text: &'s str,
}

impl Line<'_> {
    /// Whether it is a statement on one line that opens nothing.
    pub(super) fn is_plain(&self) -> bool {
        matches!(&self.content, Content::Statement(statement) if statement.block == Block::None && statement.order != Order::Lines)
    }
}

impl Part<'_> {
    /// Whether a text of several lines stands in it.
    pub(super) fn has_lines(&self) -> bool {
        self.words.iter().any(|word| word.text.contains('\n'))
    }

    pub(super) fn is_estimate(&self) -> bool {
        matches!(self.role, Role::Attribute(A::Duration | A::Effort | A::Elapsed) | Role::Named)
    }

    pub(super) fn is_attribute(&self) -> bool {
        !matches!(self.role, Role::Head | Role::Title)
    }
}

/// Reads a text of which the tree is known, and hands its lines on in stretches: what stands at the left edge behind a blank line is laid
/// out by itself.
pub(super) fn read<'s>(text: &'s str, ast: &Ast, mut each: impl FnMut(Vec<Line<'s>>)) {
    let marks = marks(ast);
    let mut reader = Reader {
        text,
        marks: marks.into_iter().peekable(),
        lines: Vec::new(),
        whole: Vec::new(),
        open: None,
        depth: 0,
        line_ends: 0,
    };
    for token in tokens(text) {
        reader.take(token);
        if !reader.whole.is_empty() {
            each(mem::take(&mut reader.whole));
        }
    }
    reader.end_statement();
    reader.whole.append(&mut reader.lines);
    each(reader.whole);
}

/// Where a part begins that the tree tells of.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    role: Role,
    /// What is declared there.
    declares: Option<K>,
}

fn marks(ast: &Ast) -> Vec<Mark> {
    let mark = |at: u32, role, declares| Mark { at: at as usize, role, declares };
    let heads =
        ast.declarations.iter().map(|one| mark(one.keyword.start, Role::Head, Some(one.kind)));
    let titles =
        ast.declarations.iter().filter_map(|one| Some(mark(one.title?.start, Role::Title, None)));
    let attributes = ast.attributes.iter().map(|one| {
        let role = match one.value {
            Value::Word { arguments: Some(_), .. } => Role::Unknown,
            Value::Word { arguments: None, .. } => Role::Named,
            _ => Role::Attribute(one.value.kind()),
        };
        mark(one.span.start, role, None)
    });
    let mut marks: Vec<Mark> = heads.chain(titles).chain(attributes).collect();
    marks.sort_by_key(|mark| mark.at);
    marks
}

struct Reader<'s> {
    text: &'s str,
    marks: Peekable<std::vec::IntoIter<Mark>>,
    /// The lines of the stretch that is being read.
    lines: Vec<Line<'s>>,
    /// Those of the stretch before it.
    whole: Vec<Line<'s>>,
    /// The statement that is being read, and from where to where it goes so far.
    open: Option<(Statement<'s>, Range<usize>)>,
    depth: usize,
    /// How many lines have ended since the last word.
    line_ends: usize,
}

impl<'s> Reader<'s> {
    fn take(&mut self, token: Token) {
        let word = Word { kind: token.kind, text: self.text_of(token) };
        match token.kind {
            TokenKind::LineEnd => {
                if self.goes_on() {
                    self.add(word, token);
                } else {
                    self.end_statement();
                    self.line_ends += 1;
                }
            }
            TokenKind::Comment if self.goes_on() => self.add(word, token),
            TokenKind::Comment => self.comment(word.text, token),
            TokenKind::Open => {
                if let Some((statement, place)) = &mut self.open {
                    statement.block = Block::Open;
                    place.end = token.end;
                }
                self.end_statement();
            }
            TokenKind::Close => {
                self.end_statement();
                self.depth = self.depth.saturating_sub(1);
                self.push(Content::Close, token.start..token.end);
            }
            TokenKind::Word | TokenKind::Text | TokenKind::Comma => self.word(word, token),
        }
    }

    fn text_of(&self, token: Token) -> &'s str {
        let text = self.text.get(token.start..token.end).unwrap_or_default();
        if token.kind == TokenKind::Comment { text.trim_end() } else { text }
    }

    /// Whether the statement goes on in the next line: a comma stands last.
    fn goes_on(&self) -> bool {
        let words = self.open.iter().flat_map(|(statement, _)| &statement.parts);
        let mut words = words.rev().flat_map(|part| part.words.iter().rev());
        let last = words.find(|word| !matches!(word.kind, TokenKind::Comment | TokenKind::LineEnd));
        last.is_some_and(|word| word.kind == TokenKind::Comma)
    }

    fn word(&mut self, word: Word<'s>, token: Token) {
        let mut mark = None;
        while let Some(passed) = self.marks.next_if(|mark| mark.at <= token.start) {
            mark = mark.or(Some(passed).filter(|mark| mark.at == token.start));
        }
        let declares = mark.and_then(|mark| mark.declares);
        let (statement, _) = self
            .open
            .get_or_insert_with(|| (Statement::new(declares, Vec::new()), token.start..token.end));
        if let Some(Mark { role, .. }) = mark {
            statement.parts.push(Part { role, words: Vec::new() });
        }
        self.add(word, token);
    }

    fn add(&mut self, word: Word<'s>, token: Token) {
        let Some((statement, place)) = &mut self.open else { return };
        place.end = token.end;
        match statement.parts.last_mut() {
            Some(part) => part.words.push(word),
            None => statement.parts.push(Part { role: Role::Unknown, words: vec![word] }),
        }
    }

    fn comment(&mut self, text: &'s str, token: Token) {
        self.end_statement();
        match self.lines.last_mut().filter(|_| self.line_ends == 0) {
            Some(line) => {
                line.comment = Some(text);
                line.place.end = token.end;
            }
            None => self.push(Content::Comment(text), token.start..token.end),
        }
    }

    fn end_statement(&mut self) {
        let Some((mut statement, place)) = self.open.take() else { return };
        let opens = statement.block == Block::Open;
        statement.put_in_order();
        self.push(Content::Statement(statement), place);
        self.depth += usize::from(opens);
    }

    fn push(&mut self, content: Content<'s>, place: Range<usize>) {
        let is_apart = mem::take(&mut self.line_ends) > 1
            && !self.lines.is_empty()
            && !matches!(content, Content::Close);
        let depth = self.depth;
        if is_apart && depth == 0 {
            self.whole.append(&mut self.lines);
        }
        self.lines.push(Line { content, depth, is_apart, comment: None, place });
    }
}

impl<'s> Statement<'s> {
    pub(super) const fn new(kind: Option<K>, parts: Vec<Part<'s>>) -> Self {
        Self { kind, parts, block: Block::None, order: Order::Free }
    }

    /// Puts the attributes in the order of the table of words, where that means the same.
    fn put_in_order(&mut self) {
        let mut words = self.parts.iter().flat_map(|part| &part.words);
        if words.any(|word| word.kind == TokenKind::Comment) {
            self.order = Order::Lines;
            return;
        }
        for part in &mut self.parts {
            part.words.retain(|word| word.kind != TokenKind::LineEnd);
        }
        if self.can_be_put_in_order() {
            self.sort();
        } else {
            self.order = Order::Fixed;
        }
        self.join_signs();
    }

    fn sort(&mut self) {
        for part in &mut self.parts {
            // A comma within a list has something behind it.
            part.words.pop_if(|word| word.kind == TokenKind::Comma);
        }
        self.arrange(self.is_share_beside_people());
    }

    /// The same of attributes of which it is known whether a share was written beside people.
    pub(super) fn arrange(&mut self, is_beside: bool) {
        let first = self.first_that_moves();
        let moved = self.parts.get_mut(first..).unwrap_or_default();
        moved.sort_by_key(|part| match part.role {
            Role::Attribute(kind) => kind.rank() + 2,
            Role::Named | Role::Unknown => 2,
            Role::Title => 1,
            Role::Head => 0,
        });
        if is_beside {
            self.put_share_behind_people();
        } else {
            self.put_share_before_people();
        }
    }

    /// Whether the order of the attributes has no meaning. A name that nobody declared yet may be anything, and a list in which a word
    /// begins no attribute only because nothing follows has to stay the last.
    fn can_be_put_in_order(&self) -> bool {
        let named = self.parts.iter().filter(|part| part.role == Role::Named).count();
        let is_joined = |pair: &[Part<'_>]| matches!(pair, [one, other] if other.role == Role::Named && one.words.last().is_some_and(|word| word.kind == TokenKind::Comma));
        let is_known = |part: &Part<'_>| part.role != Role::Unknown;
        let is_listed = |part: &Part<'_>| part.words.windows(2).any(has_listed_word);
        named < 2
            && !self.parts.windows(2).any(is_joined)
            && self.parts.iter().all(is_known)
            && !self.parts.iter().any(is_listed)
            && !matches!(self.kind, Some(K::Status | K::Marker))
    }

    /// `@ana 40%`: of which nobody knows whether it is a share or progress.
    pub(super) fn is_share_beside_people(&self) -> bool {
        self.parts.windows(2).any(is_share_beside)
    }

    /// Whether a part is one of such two: they stay beside each other.
    pub(super) fn is_in_doubt(&self, index: usize) -> bool {
        let beside = |first: usize| self.parts.get(first..first + 2).is_some_and(is_share_beside);
        beside(index) || index.checked_sub(1).is_some_and(beside)
    }

    /// The doubt is not for us to settle.
    fn put_share_behind_people(&mut self) {
        let share = self.parts.iter().position(|part| part.role == Role::Attribute(A::Percent));
        let people = self.parts.iter().rposition(|part| part.role == Role::Attribute(A::Assign));
        let (Some(share), Some(people)) = (share, people) else { return };
        if let Some(moved) = self.parts.get_mut(people + 1..=share) {
            moved.rotate_right(1);
        }
    }

    /// Puts progress before people, where behind them it would be taken for their share.
    fn put_share_before_people(&mut self) {
        let Some(at) = self.parts.windows(2).position(is_share_beside) else { return };
        let people = self.parts.iter().position(|part| part.role == Role::Attribute(A::Assign));
        if let Some(moved) = self.parts.get_mut(people.unwrap_or(at)..at + 2) {
            moved.rotate_right(1);
        }
    }

    /// Behind a keyword alone a word would be its name.
    fn first_that_moves(&self) -> usize {
        if self.is_bare() { 2.min(self.parts.len()) } else { 0 }
    }

    /// Whether it has neither a name nor a title.
    pub(super) fn is_bare(&self) -> bool {
        let is_alone = |part: &Part<'_>| part.role == Role::Head && part.words.len() == 1;
        let has_title = self.parts.get(1).is_some_and(|part| part.role == Role::Title);
        self.parts.first().is_some_and(is_alone) && !has_title
    }

    /// `@ana @bo` is one part, and so are tags.
    fn join_signs(&mut self) {
        self.parts.dedup_by(|part, last| {
            let is_sign = matches!(part.role, Role::Attribute(A::Assign | A::Tag));
            let are_joined = is_sign && last.role == part.role;
            if are_joined {
                last.words.append(&mut part.words);
            }
            are_joined
        });
    }
}

fn is_share_beside(pair: &[Part<'_>]) -> bool {
    matches!(pair, [people, share] if people.role == Role::Attribute(A::Assign) && share.role == Role::Attribute(A::Percent))
}

/// Whether a word in a list would begin an attribute if something stood behind it.
fn has_listed_word(pair: &[Word<'_>]) -> bool {
    matches!(pair, [comma, word] if comma.kind == TokenKind::Comma && keyword::is_of_items(word.text))
}
