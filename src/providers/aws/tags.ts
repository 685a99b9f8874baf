import { z } from 'zod';
import { type Fact, known } from '../../domain/fact.ts';
import type { Tags } from '../../domain/resources.ts';

/** EC2 leaves the tag set out for an untagged resource: here, missing means none. */
export const Ec2Tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);

export const tagsOf = (tags: z.infer<typeof Ec2Tags>): Fact<Tags> =>
  known(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));

/** EC2 has no names; its console shows the tag `Name`. */
export function nameOf(tags: z.infer<typeof Ec2Tags>): { readonly name?: string } {
  const name = tags.find(({ Key }) => Key === 'Name')?.Value;
  return name === undefined || name === '' ? {} : { name };
}
