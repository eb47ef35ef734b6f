import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../lib/engine/clock.js';
import { Push, type Status } from '../../../lib/engine/reply.js';
import { Session } from '../../../lib/engine/session.js';
import { Unit } from '../../../lib/engine/unit.js';

function receiver(received: (Push | Status)[]): Session {
  const transport = { push: (message: Push | Status) => void received.push(message), close() {} };
  return new Session(1, transport, 0, {});
}

describe('a unit of work', () => {
  it('freezes the time from its first look at the clock', () => {
    const clock = new ManualClock(1000);
    const unit = new Unit(clock);
    unit.begin();
    expect(unit.now()).toBe(1000);
    clock.set(2000);
    unit.begin();
    expect(unit.now()).toBe(1000);
    unit.end();
    expect(unit.now()).toBe(1000);
    unit.end();
    unit.begin();
    expect(unit.now()).toBe(2000);
    unit.end();
  });

  it('reads the clock every time outside of a unit', () => {
    const clock = new ManualClock(1000);
    const unit = new Unit(clock);
    expect(unit.now()).toBe(1000);
    clock.set(2000);
    expect(unit.now()).toBe(2000);
  });

  it('delivers messages in order when the outermost part ends', () => {
    const unit = new Unit(new ManualClock());
    const received: (Push | Status)[] = [];
    const session = receiver(received);
    const [first, second] = [new Push(['1']), new Push(['2'])];
    unit.begin();
    unit.begin();
    unit.send(session, first);
    unit.end();
    unit.send(session, second);
    expect(received).toEqual([]);
    unit.end();
    expect(received).toEqual([first, second]);
  });
});
