/**
 * rednest: a complete Redis inside a Nest application.
 *
 * This file names what is public, and only that.
 *
 * @packageDocumentation
 */
export {};
