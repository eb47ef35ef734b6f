import { errors } from '../../errors.js';
import { NO_REPLY, OK } from '../../reply.js';
import { SessionState } from '../../session.js';
import { command } from '../spec.js';

export const monitor = command({
  name: 'MONITOR',
  since: '1.0.0',
  group: 'server',
  summary: 'Show every command that runs, as it runs.',
  complexity: 'O(1), and a line for each command from then on',
  flags: ['admin', 'noscript', 'loading', 'stale'],
  args: [],
  execute({ engine, session }) {
    if (session.is(SessionState.EXECUTING)) throw errors.denyBlocking('MONITOR');
    // Who monitors already is not answered.
    if (session.is(SessionState.MONITOR)) return NO_REPLY;
    engine.monitors.add(session);
    return OK;
  },
});
