import type { Command } from '../spec.js';
import { pubsubContainer } from './introspection.js';
import { publishCommands } from './publish.js';
import { subscriptionCommands } from './subscribe.js';

/** Publish and subscribe. Messages leave through the outbox of the unit, in order with keyspace notifications. */
export const pubsubCommands: readonly Command[] = [
  ...subscriptionCommands,
  ...publishCommands,
  pubsubContainer,
];
