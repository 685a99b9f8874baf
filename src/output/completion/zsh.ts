import { type CommandOutline, type FlagOutline, nextWords } from './outline.ts';

export function zshCompletion(commands: readonly CommandOutline[]): string {
  const topics = [...nextWords(commands)];
  const summaries = new Map(commands.map(({ words, summary }) => [words, summary]));
  return `#compdef ballast
# zsh completion for ballast. Load it with: source <(ballast completion zsh)
_ballast() {
  local path="" word
  local -a next
  for word in "\${words[@]:1:$((CURRENT - 2))}"; do
    [[ "$word" == -* ]] && continue
    case "$path $word" in
      ${[...commands.map(({ words }) => words), ...topics.map(([words]) => words).filter((words) => words !== '')].map((words) => `" ${words}"`).join('|')}) path="$path $word" ;;
    esac
  done
  path="\${path# }"
  case "$path" in
${topics
  .map(
    ([words, next]) =>
      `    "${words}") next=(${next.map((word) => quoted(`${word}:${summaries.get(`${words} ${word}`.trim()) ?? `${word} commands`}`)).join(' ')}); _describe 'command' next ;;`,
  )
  .join('\n')}
${commands.map(commandCase).join('\n')}
  esac
}
if [[ "$funcstack[1]" = "_ballast" ]]; then _ballast "$@"; else compdef _ballast ballast; fi
`;
}

const commandCase = ({ words, flags, takesFiles }: CommandOutline): string =>
  `    "${words}") _arguments ${flags.map(flagSpec).join(' ')} ${takesFiles ? "'*:file:_files'" : "'*::'"} ;;`;

function flagSpec({ name, summary, takesValue, values, isPath }: FlagOutline): string {
  const action = isPath ? ':file:_files' : values.length > 0 ? `:value:(${values.join(' ')})` : ':value:';
  return quoted(
    `--${name}${takesValue ? '=' : ''}[${summary.replace(/[[\]\\]/g, '\\$&').replaceAll(':', '\\:')}]${takesValue ? action : ''}`,
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
