/** What a call gives back in the heap form when the called function has to be run by the trampoline. */
export const SUSPENDED: unique symbol = Symbol('suspended');
