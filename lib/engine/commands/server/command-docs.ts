import { MapReply, type Reply } from '../../reply.js';
import type { ArgDoc } from '../args.js';
import type { Command } from '../spec.js';
import { statuses, subcommandsOf } from './command-info.js';

type Entry = readonly [string, Reply];

/** What COMMAND DOCS tells about commands: maps by their full names. */
export function docsOf(commands: readonly Command[]): MapReply {
  return MapReply.of(commands.map((command) => [command.fullName, describe(command)]));
}

function describe(command: Command): MapReply {
  const { summary, since, group, complexity, deprecatedSince, replacedBy } = command;
  const subcommands = subcommandsOf(command);
  const entries: Entry[] = [
    ['summary', summary],
    ['since', since],
    ['group', group],
    ['complexity', complexity],
  ];
  const flags = [
    ...(deprecatedSince === undefined ? [] : ['deprecated']),
    ...(command.system ? ['syscmd'] : []),
  ];
  if (flags.length > 0) entries.push(['doc_flags', statuses(flags)]);
  if (deprecatedSince !== undefined) entries.push(['deprecated_since', deprecatedSince]);
  if (replacedBy !== undefined) entries.push(['replaced_by', replacedBy]);
  if (command.docs.length > 0) {
    const numbered = numberKeys(command.docs);
    entries.push(['arguments', numbered.map(describeArgument)]);
  }
  if (subcommands.length > 0) entries.push(['subcommands', docsOf(subcommands)]);
  return MapReply.of(entries);
}

/** Keys refer to the key specifications one after the other, unless they say it. */
function numberKeys(docs: readonly ArgDoc[]): ArgDoc[] {
  let next = 0;
  const number = (doc: ArgDoc): ArgDoc => ({
    ...doc,
    ...(doc.type === 'key' ? { keySpecIndex: doc.keySpecIndex ?? next++ } : {}),
    ...(doc.arguments ? { arguments: doc.arguments.map(number) } : {}),
  });
  return docs.map(number);
}

function describeArgument(doc: ArgDoc): Reply {
  const entries: Entry[] = [
    ['name', doc.name],
    ['type', doc.type],
  ];
  if (doc.keySpecIndex !== undefined) entries.push(['key_spec_index', doc.keySpecIndex]);
  if (doc.token !== undefined) entries.push(['token', doc.token]);
  if (doc.since !== undefined) entries.push(['since', doc.since]);
  if (doc.deprecatedSince !== undefined) {
    entries.push(['deprecated_since', doc.deprecatedSince]);
  }
  const flags = [
    ...(doc.optional ? ['optional'] : []),
    ...(doc.multiple ? ['multiple'] : []),
    ...(doc.multipleToken ? ['multiple_token'] : []),
  ];
  if (flags.length > 0) entries.push(['flags', statuses(flags)]);
  if (doc.arguments) entries.push(['arguments', doc.arguments.map(describeArgument)]);
  return MapReply.of(entries);
}
