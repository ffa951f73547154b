//! A client at the other end of a server, and a folder of roadmaps.

use std::fs;
use std::path::{Path, PathBuf};

use milepost::diagnostic::Failure;
use milepost::mcp::{World, serve};
use milepost::time::Date;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::{RoleClient, ServiceExt as _};
use serde_json::Value;
use tempfile::TempDir;

/// A plan that holds, with a choice of everything that tools speak of.
pub(crate) const SHOP: &str = r#"roadmap "Shop" from 2026-03-02 today 2026-03-02

import "people.roadmap"

stream checkout "Checkout" {
  task design "Design"  5d        @ana
  task build  "Build"   8d..12d   @ana  after design
}
milestone live "Live"  after checkout.build  by 2026-03-31

view ana "What Ana does" {
  where @ana
}
view out "Roadmap" {
  where milestone
  for public
}
"#;

pub(crate) const PEOPLE: &str = "person ana \"Ana Silva\"\n";

/// The folder of most tests.
pub(crate) const FILES: [(&str, &str); 2] =
    [("plans/shop.roadmap", SHOP), ("plans/people.roadmap", PEOPLE)];

pub(crate) struct Client {
    pub running: RunningService<RoleClient, ()>,
    pub folder: TempDir,
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::new(error.to_string()))
}

fn today() -> Result<Date, Failure> {
    Date::new(2026, 3, 4).ok_or_else(|| Failure::new("there is no such day"))
}

/// A world in which it is 4 March 2026.
pub(crate) fn world(root: &Path, may_write: bool) -> World {
    World { root: root.to_owned(), today, write: if may_write { Some(write) } else { None } }
}

pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

impl Client {
    /// Of a server that only reads.
    pub(crate) async fn new(files: &[(&str, &str)]) -> Self {
        Self::of(folder(files), false).await
    }

    /// Of one that may write.
    pub(crate) async fn writing(files: &[(&str, &str)]) -> Self {
        Self::of(folder(files), true).await
    }

    pub(crate) async fn of(folder: TempDir, may_write: bool) -> Self {
        Self::at(folder, "", may_write).await
    }

    /// Of one that is let into a folder in this.
    pub(crate) async fn at(folder: TempDir, root: &str, may_write: bool) -> Self {
        let (here, there) = tokio::io::duplex(1 << 16);
        let (read, write) = tokio::io::split(there);
        let world = world(&folder.path().join(root), may_write);
        tokio::spawn(async move { serve(world, read, write).await.unwrap() });
        Self { running: ().serve(here).await.unwrap(), folder }
    }

    pub(crate) async fn call(&self, tool: &str, given: Value) -> CallToolResult {
        let Value::Object(given) = given else { panic!("{given}") };
        let call = CallToolRequestParams::new(tool.to_owned()).with_arguments(given);
        self.running.call_tool(call).await.unwrap()
    }

    /// What a tool answers that does what it was asked.
    pub(crate) async fn text(&self, tool: &str, given: Value) -> String {
        let answer = self.call(tool, given).await;
        assert_ne!(answer.is_error, Some(true), "{answer:?}");
        said(&answer)
    }

    /// The same as data, which is the text too.
    pub(crate) async fn data(&self, tool: &str, given: Value) -> Value {
        let answer = self.call(tool, given).await;
        assert_ne!(answer.is_error, Some(true), "{answer:?}");
        let data = answer.structured_content.clone().expect("it is data");
        assert_eq!(serde_json::from_str::<Value>(&said(&answer)).unwrap(), data);
        data
    }

    /// Why a tool does not do what it was asked.
    pub(crate) async fn refusal(&self, tool: &str, given: Value) -> String {
        let answer = self.call(tool, given.clone()).await;
        assert_eq!(answer.is_error, Some(true), "{tool} {given}: {answer:?}");
        said(&answer)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What stands in a file now.
    pub(crate) fn file(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

/// The text of an answer.
pub(crate) fn said(answer: &CallToolResult) -> String {
    let first = answer.content.first().expect("it says something");
    first.as_text().expect("it is a text").text.clone()
}
