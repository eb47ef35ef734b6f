/** V8 begins to collect feedback about a function after a few calls. */
const CALLS = 100;

/**
 * Makes reading the properties of an object fast. V8 keeps objects that were filled name by name, as ioredis fills its
 * options, in slow dictionaries; that they are the prototype of something that is read lets V8 lay them out anew.
 * Nothing else changes: properties can be set, added and removed as before.
 */
export function speedUpProperties(object: object): void {
  const heir: object = Object.create(object);
  for (let i = 0; i < CALLS; i++) readThrough(heir as { readonly constructor: unknown });
}

/**
 * Makes the methods of strings fast again. As soon as any module declares a subclass of String, and ioredis 6 does,
 * V8 keeps `String.prototype` in a slow dictionary as well: `charCodeAt` in a loop then takes five times as long, in
 * the whole process.
 */
export function speedUpStrings(): void {
  speedUpProperties(String.prototype);
}

function readThrough(heir: { readonly constructor: unknown }): unknown {
  return heir.constructor;
}
