import assert from "node:assert/strict";
import test from "node:test";

import { type Mark, markAt } from "../src/marks";
import { page } from "../src/page";
import { settings } from "../src/settings";
import { isAllowedAttribute, isAllowedElement } from "../src/view/svg";
import { scrolled, stepped } from "../src/view/zoom";

const mark = (id: string, first: number, last: number, uri = "main"): Mark => ({
  id,
  range: { start: { line: first, character: 0 }, end: { line: last, character: 9 } },
  uri,
});

test("a line belongs to the innermost mark", () => {
  const marks = [mark("stream", 1, 9), mark("task", 2, 2), mark("far", 2, 2, "other")];
  assert.equal(markAt(marks, "main", 2)?.id, "task");
  assert.equal(markAt(marks, "main", 3)?.id, "stream");
  assert.equal(markAt(marks, "main", 10), undefined);
  assert.equal(markAt(marks, "other", 2)?.id, "far");
});

test("two marks of a line: the later one within is meant", () => {
  assert.equal(markAt([mark("task", 2, 2), mark("stream", 1, 9)], "main", 2)?.id, "task");
});

test("the page fetches nothing and runs one script", () => {
  const text = page("vscode-resource:", "a.js", "a.css", "n0");
  assert.match(text, /default-src 'none'/);
  assert.match(text, /script-src 'nonce-n0'/);
  assert.doesNotMatch(text, /unsafe|https?:/);
});

test("what could run or fetch is not let into the page", () => {
  for (const name of ["script", "foreignObject", "image", "iframe"]) assert.ok(!isAllowedElement(name));
  for (const name of ["g", "rect", "text", "style", "a"]) assert.ok(isAllowedElement(name));
  assert.ok(!isAllowedAttribute("onclick", "x()"));
  assert.ok(!isAllowedAttribute("href", " javascript:x()"));
  assert.ok(!isAllowedAttribute("xlink:href", "data:text/html,x"));
  assert.ok(isAllowedAttribute("href", "https://example.com"));
  assert.ok(isAllowedAttribute("width", "10"));
});

test("the size has bounds, and the place under the pointer stays", () => {
  assert.equal(stepped(8, 5), 8);
  assert.ok(stepped(0.1, -5) === 0.1);
  assert.equal(scrolled(100, 50, 1, 2), 250);
});

test("settings have the names that the server knows", () => {
  const set = new Map<string, unknown>([["inlayHints.slack", false], ["rulePages", "https://example.com/"]]);
  assert.deepEqual(settings({ get: <T>(name: string) => set.get(name) as T | undefined }), {
    inlayHints: { dates: true, slack: false, lateness: true },
    codeLens: true,
    rulePages: "https://example.com/",
  });
});
