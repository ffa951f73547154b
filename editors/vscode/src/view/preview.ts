// The page of the preview: shows the chart, and tells which of its marks is clicked.

import type { FromPage, PageState, ToPage } from "./messages";
import { isAllowedAttribute, isAllowedElement } from "./svg";
import { scrolled, stepped } from "./zoom";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
};

const host = acquireVsCodeApi();
// The editor has scripts of its own in the page, before this one.
const nonce = document.currentScript?.nonce ?? "";
const part = (id: string) => document.getElementById(id) as HTMLElement;
const chart = part("chart");
const message = part("message");

const state: PageState = host.getState() ?? {};
let highlighted: string | undefined;

/** The chart's drawing. In a template nothing runs and no style counts, before it is looked through. */
function cleaned(text: string): SVGSVGElement | undefined {
  const template = document.createElement("template");
  template.innerHTML = text;
  const root = template.content.querySelector("svg");
  if (root === null) {
    return undefined;
  }
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (!isAllowedElement(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      if (!isAllowedAttribute(name, value)) {
        element.removeAttribute(name);
      }
    }
  }
  return root;
}

/** What the policy lets in is known by its nonce, which has to be there before the sheet is. */
function allowStyles(root: Element): void {
  for (const style of root.querySelectorAll("style")) {
    style.nonce = nonce;
    style.setAttribute("nonce", nonce);
  }
}

function show(svg: string, ids: string[]): void {
  const root = cleaned(svg);
  if (root === undefined) {
    return;
  }
  const { scrollLeft, scrollTop } = chart;
  const shown = document.importNode(root, true);
  allowStyles(shown);
  for (const id of ids) {
    const mark = shown.querySelector(`#${CSS.escape(id)}`);
    mark?.classList.add("mark");
    mark?.setAttribute("tabindex", "0");
  }
  chart.replaceChildren(shown);
  chart.classList.remove("stale");
  message.textContent = "";
  // The chart begins with its paper, on which the page lies too.
  const paper = shown.querySelector("rect");
  document.body.style.background = paper === null ? "" : getComputedStyle(paper).fill;
  size();
  highlight(highlighted);
  chart.scrollTo(scrollLeft, scrollTop);
}

function size(): void {
  const svg = chart.querySelector("svg");
  if (svg === null) {
    return;
  }
  const natural = svg.viewBox.baseVal.width || svg.width.baseVal.value;
  svg.style.width = state.zoom === undefined ? "100%" : `${natural * state.zoom}px`;
}

function current(): number {
  const svg = chart.querySelector("svg");
  const natural = svg?.viewBox.baseVal.width ?? 0;
  return state.zoom ?? (natural > 0 ? chart.clientWidth / natural : 1);
}

function rescale(steps: number, x = 0, y = 0): void {
  const before = current();
  const after = stepped(before, steps);
  const { scrollLeft, scrollTop } = chart;
  keep(after);
  chart.scrollTo(scrolled(scrollLeft, x, before, after), scrolled(scrollTop, y, before, after));
}

function keep(value: number | undefined): void {
  if (value === undefined) delete state.zoom;
  else state.zoom = value;
  host.setState(state);
  size();
}

function highlight(id: string | undefined): void {
  highlighted = id;
  for (const old of chart.querySelectorAll(".mark.current")) {
    old.classList.remove("current");
  }
  const mark = id === undefined ? null : chart.querySelector(`#${CSS.escape(id)}`);
  mark?.classList.add("current");
  mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function reveal(target: EventTarget | null): void {
  const mark = target instanceof Element ? target.closest(".mark") : null;
  if (mark !== null) {
    host.postMessage({ kind: "reveal", id: mark.id });
  }
}

window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => {
  switch (data.kind) {
    case "document":
      state.uri = data.uri;
      return host.setState(state);
    case "chart":
      return show(data.svg, data.ids);
    case "problem":
      message.textContent = data.text;
      chart.classList.add("stale");
      return;
    case "highlight":
      return highlight(data.id);
  }
});
chart.addEventListener("click", (event) => reveal(event.target));
chart.addEventListener(
  "wheel",
  (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const frame = chart.getBoundingClientRect();
      rescale(event.deltaY < 0 ? 1 : -1, event.clientX - frame.left, event.clientY - frame.top);
    }
  },
  { passive: false },
);
document.addEventListener("keydown", (event) => {
  const actions: Record<string, () => void> = {
    "+": () => rescale(1),
    "=": () => rescale(1),
    "-": () => rescale(-1),
    "0": () => keep(undefined),
    Enter: () => reveal(event.target),
  };
  if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    actions[event.key]?.();
  }
});
part("smaller").addEventListener("click", () => rescale(-1));
part("larger").addEventListener("click", () => rescale(1));
part("fit").addEventListener("click", () => keep(undefined));
host.postMessage({ kind: "ready" });
