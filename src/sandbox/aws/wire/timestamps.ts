/**
 * A timestamp in an output document: AWS JSON writes epoch seconds (here through `toJSON`), CBOR a tagged number, the
 * query protocol ISO 8601 text.
 */
export class Timestamp {
  readonly epochMs: number;

  constructor(epochMs: number) {
    this.epochMs = epochMs;
  }

  toJSON(): number {
    return this.epochMs / 1000;
  }
}

/** A list of timestamps. One object for all of them: an answer can hold a hundred thousand. */
export class TimestampList {
  readonly epochMs: readonly number[];

  constructor(epochMs: readonly number[]) {
    this.epochMs = epochMs;
  }

  toJSON(): readonly number[] {
    return this.epochMs.map((time) => time / 1000);
  }
}
