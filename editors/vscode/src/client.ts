// The language server's other end.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { settings } from "./settings";

export function client(program: string, output?: vscode.LogOutputChannel): LanguageClient {
  const server: ServerOptions = { command: program, args: ["lsp"] };
  const section = () => settings(vscode.workspace.getConfiguration("roadmap"));
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "roadmap" }],
    initializationOptions: section(),
    ...(output === undefined ? {} : { outputChannel: output }),
    middleware: {
      workspace: {
        // The server asks for its own section; here it is called by the language.
        configuration: (asked, token, next) =>
          asked.items.every((item) => item.section === "milepost")
            ? asked.items.map(() => section())
            : next(asked, token),
        didChangeConfiguration: (_, next) => next(["roadmap"]),
      },
    },
  };
  return new LanguageClient("roadmap", "Roadmap", server, options);
}
