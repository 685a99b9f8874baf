import type { Estate } from '../../src/sandbox/estate/model.ts';

/** Why c7n and the truth differ on one kind of resources. Its predicate looks at the sandbox's estate alone. */
export interface Explanation {
  readonly checkId: string;
  readonly selectedBy: 'c7n alone' | 'Ballast alone';
  readonly rule: string;
  readonly holds: (resourceId: string, estate: Estate) => boolean;
}
