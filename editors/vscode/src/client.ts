// The language server's other end.

import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { isOfServer, show } from "./commands";
import { settings } from "./settings";

export function client(program: string, output?: vscode.LogOutputChannel): LanguageClient {
  const server: ServerOptions = { command: program, args: ["lsp"] };
  const section = () => settings(vscode.workspace.getConfiguration("roadmap"));
  const options: LanguageClientOptions = {
    documentSelector: [{ language: "roadmap" }],
    initializationOptions: section(),
    ...(output === undefined ? {} : { outputChannel: output }),
    middleware: {
      // What stands above a line calls the server's commands; what they answer is for people here.
      executeCommand: (command, words, next) =>
        isOfServer(command) ? show(command, words, async () => next(command, words)) : next(command, words),
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
