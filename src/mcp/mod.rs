//! The server for assistants: `milepost mcp`. The only place that knows the Model Context Protocol.
//!
//! Read in this order: `server` (which request is answered by what), `tools` (a file a theme, and the table of them), `given` (what tools are given),
//! `answer` (what they answer), `desk` (roadmaps with their dates), `root` (the folder, out of which nothing leads), `resources` (texts to read).
//! Each call stands for itself: nothing is remembered between two.

mod answer;
mod desk;
mod given;
mod resources;
mod root;
mod server;
mod tools;

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use rmcp::service::{QuitReason, ServerInitializeError};
use rmcp::transport::async_rw::AsyncRwTransport;
use rmcp::{ServiceExt as _, transport};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::Builder;

use crate::diagnostic::Failure;
use crate::time::Date;
use server::Server;

/// Writes a file, whole or not at all.
pub type Write = fn(&Path, &str) -> Result<(), Failure>;

/// How much of the world a server is let into.
#[derive(Clone, Debug)]
pub struct World {
    /// The folder whose roadmaps are read: nothing outside of it is.
    pub root: PathBuf,
    /// Which day it is.
    pub today: fn() -> Result<Date, Failure>,
    /// How a file is written; `None` where none may be.
    pub write: Option<Write>,
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The client closed its side.
    Orderly,
    /// The client said something else than how a session begins, or nothing at all.
    NotBegun,
}

/// Serves the client at the other end of standard input and output until it leaves.
///
/// # Errors
/// If there is no such folder, or the connection can't be had.
pub fn serve_stdio(world: World) -> Result<Ended, Failure> {
    let broken = |error: io::Error| {
        Failure::new(format!("can't talk to the client: {}", crate::resolve::reason(&error)))
    };
    let runtime = Builder::new_current_thread().enable_all().build().map_err(broken)?;
    let (read, write) = transport::stdio();
    let ended = runtime.block_on(serve(world, read, write));
    // What is still computed, or waits for input, is left behind.
    runtime.shutdown_background();
    ended
}

/// Serves the client at the other end of two streams until it leaves: a message of the protocol a line.
///
/// # Errors
/// If there is no such folder.
pub async fn serve(
    world: World,
    read: impl AsyncRead + Send + Unpin + 'static,
    write: impl AsyncWrite + Send + Unpin + 'static,
) -> Result<Ended, Failure> {
    let turns = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let server = Server::new(world, turns)?;
    let transport = AsyncRwTransport::new_server(read, write);
    let running = match server.serve(transport).await {
        Ok(running) => running,
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(Ended::NotBegun),
        Err(_) => return Err(Failure::new("the client did not begin a session as it should")),
    };
    match running.waiting().await {
        Ok(QuitReason::Closed | QuitReason::Cancelled) => Ok(Ended::Orderly),
        _ => Err(Failure::new("the connection to the client broke")),
    }
}
