import type { Bytes } from '../../bytes.js';
import type { Random } from '../../random.js';
import { VerbatimReply } from '../../reply.js';
import { REDIS_VERSION } from '../../version.js';
import { readInt, rest } from '../args.js';
import { command } from '../spec.js';

/** What can be asked of the picture: how wide and high it is, in letters, and how dense. */
interface Picture {
  readonly columns: number;
  readonly rows: number;
  readonly density: number;
}

const MAX_COLUMNS = 200;
const MAX_ROWS = 200;
const DEFAULTS: readonly [columns: number, rows: number, density: number] = [64, 12, 2];

/**
 * Reads `VERSION n` and the numbers behind it. A picture of every version is the same nest here; versions without a
 * picture answer none, as in Redis.
 */
function readPicture(argv: readonly Bytes[], at: number): Picture | undefined {
  let numbers = argv.slice(at);
  if (numbers.length > 1 && numbers[0]!.toUpperCase() === 'VERSION') {
    const version = readInt(numbers[1]!);
    if (version !== 5 && version !== 6 && version !== 7) return undefined;
    numbers = numbers.slice(2);
  } else if (numbers.length > 0) return undefined;
  const [columns, rows, density] = DEFAULTS.map((value, i) =>
    i < numbers.length ? Number(readInt(numbers[i]!)) : value,
  ) as [number, number, number];
  return {
    columns: Math.min(MAX_COLUMNS, Math.max(1, columns)),
    rows: Math.min(MAX_ROWS, Math.max(1, rows)),
    density: Math.min(10, Math.max(1, density)),
  };
}

/** Twigs of a nest, laid at random along a bowl, with an egg in the middle. */
function draw({ columns, rows, density }: Picture, random: Random): string {
  const twigs = ['\\', '/', '_', '-', '~', '='];
  const grid = Array.from({ length: rows }, () => new Array<string>(columns).fill(' '));
  const middle = (columns - 1) / 2;
  for (let row = 0; row < rows; row++) {
    // The bowl grows narrower towards the ground.
    const depth = (row + 1) / rows;
    const half = middle * Math.sqrt(1 - (depth * depth) / 1.2);
    for (let column = 0; column < columns; column++) {
      const distance = Math.abs(column - middle);
      const inside = distance < half * 0.6 && depth < 0.7;
      if (distance > half || inside || random.uint32() % 10 >= density * 3) continue;
      grid[row]![column] = twigs[random.uint32() % twigs.length]!;
    }
  }
  const ground = Math.floor(rows * 0.6);
  grid[ground]![Math.round(middle)] = 'O';
  return grid.map((line) => line.join('').trimEnd()).join('\n');
}

export const lolwut = command({
  name: 'LOLWUT',
  since: '5.0.0',
  group: 'server',
  summary: 'Draw something, and say which version of Redis this server behaves as.',
  complexity: 'O(N) in the size of the picture',
  flags: ['readonly', 'fast'],
  args: [
    rest([{ name: 'version', type: 'integer', token: 'VERSION', optional: true }], 0, readPicture),
  ],
  execute({ engine }, picture) {
    const version = `Redis ver. ${REDIS_VERSION}\n`;
    if (picture === undefined) return new VerbatimReply(version);
    const nest = draw(picture, engine.random);
    return new VerbatimReply(`${nest}\n\nA nest, drawn at random. ${version}`);
  },
});
