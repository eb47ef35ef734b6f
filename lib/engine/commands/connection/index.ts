import { help } from '../help.js';
import { container, type Command } from '../spec.js';
import { authCommands } from './auth.js';
import { basicCommands } from './basics.js';
import { clientLists } from './client-list.js';
import { clientSettings } from './client-settings.js';
import { clientKill } from './client-kill.js';
import { clientPause } from './client-pause.js';
import { clientTracking } from './client-tracking.js';
import { clientUnblock } from './client-unblock.js';

const client = container({
  name: 'CLIENT',
  since: '2.4.0',
  group: 'connection',
  summary: 'Tell or decide about connections.',
  complexity: 'Depends on the subcommand',
  flags: [],
  subcommands: [
    ...clientSettings,
    ...clientLists,
    clientKill,
    ...clientPause,
    ...clientTracking,
    clientUnblock,
    help('CLIENT', { since: '5.0.0', group: 'connection', categories: ['@connection'] }),
  ],
});

/** The connection and who is on it. */
export const connectionCommands: readonly Command[] = [...basicCommands, ...authCommands, client];
