import { z } from 'zod';
import { type Fact, fact } from '../../../domain/fact.ts';
import type { Tags } from '../../../domain/resources.ts';

/** ECS sends the list where it is asked for, empty for an untagged one: a missing one was not read. */
export const EcsTags = z.array(z.object({ key: z.string(), value: z.string().default('') })).optional();

export const ecsTagsOf = (tags: z.infer<typeof EcsTags>): Fact<Tags> =>
  fact(tags && Object.fromEntries(tags.map(({ key, value }) => [key, value])), 'tags');
