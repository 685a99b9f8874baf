import { AppError } from '../../domain/errors.ts';
import { type Instant, instant, parseInstant } from '../../domain/instant.ts';

/** The clock of a run. `BALLAST_NOW` stops it at a moment: the same input then gives the same output, to the byte. */
export function clockOf(env: Readonly<Record<string, string | undefined>>): () => Instant {
  const text = env['BALLAST_NOW'];
  if (text === undefined || text === '') return () => instant(Date.now());
  const fixed = parseInstant(text);
  if (fixed === undefined) throw new AppError('usage-invalid', `BALLAST_NOW is no time: ${JSON.stringify(text)}`);
  return () => fixed;
}
