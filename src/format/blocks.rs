//! What is too long for a line is opened into a block, attribute by attribute.

use super::lines::{Block, Content, Line, Order, Part, Role, Statement};
use super::{INDENT, WIDEST, spacing, width};
use crate::syntax::MAX_DEPTH;
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};

/// The lines, those that are too long opened.
pub(super) fn opened(lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let mut all: Vec<Line<'_>> = Vec::with_capacity(lines.len());
    for line in lines {
        if !matches!(line.content, Content::Close) {
            open(line, &mut all);
            continue;
        }
        match all.last_mut() {
            Some(Line { content: Content::Statement(statement), comment: None, .. })
                if statement.block == Block::Open =>
            {
                statement.block = Block::Empty;
                let Line { comment, place, .. } = line;
                // One line is written of both.
                if let Some(last) = all.last_mut() {
                    last.comment = comment;
                    last.place.end = place.end;
                }
            }
            _ => all.push(line),
        }
    }
    all
}

/// Takes a line in, and what does not fit on it.
fn open<'s>(mut line: Line<'s>, all: &mut Vec<Line<'s>>) {
    let depth = line.depth;
    let Content::Statement(statement) = &mut line.content else { return all.push(line) };
    let moved = if statement.kind.is_some() {
        statement.take_what_does_not_fit(depth)
    } else if statement.is_one_too_long(depth) {
        statement.parts.split_off(1)
    } else {
        Vec::new()
    };
    if moved.is_empty() {
        return all.push(line);
    }
    let is_declared = statement.kind.is_some();
    let had_block = std::mem::replace(
        &mut statement.block,
        if is_declared { Block::Open } else { Block::None },
    );
    let inner = depth + usize::from(is_declared);
    let place = line.place.clone();
    let own = move |content, depth| Line {
        content,
        depth,
        is_apart: false,
        comment: None,
        place: place.clone(),
    };
    all.push(line);
    for part in moved {
        let statement = Statement::new(None, vec![part]);
        all.push(own(Content::Statement(statement), inner));
    }
    if is_declared && had_block == Block::None {
        all.push(own(Content::Close, depth));
    }
}

impl<'s> Statement<'s> {
    /// Takes attributes off a declaration until it fits on its line, the longest first: what is short is read beside its neighbours.
    fn take_what_does_not_fit(&mut self, depth: usize) -> Vec<Part<'s>> {
        use K::{Baseline, Field, Import, Let, Marker, Status};
        let can_open =
            !matches!(self.kind, Some(Baseline | Field | Import | Let | Marker | Status))
                && depth + 1 < MAX_DEPTH;
        if self.order != Order::Free || !can_open {
            return Vec::new();
        }
        let widths: Vec<usize> =
            self.parts.iter().map(|part| width(&spacing::written(part, depth))).collect();
        let all = widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * self.gap();
        let brace = if self.block == Block::None { 0 } else { width(Block::Open.text()) };
        if depth * INDENT + all + brace <= WIDEST && !self.parts.iter().any(Part::has_lines) {
            return Vec::new();
        }
        let can_move: Vec<bool> = (0..self.parts.len()).map(|index| self.can_move(index)).collect();
        let mut moves: Vec<bool> =
            self.parts.iter().zip(&can_move).map(|(part, can)| *can && part.has_lines()).collect();
        loop {
            let opens = self.block != Block::None || moves.contains(&true);
            let brace = if opens { width(Block::Open.text()) } else { 0 };
            let staying = widths.iter().zip(&moves).filter(|(_, moves)| !**moves);
            let line: usize = staying.map(|(width, _)| width + self.gap()).sum();
            if depth * INDENT + line + brace <= WIDEST + self.gap() {
                break;
            }
            let left = (0..self.parts.len())
                .filter(|at| can_move.get(*at) == Some(&true) && moves.get(*at) == Some(&false));
            let longest = left.max_by_key(|at| (!self.is_first_read(*at), widths.get(*at)));
            let Some(moves) = longest.and_then(|at| moves.get_mut(at)) else { break };
            *moves = true;
        }
        let is_beside = self.is_share_beside_people();
        let mut moves = moves.into_iter();
        let taken: Vec<Part<'s>> =
            self.parts.extract_if(.., |_| moves.next().unwrap_or(false)).collect();
        // Without those people a share stands elsewhere, and must not come to stand beside others.
        if !taken.is_empty() {
            self.arrange(is_beside);
        }
        taken
    }

    /// Whether a part may stand in the block: the estimate is looked for on the line, and behind a keyword alone the next word would be
    /// a name.
    fn can_move(&self, index: usize) -> bool {
        let may = |part: &Part<'_>| part.is_attribute() && !part.is_estimate();
        self.parts.get(index).is_some_and(may)
            && !(index == 1 && self.is_bare())
            && !self.is_in_doubt(index)
    }

    /// Whether a part is what a reader of the header looks for: it stays on its line as long as anything else can go.
    fn is_first_read(&self, index: usize) -> bool {
        let role = self.parts.get(index).map(|part| part.role);
        self.kind == Some(K::Roadmap) && matches!(role, Some(Role::Attribute(A::From | A::Today)))
    }

    /// Whether several attributes on a line of a block are too much for it.
    fn is_one_too_long(&self, depth: usize) -> bool {
        let gaps = self.gap() * self.parts.len().saturating_sub(1);
        let widths = self.parts.iter().map(|part| width(&spacing::written(part, depth)));
        let has_lines = self.parts.iter().any(Part::has_lines);
        let is_long = depth * INDENT + widths.sum::<usize>() + gaps > WIDEST;
        self.order == Order::Free && self.parts.len() > 1 && (is_long || has_lines)
    }
}
