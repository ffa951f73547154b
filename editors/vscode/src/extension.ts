// The extension: starts the language server, shows the preview.

import { statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

import { client as clientOf } from "./client";
import { show } from "./commands";
import { exportRoadmap } from "./export";
import { PREVIEW, Previews } from "./preview";
import { find, type World } from "./server";
import { Tasks } from "./tasks";

const NONE = "Open a file that ends in .roadmap first.";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("Roadmap", { log: true });
  const previews = new Previews(context.extensionUri, () => client);
  const search = () => find(world(context));
  const program = () => {
    const found = search();
    return "program" in found ? found.program : "milepost";
  };
  const start = async () => {
    await stop();
    const found = search();
    if ("problem" in found) {
      output.error(found.problem);
      void tell(found.problem);
      return;
    }
    output.info(`starting ${found.program}`);
    client = clientOf(found.program, output);
    await client.start();
    previews.refresh();
  };
  const withDocument = (act: (document: vscode.TextDocument) => unknown) => async (named?: unknown) => {
    const document = await documentOf(named);
    return document === undefined ? vscode.window.showInformationMessage(NONE) : act(document);
  };
  const answerOf = (command: string) =>
    withDocument(async (it) => {
      const running = client;
      if (running === undefined) return vscode.window.showErrorMessage("The language server is not running.");
      const words = [it.uri.toString()];
      return show(command, words, async () => running.sendRequest(ExecuteCommandRequest.type, { command, arguments: words }));
    });
  context.subscriptions.push(
    output,
    previews,
    vscode.window.registerWebviewPanelSerializer(PREVIEW, previews),
    vscode.commands.registerCommand("roadmap.new", draft),
    vscode.commands.registerCommand("roadmap.preview", withDocument((it) => previews.open(it, vscode.ViewColumn.Active))),
    vscode.commands.registerCommand("roadmap.previewToSide", withDocument((it) => previews.open(it, vscode.ViewColumn.Beside))),
    vscode.commands.registerCommand("roadmap.export", withDocument((it) => exportRoadmap(program(), it))),
    vscode.commands.registerCommand("roadmap.report", answerOf("milepost.report")),
    vscode.commands.registerCommand("roadmap.simulate", answerOf("milepost.simulate")),
    vscode.commands.registerCommand("roadmap.restartServer", start),
    vscode.tasks.registerTaskProvider("milepost", new Tasks(program)),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration("roadmap.server.path")) void start();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void start()),
  );
  await start();
}

/** Says that the server is missing, and leads to what names it. */
async function tell(problem: string): Promise<void> {
  const open = "Open Settings";
  const chosen = await vscode.window.showErrorMessage(problem, open);
  if (chosen === open) await vscode.commands.executeCommand("workbench.action.openSettings", "roadmap.server.path");
}

/** A roadmap without a file, with a small plan in it whose places are filled in one after the other. */
async function draft(): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "roadmap" }));
  await vscode.commands.executeCommand("editor.action.insertSnippet", { langId: "roadmap", name: "Roadmap" });
}

export async function deactivate(): Promise<void> {
  await stop();
}

/** The roadmap that the caller names, that is worked on, or that is in sight beside something else. */
async function documentOf(named: unknown): Promise<vscode.TextDocument | undefined> {
  const uri = typeof named === "string" ? vscode.Uri.parse(named) : named;
  if (uri instanceof vscode.Uri) return vscode.workspace.openTextDocument(uri);
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  const shown = [activeTextEditor, ...visibleTextEditors].map((editor) => editor?.document);
  return shown.find((document) => document?.languageId === "roadmap");
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

function world(context: vscode.ExtensionContext): World {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return {
    setting: vscode.workspace.getConfiguration("roadmap").get<string>("server.path", "").trim(),
    extension: context.extensionPath,
    folders: folders.map(({ uri }) => uri.fsPath),
    path: process.env["PATH"] ?? "",
    home: homedir(),
    isWindows: process.platform === "win32",
    isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  };
}
