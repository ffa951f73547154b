// Lets Mermaid read a gantt chart of its own, and compares its dates with those of the roadmap that `milepost import` makes of it.
//
// usage: node read_mermaid.mjs FILE.mmd      needs: npm install mermaid jsdom, in the folder that NODE_MODULES names; MILEPOST
//
// Items are compared by their titles, where no two have the same. Mermaid's ends are the midnight or minute behind the last.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES ?? process.cwd(), "package.json"));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import(require.resolve("mermaid").replace(/\.cjs$/, ".mjs"));

const file = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), "judge-"));
const milepost = process.env.MILEPOST ?? "milepost";
const run = (...words) => {
  try {
    execFileSync(milepost, words, { stdio: "ignore" });
  } catch {
    // What is late is an error of the plan, and no reason to stop.
  }
};
run("import", file, "-o", join(folder, "plan.roadmap"));
run("build", join(folder, "plan.roadmap"), "-o", join(folder, "plan.json"));
const plan = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));

const text = readFileSync(file, "utf8");
await mermaid.parse(text);
const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
const day = (time) => {
  const pad = (number) => String(number).padStart(2, "0");
  return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
};
let [count, differ] = [0, 0];
for (const task of diagram.db.getTasks()) {
  const found = plan.items.filter((item) => item.title === task.task.trim());
  if (found.length !== 1) continue;
  count += 1;
  const item = found[0];
  // The end of a chart's bar is drawn before the days that are excluded.
  const end = task.renderEndTime ?? task.endTime;
  const last = new Date(Math.max(end.getTime() - 60_000, task.startTime.getTime()));
  const wanted = item.kind === "milestone" ? [day(task.startTime)] : [day(task.startTime), day(last)];
  const got = item.kind === "milestone" ? [item.end] : [item.start, item.end];
  if (String(wanted) !== String(got)) {
    differ += 1;
    console.log(`${file}: ${item.path} is ${got}, Mermaid says ${task.startTime} to ${end}`);
  }
}
console.log(`${file}: ${count} compared, ${differ} differ`);
process.exit(differ || !count ? 1 : 0);
