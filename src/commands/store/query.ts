import { storeQueryView } from '../../output/views/store-view.ts';
import { queryStore } from '../../services/store.ts';
import { defineCommand } from '../support/define-command.ts';
import { requiredArg } from '../support/required-arg.ts';

export default defineCommand({
  summary: 'Ask the store in SQL',
  description:
    'One statement that only reads: anything that would write is refused. `ballast store info` names the tables; ' +
    'amounts are integers of a billionth of their currency.',
  examples: [
    { command: 'ballast store query "SELECT name FROM sqlite_schema"', why: 'what there is' },
    {
      command: 'ballast store query "SELECT count(*) AS n FROM resource" --format csv',
      why: 'a number for a spreadsheet',
    },
  ],
  view: storeQueryView,
  args: { sql: { summary: 'one SQL statement', required: true } },
  run: async ({ context, args }) => ({ data: await queryStore(context, requiredArg(args, 'SQL')) }),
});
