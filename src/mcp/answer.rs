//! What a tool answers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rmcp::model::{CallToolResult, ContentBlock, ResourceContents};
use serde_json::Value;

use crate::diagnostic::{Failure, Losses};

/// How many bytes an answer may have: an assistant can't use more.
const LIMIT: usize = 2 << 20;

/// What a tool answers.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// Data, which is text too for clients that know only that.
    Data(Value),
    /// A text.
    Text(String),
    /// A file: its content, what kind it is, and what it could not hold.
    File(Content, &'static str, Losses),
}

/// The content of a file.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// One that is text.
    Text(String),
    /// One that is not.
    #[cfg_attr(
        not(any(feature = "png", feature = "interchange")),
        expect(dead_code, reason = "all other formats are text")
    )]
    Bytes(Vec<u8>),
}

impl Answer {
    fn size(&self) -> usize {
        match self {
            Self::Data(data) => data.to_string().len(),
            Self::Text(text) | Self::File(Content::Text(text), ..) => text.len(),
            Self::File(Content::Bytes(bytes), ..) => bytes.len(),
        }
    }

    fn told(self, address: &str) -> CallToolResult {
        let (content, kind, losses) = match self {
            Self::Data(data) => return CallToolResult::structured(data),
            Self::Text(text) => return CallToolResult::success(vec![ContentBlock::text(text)]),
            Self::File(content, kind, losses) => (content, kind, losses),
        };
        let file = match content {
            Content::Text(text) => ContentBlock::text(text),
            Content::Bytes(bytes) if kind.starts_with("image/") => {
                ContentBlock::image(STANDARD.encode(bytes), kind)
            }
            Content::Bytes(bytes) => ContentBlock::resource(
                ResourceContents::blob(STANDARD.encode(bytes), address).with_mime_type(kind),
            ),
        };
        let losses = losses.human();
        let losses = (!losses.is_empty()).then(|| ContentBlock::text(losses));
        CallToolResult::success(std::iter::once(file).chain(losses).collect())
    }
}

/// What the client is told: the answer, or why there is none. What is too long is refused.
pub(super) fn told(tool: &str, outcome: Result<Answer, Failure>) -> CallToolResult {
    let outcome = outcome.and_then(|answer| {
        if answer.size() <= LIMIT {
            return Ok(answer);
        }
        let failure = Failure::new(format!("the answer is longer than {} MiB", LIMIT >> 20));
        Err(failure.help("ask for less, by a `view` or `where`; `milepost build` writes all of it"))
    });
    match outcome {
        Ok(answer) => answer.told(&format!("milepost://answer/{tool}")),
        Err(failure) => CallToolResult::error(vec![ContentBlock::text(failure.to_string())]),
    }
}
