// Which mark of the chart belongs to which place of the text.

export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

/** A part of the chart: the `id` of its element, and the declaration that it shows, which may stand in another file. */
export interface Mark {
  id: string;
  range: Range;
  uri: string;
}

/** What `milepost/preview` answers. */
export interface Preview {
  svg: string;
  marks: Mark[];
}

const isBefore = (one: Position, other: Position) =>
  one.line < other.line || (one.line === other.line && one.character < other.character);

const contains = (range: Range, line: number) => range.start.line <= line && line <= range.end.line;

const isWithin = (inner: Range, outer: Range) =>
  !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);

/** The innermost declaration's mark on a line of a file. */
export function markAt(marks: readonly Mark[], uri: string, line: number): Mark | undefined {
  const here = marks.filter((mark) => mark.uri === uri && contains(mark.range, line));
  return here.reduce<Mark | undefined>(
    (best, mark) => (best === undefined || isWithin(mark.range, best.range) ? mark : best),
    undefined,
  );
}
