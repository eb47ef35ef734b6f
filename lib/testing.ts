/**
 * `rednest/testing`: helpers for an application's own tests.
 *
 * @packageDocumentation
 */
export {};
