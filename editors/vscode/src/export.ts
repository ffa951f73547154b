// Writing the chart, the report or the data to a file.

import { execFile } from "node:child_process";
import { dirname } from "node:path";
import * as vscode from "vscode";

const FORMATS = { "Chart (SVG)": ["svg"], "Report (Markdown)": ["md"], "Data (JSON)": ["json"] };

export async function exportRoadmap(program: string, document: vscode.TextDocument): Promise<void> {
  if (document.isDirty && !(await document.save())) return;
  const path = document.uri.fsPath;
  const target = await vscode.window.showSaveDialog({
    title: "Export",
    filters: FORMATS,
    defaultUri: vscode.Uri.file(path.replace(/\.roadmap$/, ".svg")),
  });
  if (target === undefined) return;
  const { code, errors } = await run(program, ["build", path, "-o", target.fsPath, "--color", "never"], dirname(path));
  // A plan that does not hold is written all the same, with what is wrong in it.
  const isWritten = code === 0 || (code === 1 && (await exists(target)));
  if (!isWritten) {
    void vscode.window.showErrorMessage(errors.trim().split("\n")[0] ?? "It could not be exported.");
    return;
  }
  const open = "Open";
  const chosen = await vscode.window.showInformationMessage(`${target.path.split("/").pop()} is written.`, open);
  if (chosen === open) void vscode.commands.executeCommand("vscode.open", target);
}

async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

function run(program: string, words: string[], folder: string): Promise<{ code: number; errors: string }> {
  return new Promise((done) => {
    execFile(program, words, { cwd: folder }, (error, _, errors) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      done({ code, errors: code === -1 && error !== null ? error.message : errors });
    });
  });
}
