import { storeInfoView } from '../../output/views/store-view.ts';
import { storeInfo } from '../../services/store.ts';
import { defineCommand } from '../support/define-command.ts';

export default defineCommand({
  summary: 'Show what the store holds',
  description: 'Where the store is, how large, what is in it, and where its charges came from.',
  examples: [
    { command: 'ballast store info', why: 'the store in use' },
    { command: 'ballast store info --store /var/lib/ballast/ballast.db --json', why: 'another one, for a script' },
  ],
  view: storeInfoView,
  hot: true,
  run: async ({ context }) => ({ data: await storeInfo(context) }),
});
