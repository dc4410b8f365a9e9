// The scripts that Git runs as hooks: made, found and taken away, with the hook before them kept.

import * as fs from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { StateError } from '../errors.js';
import { fileProblem } from './file-problem.js';
import type { Repository } from './repo.js';

/** The hooks that are made, how each runs `cad`, and what has to hold for that. */
const HOOKS = {
  'pre-commit': ['hook run', '[ "$CAD_HOOK" != 0 ]'],
  // There is work only where the other one has left some.
  'post-commit': ['hook run --after-commit', '[ -f "$(git rev-parse --git-dir)/cad/hook.json" ]'],
} as const;
type HookName = keyof typeof HOOKS;
const NAMES = Object.keys(HOOKS) as HookName[];

/** The folder of hooks that were there before; scripts go on to them, under their own names. */
const BEFORE = 'before-cad';

/** The programs that a script runs: Node.js and `bin/cad.js`. */
export interface Programs {
  readonly node: string;
  readonly cad: string;
}

export interface HookState {
  readonly name: HookName;
  /** `other` for a script that is not ours. */
  readonly kind: 'ours' | 'other' | 'none';
  /** Whether another hook runs after ours. */
  readonly isChained: boolean;
}

function script(name: HookName, { node, cad }: Programs): string {
  const [command, condition] = HOOKS[name];
  return `#!/bin/sh
# Made by \`cad hook install\`; \`cad hook uninstall\` takes it away. CAD_HOOK=0 skips it once.
if ${condition}; then
  if [ -x ${quoted(node)} ] && [ -f ${quoted(cad)} ]; then
    ${quoted(node)} ${quoted(cad)} ${command} || exit $?
  elif command -v cad > /dev/null 2>&1; then
    cad ${command} || exit $?
  else
    echo 'cad was not found, so nothing is fixed; \`cad hook install\` finds it anew.' >&2
  fi
fi
before="$(dirname "$0")/${BEFORE}/${name}"
if [ -x "$before" ]; then exec "$before" "$@"; fi
`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

/** Whether a script is as it was made, for whatever programs. */
function isOurs(name: HookName, text: string): boolean {
  const [, node, cad] = /^ {4}'(.+)' '(.+)' hook run/m.exec(text) ?? [];
  if (!node || !cad) return false;
  const raw = (path: string) => path.replaceAll("'\\''", "'");
  return text === script(name, { node: raw(node), cad: raw(cad) });
}

/** The folder in which Git looks for hooks, after `core.hooksPath`. */
export async function hookFolder(repository: Repository): Promise<string> {
  const { stdout } = await repository.run(['rev-parse', '--git-path', 'hooks']);
  return resolve(repository.top, stdout.toString().replace(/\n$/, ''));
}

/** Tells which hooks are there. */
export async function hookStates(repository: Repository): Promise<HookState[]> {
  const folder = await hookFolder(repository);
  return NAMES.map((name) => {
    const text = textOf(join(folder, name));
    const kind = text === undefined ? 'none' : isOurs(name, text) ? 'ours' : 'other';
    return { name, kind, isChained: fs.existsSync(join(folder, BEFORE, name)) };
  });
}

/**
 * Makes the hooks; one that is there runs after ours. Throws a StateError where the folder belongs to
 * other repositories too or to husky, or where a hook can't be moved aside.
 */
export async function installHooks(repository: Repository, programs: Programs): Promise<void> {
  const folder = await hookFolder(repository);
  await refuseForeign(repository, folder);
  for (const { name, kind, isChained } of await hookStates(repository)) {
    const path = join(folder, name);
    if (kind === 'other' && isChained) {
      throw new StateError(`\`${path}\` is not ours, and there is one in \`${BEFORE}\` already.`, {
        hint: 'Keep what you need of the two as one of them, and remove the other.',
      });
    }
  }
  attempt(folder, () => {
    fs.mkdirSync(folder, { recursive: true });
    for (const name of NAMES) install(folder, name, programs);
  });
}

function install(folder: string, name: HookName, programs: Programs): void {
  const path = join(folder, name);
  const text = textOf(path);
  fs.writeFileSync(`${path}.new`, script(name, programs), { mode: 0o755 });
  fs.chmodSync(`${path}.new`, 0o755);
  if (text !== undefined && !isOurs(name, text)) {
    fs.mkdirSync(join(folder, BEFORE), { recursive: true });
    fs.renameSync(path, join(folder, BEFORE, name));
  }
  fs.renameSync(`${path}.new`, path);
}

/**
 * Takes our hooks away, and gives those back that were there before. Throws a StateError, with nothing
 * changed, where one runs `cad` and is not as it is made. Tells whether there was one.
 */
export async function uninstallHooks(repository: Repository): Promise<boolean> {
  const folder = await hookFolder(repository);
  const states = await hookStates(repository);
  const edited = states.find(
    ({ name, kind }) => kind === 'other' && textOf(join(folder, name))?.includes('cad hook'),
  );
  if (edited) {
    throw new StateError(
      `\`${join(folder, edited.name)}\` is not as \`cad hook install\` makes it.`,
      {
        hint: 'Remove what runs `cad` by hand.',
      },
    );
  }
  const ours = states.filter(({ kind }) => kind === 'ours');
  attempt(folder, () => {
    for (const { name, isChained } of ours) {
      const path = join(folder, name);
      if (isChained) fs.renameSync(join(folder, BEFORE, name), path);
      else fs.rmSync(path);
    }
    if (fs.existsSync(join(folder, BEFORE))) removeEmpty(join(folder, BEFORE));
  });
  return ours.length > 0;
}

/** Refuses a folder that serves other repositories too, or that husky writes anew. */
async function refuseForeign(repository: Repository, folder: string): Promise<void> {
  const common = await repository.run(['rev-parse', '--git-common-dir']);
  const own = [repository.top, resolve(repository.top, common.stdout.toString().trim())];
  if (basename(folder) === '_' && basename(dirname(folder)) === '.husky') {
    throw new StateError('The hooks of this repository are those of husky.', {
      hint: 'Put `cad hook run` into `.husky/pre-commit`, and `cad hook run --after-commit` into `.husky/post-commit`.',
    });
  }
  if (own.some((each) => isInside(each, folder))) return;
  throw new StateError(`\`core.hooksPath\` names \`${folder}\`, outside of this repository.`, {
    hint: 'Run `cad hook run` in its pre-commit, and `cad hook run --after-commit` in its post-commit.',
  });
}

function removeEmpty(folder: string): void {
  if (fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !isAbsolute(inside) && inside.split(sep)[0] !== '..';
}

function textOf(path: string): string | undefined {
  try {
    return fs.readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileProblem(error, `\`${path}\` cannot be read`);
  }
}

function attempt(folder: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw fileProblem(error, `The hooks in \`${folder}\` could not be written`);
  }
}
