// How large the chart is shown.

const SMALLEST = 0.1;
const LARGEST = 8;
const STEP = 1.2;

/** One step larger or smaller. */
export function stepped(zoom: number, steps: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, zoom * STEP ** steps));
}

/** Where to scroll to, so that what is under the pointer stays there. */
export function scrolled(scroll: number, pointer: number, before: number, after: number): number {
  return ((scroll + pointer) * after) / before - pointer;
}
