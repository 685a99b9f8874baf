import type { Provider } from '../../domain/ports/provider.ts';
import { collectors } from './collectors/index.ts';
import { GcpConnection } from './connection.ts';
import { permissions, readPermissions } from './permissions.ts';

export const provider: Provider = {
  id: 'gcp',
  collectors: collectors.map(({ info }) => info),
  permissions,
  readPermissions,
  connect(settings, runtime) {
    if (settings.provider !== 'gcp') throw new TypeError(`${settings.name} is no Google Cloud connection`);
    return new GcpConnection(settings, runtime);
  },
};
