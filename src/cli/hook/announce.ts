// The words of the hook and of `cad trust`, but for what a run has done.

import type { HookState } from '../../git/hook-scripts.js';
import { lines } from '../announce.js';
import type { Rule } from './rules.js';

export function operationText(operation: string): string {
  return lines(`cad changes nothing while a ${operation} is in progress.`);
}

export function standsAsideText(): string {
  return lines('The commit goes on as it was.');
}

export function statusText(
  folder: string,
  states: readonly HookState[],
  rules: readonly Rule[],
): string {
  const what = {
    ours: 'installed',
    other: 'not installed: another hook is there',
    none: 'not installed',
  };
  return lines(
    `Hooks in \`${folder}\`:`,
    ...states.map(({ name, kind, isChained }) => {
      const next = kind === 'ours' && isChained ? ', the hook before it runs after it' : '';
      return `  ${name}  ${what[kind]}${next}`;
    }),
    rules.length === 0 ? 'No rules: the hook has nothing to do.' : 'Rules:',
    ...rules.map((rule) => `  ${[rule.files].flat().join(' ')}  ${named(rule)}`),
  );
}

export function installedText(folder: string, nRules: number, isShared: boolean): string {
  return lines(
    `Installed in \`${folder}\`.`,
    ...(isShared ? ['Hint: The hooks name programs of this machine; do not commit them.'] : []),
    ...(nRules === 0 ? ['Hint: `cad hook --help` shows the rules that it needs.'] : []),
  );
}

export function uninstalledText(folder: string, wasThere: boolean): string {
  return lines(wasThere ? `Removed from \`${folder}\`.` : `No hook of cad is in \`${folder}\`.`);
}

/** Says which commands may run now. */
export function trustText(file: string, checks: readonly string[]): string {
  return lines(`Until \`${file}\` names others, these run:`, ...checks.map((each) => `  ${each}`));
}

export function revokedText(top: string): string {
  return lines(`No check that the repository \`${top}\` names runs any more.`);
}

/** Names a rule. */
export function named({ instruction, check }: Rule): string {
  return instruction ? `"${instruction}"` : `the check \`${check}\``;
}
