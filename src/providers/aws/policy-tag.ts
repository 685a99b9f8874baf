import type { z } from 'zod';
import type { Ec2Tags } from './tags.ts';

/** Put on what it makes by Data Lifecycle Manager. Source: EBS User Guide, "Automate backups with Amazon Data Lifecycle Manager". */
const policyTag = 'aws:dlm:lifecycle-policy-id';

/** The lifecycle policy that made a snapshot or image, as its tags tell. */
export const policyOf = (tags: z.infer<typeof Ec2Tags>): string | undefined =>
  tags.find(({ Key }) => Key === policyTag)?.Value;
