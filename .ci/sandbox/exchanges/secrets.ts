import {
  DescribeSecretCommand,
  ListSecretsCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expectError } from '../aws-clients.ts';
import type { Exchanges } from './exchanges.ts';

export const exchanges: Exchanges = {
  reads: {
    secretsmanager: (options) => new SecretsManagerClient(options).send(new ListSecretsCommand({})),
  },
  async everywhere({ options }) {
    const client = new SecretsManagerClient(options);
    for await (const { SecretList = [] } of paginateListSecrets({ client, pageSize: 2 }, {})) {
      for (const { ARN } of SecretList) await client.send(new DescribeSecretCommand({ SecretId: ARN }));
    }
    await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
    await expectError('ResourceNotFoundException', client.send(new DescribeSecretCommand({ SecretId: 'none' })));
    await expectError('InvalidNextTokenException', client.send(new ListSecretsCommand({ NextToken: 'x' })));
  },
};
