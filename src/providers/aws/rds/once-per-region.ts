import type { Scope } from '../../../domain/ids.ts';
import type { AwsClient } from '../client.ts';

/**
 * What AWS offers in a region is the same for every account: whoever asks first, asks for all. A failure is not
 * kept, since another account may be permitted to ask.
 */
export function oncePerRegion<T>(
  ask: (aws: AwsClient, scope: Scope, key: string) => Promise<T>,
): (aws: AwsClient, scope: Scope, key: string) => Promise<T> {
  const answers = new WeakMap<AwsClient, Map<string, Promise<T>>>();
  return async (aws, scope, key) => {
    const ofClient = answers.get(aws) ?? new Map<string, Promise<T>>();
    answers.set(aws, ofClient);
    const place = `${scope.regionId}\n${key}`;
    const held = ofClient.get(place);
    if (held !== undefined) {
      // The one that asked may have failed for a reason of its own account.
      const answer = await held.catch(() => undefined);
      if (answer !== undefined) return answer;
    }
    const asking = ask(aws, scope, key);
    ofClient.set(place, asking);
    try {
      return await asking;
    } catch (error) {
      if (ofClient.get(place) === asking) ofClient.delete(place);
      throw error;
    }
  };
}
