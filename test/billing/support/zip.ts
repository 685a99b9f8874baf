import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly content: string;
  readonly stored?: boolean;
  /** What the archive says instead of the truth. */
  readonly crc?: number;
  readonly bytes?: number;
  readonly flags?: number;
  readonly method?: number;
}

/** An archive as the specification has it (APPNOTE.TXT 4.3); `zip64` puts lengths and places where large ones go. */
export function zip(
  files: readonly ZipFile[],
  options: { readonly comment?: string; readonly zip64?: boolean } = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const content = Buffer.from(file.content);
    const packed = file.stored === true ? content : deflateRawSync(content);
    const method = file.method ?? (file.stored === true ? 0 : 8);
    const [crc, bytes] = [file.crc ?? crc32(content), file.bytes ?? content.length];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, name, packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(file.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    const extra = options.zip64 === true ? Buffer.alloc(28) : Buffer.alloc(0);
    if (options.zip64 === true) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(24, 2);
      for (const [at, value] of [bytes, packed.length, offset].entries())
        extra.writeBigUInt64LE(BigInt(value), 4 + at * 8);
    }
    const short = (value: number): number => (options.zip64 === true ? 0xffffffff : value);
    entry.writeUInt32LE(short(packed.length), 20);
    entry.writeUInt32LE(short(bytes), 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(short(offset), 42);
    directory.push(entry, name, extra);
    offset += 30 + name.length + packed.length;
  }
  const [head, list] = [Buffer.concat(locals), Buffer.concat(directory)];
  return Buffer.concat([head, list, ...ends(list.length, head.length, files.length, options)]);
}

function ends(
  length: number,
  at: number,
  count: number,
  { comment = '', zip64 = false }: { readonly comment?: string; readonly zip64?: boolean },
): readonly Buffer[] {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : length, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  const last = [end, Buffer.from(comment)];
  if (!zip64) return last;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + length), 8);
  return [record, locator, ...last];
}
