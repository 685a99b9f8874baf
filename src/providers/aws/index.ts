import type { Provider } from '../../domain/ports/provider.ts';
import { collectors } from './collectors/index.ts';
import { AwsConnection } from './connection.ts';
import { permissions } from './permissions.ts';

export const provider: Provider = {
  id: 'aws',
  collectors: collectors.map(({ info }) => info),
  permissions,
  connect: (settings, runtime) => new AwsConnection(settings, runtime),
};
