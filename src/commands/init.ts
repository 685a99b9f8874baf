import { AppError } from '../domain/errors.ts';
import { initView } from '../output/views/setup-views.ts';
import { initConfig } from '../services/init.ts';
import { defineCommand } from './support/define-command.ts';
import { switchFlag, textFlag } from './support/flag-spec.ts';

export default defineCommand({
  summary: 'Write a commented ballast.yaml',
  description:
    'Looks at which credentials this environment has, writes a configuration that fits, and says which permissions ' +
    'reading needs. No cloud is asked, and no secret is read.',
  examples: [
    { command: 'ballast init', why: 'here, for the credentials that are found' },
    {
      command: 'ballast init --aws-profile finops --aws-organization-role BallastRead',
      why: 'every account of an organisation',
    },
    { command: 'ballast init --print', why: 'look before anything is written' },
  ],
  view: initView,
  flags: {
    force: switchFlag({ summary: 'replace a file that is there, without asking' }),
    print: switchFlag({ summary: 'print the file and write nothing' }),
    'aws-profile': textFlag({ summary: "a profile of AWS's own configuration", helpValue: 'NAME' }),
    'aws-organization-role': textFlag({
      summary: 'read every account of the organisation through this role',
      helpValue: 'ROLE',
    }),
  },
  async run({ context, flags, ask }) {
    const profile = flags['aws-profile'];
    const role = flags['aws-organization-role'];
    const options = {
      print: flags.print,
      ...(profile !== undefined && { awsProfile: profile }),
      ...(role !== undefined && { awsOrganizationRole: role }),
    };
    try {
      return { data: await initConfig(context, { ...options, force: flags.force }) };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'config-exists') throw error;
      const question = ask();
      if (question === undefined) throw error;
      const answer = await question(`${error.message}. Replace it? [y/N] `);
      if (!/^y(es)?$/i.test(answer.trim())) throw new AppError('prompt-declined', 'the file was left as it is');
      return { data: await initConfig(context, { ...options, force: true }) };
    }
  },
});
