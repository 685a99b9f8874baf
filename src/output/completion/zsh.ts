import { type CommandOutline, type FlagOutline, nextWords } from './outline.ts';

export function zshCompletion(commands: readonly CommandOutline[]): string {
  const topics = [...nextWords(commands)];
  const known = [...commands.map(({ words }) => words), ...topics.map(([words]) => words)].filter(
    (words) => words !== '',
  );
  const summaries = new Map(commands.map(({ words, summary }) => [words, summary]));
  return `#compdef ballast
# zsh completion for ballast. Load it with: source <(ballast completion zsh)
_ballast() {
  # Not "path": in zsh that is PATH. The words of the command are taken out, so that _arguments sees flags alone.
  local typed="" word
  local -a next rest=(ballast)
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$typed $word" in
      ${known.map((words) => `" ${words}"`).join('|')}) typed="$typed $word" ;;
      *) rest+=("$word") ;;
    esac
  done
  words=("\${(@)rest}" "\${(@)words[CURRENT,-1]}")
  CURRENT=$((\${#rest} + 1))
  typed="\${typed# }"
  case "$typed" in
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
  `    "${words}") _arguments ${flags.map(flagSpec).join(' ')} ${takesFiles ? "'*:file:_files'" : "'*:argument: '"} ;;`;

function flagSpec({ name, summary, takesValue, values, isPath, repeatable }: FlagOutline): string {
  const action = isPath ? ':file:_files' : values.length > 0 ? `:value:(${values.join(' ')})` : ':value:';
  return quoted(
    `${repeatable ? '*' : ''}--${name}${takesValue ? '=' : ''}[${summary.replace(/[[\]\\]/g, '\\$&').replaceAll(':', '\\:')}]${takesValue ? action : ''}`,
  );
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
