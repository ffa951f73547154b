// What the extension and the page of the preview tell each other.

export type ToPage =
  | { kind: "chart"; svg: string; ids: string[] }
  | { kind: "problem"; text: string }
  | { kind: "highlight"; id: string | undefined };

export type FromPage = { kind: "ready" } | { kind: "reveal"; id: string };
