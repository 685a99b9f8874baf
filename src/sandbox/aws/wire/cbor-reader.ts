import { decode } from 'cborg';

/** A CBOR request body as plain values; epoch timestamps (tag 1) become `Date`. Throws on what is not CBOR. */
export function decodeCbor(bytes: Uint8Array): unknown {
  return decode(bytes, { tags: { 1: (inner) => new Date(Number(inner()) * 1000) }, rejectDuplicateMapKeys: true });
}
