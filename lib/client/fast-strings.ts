/** V8 begins to collect feedback about a function after a few calls. */
const CALLS = 100;

/**
 * Makes the methods of strings fast again. As soon as any module declares a subclass of String, and ioredis 6 does,
 * V8 turns `String.prototype` into a slow dictionary: `charCodeAt` in a loop then takes five times as long, in the
 * whole process. Reading through an instance lets V8 optimize the prototype anew. It changes nothing else.
 */
export function speedUpStrings(): void {
  const text: object = new String('');
  for (let i = 0; i < CALLS; i++) readMethod(text as { charCodeAt: unknown });
}

function readMethod(text: { readonly charCodeAt: unknown }): unknown {
  return text.charCodeAt;
}
