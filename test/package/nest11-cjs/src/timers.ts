/** The fake timers of this application's test runner. Promises and I/O stay real. */
export const timers = {
  fake: () => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }),
  advance: (ms: number) => jest.advanceTimersByTimeAsync(ms),
  restore: () => jest.useRealTimers(),
};
