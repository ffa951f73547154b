//! What an editor asks: in plain data and byte offsets, of texts that are being written. No protocol is known here.
//!
//! An [`Analysis`] is one roadmap with all that it imports: first with its names alone, which is quick, then with its dates too.
//! A [`View`] is what there is at a moment: the newest names, and the newest dates, which may be of a text some keystrokes ago.
//!
//! ```
//! use milepost::ide::{Analysis, View};
//! use milepost::{Options, Source};
//! let text = "roadmap \"Plan\" from 2026-03-02\ntask api 5d\ntask ui 3d after api\n";
//! let analysis = Analysis::whole(Source::new("plan.roadmap", text), &Options::new());
//! let view = View::of(&analysis);
//! let offset = u32::try_from(text.len() - 2).unwrap();
//! let declared = milepost::ide::definition(view, offset).unwrap();
//! assert_eq!(analysis.sources().text(declared.span), "api");
//! ```

mod actions;
mod certain;
mod completion;
mod context;
mod hierarchy;
mod hints;
mod hover;
mod lenses;
mod linked;
mod links;
mod moves;
mod navigation;
mod refactor;
mod signature;
mod snippets;
mod symbols;
mod tokens;
mod twins;

pub use actions::{Repair, RepairScope, repair_all, repairs};
pub use completion::{Completion, CompletionKind, Completions, completions};
pub use hierarchy::{Driving, driven_by, drives, item_at};
pub use hints::{Hint, HintKind, hints};
pub use hover::{Hover, hover};
pub use lenses::{Lens, LensKind, lenses};
pub use linked::linked;
pub use links::{Link, Opens, links};
pub use moves::imports_of_moved;
pub use navigation::{
    Occurrence, Target, definition, named_at, occurrences, prepare_rename, rename,
};
pub use refactor::{RefactorKind, Refactoring, refactoring, refactorings};
pub use signature::{Signature, signatures};
pub use symbols::{FoldKind, Symbol, find_symbols, folds, selections, symbols};
pub use tokens::{Token, TokenKind, tokens};

pub use crate::syntax::Memory;

use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use rustc_hash::FxHashMap;

use crate::compile::{Reading, read_indexed};
use crate::diagnostic::Diagnostics;
use crate::model::{ItemId, ItemWalker, Model};
use crate::resolve::{Index, NodeId};
use crate::schedule::Stop;
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind;
use crate::text::{SourceId, Sources, Span};
use crate::{Compilation, Options, Plan, Source};

/// A roadmap with what each name in it means.
#[derive(Debug)]
pub struct Analysis {
    index: Arc<Index>,
    reading: Reading,
    made: Made,
    /// Items by their paths: made when it is first asked for.
    items: OnceLock<FxHashMap<String, ItemId>>,
}

#[derive(Debug)]
enum Made {
    /// The names, and what is to be said of them.
    Names(Diagnostics),
    Whole(Box<Compilation>),
}

impl Analysis {
    /// Reads a roadmap up to its names: its diagnostics are those of syntax and names, it has no dates.
    pub fn names(source: Source, options: &Options<'_>) -> Self {
        Self::named(read_indexed(source, options, None))
    }

    /// Reads a roadmap up to its names, where its text differs in a few places from the one before: what is remembered is not read again.
    pub fn names_again(source: Source, options: &Options<'_>, memory: &mut Memory) -> Self {
        Self::named(read_indexed(source, options, Some(memory)))
    }

    fn named((reading, index): (Reading, Index)) -> Self {
        let made = Made::Names(reading.report());
        Self::of(Arc::new(index), reading, made)
    }

    /// Compiles a roadmap wholly: the same diagnostics as of [`crate::compile`].
    pub fn whole(source: Source, options: &Options<'_>) -> Self {
        let (reading, index) = read_indexed(source, options, None);
        Self::compiled(Arc::new(index), reading)
    }

    /// The same roadmap with its dates.
    pub fn dated(&self) -> Self {
        Self::compiled(Arc::clone(&self.index), self.reading.clone())
    }

    /// The same roadmap with its dates, unless they are given up before they are known.
    pub fn dated_unless(&self, stop: &Stop) -> Option<Self> {
        let made = Made::Whole(Box::new(self.reading.clone().compile_unless(stop)?));
        Some(Self::of(Arc::clone(&self.index), self.reading.clone(), made))
    }

    fn compiled(index: Arc<Index>, reading: Reading) -> Self {
        let made = Made::Whole(Box::new(reading.clone().compile()));
        Self::of(index, reading, made)
    }

    fn of(index: Arc<Index>, reading: Reading, made: Made) -> Self {
        Self { index, reading, made, items: OnceLock::new() }
    }

    /// The item of a path from the top.
    pub(crate) fn item_of_path(&self, path: &str) -> Option<ItemWalker<'_>> {
        let items = self.items.get_or_init(|| {
            let mut items = FxHashMap::default();
            for item in self.model().items() {
                // Of equal paths the first counts, as it does for references.
                items.entry(item.path()).or_insert(item.id);
            }
            items
        });
        items.get(path).map(|id| self.model().item(*id))
    }

    /// Where each declaration stands and what each name means.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The model.
    pub fn model(&self) -> &Model {
        self.reading.model()
    }

    /// What there is to say.
    pub fn diagnostics(&self) -> &Diagnostics {
        match &self.made {
            Made::Names(diagnostics) => diagnostics,
            Made::Whole(compilation) => compilation.report(),
        }
    }

    /// The sources that were read: all places are offsets in the row that they share.
    pub fn sources(&self) -> &Sources {
        &self.model().sources
    }

    /// The files that were asked for, found or not, relative to the root folder, the compiled one first.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.reading.files()
    }

    /// The whole compilation, if there are dates.
    pub fn compilation(&self) -> Option<&Compilation> {
        match &self.made {
            Made::Names(_) => None,
            Made::Whole(compilation) => Some(compilation),
        }
    }

    /// The offset, in the row that all sources share, of a byte of a file; `None` of a file that is none of the roadmap's.
    pub fn offset(&self, path: &str, byte: usize) -> Option<u32> {
        let (id, source) = self.sources().iter().find(|(_, source)| source.path() == path)?;
        let byte = u32::try_from(byte.min(source.text().len())).ok()?;
        Some(self.sources().base(id) + byte)
    }

    /// The file that a place lies in, and the bytes of it there.
    pub fn place(&self, span: Span) -> (&Source, Range<usize>) {
        static NONE: LazyLock<Source> = LazyLock::new(|| Source::new("", ""));
        let source = self.sources().source(self.sources().source_of(span)).unwrap_or(&NONE);
        (source, self.sources().local(span))
    }

    /// What a file declares, in order.
    fn declarations_in(&self, source: SourceId) -> impl Iterator<Item = (NodeId, &Declaration)> {
        let own = move |declaration: &Declaration| {
            self.sources().source_of(declaration.keyword) == source
        };
        self.index().declarations().filter(move |(_, declaration)| own(declaration))
    }

    /// The whole of a file.
    fn span_of(&self, source: SourceId) -> Span {
        let base = self.sources().base(source);
        let length = self.sources().source(source).map_or(0, |source| source.text().len());
        Span::new(base, base + u32::try_from(length).unwrap_or(0))
    }
}

/// What is known at a moment.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The newest text, with its names.
    pub now: &'a Analysis,
    /// The newest text of which the dates are known: the same, or an earlier one.
    pub dated: Option<&'a Analysis>,
}

impl<'a> View<'a> {
    /// What is known when nobody is typing.
    pub fn of(analysis: &'a Analysis) -> Self {
        Self { now: analysis, dated: analysis.compilation().map(|_| analysis) }
    }

    /// The plan, of a roadmap of which the dates are known and that can be understood.
    pub fn plan(self) -> Option<Plan<'a>> {
        self.dated?.compilation()?.plan().ok()
    }
}

/// A place before another at which a statement is known to begin, in bytes of their file, and in the block of what: of a large roadmap
/// what stands before it need not be read.
fn beginning(view: View<'_>, at: Span) -> (usize, Option<DeclarationKind>) {
    let (index, sources) = (view.now.index(), view.now.sources());
    let before = view.now.declarations_in(sources.source_of(at));
    let last = before.take_while(|(_, one)| one.keyword.start < at.start).last();
    let mut around = std::iter::successors(last.map(|(node, _)| node), |node| index.parent(*node));
    let stands_around = |node: NodeId| index.declaration(node).extent.contains(at);
    let first = around.find(|node| index.parent(*node).is_none_or(stands_around));
    let begin = first.map_or(0, |node| sources.local(index.declaration(node).keyword).start);
    let outer = first.and_then(|node| index.parent(node)).map(|node| index.declaration(node).kind);
    (begin, outer)
}
