// What of a chart is let in.

/** Elements that could run something or fetch something. A chart has none; what a page shows is checked all the same. */
const REFUSED = new Set(["script", "foreignobject", "iframe", "object", "embed", "image", "use", "animate", "set"]);

export function isAllowedElement(name: string): boolean {
  return !REFUSED.has(name.toLowerCase());
}

/** Whether an attribute may stay: none that runs a script, and no address but those of links. */
export function isAllowedAttribute(name: string, value: string): boolean {
  const plain = name.toLowerCase();
  if (plain.startsWith("on")) {
    return false;
  }
  if (plain === "href" || plain === "xlink:href") {
    return /^(https?:|mailto:|#)/i.test(value.trim());
  }
  return true;
}
