import { type CommandOutline, nextWords } from './outline.ts';

export function fishCompletion(commands: readonly CommandOutline[]): string {
  const summaries = new Map(commands.map(({ words, summary }) => [words, summary]));
  const topics = [...nextWords(commands)].flatMap(([words, next]) =>
    next.map((word) => {
      const summary = summaries.get(`${words} ${word}`.trim()) ?? `${word} commands`;
      return `complete -c ballast -f -n ${quoted(`__ballast_at ${words}`.trim())} -a ${word} -d ${quoted(summary)}`;
    }),
  );
  const flags = commands.flatMap(({ words, flags: all, takesFiles }) => [
    ...(takesFiles ? [`complete -c ballast -F -n ${quoted(`__ballast_at ${words}`)}`] : []),
    ...all.map(({ name, summary, takesValue, values, isPath }) => {
      const value = !takesValue
        ? ' -f'
        : isPath
          ? ' -r -F'
          : values.length > 0
            ? ` -x -a ${quoted(values.join(' '))}`
            : ' -x';
      return `complete -c ballast -n ${quoted(`__ballast_at ${words}`)} -l ${name}${value} -d ${quoted(summary)}`;
    }),
  ]);
  return `# fish completion for ballast. Load it with: ballast completion fish | source
function __ballast_at
    set -l typed
    for word in (commandline -opc)[2..-1]
        string match -q -- '-*' $word; or set -a typed $word
    end
    test "$typed" = "$argv"
end
${topics.join('\n')}
${flags.join('\n')}
`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
