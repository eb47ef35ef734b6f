import type { Bytes } from '../../bytes.js';
import type { InMemoryCache } from '../../engine.js';
import { errors } from '../../errors.js';
import type { SessionTracking, TrackingMode } from '../../observers/tracking.js';
import { MapReply, OK, SetReply } from '../../reply.js';
import type { Session } from '../../session.js';
import { oneOf, readInt, rest, string, token, type OneArg } from '../args.js';
import { subcommand, type Command, type CommandFlag } from '../spec.js';

const FLAGS: readonly CommandFlag[] = ['noscript', 'loading', 'stale'];
const common = { group: 'connection', categories: ['@connection'], flags: FLAGS } as const;

/** A word that is checked behind what else can be wrong. */
function word(name: string, choices: readonly string[]): OneArg<Bytes> {
  return {
    ...string(name),
    docs: [
      oneOf(
        name,
        choices.map((each) => token(each)),
      ),
    ],
  };
}

interface Options extends TrackingMode {
  readonly prefixes: readonly Bytes[];
}

/** @throws ReplyError for an option that is unknown or lacks its value, and for a session that is not there */
function readOptions(engine: InMemoryCache, words: readonly Bytes[]): Options {
  const given = new Set<Bytes>();
  const prefixes: Bytes[] = [];
  let redirect = 0;
  for (let i = 0; i < words.length; i++) {
    const option = words[i]!.toUpperCase();
    const value = words[i + 1];
    if (option === 'REDIRECT' && value !== undefined) {
      if (redirect !== 0) throw errors.trackingRedirectTwice();
      redirect = readRedirect(engine, value);
      i++;
    } else if (option === 'PREFIX' && value !== undefined) {
      prefixes.push(value);
      i++;
    } else if (['BCAST', 'OPTIN', 'OPTOUT', 'NOLOOP'].includes(option)) given.add(option);
    else throw errors.syntax();
  }
  return {
    redirect,
    prefixes,
    bcast: given.has('BCAST'),
    optin: given.has('OPTIN'),
    optout: given.has('OPTOUT'),
    noloop: given.has('NOLOOP'),
  };
}

function readRedirect(engine: InMemoryCache, word: Bytes): number {
  const id = readInt(word);
  if (engine.sessionOf(id) === undefined) throw errors.trackingRedirectMissing();
  return Number(id);
}

/** @throws ReplyError for options that exclude each other, or what the session tracks already */
function checkOptions(options: Options, before: SessionTracking | undefined): void {
  const { bcast, optin, optout, prefixes } = options;
  if (!bcast && prefixes.length > 0) throw errors.trackingPrefixWithoutBcast();
  if (before && before.bcast !== bcast) throw errors.trackingModeSwitch('BCAST mode on/off');
  if (bcast && (optin || optout)) throw errors.trackingOptWithBcast();
  if (optin && optout) throw errors.trackingOptInAndOut();
  if (before && ((optin && before.optout) || (optout && before.optin))) {
    throw errors.trackingModeSwitch('OPTIN/OPTOUT mode');
  }
  if (bcast) checkPrefixes(prefixes, before?.prefixes ?? new Set());
}

function checkPrefixes(prefixes: readonly Bytes[], existing: ReadonlySet<Bytes>): void {
  const overlap = (a: Bytes, b: Bytes): boolean => a.startsWith(b) || b.startsWith(a);
  const sorted = [...existing].toSorted();
  prefixes.forEach((prefix, i) => {
    const other = sorted.find((each) => overlap(prefix, each));
    if (other !== undefined) throw errors.trackingPrefixOverlap(prefix, 'an existing', other);
    const later = prefixes.slice(i + 1).find((each) => overlap(prefix, each));
    if (later !== undefined) throw errors.trackingPrefixOverlap(prefix, 'another provided', later);
  });
}

const tracking = subcommand('CLIENT', {
  ...common,
  name: 'TRACKING',
  since: '6.0.0',
  summary: 'Tell this connection when keys change that it may have cached, or not.',
  complexity: 'O(1), and O(N) in the number of prefixes',
  args: [
    word('status', ['ON', 'OFF']),
    rest(
      [
        { name: 'client-id', type: 'integer', token: 'REDIRECT', optional: true },
        {
          name: 'prefix',
          type: 'string',
          token: 'PREFIX',
          optional: true,
          multiple: true,
          multipleToken: true,
        },
        ...['BCAST', 'OPTIN', 'OPTOUT', 'NOLOOP'].map((name) => token(name, { optional: true })),
      ],
      0,
      (argv, at) => argv.slice(at),
    ),
  ],
  execute({ engine, session }, status, words) {
    const options = readOptions(engine, words);
    switch (status.toLowerCase()) {
      case 'on':
        checkOptions(options, session.tracking);
        engine.tracking.enable(session, options, options.prefixes);
        return OK;
      case 'off':
        engine.tracking.disable(session);
        return OK;
      default:
        throw errors.syntax();
    }
  },
});

const caching = subcommand('CLIENT', {
  ...common,
  name: 'CACHING',
  since: '6.0.0',
  summary: 'Track the keys of the next command, or do not.',
  complexity: 'O(1)',
  args: [word('mode', ['YES', 'NO'])],
  execute({ session }, mode) {
    const { tracking: state } = session;
    if (!state?.optin && !state?.optout) throw errors.cachingWithoutOpt();
    switch (mode.toLowerCase()) {
      case 'yes':
        if (!state.optin) throw errors.cachingYesWithoutOptin();
        break;
      case 'no':
        if (!state.optout) throw errors.cachingNoWithoutOptout();
        break;
      default:
        throw errors.syntax();
    }
    state.caching = true;
    return OK;
  },
});

/** -1 while nothing is tracked, 0 while nothing is redirected. */
function redirectOf(session: Session): number {
  return session.tracking?.redirect ?? -1;
}

const getredir = subcommand('CLIENT', {
  ...common,
  name: 'GETREDIR',
  since: '6.0.0',
  summary: 'Return the number of the connection that hears of changed keys in place of this one.',
  complexity: 'O(1)',
  args: [],
  execute: ({ session }) => redirectOf(session),
});

function flagsOf(state: SessionTracking | undefined): string[] {
  if (!state) return ['off'];
  const { bcast, optin, optout, noloop, caching: given, broken } = state;
  const flags: readonly (readonly [string, boolean])[] = [
    ['on', true],
    ['bcast', bcast],
    ['optin', optin],
    ['caching-yes', optin && given],
    ['optout', optout],
    ['caching-no', optout && given],
    ['noloop', noloop],
    ['broken_redirect', broken],
  ];
  return flags.filter(([, set]) => set).map(([name]) => name);
}

const trackinginfo = subcommand('CLIENT', {
  ...common,
  name: 'TRACKINGINFO',
  since: '6.2.0',
  summary: 'Return what this connection is told of keys that change.',
  complexity: 'O(1)',
  args: [],
  execute({ session }) {
    return MapReply.of([
      ['flags', new SetReply(flagsOf(session.tracking))],
      ['redirect', redirectOf(session)],
      ['prefixes', [...(session.tracking?.prefixes ?? [])].toSorted()],
    ]);
  },
});

/** Client-side caching. */
export const clientTracking: readonly Command[] = [tracking, caching, getredir, trackinginfo];
