import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { rest, type ArgDoc, type RestArg } from '../args.js';
import type { CommandFlag } from '../spec.js';

/** What the subcommands of ACL have in common. */
export const ACL_FACTS = { since: '6.0.0', group: 'server' } as const;
/** Of those that everybody may run. */
export const OPEN_FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];
/** Of those that tell of other users or change them. */
export const ADMIN_FLAGS: readonly CommandFlag[] = ['admin', ...OPEN_FLAGS];

/** One word that may be left out, as ACL's subcommands take it: more of them is their own kind of error. */
export function optionalWord(doc: ArgDoc): RestArg<Bytes | undefined> {
  return rest([{ ...doc, optional: true }], 0, (argv, at) => {
    if (argv.length > at + 1) throw errors.subcommandSyntax('ACL', argv[at - 1]!);
    return argv[at];
  });
}
