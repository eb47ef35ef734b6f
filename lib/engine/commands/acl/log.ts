import type { Bytes } from '../../bytes.js';
import type { AclLogEntry } from '../../acl/acl-log.js';
import { DoubleReply, MapReply, OK, type Reply } from '../../reply.js';
import { oneOf, readInt, rest, token } from '../args.js';
import { errors } from '../../errors.js';
import { subcommand } from '../spec.js';
import { ACL_FACTS, ADMIN_FLAGS } from './facts.js';

const DEFAULT_COUNT = 10;

function readCount(argv: readonly Bytes[], at: number): number | 'reset' {
  if (argv.length > at + 1) throw errors.subcommandSyntax('ACL', argv[at - 1]!);
  const word = argv[at];
  if (word === undefined) return DEFAULT_COUNT;
  return word.toUpperCase() === 'RESET' ? 'reset' : Math.max(0, Number(readInt(word)));
}

/** @param now ms since the epoch */
function describe(entry: AclLogEntry, now: number): Reply {
  return MapReply.of([
    ['count', entry.count],
    ['reason', entry.reason],
    ['context', entry.context],
    ['object', entry.object],
    ['username', entry.username],
    ['age-seconds', new DoubleReply((now - entry.updatedAt) / 1000)],
    ['client-info', entry.clientInfo],
    ['entry-id', entry.id],
    ['timestamp-created', entry.createdAt],
    ['timestamp-last-updated', entry.updatedAt],
  ]);
}

/** ACL LOG: what users were denied, newest first, ten entries unless more are asked for. */
export const aclLog = subcommand('ACL', {
  ...ACL_FACTS,
  name: 'LOG',
  summary: 'Return what users were denied lately, or forget it.',
  complexity: 'O(N) in the number of entries',
  flags: ADMIN_FLAGS,
  args: [
    rest(
      [
        oneOf('operation', [{ name: 'count', type: 'integer' }, token('RESET')], {
          optional: true,
        }),
      ],
      0,
      readCount,
    ),
  ],
  execute({ engine, now }, count) {
    const { log } = engine.acl;
    if (count === 'reset') {
      log.reset();
      return OK;
    }
    return log.entries.slice(0, count).map((entry) => describe(entry, now));
  },
});
