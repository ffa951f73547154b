// Where the language server is.

/** What the search may look at. */
export interface World {
  /** The setting `roadmap.server.path`, empty if there is none. */
  setting: string;
  /** The extension's own folder. */
  extension: string;
  /** The folders of the workspace; none of one that is not trusted. */
  folders: readonly string[];
  /** The variable `PATH`. */
  path: string;
  home: string;
  isWindows: boolean;
  isFile(path: string): boolean;
}

const join = (...parts: string[]) => parts.join("/").replace(/\/+/g, "/");

/**
 * The places that are tried, in order: the setting, what came with the extension, what the workspace built, `PATH`, and where `cargo
 * install` puts it, which an editor that no shell has started does not have in its `PATH`.
 */
export function places(world: World): string[] {
  const program = world.isWindows ? "milepost.exe" : "milepost";
  if (world.setting !== "") {
    return [resolved(world)];
  }
  const built = world.folders.flatMap((folder) =>
    ["release", "debug"].map((profile) => join(folder, "target", profile, program)),
  );
  const onPath = world.path.split(world.isWindows ? ";" : ":").filter((folder) => folder !== "");
  const installed = [...onPath, join(world.home, ".cargo/bin")];
  return [join(world.extension, "server", program), ...built, ...installed.map((folder) => join(folder, program))];
}

/** The setting, with `~` and `${workspaceFolder}` in it replaced; one that is no path from the root is one from the first folder. */
function resolved(world: World): string {
  const first = world.folders[0] ?? "";
  const path = world.setting.replace(/^~(?=[/\\])/, world.home).replaceAll("${workspaceFolder}", first);
  const isWhole = /^(\/|[A-Za-z]:[/\\]|\\\\)/.test(path);
  return isWhole || first === "" ? path : join(first, path);
}

/** The server, or why there is none. */
export function find(world: World): { program: string } | { problem: string } {
  const tried = places(world);
  const program = tried.find((place) => world.isFile(place));
  if (program !== undefined) {
    return { program };
  }
  return {
    problem:
      world.setting === ""
        ? "`milepost` was not found: install it, or name it in the setting `roadmap.server.path`."
        : `\`roadmap.server.path\` names \`${tried[0]}\`, which is not there.`,
  };
}
