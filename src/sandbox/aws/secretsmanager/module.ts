import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { describeSecret } from './describe-secret.ts';
import { listSecrets } from './list-secrets.ts';

/** AWS Secrets Manager, version 2017-10-17: what describes secrets, never what they hold. */
export const secretsManagerModule: ServiceModule = {
  id: 'secretsmanager',
  profile: jsonProfile({
    signingName: 'secretsmanager',
    targetPrefix: 'secretsmanager',
    jsonVersion: '1.1',
    messageField: 'Message',
    internal: {
      code: 'InternalServiceError',
      status: 500,
      message: 'An error occurred on the server side.',
    },
  }),
  operations: documentOperations({ DescribeSecret: describeSecret, ListSecrets: listSecrets }),
};
