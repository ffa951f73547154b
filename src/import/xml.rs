//! A file of elements, as the readers of XML see it: parsed within bounds, each element with its line.

use roxmltree::{Document, Node, ParsingOptions};

use super::input::Refusal;

/// Bytes of text that each element or text of a document takes at least. A document of less is no plan, but would take many times
/// its size in memory.
const LEAST_BYTES_A_NODE: usize = 6;
/// So many nodes are fine in any case.
const FEW_NODES: usize = 1000;

/// Parses a text. Documents that define entities are refused, and those that are nothing but tags.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refusal> {
    let nodes = FEW_NODES + text.len() / LEAST_BYTES_A_NODE;
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: u32::try_from(nodes).unwrap_or(u32::MAX),
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| {
        let refusal = match error {
            roxmltree::Error::DtdDetected => {
                Refusal::new("the file has a document type, which could define entities")
                    .help("remove the line that begins with `<!DOCTYPE`")
            }
            roxmltree::Error::NodesLimitReached => {
                Refusal::new("the file has more elements than a plan of its size can have")
            }
            _ => Refusal::new(format!("the file is no XML: {}", without_place(&error.to_string())))
                .help("export it once more"),
        };
        match error {
            roxmltree::Error::DtdDetected | roxmltree::Error::NodesLimitReached => refusal,
            _ => refusal.at(format!("line {}", error.pos().row)),
        }
    })
}

/// The words of a parser's message, without the place that they end in.
fn without_place(message: &str) -> String {
    message.split(" at ").next().unwrap_or_default().replace('\'', "`")
}

/// On which line a byte of a text stands.
#[derive(Debug)]
pub(super) struct Lines {
    /// Where each line but the first begins.
    begins: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self { begins: memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).collect() }
    }

    /// The line of an element, from 1 on.
    pub(super) fn number(&self, node: Node<'_, '_>) -> usize {
        let at = node.range().start;
        self.begins.partition_point(|begin| *begin <= at) + 1
    }

    /// `line 12`
    pub(super) fn place(&self, node: Node<'_, '_>) -> String {
        format!("line {}", self.number(node))
    }
}

/// The elements in one, in their order.
pub(super) fn elements<'a, 'input: 'a>(
    of: Node<'a, 'input>,
) -> impl Iterator<Item = Node<'a, 'input>> {
    of.children().filter(Node::is_element)
}

/// The elements of that name in one.
pub(super) fn all<'a, 'input: 'a>(
    of: Node<'a, 'input>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    elements(of).filter(move |node| node.tag_name().name() == name)
}

/// The first element of that name in one.
pub(super) fn child<'a, 'input: 'a>(of: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    elements(of).find(|node| node.tag_name().name() == name)
}

/// What stands in an element of that name; nothing if it is empty.
pub(super) fn text<'a>(of: Node<'a, '_>, name: &str) -> Option<&'a str> {
    child(of, name).and_then(content)
}

/// What stands in an element; nothing if it is empty.
pub(super) fn content<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.text().map(str::trim).filter(|text| !text.is_empty())
}

/// The name of the root element of a text that is not all there.
pub(super) fn root_name(beginning: &str) -> Option<&str> {
    let mut rest = beginning.trim_start_matches('\u{feff}').trim_start();
    loop {
        let inner = rest.strip_prefix('<')?;
        let end = match inner.chars().next()? {
            '?' => "?>",
            '!' if inner.starts_with("!--") => "-->",
            '!' if inner.find('[') < inner.find('>') && inner.contains('[') => "]>",
            '!' => ">",
            _ => {
                let end = inner.find(|sign: char| sign.is_whitespace() || "/>".contains(sign));
                return inner.get(..end?);
            }
        };
        let (_, behind) = inner.split_once(end)?;
        rest = behind.trim_start();
    }
}
