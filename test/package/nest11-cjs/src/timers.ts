/** The fake timers of this application's test runner. */
export const timers = jest;
