import { decode, encode, type Bytes } from '../bytes.js';
import { ACL_CATEGORIES, categoriesOf } from '../commands/acl-categories.js';
import { describeSession } from '../commands/connection/client-list.js';
import type { Command } from '../commands/spec.js';
import type { InMemoryCache } from '../engine.js';
import { errors } from '../errors.js';
import type { ReplyError } from '../reply.js';
import { SessionState, type Session } from '../session.js';
import { splitArguments } from '../split-arguments.js';
import { denied, readsAllKeys, type Denial } from './access.js';
import { AclFile } from './acl-file.js';
import { readAclFile, readUserLines, type ReadUsers } from './acl-lines.js';
import { AclLog, type AclLogContext, type AclLogReason } from './acl-log.js';
import { AclCatalog } from './catalog.js';
import { InvalidOptionError } from '../invalid-option.js';
import type { RuleFault } from './rule-fault.js';
import { hasBlank } from './selector.js';
import { AclUser, joinSelectors, type UserDefaults } from './user.js';

/** The user of whoever has not said who he is. */
const DEFAULT_USER = 'default';

/** What errors tell of lines that can contain passwords. */
const UNTOLD = ['...'];

/** A rule that cannot be applied. */
export interface BadRule {
  readonly rule: Bytes;
  /** In Redis's words. */
  readonly reason: RuleFault;
}

/**
 * Who may do what: the users, and the decision about every command of a session whose user may not do everything.
 * Such a session carries `SessionState.RESTRICTED`; the others pay nothing.
 */
export class Acl {
  readonly catalog: AclCatalog;
  readonly log: AclLog;
  /** How often something was denied, by reason: INFO's `acl_access_denied_...`. */
  readonly denials: Record<AclLogReason, number> = { auth: 0, command: 0, key: 0, channel: 0 };
  private users = new Map<Bytes, AclUser>();
  private readonly defaults: UserDefaults;
  private password: Bytes = '';

  constructor(private readonly engine: InMemoryCache) {
    const { table, settings } = engine;
    this.catalog = new AclCatalog(table.commands, ACL_CATEGORIES, (command) =>
      categoriesOf(command as Command),
    );
    this.defaults = {
      catalog: this.catalog,
      allChannels: () => settings.aclPubsubDefault === 'allchannels',
    };
    this.log = new AclLog(() => settings.aclLogMaxLength);
    this.users.set(DEFAULT_USER, this.openDefaultUser());
  }

  private readonly newUser = (name: Bytes): AclUser => new AclUser(name, this.defaults);

  /** The default user of an engine that nobody has told about users: everybody, who may do everything. */
  private openDefaultUser(): AclUser {
    const user = this.newUser(DEFAULT_USER);
    for (const rule of ['+@all', '~*', '&*', 'on', 'nopass']) user.apply(rule);
    return user;
  }

  // Users

  /** The user that a session starts as. */
  get defaultUser(): AclUser {
    return this.users.get(DEFAULT_USER)!;
  }

  /** The names of the users in the order of their bytes. */
  get names(): Bytes[] {
    return [...this.users.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  }

  /** The user of a name. */
  find(name: Bytes): AclUser | undefined {
    return this.users.get(name);
  }

  /** A line for every user, as ACL LIST prints them and as configuration files and ACL files have them. */
  list(): Bytes[] {
    return this.names.map((name) => `user ${name} ${this.users.get(name)!}`);
  }

  /** The `user` lines that CONFIG REWRITE writes: none while the users are in a file of their own. */
  configLines(): Bytes[] {
    return this.file ? [] : this.list();
  }

  /** The password of the default user as `requirepass` says it, empty for none. */
  get requirePass(): Bytes {
    return this.password;
  }

  set requirePass(password: Bytes) {
    if (password === this.password) return;
    this.password = password;
    this.changeUser(DEFAULT_USER, ['resetpass', password === '' ? 'nopass' : `>${password}`]);
  }

  /**
   * ACL SETUSER: makes a user or changes one, by all of the rules or by none.
   * @param by the session that asks for it
   * @throws ReplyError with Redis's text, naming the rule that cannot be applied
   */
  setUser(name: Bytes, words: readonly Bytes[], by?: Session): void {
    if (hasBlank(name)) throw errors.aclUserName();
    const joined = joinSelectors(words);
    if ('unmatched' in joined) throw errors.aclUnmatchedParenthesis(joined.unmatched);
    const bad = this.changeUser(name, joined.rules, by);
    if (bad) throw errors.aclModifier(bad.rule, bad.reason);
  }

  /** Applies rules to a user, which is made if there is none. @returns the rule that is wrong; then nothing changes */
  private changeUser(name: Bytes, rules: readonly Bytes[], by?: Session): BadRule | undefined {
    const before = this.users.get(name);
    const after = before?.clone() ?? this.newUser(name);
    const bad = applyAll(after, rules);
    if (bad) return bad;
    this.users.set(name, after);
    if (before) this.endLostSubscriptions(before, after, by);
    this.refresh();
    return undefined;
  }

  /**
   * ACL DELUSER: removes users and ends their connections.
   * @param by the session that asks for it, which still gets its answer
   * @returns how many there were
   * @throws ReplyError when one of them is the default user; then nothing changes
   */
  deleteUsers(names: readonly Bytes[], by?: Session): number {
    if (names.includes(DEFAULT_USER)) throw errors.aclDefaultUser();
    return names.filter((name) => {
      const known = this.users.delete(name);
      if (known) this.endSessionsOf(new Set([name]), by);
      return known;
    }).length;
  }

  /** The file of users, if there is one: `aclfile`. */
  get file(): AclFile | undefined {
    const path = this.engine.settings.aclFile;
    return path === '' ? undefined : new AclFile(decode(path));
  }

  /**
   * ACL LOAD: puts the users of a file in the place of all there are, if there is no fault in it.
   * @param by the session that asks for it, which still gets its answer
   * @returns the faults in Redis's words
   */
  load(file: AclFile, by?: Session): string | undefined {
    let content: Bytes;
    try {
      content = file.read();
    } catch (fault) {
      return `Error loading ACLs, opening file '${encode(file.path)}': ${reasonOf(fault)}`;
    }
    return this.takeOver(readAclFile(content, encode(file.path), this.newUser), by);
  }

  /**
   * Takes the users that an engine is made with: those of its file, or else these.
   * @param lines `user` lines of a configuration, without the word `user`
   * @throws InvalidOptionError telling in Redis's words what is wrong with them
   */
  start(lines: readonly string[]): void {
    const { file } = this;
    if (file && lines.length > 0) {
      throw new InvalidOptionError('users', 'nothing next to config.aclfile', UNTOLD);
    }
    const faults = file ? this.load(file) : this.loadLines(lines);
    if (faults === undefined) return;
    if (file) {
      throw new InvalidOptionError('config.aclfile', `a file of users (${faults})`, file.path);
    }
    throw new InvalidOptionError('users', `lines of rules (${faults})`, UNTOLD);
  }

  private loadLines(lines: readonly string[]): string | undefined {
    return this.declareUsers(lines.map((line) => splitArguments(encode(line)) ?? []));
  }

  /**
   * Takes the users of the `user` lines of a configuration in the place of all there are, if there is no fault in them.
   * @param lines the words of each, without the word `user`
   * @returns the fault in Redis's words
   */
  declareUsers(lines: readonly (readonly Bytes[])[]): string | undefined {
    if (lines.length === 0) return undefined;
    const read = readUserLines(lines, this.newUser);
    if ('faults' in read || read.users.some(({ name }) => name === DEFAULT_USER)) {
      return this.takeOver(read);
    }
    // Without a line of its own the default user is what `requirepass` has made of it.
    return this.takeOver({ users: [this.defaultUser, ...read.users] });
  }

  private takeOver(read: ReadUsers, by?: Session): string | undefined {
    if ('faults' in read) return read.faults;
    this.replaceUsers(read.users, by);
    return undefined;
  }

  /**
   * Puts users in the place of all there are. Connections of users other than the default one end, as in Redis.
   * @param users without a default user among them, that one is as in a new engine
   */
  private replaceUsers(users: readonly AclUser[], by: Session | undefined): void {
    const gone = new Set(this.users.keys());
    gone.delete(DEFAULT_USER);
    this.users = new Map([
      [DEFAULT_USER, this.openDefaultUser()],
      ...users.map((user) => [user.name, user] as const),
    ]);
    this.endSessionsOf(gone, by);
    this.refresh();
  }

  // Sessions

  /** Whether a session has to say who it is before it may do anything. */
  get authRequired(): boolean {
    return !this.defaultUser.open;
  }

  /** Makes a session one of the default user, as a new connection is. */
  attach(session: Session): void {
    session.user = DEFAULT_USER;
    session.turn(SessionState.UNAUTHENTICATED, this.authRequired);
    this.restrict(session);
  }

  /**
   * AUTH: makes a session one of a user.
   * @param command the word that asked for it, for ACL LOG
   * @throws WRONGPASS
   */
  authenticate(session: Session, name: Bytes, password: Bytes, command: Bytes): void {
    // Without such a user the password is compared all the same: the time tells nothing about names.
    const user = this.users.get(name) ?? this.newUser(name);
    if (!user.accepts(password)) {
      const context = session.is(SessionState.MULTI) ? 'multi' : 'toplevel';
      this.record(session, 'auth', context, command, name);
      throw errors.wrongPassword();
    }
    session.user = name;
    session.turn(SessionState.UNAUTHENTICATED, false);
    this.restrict(session);
  }

  private restrict(session: Session): void {
    session.turn(SessionState.RESTRICTED, !this.userOf(session).unrestricted);
  }

  private refresh(): void {
    for (const session of this.engine.sessions) this.restrict(session);
  }

  private userOf(session: Session): AclUser {
    return this.users.get(session.user) ?? this.defaultUser;
  }

  private endSessionsOf(names: ReadonlySet<Bytes>, by?: Session): void {
    for (const session of [...this.engine.sessions]) {
      if (names.has(session.user)) this.end(session, by);
    }
  }

  private end(session: Session, by: Session | undefined): void {
    if (session !== by) return this.engine.kill(session);
    session.user = DEFAULT_USER;
    session.turn(SessionState.CLOSING, true);
    session.transport.close();
  }

  /** Ends the connections that listen to a channel which their user may no longer listen to. */
  private endLostSubscriptions(before: AclUser, after: AclUser, by?: Session): void {
    if (after.selectors.some(({ allChannels }) => allChannels)) return;
    const left = new Set(after.selectors.flatMap(({ channels }) => channels));
    const lost = before.selectors.some(
      ({ allChannels, channels }) => allChannels || channels.some((one) => !left.has(one)),
    );
    if (!lost) return;
    const allows = (name: Bytes, isPattern: boolean): boolean =>
      after.selectors.some((selector) => selector.allowsChannel(name, isPattern));
    for (const session of [...this.engine.sessions]) {
      if (session.user !== after.name || !session.is(SessionState.SUBSCRIBER)) continue;
      const { channels, patterns, shardChannels } = session;
      const keeps =
        [...channels, ...shardChannels].every((name) => allows(name, false)) &&
        [...patterns].every((name) => allows(name, true));
      if (!keeps) this.end(session, by);
    }
  }

  // Decisions

  /** What the user of a session is denied of a command line. */
  private check(session: Session, command: Command, argv: readonly Bytes[]): Denial | undefined {
    if (!session.is(SessionState.RESTRICTED)) return undefined;
    return denied(this.userOf(session), command, argv);
  }

  /**
   * Whether the user of a session may run a command line; a denial is not logged, as by `redis.acl_check_cmd`.
   * @param command what `engine.table.resolve(argv)` finds
   */
  permits(session: Session, command: Command, argv: readonly Bytes[]): boolean {
    return this.check(session, command, argv) === undefined;
  }

  /**
   * What a user is denied of a command line, whoever is connected: ACL DRYRUN.
   * @returns `undefined` when nothing is
   */
  checkUser(user: AclUser, command: Command, argv: readonly Bytes[]): Denial | undefined {
    return user.unrestricted ? undefined : denied(user, command, argv);
  }

  /**
   * Decides about a command line of a session, and remembers a denial in ACL LOG.
   * @param command what `engine.table.resolve(argv)` finds; the line has enough arguments for it
   * @param context where the command comes from
   * @returns the error in the words that fit there: `toplevel` and `multi` are the gate's, where a command is sent;
   * `exec` is for a queued command that is to run, `lua` for a command of a script
   */
  refusal(
    session: Session,
    command: Command,
    argv: readonly Bytes[],
    context: 'toplevel' | 'multi' | 'exec' | 'lua',
  ): ReplyError | undefined {
    const denial = this.check(session, command, argv);
    if (!denial) return undefined;
    const { reason, object } = denial;
    this.record(session, reason, context === 'exec' ? 'multi' : context, object, session.user);
    if (context === 'exec') return errors.noPermissionAtExec(reason);
    if (context === 'lua') return errors.noPermissionInScript(reason);
    return errors.noPermission(reason, command.fullName);
  }

  /** Whether a command line may read keys that it does not name: the patterns of SORT. */
  readsAllKeys(session: Session, command: Command, argv: readonly Bytes[]): boolean {
    const user = this.userOf(session);
    return user.unrestricted || readsAllKeys(user, command, argv);
  }

  private record(
    session: Session,
    reason: AclLogReason,
    context: AclLogContext,
    object: Bytes,
    username: Bytes,
  ): void {
    const now = this.engine.unit.now();
    this.denials[reason]++;
    const clientInfo = describeSession(session, now).trimEnd();
    this.log.add({ reason, context, object, username, clientInfo }, now);
  }
}

function applyAll(user: AclUser, rules: readonly Bytes[]): BadRule | undefined {
  for (const rule of rules) {
    const reason = user.apply(rule);
    if (reason) return { rule, reason };
  }
  return undefined;
}

/** Why a file cannot be opened, as C says it. */
function reasonOf(fault: unknown): string {
  const message = (fault as NodeJS.ErrnoException).message;
  const [, reason = message] = /^[A-Z0-9]+: (.*?)(?:, |$)/.exec(message) ?? [];
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}
