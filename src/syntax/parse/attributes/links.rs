//! Links: only addresses that are safe to put into a page.

use super::expect::optional_text;
use crate::diagnostic::rules::{INVALID_LINK, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::Value;
use crate::syntax::parse::describe;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::Span;

const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// `link "Design" https://…`
pub(super) fn link(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let title = optional_text(reader);
    if let Some(quoted) =
        title.filter(|_| reader.peek_word().is_none_or(|next| !has_scheme(next.text)))
        && let Some(address) = address_in_quotes(reader, quoted)
    {
        return Ok(Value::Link { title: None, address });
    }
    let Some(word) = reader.word() else {
        let (here, found) = (reader.here(), describe::next(reader));
        return reader.fail(|| {
            Diagnostic::new(&SYNTAX_ERROR, here, format!("expected a web address, found {found}"))
                .help("for example `link \"Design\" https://example.com/design`")
        });
    };
    if !is_address(word.text) {
        return reader.fail(|| no_address(word));
    }
    let title = if title.is_none() { title_behind(reader, word) } else { title };
    Ok(Value::Link { title, address: word.span })
}

/// Whether a word looks like an address of any kind.
fn has_scheme(text: &str) -> bool {
    text.contains(':') || text.starts_with("www.")
}

fn is_address(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    })
}

fn no_address(word: Word<'_>) -> Diagnostic {
    let diagnostic = match word.text.split_once(':') {
        Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            let message = format!("a link can't begin with `{scheme}:`");
            Diagnostic::new(&INVALID_LINK, word.span, message)
        }
        _ => Diagnostic::new(&INVALID_LINK, word.span, format!("`{word}` is no web address")),
    };
    let diagnostic = diagnostic.help("a link begins with `https://`, `http://` or `mailto:`");
    let is_host =
        word.text.contains('.') && !word.text.contains(':') && !word.text.starts_with('.');
    if is_host {
        let before = Span::new(word.span.start, word.span.start);
        return diagnostic.replace("put `https://` before it", before, "https://");
    }
    diagnostic
}

/// `link "https://…"`: says that an address has no quotes, and takes what is between them.
fn address_in_quotes(reader: &mut Reader<'_, '_>, quoted: Span) -> Option<Span> {
    let text = reader.text(quoted);
    let inside = text.strip_prefix('"')?.strip_suffix('"')?;
    if !is_address(inside) || inside.contains(' ') {
        return None;
    }
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, quoted, "an address is written without quotes").replace(
            "remove the quotes",
            quoted,
            inside,
        )
    });
    Some(Span::new(quoted.start + 1, quoted.end - 1))
}

/// `link https://… "Design"`: says that the title stands before the address, and takes it.
fn title_behind(reader: &mut Reader<'_, '_>, address: Word<'_>) -> Option<Span> {
    let title = optional_text(reader)?;
    let text = reader.text(title);
    reader.error(|| {
        let before = Span::new(address.span.start, address.span.start);
        let edits = vec![
            Edit { span: before, text: format!("{text} ") },
            Edit { span: title, text: String::new() },
        ];
        Diagnostic::new(&SYNTAX_ERROR, title, "the title of a link stands before its address")
            .fix("move it there", edits)
    });
    Some(title)
}
