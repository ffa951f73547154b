// What the extension and the page of the preview tell each other.

export type ToPage =
  | { kind: "document"; uri: string }
  | { kind: "chart"; svg: string; ids: string[] }
  | { kind: "problem"; text: string }
  | { kind: "highlight"; id: string | undefined };

export type FromPage = { kind: "ready" } | { kind: "reveal"; id: string };

/** What the page remembers: which roadmap it shows, and how large, where that is not as wide as the page. */
export interface PageState {
  uri?: string;
  zoom?: number;
}
