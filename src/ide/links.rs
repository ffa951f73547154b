//! Web addresses and imported files, to be opened.

use super::{Analysis, View};
use crate::syntax::ast::Value;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{SourceId, Span};

/// Something that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it is written: of a path, what stands between the quotes.
    pub span: Span,
    /// What it leads to.
    pub opens: Opens,
}

/// What a [`Link`] leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A web address: `http`, `https` or `mailto`.
    Address(String),
    /// A file, by its path from the root folder.
    File(String),
}

/// The schemes that are opened: no text makes an editor run something.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// What a file links to, in order of place.
pub fn links(view: View<'_>, source: SourceId) -> Vec<Link> {
    let index = view.now.index();
    let mut links = Vec::new();
    for (node, declaration) in view.now.declarations_in(source) {
        if declaration.kind == K::Import {
            links.extend(declaration.title.and_then(|path| import(view.now, path)));
        }
        let attributes = index.attributes_of(node).iter();
        links.extend(attributes.filter_map(|one| match one.value {
            Value::Link { address, .. } => web(view.now, address),
            _ => None,
        }));
    }
    links.sort_by_key(|link| link.span);
    links
}

fn import(analysis: &Analysis, path: Span) -> Option<Link> {
    let file = analysis.sources().source(analysis.imported_by(path)?)?;
    let quoted = analysis.sources().text(path);
    let inner = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))?;
    let start = path.start + 1;
    let span = Span::new(start, start + u32::try_from(inner.len()).ok()?);
    Some(Link { span, opens: Opens::File(file.path().to_owned()) })
}

fn web(analysis: &Analysis, span: Span) -> Option<Link> {
    let address = analysis.sources().text(span);
    let lower = address.to_ascii_lowercase();
    let is_web = SCHEMES.iter().any(|scheme| lower.starts_with(scheme));
    is_web.then(|| Link { span, opens: Opens::Address(address.to_owned()) })
}
