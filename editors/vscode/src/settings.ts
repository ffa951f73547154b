// What the user has set, as the server takes it.

/** A section of the editor's settings. */
export interface Section {
  get<T>(name: string): T | undefined;
}

export interface Settings {
  inlayHints: { dates: boolean; slack: boolean; lateness: boolean };
  codeLens: boolean;
  rulePages?: string;
}

export function settings(section: Section): Settings {
  const isOn = (name: string) => section.get<boolean>(name) ?? true;
  const pages = section.get<string>("rulePages") ?? "";
  return {
    inlayHints: {
      dates: isOn("inlayHints.dates"),
      slack: isOn("inlayHints.slack"),
      lateness: isOn("inlayHints.lateness"),
    },
    codeLens: isOn("codeLens"),
    ...(pages === "" ? {} : { rulePages: pages }),
  };
}
