import { resourceKinds } from '../../domain/resources.ts';
import { Exit } from '../../output/exit.ts';
import { inventoryView } from '../../output/views/inventory-view.ts';
import { listInventory } from '../../services/inventory.ts';
import { scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';
import { choicesFlag, parsedFlag, switchFlag, textFlag, textsFlag } from '../support/flag-spec.ts';

export default defineCommand({
  summary: 'List what there is',
  description:
    'Resources as the last sync read them, in order of account, region, kind and id. Any tag can be a column, a ' +
    'filter or a sort key as tag:NAME.',
  examples: [
    {
      command: 'ballast inventory list --kind block-volume --filter "state=available"',
      why: 'volumes that nothing uses',
    },
    { command: 'ballast inventory list --tag Owner=web --columns resourceId,type,tag:Owner', why: 'what a team has' },
    { command: 'ballast inventory list --format csv > inventory.csv', why: 'every column, for a spreadsheet' },
  ],
  view: inventoryView,
  hot: true,
  flags: {
    ...scopeFlags,
    kind: choicesFlag(resourceKinds, { summary: 'only these kinds; repeatable', helpValue: resourceKinds.join('|') }),
    type: textsFlag({ summary: 'only these types, such as aws:ec2:volume; repeatable', helpValue: 'TYPE' }),
    text: textFlag({ summary: 'only where the name or id contains this', helpValue: 'TEXT' }),
    tag: parsedFlag(
      { summary: 'only with this tag, and this value where one is given', helpValue: 'KEY[=VALUE]' },
      readTag,
    ),
    gone: switchFlag({ summary: 'also what a complete listing no longer had' }),
  },
  async run({ context, flags }) {
    const { kind: kinds, type: types, text, tag } = flags;
    const data = await listInventory(context, {
      includeGone: flags.gone,
      ...(kinds.length > 0 && { kinds }),
      ...(types.length > 0 && { types }),
      ...(text !== undefined && { text }),
      ...(tag !== undefined && { tag }),
    });
    return { data, exit: data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});

function readTag(text: string): { readonly key: string; readonly value?: string } {
  const split = text.indexOf('=');
  return split < 0 ? { key: text } : { key: text.slice(0, split), value: text.slice(split + 1) };
}
