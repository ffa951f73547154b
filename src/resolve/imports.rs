//! Reads the source and all that it imports, each file once, into one [`Tree`]. A path of an import is relative to the file that
//! imports, and never leads out of the root folder.

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::tree::{LINKS_SHOWN, Namespace, NamespaceId, Node, TOP, Tree};
use super::{LoadError, Loader};
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::syntax::ast::{Ast, Declaration, DeclarationId};
use crate::syntax::keyword::DeclarationKind;
use crate::syntax::{Memory, Parsed, parse_again};
use crate::text::{Source, SourceId, Sources, Span, unquoted};

/// The file with which reading begins.
pub enum Root {
    /// It is to be read.
    Text(Source),
    /// It has been read.
    Parsed(Parsed),
}

impl From<Source> for Root {
    fn from(source: Source) -> Self {
        Self::Text(source)
    }
}

impl Root {
    /// Where it lies in the root folder.
    pub fn path(&self) -> &str {
        match self {
            Self::Text(source) => source.path(),
            Self::Parsed(parsed) => parsed.path(),
        }
    }
}

/// What was read.
pub(super) struct Loaded {
    pub(super) sources: Sources,
    pub(super) tree: Tree,
    /// The paths of imported files that were asked for, found or not, in the order asked.
    pub(super) asked: Vec<String>,
    /// The file of the baseline, and where it was written.
    pub(super) baseline: Option<(Span, Source)>,
}

/// Reads it all, depth first, so that the tree comes out in order of declaration. The stack of files being read is our own:
/// a chain of imports may be as long as it likes.
pub(super) fn load(
    root: Root,
    loader: &dyn Loader,
    memory: Option<&mut Memory>,
    out: &mut Diagnostics,
) -> Loaded {
    let mut reader = Reader {
        loader,
        memory,
        sources: Sources::default(),
        tree: Tree { namespaces: vec![Namespace::default()], ..Tree::default() },
        files: FxHashMap::default(),
        imports_of: Vec::new(),
        asked: Vec::new(),
        baseline: None,
        is_header_in_root: false,
        open: Vec::new(),
        out,
    };
    reader.read_all(root);
    let Reader { sources, tree, asked, baseline, .. } = reader;
    Loaded { sources, tree, asked, baseline }
}

struct Reader<'l> {
    loader: &'l dyn Loader,
    memory: Option<&'l mut Memory>,
    sources: Sources,
    tree: Tree,
    /// What became of each file, by its real path: `None` of one that could not be read.
    files: FxHashMap<PathBuf, Option<ReadFile>>,
    /// The files that each file imports bare.
    imports_of: Vec<Vec<SourceId>>,
    asked: Vec<String>,
    baseline: Option<(Span, Source)>,
    is_header_in_root: bool,
    /// The files being read, each imported by the one before.
    open: Vec<OpenFile>,
    out: &'l mut Diagnostics,
}

#[derive(Clone, Copy)]
struct ReadFile {
    source: SourceId,
    namespace: NamespaceId,
}

struct OpenFile {
    path: String,
    source: SourceId,
    namespace: NamespaceId,
    /// The path in the import that leads here.
    imported_at: Span,
    rest: std::vec::IntoIter<Declaration>,
    /// The declaration in `rest` that comes next, by its number in the file.
    next: u32,
    /// How many attributes of other files stand before this file's.
    attributes_before: u32,
}

impl Reader<'_> {
    fn read_all(&mut self, root: Root) {
        let path = root.path().to_owned();
        let place = (self.loader.real_path(&path), path);
        let ast = match root {
            Root::Text(source) => match self.sources.add(source) {
                Some(source) => self.parse(source),
                None => return self.out.push(too_large(Span::default())),
            },
            Root::Parsed(Parsed { sources, ast, diagnostics }) => {
                self.sources = sources;
                self.out.absorb(diagnostics);
                ast
            }
        };
        self.tree.runs.push((0, TOP));
        self.open_file(place, ast, TOP, Span::default());
        while let Some(file) = self.open.last_mut() {
            let Some(declaration) = file.rest.next() else {
                self.close_file();
                continue;
            };
            let number = file.next;
            file.next += 1;
            self.take_in(declaration, number);
        }
    }

    fn parse(&mut self, source: SourceId) -> Ast {
        parse_again(&self.sources, source, self.memory.as_deref_mut(), self.out)
    }

    fn open_file(
        &mut self,
        (real, path): (PathBuf, String),
        Ast { source, declarations, attributes, guesses, broken }: Ast,
        namespace: NamespaceId,
        imported_at: Span,
    ) {
        self.files.insert(real, Some(ReadFile { source, namespace }));
        self.imports_of.push(Vec::new());
        let attributes_before = u32::try_from(self.tree.attributes.len()).unwrap_or(u32::MAX);
        if self.tree.attributes.is_empty() {
            self.tree.attributes = attributes;
        } else {
            self.tree.attributes.extend(attributes);
        }
        self.tree.guesses.extend(guesses);
        self.tree.broken.extend(broken);
        self.open.push(OpenFile {
            path,
            source,
            namespace,
            imported_at,
            rest: Vec::new().into_iter(),
            next: 0,
            attributes_before,
        });
        let names_file = |one: &Declaration| is_of_file(one.kind);
        let names_files = declarations.iter().any(names_file);
        if self.tree.declarations.is_empty() && !names_files {
            return self.take_in_all(declarations);
        }
        self.tree.declarations.reserve(declarations.len());
        if let Some(file) = self.open.last_mut() {
            file.rest = declarations.into_iter();
        }
    }

    /// Takes in a first file that names no other, as it is.
    fn take_in_all(&mut self, declarations: Vec<Declaration>) {
        for (node, one) in (0..).zip(&declarations) {
            if one.kind == DeclarationKind::Roadmap {
                self.note_header(node);
            }
        }
        self.tree.declarations = declarations;
    }

    fn close_file(&mut self) {
        self.open.pop();
        if let Some(outer) = self.open.last() {
            self.tree.runs.push((self.next_node(), outer.namespace));
        }
    }

    fn next_node(&self) -> Node {
        u32::try_from(self.tree.declarations.len()).unwrap_or(u32::MAX)
    }

    fn take_in(&mut self, mut declaration: Declaration, number: u32) {
        let node = self.next_node();
        let Some(file) = self.open.last() else { return };
        // What stands between a declaration and its parent is in the same block: nothing was imported there.
        declaration.parent =
            declaration.parent.map(|parent| DeclarationId(node - (number - parent.0)));
        declaration.attributes.0 += file.attributes_before;
        let (kind, path, name) = (declaration.kind, declaration.title, declaration.name);
        let declared_in = declaration.parent.map(|parent| parent.0);
        let is_followed = is_of_file(kind) && declared_in.is_none();
        if declaration.kind == DeclarationKind::Roadmap {
            self.note_header(node);
        }
        self.tree.declarations.push(declaration);
        let outer = declared_in.and_then(|outer| self.tree.declarations.get(outer as usize));
        match kind {
            DeclarationKind::Import
                if outer.is_some_and(|outer| outer.kind == DeclarationKind::Calendar) =>
            {
                self.holidays(declared_in, path, name);
            }
            DeclarationKind::Import if is_followed => self.import(node, path, name),
            DeclarationKind::Baseline if is_followed => self.baseline(path),
            _ => {}
        }
    }

    /// The header in the first file wins, wherever imports stand.
    fn note_header(&mut self, node: Node) {
        let is_root = self.open.len() == 1;
        if self.tree.header.is_none() || (is_root && !self.is_header_in_root) {
            self.tree.header = Some(node);
            self.is_header_in_root = is_root;
        }
    }

    fn import(&mut self, node: Node, path: Option<Span>, name: Option<Span>) {
        // An import without a path has its message from the parser.
        let Some(span) = path else { return self.leave_gap(name) };
        let Some(outer) = self.open.last().map(|importer| importer.namespace) else { return };
        let Some(path) = self.path_written(span) else { return self.leave_gap(name) };
        let real = self.loader.real_path(&path);
        let file = match self.files.get(&real) {
            Some(Some(file)) => *file,
            Some(None) => return self.leave_gap(name),
            None => return self.load_file((real, path), node, name, span),
        };
        if self.closes_a_circle(file.source, span) {
            return;
        }
        let namespace = self.namespace_for(node, outer, name);
        self.note_bare_import(namespace, outer, file.source);
        self.welcome(file, namespace);
    }

    /// Reads the file of a baseline. One without a path has its message from the parser.
    fn baseline(&mut self, path: Option<Span>) {
        let Some(span) = path else { return };
        if let Some((first, _)) = &self.baseline {
            let message = "there is a baseline already";
            self.out.push(
                Diagnostic::new(&rules::INVALID_BASELINE, span, message)
                    .label(*first, "this one")
                    .help("a roadmap is compared with one plan: leave one of the two out"),
            );
            return;
        }
        if let Some(source) = self.load_other(span) {
            self.baseline = Some((span, source));
        }
    }

    /// Reads the file of holidays that a calendar imports. One without a path has its message from the parser.
    fn holidays(&mut self, calendar: Option<Node>, path: Option<Span>, name: Option<Span>) {
        let Some((calendar, span)) = calendar.zip(path) else { return };
        if let Some(name) = name {
            let message = "days off have no names that others could use";
            self.out.push(
                Diagnostic::new(&rules::SYNTAX_ERROR, name, message)
                    .help("leave `as` and the name out"),
            );
        }
        if let Some(source) = self.load_other(span) {
            self.tree.holidays.push((calendar, span, source));
        }
    }

    /// The path of the file that is named at a place of the file that is read; one that can't be is reported.
    fn path_written(&mut self, span: Span) -> Option<String> {
        let written = unquoted(self.sources.text(span)).into_owned();
        match path_of_import(&self.open.last()?.path, &written) {
            Ok(path) => Some(path),
            Err(why) => {
                self.refuse_path(why, &written, span);
                None
            }
        }
    }

    /// Loads a file that is named at a place, and is no roadmap.
    fn load_other(&mut self, span: Span) -> Option<Source> {
        let path = self.path_written(span)?;
        self.asked.push(path.clone());
        match self.loader.load(&path) {
            Ok(source) => Some(source),
            Err(why) => {
                self.out.push(not_loaded(&why, &path, span));
                None
            }
        }
    }

    /// The namespace in which the declarations of an imported file stand.
    fn namespace_for(&mut self, node: Node, outer: NamespaceId, name: Option<Span>) -> NamespaceId {
        let Some(name) = name else { return outer };
        let id = u32::try_from(self.tree.namespaces.len()).unwrap_or(u32::MAX);
        let path = format!("{}{}.", self.tree.namespace(outer).path, self.sources.text(name));
        self.tree.namespaces.push(Namespace { outer: Some(outer), path, guests: Vec::new() });
        self.tree.namespace_of_import.insert(node, id);
        id
    }

    fn load_file(
        &mut self,
        (real, path): (PathBuf, String),
        node: Node,
        name: Option<Span>,
        span: Span,
    ) {
        self.asked.push(path.clone());
        let why = match self.loader.load(&path) {
            Ok(source) => match self.sources.add(source) {
                Some(source) => {
                    let outer = self.open.last().map_or(TOP, |file| file.namespace);
                    let namespace = self.namespace_for(node, outer, name);
                    self.note_bare_import(namespace, outer, source);
                    self.tree.runs.push((self.next_node(), namespace));
                    let ast = self.parse(source);
                    return self.open_file((real, path), ast, namespace, span);
                }
                None => too_large(span),
            },
            Err(why) => not_loaded(&why, &path, span),
        };
        self.files.insert(real, None);
        self.leave_gap(name);
        self.out.push(why);
    }

    fn note_bare_import(&mut self, namespace: NamespaceId, outer: NamespaceId, source: SourceId) {
        let importer = self.open.last().map(|file| file.source.0 as usize);
        let imports = importer.and_then(|index| self.imports_of.get_mut(index));
        if let Some(imports) = imports.filter(|_| namespace == outer) {
            imports.push(source);
        }
    }

    /// Makes the names of a file that was read before visible in a namespace.
    fn welcome(&mut self, file: ReadFile, namespace: NamespaceId) {
        if file.namespace == namespace {
            return;
        }
        let mut waiting = vec![file.source];
        while let Some(source) = waiting.pop() {
            let Some(target) = self.tree.namespaces.get_mut(namespace as usize) else { return };
            if target.guests.iter().any(|(guest, _)| *guest == source) {
                continue;
            }
            target.guests.push((source, file.namespace));
            waiting.extend(self.imports_of.get(source.0 as usize).into_iter().flatten());
        }
    }

    /// Reports an import of a file that is still being read.
    fn closes_a_circle(&mut self, source: SourceId, span: Span) -> bool {
        let Some(first) = self.open.iter().position(|file| file.source == source) else {
            return false;
        };
        let chain = self.open.get(first..).unwrap_or_default();
        let path = chain.first().map_or("", |file| &file.path);
        let mut diagnostic = Diagnostic::new(&rules::IMPORT_CYCLE, span, circle(path, chain));
        for pair in chain.windows(2).take(LINKS_SHOWN) {
            let [outer, inner] = pair else { continue };
            let words = format!("`{}` imports `{}`", outer.path, inner.path);
            diagnostic = diagnostic.label(inner.imported_at, words);
        }
        let last = chain.last().map_or("", |file| &file.path);
        let closing = if chain.len() > 1 {
            format!("`{last}` imports `{path}` again")
        } else {
            "this is the file itself".to_owned()
        };
        self.out.push(
            diagnostic
                .here(closing)
                .help("leave this import out: all files of a roadmap see each other's names"),
        );
        true
    }

    fn refuse_path(&mut self, why: BadPath, written: &str, span: Span) {
        let folder = "only files in the root folder and below it can be imported";
        let outside = |message: String| Diagnostic::new(&rules::IMPORT_OUTSIDE_ROOT, span, message);
        let diagnostic = match why {
            BadPath::Empty => {
                Diagnostic::new(&rules::IMPORT_NOT_FOUND, span, "no file is named here")
                    .help("write the file's path: `\"plans/teams.roadmap\"`")
            }
            BadPath::Absolute => {
                outside(format!("`{written}` is not a path relative to this file"))
                    .help(format!("{folder}, by a path that starts at the importing file"))
            }
            BadPath::Outside => outside(format!("`{written}` leads out of the root folder"))
                .help(folder)
                .help("on the command line `--root` makes another folder the root"),
            BadPath::Backslash => outside(format!(
                "`{written}` has `\\` where `/` separates folders"
            ))
            .replace("write `/`", span, format!("\"{}\"", written.replace('\\', "/"))),
        };
        self.out.push(diagnostic);
    }

    /// Names that a bare import would have brought may be missing anywhere; those behind a name are missing there.
    fn leave_gap(&mut self, name: Option<Span>) {
        self.tree.has_gaps |= name.is_none();
    }
}

/// Whether it names a file that is read with it.
const fn is_of_file(kind: DeclarationKind) -> bool {
    matches!(kind, DeclarationKind::Import | DeclarationKind::Baseline)
}

fn circle(path: &str, chain: &[OpenFile]) -> String {
    match chain {
        [_] => format!("`{path}` imports itself"),
        [_, others @ ..] => {
            let shown = others.iter().take(3).map(|file| format!("`{}`", file.path));
            let through = shown.collect::<Vec<_>>().join(", ");
            let more = match others.len().saturating_sub(3) {
                0 => String::new(),
                count => format!(" and {count} more"),
            };
            format!("`{path}` imports itself through {through}{more}")
        }
        [] => String::new(),
    }
}

fn not_loaded(why: &LoadError, path: &str, span: Span) -> Diagnostic {
    let not_found = |message: String| Diagnostic::new(&rules::IMPORT_NOT_FOUND, span, message);
    match why {
        LoadError::NotFound => {
            let missing = not_found(format!("there is no file `{path}`")).here("not found");
            // Who wrote an ending meant it.
            if path.rsplit_once('/').map_or(path, |(_, file)| file).contains('.') {
                missing.help("a path is relative to the file in which it stands")
            } else {
                missing.help(format!("did you mean `{path}.roadmap`?"))
            }
        }
        LoadError::Unreadable(reason) => not_found(format!("`{path}` can't be read: {reason}"))
            .help("is it a file, and may you read it?"),
        LoadError::OutsideRoot => Diagnostic::new(
            &rules::IMPORT_OUTSIDE_ROOT,
            span,
            format!("`{path}` is a link that leads out of the root folder"),
        )
        .help("only files in the root folder and below it can be imported"),
    }
}

fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(&rules::SOURCE_TOO_LARGE, span, "all files together are larger than 128 MiB")
        .help("look at what writes them: a million items take half of that")
}

/// Why a path is none that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BadPath {
    /// Nothing at all.
    Empty,
    /// `/etc/plan.roadmap`, `C:/plan.roadmap`, `https://…`
    Absolute,
    /// More `..` than there are folders.
    Outside,
    /// `teams\web.roadmap`
    Backslash,
}

/// The path from the root folder of what a file imports, if it is one that may be read.
pub(crate) fn imported_path(importer: &str, written: &str) -> Option<String> {
    path_of_import(importer, written).ok()
}

/// The path from the root folder of what `importer` (its own path from there) imports as `written`.
fn path_of_import(importer: &str, written: &str) -> Result<String, BadPath> {
    check_form(written)?;
    let folder = importer.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(written.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(BadPath::Outside)?),
            name => parts.push(name),
        }
    }
    if parts.is_empty() { Err(BadPath::Empty) } else { Ok(parts.join("/")) }
}

fn check_form(written: &str) -> Result<(), BadPath> {
    if written.trim().is_empty() {
        return Err(BadPath::Empty);
    }
    if written.contains('\\') {
        return Err(BadPath::Backslash);
    }
    let has_drive = written.as_bytes().get(1) == Some(&b':');
    if written.starts_with('/') || has_drive || written.contains("://") {
        return Err(BadPath::Absolute);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_importing_file() {
        let good = |importer, written| path_of_import(importer, written).unwrap();
        assert_eq!(good("plan.roadmap", "teams.roadmap"), "teams.roadmap");
        assert_eq!(good("a/b.roadmap", "c/d.roadmap"), "a/c/d.roadmap");
        assert_eq!(good("a/b.roadmap", "../c.roadmap"), "c.roadmap");
        assert_eq!(good("plan.roadmap", "./a//./b/../c.roadmap"), "a/c.roadmap");
        assert_eq!(good("-", "a.roadmap"), "a.roadmap");
    }

    #[test]
    fn paths_out_of_the_root_are_refused() {
        let bad = |written| path_of_import("a/plan.roadmap", written).unwrap_err();
        assert_eq!(bad("../../etc/passwd"), BadPath::Outside);
        assert_eq!(bad("x/../../../y"), BadPath::Outside);
        assert_eq!(bad("/etc/passwd"), BadPath::Absolute);
        assert_eq!(bad("C:/plan.roadmap"), BadPath::Absolute);
        assert_eq!(bad("https://example.com/a.roadmap"), BadPath::Absolute);
        assert_eq!(bad("a\\b.roadmap"), BadPath::Backslash);
        assert_eq!(bad(" "), BadPath::Empty);
        assert_eq!(bad(".."), BadPath::Empty);
    }
}
