import { Timestamp, TimestampList } from './timestamps.ts';

/**
 * CBOR (RFC 8949) as Smithy RPC v2 answers need it. A timestamp becomes tag 1 with a double (epoch seconds), a
 * number a double or the shortest integer; fields that are undefined are left out.
 * Written for answers with hundreds of thousands of numbers, hence one growing buffer and no intermediate tokens.
 */
export function encodeCbor(value: unknown): Buffer {
  const writer = new Writer();
  writer.value(value);
  return writer.finish();
}

const major = { unsigned: 0, negative: 1, text: 3, list: 4, map: 5 } as const;

class Writer {
  #buffer = Buffer.allocUnsafe(64 * 1024);
  #at = 0;

  finish(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  value(value: unknown): void {
    if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'boolean') this.#byte(value ? 0xf5 : 0xf4);
    else if (value === null) this.#byte(0xf6);
    else if (value instanceof Timestamp) this.#time(value.epochMs);
    else if (value instanceof TimestampList) this.#times(value.epochMs);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === 'object') this.#map(value as Readonly<Record<string, unknown>>);
    else throw new TypeError(`${typeof value} has no CBOR form here`);
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 32) {
      if (value >= 0) this.#head(major.unsigned, value);
      else this.#head(major.negative, -1 - value);
    } else this.#double(value);
  }

  #time(epochMs: number): void {
    this.#byte(0xc1);
    this.#double(epochMs / 1000);
  }

  #times(epochMs: readonly number[]): void {
    this.#head(major.list, epochMs.length);
    for (const time of epochMs) this.#time(time);
  }

  #double(value: number): void {
    this.#reserve(9);
    this.#buffer[this.#at] = 0xfb;
    this.#buffer.writeDoubleBE(value, this.#at + 1);
    this.#at += 9;
  }

  #text(value: string): void {
    const bytes = Buffer.byteLength(value);
    this.#head(major.text, bytes);
    this.#reserve(bytes);
    this.#buffer.write(value, this.#at);
    this.#at += bytes;
  }

  #list(values: readonly unknown[]): void {
    this.#head(major.list, values.length);
    for (const value of values) this.value(value);
  }

  #map(fields: Readonly<Record<string, unknown>>): void {
    const present = Object.entries(fields).filter(([, value]) => value !== undefined);
    this.#head(major.map, present.length);
    for (const [name, value] of present) {
      this.#text(name);
      this.value(value);
    }
  }

  #head(type: number, length: number): void {
    const lead = type << 5;
    this.#reserve(5);
    if (length < 24) this.#buffer[this.#at++] = lead | length;
    else if (length < 0x100) {
      this.#buffer[this.#at++] = lead | 24;
      this.#buffer[this.#at++] = length;
    } else if (length < 0x1_0000) {
      this.#buffer[this.#at++] = lead | 25;
      this.#at = this.#buffer.writeUInt16BE(length, this.#at);
    } else {
      this.#buffer[this.#at++] = lead | 26;
      this.#at = this.#buffer.writeUInt32BE(length, this.#at);
    }
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#at++] = value;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }
}
