import { errors } from '../../errors.js';
import { KeyEvents } from '../../keyspace/key-event.js';
import { stringLength, StringType } from '../../values/value.js';
import { key, readInt, string } from '../args.js';
import { editableString } from '../editable-string.js';
import { command } from '../spec.js';
import { byteAt, readBitOffset } from './bits.js';

const setbit = command({
  name: 'SETBIT',
  since: '2.2.0',
  group: 'bitmap',
  summary: 'Sets or clears the bit at an offset of a string, and answers what it was.',
  complexity: 'O(1)',
  flags: ['write', 'denyoom'],
  categories: ['@bitmap'],
  args: [
    key('key', ['RW', 'access', 'update']),
    string('offset', 'integer'),
    string('value', 'integer'),
  ],
  execute({ db, engine }, name, offsetWord, bitWord) {
    const offset = readBitOffset(engine, offsetWord);
    const bit = readInt(bitWord, errors.notBit);
    if (bit !== 0 && bit !== 1) throw errors.notBit();
    const old = db.edit(name, StringType);
    const at = Math.floor(offset / 8);
    const grows = old === undefined || stringLength(old) <= at;
    const buffer = editableString(db, name, old, at + 1);
    const byte = buffer.at(at);
    const mask = 0x80 >> (offset & 7);
    const was = byte & mask ? 1 : 0;
    if (grows || was !== bit) {
      buffer.setAt(at, bit === 1 ? byte | mask : byte & ~mask);
      db.changed(name, KeyEvents.setbit);
    }
    return was;
  },
});

const getbit = command({
  name: 'GETBIT',
  since: '2.2.0',
  group: 'bitmap',
  summary: 'Answers the bit at an offset of a string, 0 behind its end.',
  complexity: 'O(1)',
  flags: ['readonly', 'fast'],
  categories: ['@bitmap'],
  args: [key('key', ['RO', 'access']), string('offset', 'integer')],
  execute({ db, engine }, name, offsetWord) {
    const offset = readBitOffset(engine, offsetWord);
    const value = db.read(name, StringType);
    if (value === undefined) return 0;
    return (byteAt(value, Math.floor(offset / 8)) >> (7 - (offset & 7))) & 1;
  },
});

export const bitCommands = [setbit, getbit];
