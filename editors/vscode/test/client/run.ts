// The extension's own client against the real server, with the editor played by `vscode.ts`: `node dist/client.js PROGRAM FOLDER`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";

import { client as clientOf } from "../../src/client";
import { markAt, type Preview } from "../../src/marks";
import { find } from "../../src/server";

type Testing = {
  open(path: string, text: string): { uri: { toString(): string }; set(text: string): void; version: number };
  happens: { changed: { fire(event: unknown): void } };
  shown: Map<string, { message: string; range: { start: { line: number } } }[]>;
};
const { open, happens, shown } = (vscode as unknown as { testing: Testing }).testing;

const [program = "", folder = ""] = process.argv.slice(2);

async function until(what: string, is: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!is()) {
    assert.ok(Date.now() < end, `waited for ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

async function main(): Promise<void> {
  const world = { setting: program, extension: "/none", folders: [], path: "", home: "", isWindows: false, isFile: () => true };
  assert.deepEqual(find(world), { program });
  const client = clientOf(program);
  await client.start();
  assert.equal(client.initializeResult?.serverInfo?.name, "milepost");

  const path = join(folder, "plan.roadmap");
  const text = readFileSync(path, "utf8");
  const document = open(path, text);
  const uri = document.uri.toString();
  await until("diagnostics", () => (shown.get(uri)?.length ?? 0) > 0);
  console.log(`diagnostic ${shown.get(uri)?.map((one) => `${one.range.start.line} ${one.message}`).join("; ")}`);

  const start = { line: 4, character: 33 };
  const end = { line: 4, character: 39 };
  document.set(text.replace("desing", "design"));
  happens.changed.fire({
    document,
    contentChanges: [{ range: { start, end }, rangeOffset: text.indexOf("desing"), rangeLength: 6, text: "design" }],
  });
  await until("no diagnostics", () => (shown.get(uri) ?? []).length === 0);
  console.log("mended");

  const textDocument = { uri };
  const symbols = await client.sendRequest<{ name: string }[]>("textDocument/documentSymbol", { textDocument });
  console.log(`symbols ${symbols.map(({ name }) => name).join(" ")}`);

  const whole = { start: { line: 0, character: 0 }, end: { line: 7, character: 0 } };
  const hints = await client.sendRequest<{ label: string | { value: string }[] }[]>("textDocument/inlayHint", {
    textDocument,
    range: whole,
  });
  for (const { label } of hints) console.log(`hint ${typeof label === "string" ? label : label[0]?.value}`);

  const preview = await client.sendRequest<Preview>("milepost/preview", { textDocument, theme: "dark" });
  const missing = preview.marks.filter(({ id }) => !preview.svg.includes(`id="${id}"`));
  assert.deepEqual(missing, []);
  const mark = markAt(preview.marks, uri, 4);
  console.log(`preview ${preview.marks.length} ${mark?.range.start.line} ${preview.svg.slice(0, 4)}`);
  await client.dispose();
  console.log("left");
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
