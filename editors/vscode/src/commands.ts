// What the server's commands show.

import * as vscode from "vscode";

/** Where a command was called: a document, and a place in it. */
export interface Place {
  uri?: string;
  position?: { line: number; character: number };
}

export function isOfServer(command: string): boolean {
  return command.startsWith("milepost.");
}

/** What a command is given: an address, or an object with it in `uri`. */
export function placeOf(words: readonly unknown[]): Place {
  const first = words[0];
  if (typeof first === "string") return { uri: first };
  return typeof first === "object" && first !== null ? (first as Place) : {};
}

export async function show(command: string, words: readonly unknown[], answer: () => Promise<unknown>): Promise<unknown> {
  const { uri, position } = placeOf(words);
  if (command === "milepost.preview") {
    return vscode.commands.executeCommand("roadmap.previewToSide", uri);
  }
  if (command === "milepost.why" && uri !== undefined && position !== undefined) {
    const at = new vscode.Position(position.line, position.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(at, at) });
    return vscode.commands.executeCommand("editor.action.showHover");
  }
  const answered = await answer();
  if (typeof answered === "string") {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: answered });
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  }
  return answered;
}
