import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Money, parseMoney } from '../../../domain/money.ts';

/** An amount that the SDK gives as a number. */
export const moneyOf = (amount: number, currency: string): Money | undefined => parseMoney(String(amount), currency);

/** AWS' own ids that are unique by themselves, as the inventory has them: `i-…`, `vol-…`, `nat-…`. */
const OWN_ID = /^(i|vol|snap|nat|eipalloc|eni|vpce|vgw|tgw|ami)-[0-9a-f]+$/;

/**
 * The id by which the inventory has a resource, and its other names: AWS' own id where it is unique by itself, else the
 * ARN, which of a Lambda function is told with its version.
 */
export function namesOf(id: string | undefined, arn: string | undefined) {
  const names = [id, arn?.replace(/:\$LATEST$/, '')].flatMap((name) =>
    name === undefined || name === '' ? [] : [name],
  );
  const lastOf = names
    .find((name) => name.startsWith('arn:'))
    ?.split(/[:/]/)
    .at(-1);
  const own = [...names, lastOf ?? ''].find((name) => OWN_ID.test(name));
  const resourceId = own ?? names.find((name) => name.startsWith('arn:')) ?? names[0];
  return resourceId === undefined
    ? undefined
    : { resourceId, otherIds: [...new Set(names)].filter((name) => name !== resourceId) };
}

/** Parses an answer; throws a malformed CloudError. */
export function parsed<T>(operation: string, schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(result.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}

/** An adviser that nobody switched on, or that the support plan does not hold, says so in an error of any code. */
const NOT_SWITCHED_ON =
  /not (been )?(enrolled|opted in|registered)|opt[- ]?in|subscription is required|support plan|premium support/i;

export async function unlessNotEnabled<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'not-enabled') throw error;
    const { category, operation, message, vendorCode, status } = error;
    if ((category !== 'denied' && category !== 'invalid') || !NOT_SWITCHED_ON.test(message)) throw error;
    throw new CloudError({ category: 'not-enabled', operation, message, vendorCode, status }, { cause: error });
  }
}
