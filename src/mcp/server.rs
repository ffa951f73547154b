//! Which request is answered by what. What takes its time is computed beside the connection, so many calls at once, and given up when
//! nobody waits for it any more.

use std::sync::Arc;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, Implementation, JsonObject,
    ListResourceTemplatesResult, ListResourcesResult, ListToolsResult, PaginatedRequestParams,
    ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult, ServerCapabilities,
    ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::World;
use super::answer::{self, Answer};
use super::desk::{Desk, Shared};
use super::resources;
use super::tools::{self, Tool};
use crate::diagnostic::Failure;
use crate::schedule::Stop;
use crate::text::{did_you_mean, visible};

/// What an assistant is told before it begins.
const INSTRUCTIONS: &str = "\
A roadmap is a plan in a text file, `*.roadmap`, from which all dates are computed. Paths are given from the root folder: `list_roadmaps` says which roadmaps there are. \
Read one with `read`; what can be written in it is the resource `milepost://language`. Ask `plan` when things are and what does not hold, `why` what decides a date, \
`simulate` how likely dates are. Before you change a roadmap, have `propose_edit` tell what the change does: which mistakes come and go, and which dates move. \
Never compute dates yourself.";

/// The server of one session.
pub(super) struct Server {
    shared: Arc<Shared>,
    /// So many calls are computed at once; the others wait.
    turns: Arc<Semaphore>,
}

impl Server {
    pub(super) fn new(world: World, turns: usize) -> Result<Self, Failure> {
        let shared = Arc::new(Shared::new(world)?);
        Ok(Self { shared, turns: Arc::new(Semaphore::new(turns)) })
    }

    /// Computes something beside the connection.
    async fn beside<T: Send + 'static>(
        &self,
        context: &RequestContext<RoleServer>,
        work: impl FnOnce(&Desk) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let awaited = Awaited(Stop::new());
        let desk = Desk::new(Arc::clone(&self.shared), awaited.0.clone());
        let turns = Arc::clone(&self.turns);
        let computed = async {
            // The turn is over when the work is, be it waited for or not.
            let turn = turns.acquire_owned().await.map_err(|_| broken())?;
            let work = spawn_blocking(move || {
                let outcome = work(&desk);
                drop(turn);
                outcome
            });
            work.await.map_err(|_| broken())?
        };
        tokio::select! {
            outcome = computed => outcome,
            () = context.ct.cancelled() => Err(Failure::new("cancelled by the client")),
        }
    }
}

/// An answer that somebody waits for: when nobody does any more, be it there or not, nothing is computed for it.
struct Awaited(Stop);

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.want();
    }
}

fn broken() -> Failure {
    Failure::new("this could not be computed: something is wrong in `milepost` itself")
        .help("please report it, with the roadmap")
}

/// There is no tool of this name.
fn no_tool(name: &str) -> ErrorData {
    let near = did_you_mean(name, tools::ALL.iter().map(|tool| tool.name));
    let near = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    ErrorData::invalid_params(format!("there is no tool `{}`{near}", visible(name)), None)
}

/// Why there is nothing to read.
fn refused(failure: &Failure) -> ErrorData {
    ErrorData::resource_not_found(failure.to_string(), None)
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().enable_resources().build();
        let own = Implementation::new("milepost", env!("CARGO_PKG_VERSION")).with_title("Milepost");
        ServerConfig::new(capabilities).with_server_info(own).with_instructions(INSTRUCTIONS)
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let may_write = self.shared.may_write();
        let tools = tools::ALL.iter().map(|tool| tool.described(may_write)).collect();
        Ok(ListToolsResult::with_all_items(tools))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let find = |tool: &&Tool| tool.name == request.name;
        let tool = tools::ALL.iter().find(find).ok_or_else(|| no_tool(&request.name))?;
        let given: JsonObject = request.arguments.unwrap_or_default();
        let outcome: Result<Answer, Failure> =
            self.beside(&context, move |desk| (tool.run)(desk, given)).await;
        Ok(answer::told(tool.name, outcome).into())
    }

    async fn list_resources(
        &self,
        _request: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let all = self.beside(&context, |desk| Ok(resources::all(desk))).await;
        let all = all.map_err(|failure| refused(&failure))?;
        Ok(ListResourcesResult::with_all_items(all))
    }

    async fn list_resource_templates(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let read = self.beside(&context, move |desk| resources::read(desk, &request.uri)).await;
        let read = read.map_err(|failure| refused(&failure))?;
        Ok(ReadResourceResult::new(vec![read]).into())
    }
}
