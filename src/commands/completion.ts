import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { AppError } from '../domain/errors.ts';
import { bashCompletion } from '../output/completion/bash.ts';
import { fishCompletion } from '../output/completion/fish.ts';
import { outlineOf, shells } from '../output/completion/outline.ts';
import { zshCompletion } from '../output/completion/zsh.ts';
import { completionView } from '../output/views/completion-view.ts';
import { defineCommand } from './support/define-command.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

export default defineCommand({
  summary: 'Print a script that teaches your shell to complete ballast',
  description: 'Completes commands, flags, and the values of flags that have a closed set of them.',
  examples: [
    { command: 'ballast completion bash > ~/.local/share/bash-completion/completions/ballast', why: 'bash' },
    { command: 'ballast completion zsh > ~/.zfunc/_ballast', why: 'zsh, with ~/.zfunc in $fpath' },
    { command: 'ballast completion fish > ~/.config/fish/completions/ballast.fish', why: 'fish' },
  ],
  view: completionView,
  args: { shell: { summary: shells.join(', '), required: true } },
  async run({ args }) {
    const shell = shells.find((known) => known === args[0]);
    if (shell === undefined)
      throw new AppError('usage-invalid', `no shell ${JSON.stringify(args[0])}; there are ${shells.join(', ')}`);
    const commands = outlineOf(JSON.parse(readFileSync(manifestFile(), 'utf8')));
    return { data: { shell, script: scripts[shell](commands) } };
  },
});

/** Stands in the package's folder, however deep this file is in it. */
function manifestFile(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'oclif.manifest.json');
    if (existsSync(candidate)) return candidate;
  }
  throw new Error('oclif.manifest.json is not above this file');
}
