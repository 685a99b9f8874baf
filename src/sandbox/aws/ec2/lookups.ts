import { AwsError } from '../wire/errors.ts';

interface IdForm {
  /** What an id looks like, such as `i-0123456789abcdef0`. */
  readonly form: RegExp;
  readonly malformed: (id: string) => AwsError;
  readonly notFound: (ids: readonly string[]) => AwsError;
}

function notFoundOf(code: string, one: string, many: string) {
  return (ids: readonly string[]) =>
    new AwsError(
      code,
      ids.length === 1 ? `The ${one} '${ids[0]}' does not exist` : `The ${many} '${ids.join(', ')}' do not exist`,
    );
}

/** Error codes and texts: EC2 API, "Error codes for the Amazon EC2 API". */
export const idForms = {
  instance: {
    form: /^i-[0-9a-f]{8}([0-9a-f]{9})?$/,
    malformed: (id) => new AwsError('InvalidInstanceID.Malformed', `Invalid id: "${id}"`),
    notFound: notFoundOf('InvalidInstanceID.NotFound', 'instance ID', 'instance IDs'),
  },
  volume: {
    form: /^vol-[0-9a-f]{8}([0-9a-f]{9})?$/,
    malformed: (id) =>
      new AwsError('InvalidParameterValue', `Value (${id}) for parameter volumeId is invalid. Expected: 'vol-...'.`),
    notFound: notFoundOf('InvalidVolume.NotFound', 'volume', 'volumes'),
  },
  snapshot: {
    form: /^snap-[0-9a-f]{8}([0-9a-f]{9})?$/,
    malformed: (id) =>
      new AwsError('InvalidParameterValue', `Value (${id}) for parameter snapshotId is invalid. Expected: 'snap-...'.`),
    notFound: notFoundOf('InvalidSnapshot.NotFound', 'snapshot', 'snapshots'),
  },
  allocation: {
    form: /^eipalloc-[0-9a-f]{8}([0-9a-f]{9})?$/,
    malformed: (id) => new AwsError('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`),
    notFound: notFoundOf('InvalidAllocationID.NotFound', 'allocation ID', 'allocation IDs'),
  },
} as const satisfies Readonly<Record<string, IdForm>>;

/**
 * The resources of those ids that lie behind `after`, sorted by id as every listing is; throws when one is malformed
 * or not there: EC2 answers all or none.
 */
export function lookUpAll<R>(
  kind: keyof typeof idForms,
  ids: readonly string[],
  find: (id: string) => R | undefined,
  after = '',
): readonly R[] {
  const { form, malformed, notFound } = idForms[kind];
  const bad = ids.find((id) => !form.test(id));
  if (bad !== undefined) throw malformed(bad);
  const missing = ids.filter((id) => find(id) === undefined);
  if (missing.length > 0) throw notFound(missing);
  const behind = [...new Set(ids)].filter((id) => id > after).sort();
  return behind.map(find).filter((found) => found !== undefined);
}
