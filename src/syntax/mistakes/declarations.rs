//! Declarations that are broken somewhere: the head is mended, then the attributes. And those of which only the keyword is written.

use super::found::{Reading, syntax};
use super::heads;
use super::pieces::{Piece, PieceKind, pieces};
use super::statements::{MOST, Statement};
use crate::syntax::ast::{Attribute, Broken, Declaration, DeclarationId, Value};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::{
    Head, Tree, declaration, declaration_alone, declaration_first, is_identifier,
};
use crate::text::Span;

impl Statement<'_> {
    /// The head, then the attributes; from the beginning again whenever something before them was mended.
    pub(super) fn declaration(&mut self) {
        loop {
            self.into.truncate(self.first);
            self.head = None;
            let is_known = self.whole();
            if is_known {
                return;
            }
            let Some(at) = self.head() else { return };
            if self.attributes(at) {
                return;
            }
        }
    }

    /// Reads the statement as the grammar does. False if it is none of the language, or has a word that may be a mistake.
    fn whole(&mut self) -> bool {
        let text = self.mended.text.clone();
        let Some(pair) = declaration_alone(&text) else { return false };
        self.head = declaration(self.mended.written(), pair, self.kind, self.into).ok();
        if self.head.is_none() {
            self.into.truncate(self.first);
        }
        self.head.is_some()
    }

    /// Reads the head; says where the attributes begin. `None` if nothing of the rest can be read.
    fn head(&mut self) -> Option<usize> {
        loop {
            let (pieces, _) = pieces(&self.mended.text);
            let found = self.found(&pieces, 0, 1, None);
            let Some(mistake) = heads::mistake(&found).filter(|_| self.count < MOST) else {
                return self.named(&pieces);
            };
            let span = found.place(0).to(found.place(pieces.len() - 1));
            let kind = match &mistake.reading {
                Reading::Dropped(kind) => Some(*kind),
                _ => None,
            };
            let edits = mistake.edits();
            self.report(mistake);
            if let Some(kind) = kind {
                self.lost(kind, span, &pieces);
                return None;
            }
            self.mended.apply(&edits);
            if self.whole() {
                return None;
            }
        }
    }

    /// A declaration of which only the name is known.
    fn lost(&mut self, kind: Option<A>, span: Span, pieces: &[Piece]) {
        self.head = Some(self.name_and_title(pieces).0);
        if let Some(kind) = kind {
            self.broken.push(Attribute { value: Value::Broken(kind), span });
        }
    }

    /// The name and the title of a head that is right.
    fn named(&mut self, pieces: &[Piece]) -> Option<usize> {
        if matches!(self.kind, K::Let | K::Field | K::Status | K::Import | K::Marker | K::Baseline)
        {
            return self.fixed(pieces);
        }
        let (head, at) = self.name_and_title(pieces);
        self.head = Some(head);
        Some(at)
    }

    fn name_and_title(&mut self, pieces: &[Piece]) -> (Head, usize) {
        let written = self.mended.written();
        let keyword = pieces.first().copied().map_or(0, |piece| piece.end);
        let (mut at, mut head, mut index) = (keyword, Head::default(), 1);
        let is_name = |piece: &Piece| {
            piece.kind == PieceKind::Word && is_identifier(written.part(piece.start, piece.end))
        };
        if let Some(name) = pieces.get(index).filter(|piece| {
            is_name(piece) && !matches!(self.kind, K::Status | K::Import | K::Baseline)
        }) {
            head.name = written.name(name.start, name.end).ok();
            (at, index) = (name.end, index + 1);
        }
        self.title_place = at;
        if let Some(title) = pieces.get(index).filter(|piece| piece.kind == PieceKind::Text) {
            head.title = Some(written.span(title.start, title.end));
            at = title.end;
        }
        (head, at)
    }

    /// A declaration with a fixed place behind its name, of which the rest is none of it.
    fn fixed(&mut self, pieces: &[Piece]) -> Option<usize> {
        let text = self.mended.text.clone();
        if let Some((pair, end)) = declaration_first(&text) {
            if let Ok(head) = declaration(self.mended.written(), pair, self.kind, self.into) {
                self.head = Some(head);
                return Some(end);
            }
            self.into.truncate(self.first);
        }
        let (head, at) = self.name_and_title(pieces);
        self.head = Some(head);
        let kind = match self.kind {
            K::Let => A::Let,
            K::Field => A::FieldType,
            K::Status => A::Status,
            K::Marker => A::Marker,
            _ => return Some(at),
        };
        let span = self.mended.written().span(at, text.len());
        self.broken.push(Attribute { value: Value::Broken(kind), span });
        None
    }
}

impl Tree<'_> {
    /// Reports keywords that stand alone, and takes them out of the tree: nobody means an item that is called `task`, and what misses
    /// its dates or its people shall keep quiet.
    pub(in crate::syntax) fn drop_empty(&mut self) {
        if !self.ast.declarations.iter().any(|one| self.is_empty(one)) {
            return;
        }
        let all = self.ast.declarations.iter();
        let is_empty: Vec<bool> = all.map(|one| self.is_empty(one)).collect();
        let mut kept = 0;
        let mut numbers = Vec::with_capacity(is_empty.len());
        for is_empty in &is_empty {
            numbers.push(DeclarationId(kept));
            kept += u32::from(!is_empty);
        }
        let (reports, broken) = (&mut self.reports, &mut self.ast.broken);
        let mut all = is_empty.into_iter();
        self.ast.declarations.retain_mut(|one| {
            let is_empty = all.next().unwrap_or(false);
            if is_empty {
                let declares = Span::new(one.head.start, one.head.start);
                broken.push(Broken { span: one.head, declares, attribute: None });
                reports.error(|| {
                    let message = "expected a name or a title, found the end of the line";
                    let example = format!("for example `{}`", one.kind.word().form);
                    syntax(one.keyword.after(), message).help(example)
                });
            } else if let Some(parent) = &mut one.parent {
                *parent = numbers.get(parent.0 as usize).copied().unwrap_or(*parent);
            }
            !is_empty
        });
    }

    /// Whether a declaration says nothing, on its line or below it, and has no block. A header without a start is told to lack that.
    fn is_empty(&self, one: &Declaration) -> bool {
        one.name.is_none()
            && one.title.is_none()
            && one.attributes.1 == 0
            && one.extent == one.head
            && !matches!(one.kind, K::Roadmap | K::Import | K::Baseline)
            && self.at(one.head).trim_end() == one.kind.lexeme()
    }
}
