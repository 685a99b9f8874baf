import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { LaunchTemplate, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { launchTemplateContents, parameterImage, type TemplateContent } from '../launch-template-images.ts';
import { Ec2Tags, tagsOf } from '../tags.ts';

/** Beside a row; an image that could not be told makes the row unread, for it could be any of ours. */
const Content = z.custom<TemplateContent>().refine(({ imageIds }) => !imageIds.some((id) => parameterImage.test(id)), {
  error: 'its image is named by a parameter that could not be resolved (ssm:GetParameters)',
});

const Template = z.object({
  LaunchTemplateId: z.string().min(1),
  LaunchTemplateName: z.string().optional(),
  CreateTime: z.date(),
  Tags: Ec2Tags,
  Content,
});

const empty: TemplateContent = { imageIds: [], snapshotIds: [], versions: [] };

/** Launch templates of one account and region. Source: EC2 API, DescribeLaunchTemplates and DescribeLaunchTemplateVersions. */
export const launchTemplates = defineCollector({
  type: 'aws:ec2:launch-template',
  kind: 'launch-template',
  reach: 'regional',
  permissions: [
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeLaunchTemplateVersions',
    'autoscaling:DescribeAutoScalingGroups',
    'ssm:GetParameters',
  ],
  operation: 'ec2:DescribeLaunchTemplates',
  page: z.object({ LaunchTemplates: z.array(Template) }),
  rows: ['LaunchTemplates'],
  rowId: 'LaunchTemplateId',
  async *fetch(aws: AwsClient, scope) {
    const contents = await launchTemplateContents(aws, scope);
    for await (const page of aws.pages('ec2', 'DescribeLaunchTemplates', scope, {
      MaxResults: 200,
      IncludeManagedResources: true,
    })) {
      yield withContents(page, contents);
    }
  },
  toResources: ({ LaunchTemplates }, scope) =>
    LaunchTemplates.map((t): LaunchTemplate => ({
      kind: 'launch-template',
      type: 'aws:ec2:launch-template',
      resourceId: t.LaunchTemplateId,
      scope,
      ...(t.LaunchTemplateName !== undefined && { name: t.LaunchTemplateName }),
      // EC2 has no states for templates.
      state: 'available',
      createdAt: known(instant(t.CreateTime)),
      tags: tagsOf(t.Tags),
      versions: t.Content.versions.length,
      uses: known(usesOf(t.Content)),
    })),
});

/** A template that came between the two listings has no content yet: it is read by the next sync. */
function withContents(page: unknown, contents: ReadonlyMap<string, TemplateContent>): unknown {
  const { LaunchTemplates } = page as { readonly LaunchTemplates?: unknown };
  if (!Array.isArray(LaunchTemplates)) return page;
  const rows = LaunchTemplates.map((row: unknown) => {
    const id = (row as { readonly LaunchTemplateId?: string } | null)?.LaunchTemplateId ?? '';
    return withBeside(row, { Content: contents.get(id) ?? empty });
  });
  return withBeside(page, { LaunchTemplates: rows });
}

const usesOf = ({ imageIds, snapshotIds }: TemplateContent): readonly Use[] => [
  ...imageIds.map((targetId) => ({ relation: 'image' as const, targetId })),
  ...snapshotIds.map((targetId) => ({ relation: 'snapshot' as const, targetId })),
];
