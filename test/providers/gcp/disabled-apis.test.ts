import { afterEach, describe, expect, it } from 'vitest';
import { projectScope } from '../../../src/providers/gcp/gcp-scope.ts';
import { type Answer, type Asked, googleError, replay, type Replay } from './replay.ts';

const EXPORT = 'billing.costs.gcp_billing_export_v1_A_B_C';

const disabled: Answer = {
  status: 403,
  body: {
    error: {
      ...(googleError(403, 'PERMISSION_DENIED', 'Cloud SQL Admin API has not been used') as { error: object }).error,
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'SERVICE_DISABLED' }],
    },
  },
};

let server: Replay | undefined;
afterEach(async () => server?.close());

/** What the listing of databases ends with, where the export has these rows: project, billing account, service. */
async function listing(rows: readonly (readonly string[])[] | 'denied', billingExport: string | undefined = EXPORT) {
  const answer = ({ service, path, body }: Asked): Answer | undefined => {
    if (service === 'sqladmin') return disabled;
    if (path.endsWith('/billingInfo')) {
      return { body: { billingAccountName: 'billingAccounts/A-B-C', billingEnabled: true } };
    }
    if (service === 'cloudresourcemanager') {
      return { body: { projectId: 'shop', name: 'projects/77', parent: 'organizations/1', state: 'ACTIVE' } };
    }
    if (service !== 'bigquery') return undefined;
    if (rows === 'denied') return { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'Access Denied') };
    const isDry = (body as { dryRun?: boolean }).dryRun === true;
    return {
      body: {
        jobComplete: true,
        jobReference: { projectId: 'billing', jobId: 'job', location: 'EU' },
        totalBytesProcessed: '1000',
        schema: { fields: ['project_id', 'billing_account', 'service'].map((name) => ({ name, type: 'STRING' })) },
        ...(!isDry && { rows: rows.map((row) => ({ f: row.map((v) => ({ v })) })) }),
      },
    };
  };
  server = await replay(answer, { projects: ['shop'], ...(billingExport !== undefined && { billingExport }) });
  for await (const page of server.connection.collect('gcp:sql:instance', projectScope('shop'))) {
    throw new Error(`it was read: ${page.resources.length}`);
  }
  throw new Error('it ended without an error');
}

describe('an API that is disabled in a project', () => {
  it('leaves nothing to read where the bill of who pays names nothing of it', async () => {
    const error = listing([
      ['shop', 'A-B-C', 'Compute Engine'],
      ['other', 'A-B-C', 'Cloud SQL'],
    ]);
    await expect(error).rejects.toMatchObject({ category: 'not-enabled' });
    await expect(error).rejects.toThrow(
      /disabled.*nothing of it was billed to the project from 2026-10-23 to 2026-11-22/,
    );
  });

  it.each([
    ['the project is billed for it', [['shop', 'A-B-C', 'Cloud SQL']]],
    ['another account pays than the export tells of', [['other', 'X-Y-Z', 'Compute Engine']]],
    ['the export is empty', []],
    ['the export could not be read', 'denied' as const],
  ])('is a hole where %s', async (_why, rows) => {
    await expect(listing(rows)).rejects.toMatchObject({ category: 'denied', vendorCode: 'SERVICE_DISABLED' });
  });

  it('is a hole without an export', async () => {
    await expect(listing([], '')).rejects.toMatchObject({ category: 'denied', vendorCode: 'SERVICE_DISABLED' });
  });
});
