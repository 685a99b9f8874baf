const BYTES_PER_SLOT = 4;

/** Little-endian 32-bit floats, NaN where no sample fell: 672 bytes for a week, against some 3 KB of JSON. */
export function hourOfWeekBytes(slots: readonly (number | null)[]): Buffer {
  const bytes = Buffer.alloc(slots.length * BYTES_PER_SLOT);
  slots.forEach((slot, hour) => bytes.writeFloatLE(slot ?? Number.NaN, hour * BYTES_PER_SLOT));
  return bytes;
}

export function hourOfWeekFrom(bytes: Buffer): readonly (number | null)[] {
  return Array.from({ length: bytes.length / BYTES_PER_SLOT }, (_, hour) => {
    const slot = bytes.readFloatLE(hour * BYTES_PER_SLOT);
    return Number.isNaN(slot) ? null : slot;
  });
}
