import type { EstateFamily } from './family.ts';
import { secretsFamily } from './secrets/family.ts';

/** Every family, one a line; a family that looks at another's state stands below it. */
export const families: readonly EstateFamily[] = [secretsFamily];
