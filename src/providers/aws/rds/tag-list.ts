import { z } from 'zod';
import { type Fact, fact } from '../../../domain/fact.ts';
import type { Tags } from '../../../domain/resources.ts';

/** RDS sends the list with every database, empty for an untagged one: a missing one was not read. */
export const TagList = z.array(z.object({ Key: z.string(), Value: z.string().default('') })).optional();

export const tagsOf = (tags: z.infer<typeof TagList>): Fact<Tags> =>
  fact(tags && Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), 'TagList');
