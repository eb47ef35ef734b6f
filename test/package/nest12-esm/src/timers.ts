/** The fake timers of this application's test runner. Promises and I/O stay real. */
export const timers = {
  fake: () =>
    vi.useFakeTimers({
      toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    }),
  advance: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  restore: () => vi.useRealTimers(),
};
