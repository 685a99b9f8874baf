import { AppError } from '../../domain/errors.ts';

/** The first argument. A shell variable that was not set gives an empty one, which names nothing. */
export function requiredArg(args: readonly string[], name: string): string {
  const [value = ''] = args;
  if (value.trim() === '') throw new AppError('usage-invalid', `${name} is empty`);
  return value;
}
