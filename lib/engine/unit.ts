import type { Clock } from './clock.js';
import type { UseCounter } from './keyspace/use-counter.js';
import type { Reply } from './reply.js';

/** Takes what a unit sends: a session its messages, a command that has waited its reply. */
export interface Receiver {
  receive(message: Reply): void;
}

/**
 * One atomic unit of work: a command, a whole transaction, a slice of the sweeper. Time stands still inside it, and
 * the messages that it sends leave together, in order, at its end.
 */
export class Unit {
  /**
   * The second, since the epoch, that a key touched now remembers; 0 while it has to remember none. It is as old as the last
   * look at the clock, so that a read of a key without deadline does not have to look.
   */
  accessWord: number;
  /** Whether the words of the command that runs belong to the application. */
  lends = false;
  /** Milliseconds since the epoch of the last look at the clock. */
  lastLook: number;
  /** Looks after blocked clients before the outermost end; set by the engine. */
  onEnd: { readonly hasReady: boolean; serveReady(): void } = { hasReady: false, serveReady() {} };
  /** The second of {@link lastLook}, since the epoch. */
  second: number;
  private secondBegan: number;
  private time = 0;
  private touches = true;
  private uses: UseCounter | undefined;
  private depth = 0;
  private receivers: Receiver[] = [];
  private messages: Reply[] = [];

  constructor(private readonly clock: Clock) {
    this.lastLook = clock.now();
    this.second = this.accessWord = Math.floor(this.lastLook / 1000);
    this.secondBegan = this.second * 1000;
  }

  /** Whether reads mark keys as used; CLIENT NO-TOUCH turns it off for its session. */
  get touching(): boolean {
    return this.touches;
  }

  set touching(on: boolean) {
    this.touches = on;
    this.mark();
  }

  /** What counts how often keys are used; without it, they remember when that was. */
  get counter(): UseCounter | undefined {
    return this.uses;
  }

  set counter(counter: UseCounter | undefined) {
    this.uses = counter;
    this.mark();
  }

  private mark(): void {
    this.accessWord = this.touches && this.uses === undefined ? this.second : 0;
  }

  /** The frozen time in ms since the epoch; the clock is read when the unit first asks. */
  now(): number {
    return this.time === 0 || this.depth === 0 ? this.readClock() : this.time;
  }

  private readClock(): number {
    const time = this.clock.now();
    this.time = this.lastLook = time;
    const elapsed = time - this.secondBegan;
    if (elapsed < 0 || elapsed >= 1000) this.beginSecond(time);
    return time;
  }

  private beginSecond(time: number): void {
    this.second = Math.floor(time / 1000);
    this.secondBegan = this.second * 1000;
    this.mark();
  }

  /** Opens the unit, or joins the one that is open. */
  begin(): void {
    if (this.depth++ === 0) this.time = 0;
  }

  /** Queues a message until the end of the unit. */
  send(receiver: Receiver, message: Reply): void {
    this.receivers.push(receiver);
    this.messages.push(message);
  }

  /** How many messages leave at the end of the unit, as far as it is known. */
  get queued(): number {
    return this.messages.length;
  }

  /**
   * Takes messages back.
   * @param from how many of all messages stay in any case
   * @param isWanted asked in order about those to the receiver
   */
  withdraw(receiver: Receiver, from: number, isWanted: (message: Reply) => boolean): Reply[] {
    const { receivers, messages } = this;
    const isTaken = messages.map(
      (message, i) => i >= from && receivers[i] === receiver && isWanted(message),
    );
    this.receivers = receivers.filter((_, i) => !isTaken[i]);
    this.messages = messages.filter((_, i) => !isTaken[i]);
    return messages.filter((_, i) => isTaken[i]);
  }

  /** Ends what {@link begin} opened; the outermost end delivers the messages. */
  end(): void {
    if (this.depth === 1 && this.onEnd.hasReady) this.onEnd.serveReady();
    if (--this.depth === 0 && this.messages.length > 0) this.deliver();
  }

  private deliver(): void {
    const { receivers, messages } = this;
    // A command that has waited may be followed by others, and those are units of their own.
    this.receivers = [];
    this.messages = [];
    for (let i = 0; i < messages.length; i++) receivers[i]!.receive(messages[i]!);
  }
}
