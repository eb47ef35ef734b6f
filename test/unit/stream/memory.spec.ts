import { expect, it } from '@jest/globals';
import { recordingEngine } from '../../support/recording-client.js';

it.each([
  ['entries that are deleted', ['XDEL s 1-1 2-1', 'XTRIM s MAXLEN 0']],
  ['groups that are destroyed', ['XGROUP DESTROY s g', 'XTRIM s MAXLEN ~ 0 LIMIT 0']],
  ['a stream that is deleted', []],
  ['a stream that is copied over another', ['COPY s t', 'XADD t 9-9 f v', 'COPY s t REPLACE']],
  ['a stream that is moved', ['RENAME s t', 'XREADGROUP GROUP g d STREAMS t >', 'MOVE t 1']],
])('the memory of %s comes back', (_name, lines) => {
  const used = recordingEngine();
  const { client, engine } = recordingEngine();
  for (const each of [used.client, client]) {
    for (const db of [1, 0])
      for (const line of [`SELECT ${db}`, 'MSET s 1 t 1', 'DEL s t']) each.run(line);
  }
  const empty = used.engine.memory();
  for (let i = 1; i <= 250; i++) client.run(`XADD s ${i}-1 field value${i}`);
  client.run('XGROUP CREATE s g 0');
  client.run('XREADGROUP GROUP g c COUNT 150 STREAMS s >');
  expect(engine.memory()).toBeGreaterThan(empty + 250 * 20);
  client.run('XACK s g 5-1');
  client.run('XCLAIM s g d 0 6-1 7-1');
  for (const line of lines) client.run(line);
  for (const line of ['DEL s t', 'SELECT 1', 'DEL s t']) client.run(line);
  expect(engine.memory()).toBe(empty);
});
