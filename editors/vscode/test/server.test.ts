import assert from "node:assert/strict";
import test from "node:test";

import { find, places, type World } from "../src/server";

const world = (files: string[], more: Partial<World> = {}): World => ({
  setting: "",
  extension: "/ext",
  folders: ["/plan"],
  path: "/bin:/usr/bin",
  home: "/home/ana",
  isWindows: false,
  isFile: (path) => files.includes(path),
  ...more,
});

test("the places are tried in order", () => {
  assert.deepEqual(places(world([])), [
    "/ext/server/milepost",
    "/plan/target/release/milepost",
    "/plan/target/debug/milepost",
    "/bin/milepost",
    "/usr/bin/milepost",
    "/home/ana/.cargo/bin/milepost",
  ]);
});

test("the first that is there is taken", () => {
  assert.deepEqual(find(world(["/usr/bin/milepost"])), { program: "/usr/bin/milepost" });
  assert.deepEqual(find(world(["/usr/bin/milepost", "/ext/server/milepost"])), { program: "/ext/server/milepost" });
});

test("a setting is followed, or said to be wrong", () => {
  const all = ["/ext/server/milepost", "/home/ana/bin/milepost", "/plan/bin/milepost"];
  assert.deepEqual(find(world(all, { setting: "~/bin/milepost" })), { program: "/home/ana/bin/milepost" });
  assert.deepEqual(find(world(all, { setting: "bin/milepost" })), { program: "/plan/bin/milepost" });
  assert.deepEqual(find(world(all, { setting: "${workspaceFolder}/bin/milepost" })), { program: "/plan/bin/milepost" });
  const problem = find(world(all, { setting: "/none" }));
  assert.match("problem" in problem ? problem.problem : "", /`\/none`, which is not there/);
});

test("nothing in a folder that is not trusted is run", () => {
  assert.ok("problem" in find(world(["/plan/target/debug/milepost"], { folders: [] })));
});

test("on Windows it is a program with an ending", () => {
  const found = find(world(["C:/tools/milepost.exe"], { path: "C:/tools;C:/other", isWindows: true }));
  assert.deepEqual(found, { program: "C:/tools/milepost.exe" });
});
