import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** Code that runs when it is called (Lambda function). */
export interface ServerlessFunction extends ResourceBase {
  readonly kind: 'function';
  /** What each of its environments gets; CPU comes in proportion. */
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  /** What the cloud's own analysis says of its memory; unread where that is off, not permitted, or has no verdict. */
  readonly memoryAdvice: Fact<MemoryAdvice>;
}

/**
 * `keep`: what is set fits, or is too little. `lower`: the cloud measured that less memory does, and how long a call
 * would then take.
 */
export type MemoryAdvice =
  | { readonly advice: 'keep' }
  | {
      readonly advice: 'lower';
      readonly memoryMiB: number;
      /** Highest memory in use; left out where it is not told. */
      readonly usedMemoryMiB?: number;
      /** Mean length of a call now, and the one that is expected with the lower setting, with its bounds. */
      readonly durationMs: {
        readonly present: number;
        readonly expected: number;
        readonly least: number;
        readonly most: number;
      };
    };

/** Environments of a function that are kept ready at all times, and paid whether or not they work. */
export interface ProvisionedConcurrency extends ResourceBase {
  readonly kind: 'provisioned-concurrency';
  readonly functionName: string;
  /** The alias or version that they belong to. */
  readonly qualifier: string;
  /** Environments that are kept ready. */
  readonly allocated: number;
  readonly memoryMiB: Fact<number>;
  readonly architecture: 'x86_64' | 'arm64';
}
