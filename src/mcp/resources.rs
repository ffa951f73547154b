//! Texts that an assistant can read: the language, the rules, the roadmaps.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rmcp::model::{Resource, ResourceContents, ResourceTemplate};

use super::desk::Desk;
use crate::diagnostic::{Failure, rules};

/// The address of the language's reference.
const LANGUAGE: &str = "milepost://language";
/// What the addresses of rules and of roadmaps begin with.
const RULE: &str = "milepost://rule/";
const ROADMAP: &str = "milepost://roadmap/";

/// The whole language on a page.
const REFERENCE: &str = include_str!("../../grammar/README.md");

const MARKDOWN: &str = "text/markdown";
const PLAIN: &str = "text/plain";

/// What stands in the path of an address otherwise than it is.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The language, and each roadmap.
pub(super) fn all(desk: &Desk) -> Vec<Resource> {
    let language = Resource::new(LANGUAGE, "language")
        .with_title("The Roadmap language")
        .with_description("Everything that can be written in a roadmap")
        .with_mime_type(MARKDOWN);
    let (roadmaps, _) = desk.root().roadmaps();
    let roadmaps = roadmaps.into_iter().map(|path| {
        let address = format!("{ROADMAP}{}", utf8_percent_encode(&path, ESCAPED));
        Resource::new(address, path).with_mime_type(PLAIN)
    });
    std::iter::once(language).chain(roadmaps).collect()
}

/// The addresses of roadmaps, and of what messages say the rule of.
pub(super) fn templates() -> Vec<ResourceTemplate> {
    let rule = ResourceTemplate::new(format!("{RULE}{{name}}"), "rule")
        .with_title("A rule")
        .with_description("What a rule that `check` names means, and what to write instead")
        .with_mime_type(MARKDOWN);
    let roadmap = ResourceTemplate::new(format!("{ROADMAP}{{+path}}"), "roadmap")
        .with_title("A roadmap")
        .with_description("The text of a roadmap by its path from the root folder")
        .with_mime_type(PLAIN);
    vec![rule, roadmap]
}

/// What stands at an address.
pub(super) fn read(desk: &Desk, address: &str) -> Result<ResourceContents, Failure> {
    let of = |text: &str, kind| ResourceContents::text(text, address).with_mime_type(kind);
    if address == LANGUAGE {
        return Ok(of(REFERENCE, MARKDOWN));
    }
    if let Some(rule) = address.strip_prefix(RULE).and_then(rules::by_name) {
        return Ok(of(rule.page, MARKDOWN));
    }
    let path =
        address.strip_prefix(ROADMAP).and_then(|path| percent_decode_str(path).decode_utf8().ok());
    let path = path.ok_or_else(|| {
        let failure = Failure::new("there is no resource at this address");
        failure.help(format!("there are `{LANGUAGE}`, `{RULE}NAME` and `{ROADMAP}PATH`"))
    })?;
    Ok(of(&desk.root().existing(&path)?.text()?, PLAIN))
}
