import type { Bytes } from '../../bytes.js';
import { errors } from '../../errors.js';
import { INT64_MAX, INT64_MIN, normalize, parse, type Int64 } from '../../int64.js';
import type { ByteBuffer } from '../../values/byte-buffer.js';
import type { StringValue } from '../../values/value.js';
import { byteAt } from './bits.js';

/** What happens to a number that does not fit its field. */
export type Overflow = 'WRAP' | 'SAT' | 'FAIL';

const WORD = 2 ** 32;
/** Every integer of this many bits is a safe one. */
const SAFE_BITS = 53;

/** The type of an integer field in a string: `i1` to `i64`, `u1` to `u63`. */
export class FieldType {
  readonly min: Int64;
  readonly max: Int64;

  constructor(
    readonly signed: boolean,
    /** 1 to 64 */
    readonly bits: number,
  ) {
    const range = signed ? bits - 1 : bits;
    this.max = range === 63 ? INT64_MAX : normalize(2n ** BigInt(range) - 1n);
    this.min = signed ? (range === 63 ? INT64_MIN : normalize(-(2n ** BigInt(range)))) : 0;
  }

  /** The field of a string at a bit offset; what is behind its end is zero. */
  read(value: StringValue, offset: number): Int64 {
    const { bits } = this;
    if (bits <= 32) return this.withSign(readWord(value, offset, bits));
    const high = readWord(value, offset, bits - 32);
    const low = readWord(value, offset + bits - 32, 32);
    return bits <= SAFE_BITS
      ? this.withSign(high * WORD + low)
      : this.wrap((BigInt(high) << 32n) | BigInt(low));
  }

  /** Writes the field at a bit offset of a string that is long enough. */
  write(buffer: ByteBuffer, offset: number, value: Int64): void {
    const high = Math.max(0, this.bits - 32);
    const small = typeof value === 'number';
    if (high > 0) {
      const upper = small
        ? Math.floor(value / WORD) >>> 0
        : Number(BigInt.asUintN(32, value >> 32n));
      writeWord(buffer, offset, high, upper);
    }
    const lower = small ? value >>> 0 : Number(BigInt.asUintN(32, value));
    writeWord(buffer, offset + high, this.bits - high, lower);
  }

  /**
   * Makes a number fit.
   * @param value of any size
   * @returns `undefined` when it does not fit and may not be changed
   */
  fit(value: Int64, overflow: Overflow): Int64 | undefined {
    if (value >= this.min && value <= this.max) return value;
    switch (overflow) {
      case 'WRAP':
        return this.wrap(BigInt(value));
      case 'SAT':
        return value > this.max ? this.max : this.min;
      case 'FAIL':
        return undefined;
      default: {
        const never: never = overflow;
        throw new TypeError(`No way to overflow: ${String(never)}`);
      }
    }
  }

  private wrap(value: bigint): Int64 {
    return normalize(
      this.signed ? BigInt.asIntN(this.bits, value) : BigInt.asUintN(this.bits, value),
    );
  }

  private withSign(value: number): number {
    return value > this.max ? value - 2 ** this.bits : value;
  }
}

/** Reads the type of a field. @throws "Invalid bitfield type." */
export function readFieldType(word: Bytes): FieldType {
  const signed = word.startsWith('i');
  const bits = signed || word.startsWith('u') ? parse(word.slice(1)) : undefined;
  if (bits === undefined || bits < 1 || bits > (signed ? 64 : 63)) {
    throw errors.invalidBitfieldType();
  }
  return new FieldType(signed, Number(bits));
}

/** Up to 32 bits of a string. */
function readWord(value: StringValue, offset: number, bits: number): number {
  const end = offset + bits;
  const lastByte = Math.floor((end - 1) / 8);
  let word = 0;
  for (let at = Math.floor(offset / 8); at <= lastByte; at++) word = word * 256 + byteAt(value, at);
  return Math.floor(word / 2 ** (8 * (lastByte + 1) - end)) % 2 ** bits;
}

function writeWord(buffer: ByteBuffer, offset: number, bits: number, value: number): void {
  let end = offset + bits;
  for (let rest = value; end > offset;) {
    const at = Math.floor((end - 1) / 8);
    const used = end - 8 * at;
    const taken = Math.min(used, end - offset);
    const ones = (1 << taken) - 1;
    const kept = buffer.at(at) & ~(ones << (8 - used));
    buffer.setAt(at, kept | ((rest & ones) << (8 - used)));
    rest >>>= taken;
    end -= taken;
  }
}
