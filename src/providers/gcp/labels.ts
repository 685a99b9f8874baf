import { z } from 'zod';
import { type Instant, parseInstant } from '../../domain/instant.ts';

/** Labels are left out of an answer where there are none: a missing field means none (Compute Engine, "Label resources"). */
export const Labels = z.record(z.string(), z.string()).default({});

/** RFC 3339 with any offset; Google's own times come with nanoseconds. */
export const Time = z.string().transform((text, context): Instant => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: 'custom', message: `no time: ${JSON.stringify(text)}` });
  return z.NEVER;
});

/** A 64-bit integer, which JSON carries as text. */
export const Int64 = z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number);
