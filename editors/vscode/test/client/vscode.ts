// The part of the editor that the client talks to, for a run without one. What is not here is a class that does nothing: the client
// derives its own from many that this run never makes.

class Disposable {
  constructor(private readonly end: () => void = () => {}) {}
  static from(...all: { dispose(): void }[]): Disposable {
    return new Disposable(() => all.forEach((one) => one.dispose()));
  }
  dispose(): void {
    this.end();
  }
}

class EventEmitter<T> {
  private readonly listeners = new Set<(value: T) => void>();
  readonly event = (listener: (value: T) => void, own?: unknown) => {
    const bound = listener.bind(own);
    this.listeners.add(bound);
    return new Disposable(() => this.listeners.delete(bound));
  };
  fire(value: T): void {
    for (const listener of this.listeners) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(start: Position | number, end: Position | number, line = 0, character = 0) {
    this.start = typeof start === "number" ? new Position(start, end as number) : start;
    this.end = typeof start === "number" ? new Position(line, character) : (end as Position);
  }
}

class Uri {
  private constructor(readonly path: string) {}
  static file(path: string): Uri {
    return new Uri(path);
  }
  static parse(text: string): Uri {
    return new Uri(decodeURIComponent(new URL(text).pathname));
  }
  readonly scheme = "file";
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return new URL(`file://${this.path}`).href;
  }
}

class CancellationTokenSource {
  private readonly cancelled = new EventEmitter<void>();
  readonly token = { isCancellationRequested: false, onCancellationRequested: this.cancelled.event };
  cancel(): void {
    this.token.isCancellationRequested = true;
    this.cancelled.fire();
  }
  dispose(): void {}
}

class Diagnostic {
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

class CodeActionKind {
  static readonly Empty = new CodeActionKind("");
  constructor(readonly value: string) {}
  append(part: string): CodeActionKind {
    return new CodeActionKind(this.value === "" ? part : `${this.value}.${part}`);
  }
}

class TabInputText {
  constructor(readonly uri: Uri) {}
}

/** A text that is open. */
class Document {
  readonly languageId = "roadmap";
  readonly isClosed = false;
  version = 1;
  readonly uri: Uri;
  constructor(
    path: string,
    private text: string,
  ) {
    this.uri = Uri.file(path);
  }
  getText(): string {
    return this.text;
  }
  set(text: string): void {
    this.text = text;
    this.version += 1;
  }
}

/** What happens in the editor; the test makes it happen. */
const happens = {
  opened: new EventEmitter<Document>(),
  changed: new EventEmitter<unknown>(),
  tabs: new EventEmitter<unknown>(),
};

/** What the client shows: diagnostics, by file. */
const shown = new Map<string, unknown[]>();

const never = () => new Disposable();
const log = { onDidChangeLogLevel: never, logLevel: 3, append: noop, appendLine: noop, trace: noop, debug: noop, info: noop, warn: noop, error: console.error, show: noop, dispose: noop };
function noop(): void {}

const documents: Document[] = [];
const tabs: { input: TabInputText }[] = [];

const known: Record<string, unknown> = {
  Disposable,
  CancellationTokenSource,
  CodeActionKind,
  Diagnostic,
  EventEmitter,
  TabInputText,
  Position,
  Range,
  Uri,
  version: "1.91.0",
  env: { appName: "test", language: "en", onDidChangeTelemetryEnabled: never },
  commands: { registerCommand: never, executeCommand: async () => undefined },
  window: {
    createOutputChannel: () => log,
    onDidChangeActiveTextEditor: never,
    onDidChangeVisibleTextEditors: never,
    visibleTextEditors: [],
    showErrorMessage: async () => undefined,
    showInformationMessage: async () => undefined,
    showWarningMessage: async () => undefined,
    withProgress: async (_: unknown, run: (report: unknown) => unknown) => run({ report: noop }),
    tabGroups: { all: [{ tabs }], onDidChangeTabs: happens.tabs.event },
  },
  workspace: {
    textDocuments: documents,
    notebookDocuments: [],
    workspaceFolders: undefined,
    getConfiguration: () => ({ get: (_: string, otherwise: unknown) => otherwise, inspect: () => undefined }),
    getWorkspaceFolder: () => undefined,
    onDidOpenTextDocument: happens.opened.event,
    onDidChangeTextDocument: happens.changed.event,
    createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: never, onDidDelete: never, dispose: noop }),
  },
  languages: {
    match: () => 10,
    createDiagnosticCollection: () => ({
      set: (uri: Uri, all: unknown[]) => shown.set(uri.toString(), all),
      delete: (uri: Uri) => shown.delete(uri.toString()),
      has: (uri: Uri) => shown.has(uri.toString()),
      clear: () => shown.clear(),
      dispose: noop,
    }),
  },
};

/** A group of functions: those named `on…`, `register…` and unknown ones give what can be disposed of. */
function group(own: Record<string, unknown>): unknown {
  return new Proxy(own, { get: (all, name: string) => (name in all ? all[name] : never) });
}

/** Opens a text, as a user would. */
function open(path: string, text: string): Document {
  const document = new Document(path, text);
  documents.push(document);
  tabs.push({ input: new TabInputText(document.uri) });
  happens.opened.fire(document);
  happens.tabs.fire({ opened: tabs, closed: [], changed: [] });
  return document;
}

const cache = new Map<string, unknown>();

const editor: object = new Proxy(
  {},
  {
    // A bundle copies what a module has, and keeps what it inherits: this one has everything.
    getPrototypeOf: () => editor,
    get(_, name: string) {
      if (name === "testing") return { open, happens, shown };
      const own = known[name];
      if (own !== undefined) return typeof own === "object" ? group(own as Record<string, unknown>) : own;
      if (!cache.has(name)) cache.set(name, class {});
      return cache.get(name);
    },
  },
);

export = editor;
