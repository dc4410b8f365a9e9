// Completion for bash 3.2 and newer. Where it has no word, bash completes file names.

import { type CommandWords, flagsOf, quoted } from './words.js';

export function bashScript(commands: readonly CommandWords[]): string {
  const nested = commands.filter(({ path }) => path !== '');
  const values = commands.flatMap(({ path, options }) =>
    options
      .filter((option) => option.takesValue)
      .map((option) => {
        const patterns = flagsOf(option).map((flag) => quoted(`${path}:${flag}`));
        const words = option.values.length > 0 ? ` words=${quoted(option.values.join(' '))}` : '';
        return `    ${patterns.join(' | ')})${words} ;;`;
      }),
  );
  return `# Completion of cad for bash: source <(cad completion bash)
_cad() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}"
  local command= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command \${COMP_WORDS[i]}" in
${nested.map(({ path }) => `      ${quoted(path.includes(' ') ? path : ` ${path}`)}) command=${quoted(path)} ;;`).join('\n')}
    esac
  done
  # bash cuts --color=always in three.
  if [[ $cur == = ]]; then cur= ; elif [[ $prev == = ]]; then prev="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  COMPREPLY=()
  case "$command:$prev" in
${values.join('\n')}
    *)
      case "$command" in
${commands.map(({ path, options, children, values }) => `        ${quoted(path)}) if [[ $cur == -* ]]; then words=${quoted(options.flatMap(flagsOf).join(' '))}; else words=${quoted([...children.map(({ name }) => name), ...values].join(' '))}; fi ;;`).join('\n')}
      esac
      ;;
  esac
  [[ -z $words ]] || COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o bashdefault -o default -F _cad cad
`;
}
