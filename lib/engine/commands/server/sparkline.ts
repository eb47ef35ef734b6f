/** A value to be drawn, and what stands below it from top to bottom. */
export interface Bar {
  readonly value: number;
  readonly label: string;
}

/** What the top of a bar looks like, by its height within a row of text. */
const TOPS = '_o#';
const BODY = '|';
const ROWS = 4;
const COLUMNS = 80;

/**
 * Bars as lines of text, their labels below them, {@link COLUMNS} of them side by side. The shortest has no height,
 * the longest is {@link ROWS} lines high.
 */
export function sparkline(bars: readonly Bar[]): string {
  const values = bars.map(({ value }) => value);
  const min = Math.min(...values);
  const range = Math.max(...values) - min || 1;
  const blocks: string[] = [];
  for (let first = 0; first < bars.length; first += COLUMNS) {
    blocks.push(block(bars.slice(first, first + COLUMNS), min, range));
  }
  return blocks.join('\n');
}

function block(bars: readonly Bar[], min: number, range: number): string {
  const steps = TOPS.length * ROWS;
  const heights = bars.map(({ value }) =>
    Math.min(steps - 1, Math.trunc(((value - min) * steps) / range)),
  );
  const lines = Array.from({ length: ROWS }, (_, line) => {
    const floor = (ROWS - 1 - line) * TOPS.length;
    return heights.map((height) => charAt(height - floor)).join('');
  });
  const labelled = Math.max(...bars.map(({ label }) => label.length));
  for (let i = -1; i < labelled; i++) {
    lines.push(bars.map(({ label }) => label[i] ?? ' ').join(''));
  }
  return `${lines.join('\n')}\n`;
}

/** @param height above the floor of a line of text */
function charAt(height: number): string {
  if (height < 0) return ' ';
  return TOPS[height] ?? BODY;
}
