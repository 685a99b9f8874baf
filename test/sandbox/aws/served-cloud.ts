import { AwsCloud, keepsEncoding } from '../../../src/sandbox/aws/aws-cloud.ts';
import { CostAnswers } from '../../../src/sandbox/aws/cost-explorer/cost-answers.ts';
import { Credentials, managementAccessKeyId, managementSecretAccessKey } from '../../../src/sandbox/aws/credentials.ts';
import { Attachments } from '../../../src/sandbox/aws/ec2/attachments.ts';
import { EstateIndex } from '../../../src/sandbox/aws/estate-index.ts';
import type { ServiceModule } from '../../../src/sandbox/aws/service-module.ts';
import { joinModules } from '../../../src/sandbox/aws/service-table.ts';
import { createEstate } from '../../../src/sandbox/estate/create-estate.ts';
import type { EstateFamily } from '../../../src/sandbox/estate/family.ts';
import type { Estate } from '../../../src/sandbox/estate/model.ts';
import { CallLog } from '../../../src/sandbox/server/calls.ts';
import { FaultBook } from '../../../src/sandbox/server/faults.ts';
import { Gateway } from '../../../src/sandbox/server/gateway.ts';
import { listen } from '../../../src/sandbox/server/http-server.ts';
import { now } from './support.ts';

export interface ServedCloud {
  readonly estate: Estate;
  readonly calls: CallLog;
  readonly faults: FaultBook;
  /** Options of an SDK client with the management account's key. */
  readonly options: {
    readonly endpoint: string;
    readonly region: string;
    readonly maxAttempts: number;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  close(): Promise<void>;
}

/** A cloud on loopback with these services and these families alone. */
export async function serveCloud(
  modules: readonly ServiceModule[],
  families: readonly EstateFamily[] = [],
): Promise<ServedCloud> {
  const estate = createEstate({ seed: 1, resources: 50, accounts: 1, regions: ['us-east-1'], now }, families);
  const cloud = new AwsCloud(
    {
      estate,
      index: new EstateIndex(estate),
      attachments: new Attachments(estate),
      credentials: new Credentials(estate.organization.managementAccountId, 1),
      clock: () => now,
      costPageSize: 1000,
      costAnswers: new CostAnswers(),
    },
    joinModules(modules),
  );
  const calls = new CallLog();
  const faults = new FaultBook(1);
  const gateway = new Gateway({ cloud, faults, calls, random: Math.random });
  const listener = await listen(0, async (request) => gateway.handle(request), keepsEncoding);
  return {
    estate,
    calls,
    faults,
    options: {
      endpoint: `http://127.0.0.1:${listener.port}`,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: managementAccessKeyId, secretAccessKey: managementSecretAccessKey },
    },
    close: () => listener.close(),
  };
}
