// Completion for fish.

import { type CommandWords, type OptionWords, quoted } from './words.js';

export function fishScript(commands: readonly CommandWords[]): string {
  return `# Completion of cad for fish: cad completion fish | source
complete -c cad -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, options, children, values, takesFiles }: CommandWords): string[] {
  const where = `complete -c cad -n ${quoted(conditionOf(path, children))}`;
  return [
    ...children.map(
      ({ name, description }) => `${where} -a ${quoted(name)} -d ${quoted(description)}`,
    ),
    ...(values.length > 0 ? [`${where} -a ${quoted(values.join(' '))}`] : []),
    ...(takesFiles ? [`${where} -F`] : []),
    ...options.map((option) => `${where} ${optionText(option)}`),
  ];
}

/** Whether the words so far name this command, and none below it. */
function conditionOf(path: string, children: CommandWords['children']): string {
  if (path === '') return '__fish_use_subcommand';
  const seen = path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  const below = children.map(({ name }) => name).join(' ');
  const not = below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`];
  return [...seen, ...not].join('; and ');
}

function optionText({ long, short, description, takesValue, values, isFile }: OptionWords): string {
  const names = [long, ...(short ? [short] : [])].map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const value = takesValue ? [isFile ? '-r -F' : '-x'] : [];
  const words = values.length > 0 ? [`-a ${quoted(values.join(' '))}`] : [];
  return [...names, ...value, ...words, `-d ${quoted(description)}`].join(' ');
}
