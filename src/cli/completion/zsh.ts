// Completion for zsh, sourced or as a file `_cad` in the `fpath`.

import { type CommandWords, flagsOf, quoted } from './words.js';

export function zshScript(commands: readonly CommandWords[]): string {
  return `#compdef cad
# Completion of cad for zsh: source <(cad completion zsh)
_cad() {
  local command= word
  local -a found
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$command $word" in
${commands
  .filter(({ path }) => path !== '')
  .map(
    ({ path }) =>
      `      ${quoted(path.includes(' ') ? path : ` ${path}`)}) command=${quoted(path)} ;;`,
  )
  .join('\n')}
    esac
  done
  case "$command:\${words[CURRENT-1]}" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _cad cad
`;
}

function valueCases({ path, options }: CommandWords): string[] {
  return options
    .filter(({ takesValue }) => takesValue)
    .map((option) => {
      const patterns = flagsOf(option).map((flag) => quoted(`${path}:${flag}`));
      const words = option.values.length > 0 ? `compadd -- ${option.values.join(' ')}; ` : '';
      return `    ${patterns.join(' | ')}) ${words}${option.isFile ? '_files; ' : ''}return ;;`;
    });
}

function commandCase({ path, options, children, values, takesFiles }: CommandWords): string {
  const flags = options.flatMap((option) =>
    flagsOf(option).map((flag) => described(flag, option.description)),
  );
  const names = children.map(({ name, description }) => described(name, description));
  const words = [
    ...(names.length > 0 ? [`found=(${names.join(' ')}); _describe command found`] : []),
    ...(values.length > 0 ? [`compadd -- ${values.join(' ')}`] : []),
    ...(takesFiles ? ['_files'] : []),
  ];
  return `    ${quoted(path)})
      if [[ $PREFIX == -* ]]; then
        found=(${flags.join(' ')}); _describe option found
      else
        ${words.join('\n        ') || 'return'}
      fi ;;`;
}

function described(word: string, description: string): string {
  return quoted(`${word}:${description.replaceAll(':', '\\:')}`);
}
