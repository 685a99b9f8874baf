import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { type Fact, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { asked } from './asked.ts';
import type { AwsClient } from './client.ts';

export type SharedOf = (imageId: string) => Fact<boolean>;

const operation = 'ec2:DescribeImageAttribute';

const Permissions = z.object({
  // EC2 leaves the list out for an image that is shared with nobody.
  LaunchPermissions: z.array(z.unknown()).default([]),
});

const Page = z.object({ Images: z.array(z.unknown()) });
const Row = z.object({
  ImageId: z.string(),
  Public: z.boolean().optional(),
  Tags: z.array(z.object({ Key: z.string() })).default([]),
});

/** Images that a backup service made are its own to remove: nothing is concluded from their sharing. */
const backupTag = /^aws:(?:backup|dlm):/;

/**
 * Who may launch from the images of a page beside their owner. No list call tells it: one call per image, within the
 * engine's limits; public images and those of a backup service are not asked for.
 */
export class ImageSharing {
  readonly #aws: AwsClient;
  readonly #scope: Scope;
  readonly #shared = new Map<string, Fact<boolean>>();

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  readonly of: SharedOf = (imageId) => this.#shared.get(imageId) ?? unread(`${operation} was not asked`);

  async ask(answer: unknown): Promise<void> {
    const page = Page.safeParse(answer);
    const ids = (page.success ? page.data.Images : []).flatMap((each) => {
      const row = Row.safeParse(each);
      if (!row.success || row.data.Public === true || row.data.Tags.some(({ Key }) => backupTag.test(Key))) return [];
      return [row.data.ImageId];
    });
    // Whoever may not ask for the first image may not ask for the others: one refused call tells it.
    const [first, ...rest] = ids;
    if (first === undefined) return;
    const answerOfFirst = await asked(() => this.#isShared(first));
    this.#shared.set(first, answerOfFirst);
    const refused = !answerOfFirst.known && answerOfFirst.reason.startsWith('denied');
    await Promise.all(
      rest.map(async (imageId) => {
        this.#shared.set(imageId, refused ? answerOfFirst : await asked(() => this.#isShared(imageId)));
      }),
    );
  }

  async #isShared(imageId: string): Promise<boolean> {
    const input = { ImageId: imageId, Attribute: 'launchPermission' as const };
    const answer = Permissions.safeParse(await this.#aws.call('ec2', 'DescribeImageAttribute', this.#scope, input));
    if (answer.success) return answer.data.LaunchPermissions.length > 0;
    const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(answer.error)}`;
    throw new CloudError({ category: 'malformed', operation, message });
  }
}
