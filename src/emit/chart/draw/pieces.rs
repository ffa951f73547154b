//! A text that is handed on piece by piece, so that all of it is never held.

use std::io;

/// Pieces are of about so many bytes.
const PIECE: usize = 1 << 16;

/// The text so far that was not handed on yet.
pub(super) struct Pieces<'w> {
    pub(super) text: String,
    to: &'w mut dyn io::Write,
}

impl<'w> Pieces<'w> {
    pub(super) fn new(to: &'w mut dyn io::Write) -> Self {
        Self { text: String::new(), to }
    }

    /// Hands on what there is, if it is a piece.
    pub(super) fn pass_on(&mut self) -> io::Result<()> {
        if self.text.len() < PIECE {
            return Ok(());
        }
        self.finish()
    }

    /// Hands on what there is.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.to.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }
}
