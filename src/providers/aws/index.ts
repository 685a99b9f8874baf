import type { Provider } from '../../domain/ports/provider.ts';
import { collectors } from './collectors/index.ts';
import { AwsConnection } from './connection.ts';
import { permissions, readPermissions } from './permissions.ts';

export const provider: Provider = {
  id: 'aws',
  collectors: collectors.map(({ info }) => info),
  permissions,
  readPermissions,
  connect(settings, runtime) {
    if (settings.provider !== 'aws') throw new TypeError(`${settings.name} is no AWS connection`);
    return new AwsConnection(settings, runtime);
  },
};
