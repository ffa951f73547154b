// The chart beside the text.

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { type Mark, markAt, type Preview } from "./marks";
import { page } from "./page";
import type { FromPage, PageState, ToPage } from "./view/messages";

/** The kind of panel that shows a chart. */
export const PREVIEW = "roadmap.preview";

/** How long the text has to rest before the chart is drawn anew. */
const REST = 150;

export class Previews implements vscode.Disposable, vscode.WebviewPanelSerializer<PageState> {
  private readonly panels = new Map<string, Panel>();
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly client: () => LanguageClient | undefined,
  ) {
    this.listeners = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        // A roadmap may be imported by any other.
        if (document.languageId === "roadmap") this.each((panel) => panel.refreshSoon());
      }),
      vscode.window.onDidChangeActiveColorTheme(() => this.each((panel) => panel.refreshSoon())),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.languageId === "roadmap") this.each((panel) => panel.follow(textEditor));
      }),
    ];
  }

  open(document: vscode.TextDocument, column: vscode.ViewColumn): void {
    const key = document.uri.toString();
    const open = this.panels.get(key);
    if (open !== undefined) {
      open.panel.reveal(column);
      return;
    }
    const name = document.uri.path.split("/").pop() ?? "roadmap";
    const place = { viewColumn: column, preserveFocus: true };
    this.fill(vscode.window.createWebviewPanel(PREVIEW, `Preview ${name}`, place, { retainContextWhenHidden: true }), document.uri);
  }

  /** What was shown when the window was closed. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PageState | undefined): Promise<void> {
    if (state?.uri === undefined) return panel.dispose();
    this.fill(panel, vscode.Uri.parse(state.uri));
  }

  private fill(panel: vscode.WebviewPanel, uri: vscode.Uri): void {
    const key = uri.toString();
    const folders = ["dist", "media"].map((name) => vscode.Uri.joinPath(this.extension, name));
    panel.webview.options = { enableScripts: true, localResourceRoots: folders };
    panel.onDidDispose(() => this.panels.delete(key));
    this.panels.set(key, new Panel(panel, uri, this.extension, this.client));
  }

  /** The server is there now, or another one. */
  refresh(): void {
    this.each((panel) => panel.refreshSoon());
  }

  private each(act: (panel: Panel) => void): void {
    for (const panel of this.panels.values()) act(panel);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    for (const { panel } of this.panels.values()) panel.dispose();
  }
}

class Panel {
  private marks: Mark[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Which of several that are under way is the newest. */
  private asked = 0;

  constructor(
    readonly panel: vscode.WebviewPanel,
    private readonly uri: vscode.Uri,
    extension: vscode.Uri,
    private readonly client: () => LanguageClient | undefined,
  ) {
    const { webview } = panel;
    const local = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
    const nonce = randomBytes(16).toString("base64");
    webview.onDidReceiveMessage((message: FromPage) => this.hear(message));
    webview.html = page(webview.cspSource, local("dist", "preview.js"), local("media", "preview.css"), nonce);
    panel.onDidDispose(() => clearTimeout(this.timer));
  }

  refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), REST);
  }

  private async refresh(): Promise<void> {
    const client = this.client();
    if (client === undefined) {
      return this.tell({ kind: "problem", text: "The language server is not running." });
    }
    const asked = ++this.asked;
    try {
      // The server knows what is open: the text may have been closed, and the chart be there still.
      await vscode.workspace.openTextDocument(this.uri);
      const preview = await client.sendRequest<Preview | null>("milepost/preview", {
        textDocument: { uri: this.uri.toString() },
        theme: isDark(vscode.window.activeColorTheme.kind) ? "dark" : "light",
      });
      if (asked !== this.asked) return;
      if (preview === null) {
        return this.tell({ kind: "problem", text: "There is no chart while the roadmap can't be understood." });
      }
      this.marks = preview.marks;
      this.tell({ kind: "chart", svg: preview.svg, ids: preview.marks.map(({ id }) => id) });
      const editor = vscode.window.visibleTextEditors.find(({ document }) => this.isOwn(document));
      if (editor !== undefined) this.follow(editor);
    } catch (error) {
      if (asked === this.asked) {
        this.tell({ kind: "problem", text: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  private isOwn(document: vscode.TextDocument): boolean {
    return document.uri.toString() === this.uri.toString();
  }

  /** Marks the bar of the line that the cursor is in. */
  follow({ document, selection }: vscode.TextEditor): void {
    const mark = markAt(this.marks, document.uri.toString(), selection.active.line);
    this.tell({ kind: "highlight", id: mark?.id });
  }

  private hear(message: FromPage): void {
    if (message.kind === "ready") {
      this.tell({ kind: "document", uri: this.uri.toString() });
      void this.refresh();
      return;
    }
    const mark = this.marks.find(({ id }) => id === message.id);
    if (mark !== undefined) void this.reveal(mark);
  }

  private async reveal({ uri, range }: Mark): Promise<void> {
    const at = new vscode.Position(range.start.line, range.start.character);
    const target = vscode.Uri.parse(uri);
    const shown = vscode.window.visibleTextEditors.find(
      ({ document }) => document.uri.toString() === target.toString(),
    );
    const editor = await vscode.window.showTextDocument(target, {
      viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
      selection: new vscode.Range(at, at),
    });
    editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private tell(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }
}

function isDark(kind: vscode.ColorThemeKind): boolean {
  return kind === vscode.ColorThemeKind.Dark || kind === vscode.ColorThemeKind.HighContrast;
}
