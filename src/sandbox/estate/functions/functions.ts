import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import type { LambdaFunction, MemoryAdvice } from './model.ts';
import { functionRates } from './prices.ts';

const CHECK = 'aws-lambda-memory-rightsize';

/** For each thousand resources. */
const ROLES = {
  oversized: 1.2,
  'dearer-with-less': 0.3,
  'full-by-insights': 0.3,
  'few-calls': 0.3,
  cheap: 0.3,
  optimized: 0.3,
  unanalysed: 0.3,
  'too-little': 0.3,
  smallest: 0.3,
  keep: 0.3,
  ordinary: 8,
} as const;

type Role = keyof typeof ROLES;

/** What is set, what is used and what Compute Optimizer would set (MiB). */
const OVERSIZED = [
  { memoryMiB: 1024, usedMiB: 210, lessMiB: 512 },
  { memoryMiB: 1536, usedMiB: 340, lessMiB: 768 },
  { memoryMiB: 1769, usedMiB: 420, lessMiB: 1024 },
] as const;

export const RUNTIMES = ['python3.13', 'nodejs24.x', 'java21', 'dotnet8', 'provided.al2023'];

export function buildFunctions(context: FamilyContext): readonly LambdaFunction[] {
  return [...familyParts(context, 'function', ROLES)].map((part) => {
    const made = functionOf(context, part);
    plant(context, part.role, made);
    return made;
  });
}

function functionOf(
  context: FamilyContext,
  { role, index, random, place, name, tags }: FamilyPart<Role>,
): LambdaFunction {
  const { accountId, region } = place;
  const size = OVERSIZED[index % OVERSIZED.length]!;
  const meanMs = Math.round(random.between(200, 600));
  const busy = Math.round(random.between(40_000, 90_000));
  const advice = adviceOf(role, size, meanMs);
  return {
    arn: `arn:aws:lambda:${region}:${accountId}:function:${name}`,
    name,
    accountId,
    region,
    runtime: random.pick(RUNTIMES),
    memoryMiB: role === 'smallest' ? 128 : role === 'ordinary' ? random.pick([128, 256, 512, 1024]) : size.memoryMiB,
    architecture: random.chance(0.4) ? 'arm64' : 'x86_64',
    modifiedAt: daysBefore(context.now, random.between(20, 300)),
    // Deployments of most leave some versions behind, which cost nothing.
    versions: role === 'ordinary' && random.chance(0.3) ? [1, 2, 3] : [],
    aliases: {},
    tags,
    callsPerDay: role === 'few-calls' ? 2 : role === 'cheap' ? 60 : busy,
    meanMs: role === 'cheap' ? 40 : meanMs,
    ...(role === 'full-by-insights' && { insightsMiB: Math.round(size.memoryMiB * 0.86) }),
    ...(role === 'oversized' && index % 2 === 1 && { insightsMiB: size.usedMiB }),
    ...(advice !== undefined && { advice }),
  };
}

function adviceOf(
  role: Role,
  { usedMiB, lessMiB, memoryMiB }: (typeof OVERSIZED)[number],
  meanMs: number,
): MemoryAdvice | undefined {
  const less = (slower: number): MemoryAdvice => ({
    finding: 'NotOptimized',
    reasons: ['MemoryOverprovisioned'],
    usedMiB,
    option: {
      memoryMiB: lessMiB,
      expectedMs: meanMs * slower,
      leastMs: meanMs * (slower - 0.08),
      mostMs: meanMs * (slower + 0.1),
    },
  });
  switch (role) {
    case 'oversized':
    case 'full-by-insights':
    case 'cheap':
    case 'keep':
      return less(1.15);
    case 'dearer-with-less':
      return less(memoryMiB / lessMiB + 0.35);
    case 'few-calls':
      return { finding: 'Unavailable', reasons: ['InsufficientData'], usedMiB };
    case 'too-little':
      return { finding: 'NotOptimized', reasons: ['MemoryUnderprovisioned'], usedMiB: Math.round(memoryMiB * 0.98) };
    case 'optimized':
    case 'ordinary':
    case 'smallest':
      return { finding: 'Optimized', reasons: [], usedMiB };
    case 'unanalysed':
      return undefined;
  }
}

function plant(context: FamilyContext, role: Role, of: LambdaFunction): void {
  const fine = (because: string): void => context.plantFine(CHECK, of, of.arn, because);
  switch (role) {
    case 'oversized':
      return context.plantWaste(
        CHECK,
        of,
        of.arn,
        'a third of its memory is used, and half of it is hardly slower',
        savedMonth(of),
      );
    case 'dearer-with-less':
      return fine('with less memory its calls take so long that they cost more');
    case 'full-by-insights':
      return fine('Lambda Insights saw it use 86 % of its memory');
    case 'few-calls':
      return fine('fewer than 50 calls in two weeks');
    case 'cheap':
      return fine('all of its calls together cost next to nothing');
    case 'optimized':
      return fine('Compute Optimizer finds its memory right');
    case 'unanalysed':
      return fine('coverage: nobody has analysed it');
    case 'too-little':
      return fine('has too little memory rather than too much');
    case 'smallest':
      return fine('has the least memory that there is');
    case 'keep':
      return fine('protected by a tag');
    case 'ordinary':
      return undefined;
  }
}

/** GiB-seconds of a month now and with the lower memory. */
function savedMonth({ memoryMiB, meanMs, callsPerDay, architecture, advice }: LambdaFunction): string {
  const option = advice!.option!;
  const seconds = ((callsPerDay * HOURS_PER_MONTH) / 24) * (meanMs / 1000);
  const saved = (memoryMiB - option.memoryMiB * (option.expectedMs / meanMs)) / 1024;
  return decimalOf(picoOf(functionRates.gibSecond[architecture]) * BigInt(Math.round(seconds * saved)));
}
