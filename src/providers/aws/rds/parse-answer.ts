import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';

/** Parses an answer of which no single row may be missing. Throws a malformed CloudError. */
export function parseAnswer<T>(operation: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(parsed.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}
