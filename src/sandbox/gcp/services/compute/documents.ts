import { hashText } from '../../../estate/random.ts';
import { selfLink } from '../../../provider-estate/gcp/names.ts';
import { pacificTime } from '../../wire/times.ts';

interface Resource {
  readonly projectId: string;
  readonly region: string;
  readonly zone?: string;
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
}

/** What every document of Compute Engine begins with. `region` and `zone` stand there only where it lies in one. */
export function head(kind: string, resource: Resource, relative: string): object {
  const { projectId, region, zone, id, name, createdAt } = resource;
  return {
    kind: `compute#${kind}`,
    id,
    creationTimestamp: pacificTime(createdAt),
    name,
    ...(zone !== undefined
      ? { zone: selfLink(projectId, `zones/${zone}`) }
      : region !== 'global' && { region: selfLink(projectId, `regions/${region}`) }),
    selfLink: selfLink(projectId, relative),
  };
}

/** Labels, left out where there are none, and their fingerprint, which is always there. */
export function labelled({ labels }: Labelled): object {
  return {
    ...(Object.keys(labels).length > 0 && { labels }),
    labelFingerprint: fingerprint(JSON.stringify(labels)),
  };
}

export const fingerprint = (text: string): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(hashText(text));
  bytes.writeUInt32BE(hashText(text, 1), 4);
  return bytes.toString('base64');
};

/** A link within a project, or one that names its project itself (`projects/debian-cloud/…`). */
export const link = (projectId: string, relative: string): string =>
  relative.startsWith('projects/')
    ? `https://www.googleapis.com/compute/v1/${relative}`
    : selfLink(projectId, relative);
