//! The language server: `milepost lsp`. The only place that knows the protocol.
//!
//! Read in this order: `transport` (messages over standard input and output), `server` (the loop), `dispatch` (which method is answered
//! by what), `documents` (what is open, and its text), `workspace` and `projects` (which roadmap a document belongs to), `background` (dates, and
//! what else takes long, are computed behind what is typed), `answers` (a file a theme). What there is to say is said elsewhere, in byte offsets: here it is translated.

mod answers;
mod background;
mod capabilities;
mod client;
mod dates;
mod dispatch;
mod documents;
mod failure;
mod later;
mod outbox;
mod plain;
mod position;
mod progress;
mod projects;
mod server;
mod session;
mod settings;
mod shown;
mod slow;
mod told;
mod translate;
mod transport;
mod uri;
mod workspace;

use std::io;

use lsp_server::Connection;

use server::Server;
use transport::Transport;

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The client asked for the end, then said it.
    Orderly,
    /// The client was gone, or said `exit` without having asked.
    Abruptly,
}

/// Serves the client at the other end of standard input and output until it leaves.
///
/// # Errors
/// If the client could not be understood or reached any more.
pub fn serve_stdio() -> io::Result<Ended> {
    let transport = Transport::stdio();
    let ended = serve(&transport.connection);
    transport.finish().map(|()| ended)
}

/// Serves the client at the other end of a connection until it leaves.
pub fn serve(connection: &Connection) -> Ended {
    Server::new(connection).run()
}
