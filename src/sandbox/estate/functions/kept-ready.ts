import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import { RUNTIMES } from './functions.ts';
import type { LambdaFunction } from './model.ts';
import { functionRates } from './prices.ts';

const CHECK = 'aws-lambda-provisioned-concurrency-idle';

/** For each thousand resources. */
const ROLES = {
  'kept-unused': 0.7,
  'kept-low': 0.5,
  'kept-at-work': 0.4,
  'kept-just-above': 0.3,
  'kept-changed': 0.3,
  'kept-keep': 0.3,
} as const;

type Role = keyof typeof ROLES;

const MEMORY_MIB = 512;
const ENVIRONMENTS = 20;

/** Functions with environments that are kept ready for their alias `live`. */
export function buildKeptReady(context: FamilyContext): readonly LambdaFunction[] {
  return [...familyParts(context, 'kept ready', ROLES)].map(({ role, random, place, name, tags }) => {
    const { accountId, region } = place;
    const peak = peakOf(role);
    const made: LambdaFunction = {
      arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
      name,
      accountId,
      region,
      runtime: random.pick(RUNTIMES),
      memoryMiB: MEMORY_MIB,
      architecture: 'x86_64',
      modifiedAt: daysBefore(context.now, random.between(20, 300)),
      versions: [1, 2],
      aliases: { live: 2 },
      tags,
      callsPerDay: peak === 0 ? 0 : Math.round(peak * 200_000),
      meanMs: 120,
      advice: {
        finding: peak === 0 ? 'Unavailable' : 'Optimized',
        reasons: peak === 0 ? ['InsufficientData'] : [],
        usedMiB: 300,
      },
      kept: {
        alias: 'live',
        environments: ENVIRONMENTS,
        changedAt: daysBefore(context.now, role === 'kept-changed' ? random.between(2, 10) : random.between(20, 200)),
        peak,
      },
    };
    plant(context, role, made);
    return made;
  });
}

function peakOf(role: Role): number {
  switch (role) {
    case 'kept-low':
      return 0.15;
    case 'kept-at-work':
      return 0.82;
    case 'kept-just-above':
      return 0.45;
    default:
      return 0;
  }
}

function plant(context: FamilyContext, role: Role, of: LambdaFunction): void {
  const id = `${of.arn}:live`;
  const fine = (because: string): void => context.plantFine(CHECK, of, id, because);
  switch (role) {
    case 'kept-unused':
      return context.plantWaste(CHECK, of, id, 'nobody calls the alias', monthOf(ENVIRONMENTS));
    case 'kept-low':
      // Three of twenty in the busiest moments, and one more for headroom.
      return context.plantWaste(
        CHECK,
        of,
        id,
        'three of twenty in use in the busiest moments',
        monthOf(ENVIRONMENTS - 4),
      );
    case 'kept-at-work':
      return fine('most of them are in use every day');
    case 'kept-just-above':
      return fine('more than a third of them are in use all day');
    case 'kept-changed':
      return fine('set within the window of 14 days');
    case 'kept-keep':
      return fine('protected by a tag');
  }
}

function monthOf(environments: number): string {
  const gibSeconds = environments * (MEMORY_MIB / 1024) * HOURS_PER_MONTH * 3600;
  return decimalOf(picoOf(functionRates.keptReadyGibSecond.x86_64) * BigInt(gibSeconds));
}
