/** Random commands that Redis 7.0.15 does not answer as 7.2, or that no two runs answer alike. */
interface Exclusion {
  readonly reason: string;
  readonly excludes: (argv: readonly string[]) => boolean;
}

export const EXCLUSIONS: readonly Exclusion[] = [
  {
    reason: 'CLIENT SETINFO and CLIENT NO-TOUCH came with 7.2',
    excludes: (argv) =>
      is(argv, 0, 'CLIENT') && (is(argv, 1, 'SETINFO') || is(argv, 1, 'NO-TOUCH')),
  },
  {
    reason: 'the help texts name the subcommands of 7.2',
    excludes: (argv) => is(argv, 1, 'HELP'),
  },
  {
    reason: '7.0 forgets the flag n next to A when it says or restores the flags',
    excludes: (argv) =>
      is(argv, 2, 'NOTIFY-KEYSPACE-EVENTS') && /A/.test(argv[3] ?? '') && /n/.test(argv[3] ?? ''),
  },
  {
    reason: 'the order of two such deadlines depends on when each server read its clock',
    excludes: (argv) =>
      (is(argv, 0, 'EXPIRE') || is(argv, 0, 'PEXPIRE')) &&
      argv.slice(3).some((word) => /^[GL]T$/i.test(word)) &&
      (argv[2] ?? '').length > 15,
  },
  {
    reason: 'a cursor other than 0 means something only to the server that gave it',
    excludes: (argv) => /^[ +-]*0*[1-9]/.test(argv[cursorOf(argv)] ?? ''),
  },
  {
    reason: 'what is on a page that does not hold everything is chance',
    excludes: (argv) =>
      cursorOf(argv) > 0 && !(is(argv, argv.length - 2, 'COUNT') && argv.at(-1) === '1000'),
  },
  {
    reason: 'SPOP leaves something different behind, unless it takes all or nothing',
    excludes: (argv) =>
      is(argv, 0, 'SPOP') && (argv.length === 2 || /^[1-9]\d?$/.test(argv[2] ?? '')),
  },
  {
    reason: 'ZRANK and ZREVRANK take an option since 7.2',
    excludes: (argv) => /^z(?:rev)?rank$/i.test(argv[0] ?? '') && argv.length > 3,
  },
];

export function isExcluded(argv: readonly string[]): boolean {
  return EXCLUSIONS.some(({ excludes }) => excludes(argv));
}

/** Where the commands that scan have their cursor; -1 for other commands. */
function cursorOf(argv: readonly string[]): number {
  if (is(argv, 0, 'SCAN')) return 1;
  return /^[hsz]scan$/i.test(argv[0] ?? '') ? 2 : -1;
}

function is(argv: readonly string[], at: number, word: string): boolean {
  return argv[at]?.toUpperCase() === word;
}
