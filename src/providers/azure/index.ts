import type { Provider } from '../../domain/ports/provider.ts';
import { collectors } from './collectors/index.ts';
import { AzureConnection } from './connection.ts';
import { permissions, readPermissions } from './permissions.ts';

export const provider: Provider = {
  id: 'azure',
  collectors: collectors.map(({ info }) => info),
  permissions,
  readPermissions,
  connect(settings, runtime) {
    if (settings.provider !== 'azure') throw new TypeError(`these are settings of ${settings.provider}, not of Azure`);
    return new AzureConnection(settings, runtime);
  },
};
