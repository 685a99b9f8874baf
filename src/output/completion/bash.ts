import { type CommandOutline, nextWords } from './outline.ts';

/** For bash 3.2 (macOS) and later: no associative arrays, and `--flag=value` comes in three words. */
export function bashCompletion(commands: readonly CommandOutline[]): string {
  const topics = [...nextWords(commands)];
  const known = commands
    .map(({ words }) => words)
    .concat(topics.map(([words]) => words).filter((words) => words !== ''));
  return `# bash completion for ballast. Load it with: source <(ballast completion bash)
_ballast() {
  local cur prev path words i
  COMPREPLY=()
  cur="\${COMP_WORDS[COMP_CWORD]}"
  prev="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$cur" = "=" ]; then cur=""; elif [ "$prev" = "=" ]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  path=""
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
      ${known.map((words) => `" ${words}"`).join('|')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  path="\${path# }"
  case "$path:$prev" in
${valueCases(commands)}
    *) words="" ;;
  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
    return
  fi
  case "$path" in
${topics.map(([words, next]) => `    "${words}") words="${next.join(' ')}" ;;`).join('\n')}
${commands.map(commandCase).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -F _ballast ballast
`;
}

function commandCase({ words, flags, takesFiles }: CommandOutline): string {
  const names = flags.map(({ name }) => `--${name}`).join(' ');
  if (!takesFiles) return `    "${words}") words="${names}" ;;`;
  return `    "${words}") case "$cur" in -*) words="${names}" ;; *) COMPREPLY=($(compgen -f -- "$cur")); return ;; esac ;;`;
}

function valueCases(commands: readonly CommandOutline[]): string {
  return commands
    .flatMap(({ words, flags }) =>
      flags
        .filter(({ takesValue }) => takesValue)
        .map(({ name, values, isPath }) => {
          if (isPath) return `    "${words}:--${name}") COMPREPLY=($(compgen -f -- "$cur")); return ;;`;
          return values.length > 0
            ? `    "${words}:--${name}") words="${values.join(' ')}" ;;`
            : `    "${words}:--${name}") return ;;`;
        }),
    )
    .join('\n');
}
