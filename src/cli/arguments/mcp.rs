//! What can be written behind `milepost mcp`.

use std::path::PathBuf;

use clap::Args;

const MCP_EXAMPLES: &str = "\
Examples:
  milepost mcp                        the roadmaps in this folder and below, to read
  milepost mcp --root plans           those in another
  milepost mcp --root plans --write   which may be changed, where the assistant says so

In the configuration of an assistant:
  { \"mcpServers\": { \"milepost\": {
      \"command\": \"milepost\", \"args\": [\"mcp\", \"--root\", \"/home/ana/plans\"] } } }";

/// Serve an assistant: the server of the Model Context Protocol, over standard input and output
///
/// An assistant that knows the protocol starts it, and can then ask what is wrong with a plan, what stands in it, why a date is what it is, how
/// likely it is, and what a change would do. It sees the roadmaps of one folder and nothing else.
#[derive(Debug, Args)]
#[command(after_help = MCP_EXAMPLES)]
pub(in crate::cli) struct Mcp {
    /// The folder whose roadmaps are served
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    #[arg(
        long_help = "The folder whose roadmaps are served: nothing outside of it is read or written [default: this folder]"
    )]
    pub(in crate::cli) root: PathBuf,
    /// Let the assistant write roadmaps: it still has to say so of each change
    #[arg(long)]
    pub(in crate::cli) write: bool,
}
