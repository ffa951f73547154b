//! What imports have to say once files lie elsewhere.

use super::View;
use crate::diagnostic::Edit;
use crate::syntax::keyword::DeclarationKind as K;

/// The changes that make each import lead to the file that it leads to now. `moved` tells of a file, by its path from the root folder,
/// the path that it will have from the root folder of then; `None` if it will lie outside of that, where nothing can be imported from.
pub fn imports_of_moved(view: View<'_>, moved: &dyn Fn(&str) -> Option<String>) -> Vec<Edit> {
    let (analysis, sources) = (view.now, view.now.sources());
    let imports = analysis.index().declarations().filter(|(_, one)| one.kind == K::Import);
    let edit = |(_, import): (_, &crate::syntax::ast::Declaration)| {
        let span = import.title?;
        let (importer, target) =
            (analysis.place(span).0.path(), sources.source(analysis.imported_by(span)?)?.path());
        let (before, then) =
            (from_there(importer, target), from_there(&moved(importer)?, &moved(target)?));
        (before != then).then(|| Edit { span, text: format!("\"{then}\"") })
    };
    imports.filter_map(edit).collect()
}

/// The path to a file from the folder of another.
fn from_there(importer: &str, target: &str) -> String {
    let folder: Vec<&str> =
        importer.rsplit_once('/').map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
    let (inner, name) = target.rsplit_once('/').unwrap_or(("", target));
    let inner: Vec<&str> = inner.split('/').filter(|part| !part.is_empty()).collect();
    let common = folder.iter().zip(&inner).take_while(|(one, other)| one == other).count();
    let up = folder.iter().skip(common).map(|_| "..");
    up.chain(inner.iter().skip(common).copied()).chain([name]).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_from_one_file_to_another() {
        assert_eq!(from_there("plan.roadmap", "teams.roadmap"), "teams.roadmap");
        assert_eq!(from_there("plan.roadmap", "a/b/teams.roadmap"), "a/b/teams.roadmap");
        assert_eq!(from_there("a/plan.roadmap", "teams.roadmap"), "../teams.roadmap");
        assert_eq!(from_there("a/b/plan.roadmap", "a/c/teams.roadmap"), "../c/teams.roadmap");
    }
}
