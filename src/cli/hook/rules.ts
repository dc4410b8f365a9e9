// The rules of the hook, and which files they are about.

import picomatch from 'picomatch';
import type { HookValues, Rule } from '../schema.js';

export type { Rule };

export type HookSettings = HookValues & {
  /** The file of the repository that says so, absolute; absent where it is the user's own. */
  readonly file?: string;
};

/** Whether any rule is about a path. */
export function isRuled({ rules }: HookSettings, path: string): boolean {
  return rules.some((rule) => matches(rule, path));
}

/** Whether a rule is about a path; patterns without a slash are about names, those with `!` exclude. */
export function matches({ files }: Rule, path: string): boolean {
  const patterns = typeof files === 'string' ? [files] : files;
  const isMatch = (pattern: string) =>
    picomatch.isMatch(path, pattern, { dot: true, basename: !pattern.includes('/') });
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  return (
    patterns.some((pattern) => !pattern.startsWith('!') && isMatch(pattern)) &&
    !excluded.some((pattern) => isMatch(pattern.slice(1)))
  );
}
