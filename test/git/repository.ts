// Real repositories for tests: temporary, with no configuration but their own and fixed dates.

import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type Edit, readTarget } from '../../src/git/read.js';

const PROJECT = fs.realpathSync(fileURLToPath(new URL('../..', import.meta.url)));

/** What git and cad shall find in the environment; applied to this process, too. */
export const ENVIRONMENT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_DATE: '2024-01-02T03:04:05Z',
  GIT_COMMITTER_DATE: '2024-01-02T03:04:05Z',
  GIT_TERMINAL_PROMPT: '0',
  XDG_CONFIG_HOME: '/nonexistent',
};

for (const name of Object.keys(process.env)) {
  if (name.startsWith('GIT_')) delete process.env[name];
}
Object.assign(process.env, ENVIRONMENT);

export type Content = string | Uint8Array;

/** Makes a folder outside the project that goes away with the test; gives its real path. */
export function temporaryFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'cad-test-')));
  if (!relative(PROJECT, folder).startsWith('..')) throw new Error('never inside the project');
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Makes a repository whose only commit holds `files`; without files it has no commit. */
export function temporaryRepository(files: Record<string, Content> = {}): TestRepository {
  const repository = new TestRepository(temporaryFolder());
  repository.git('init', '--quiet', '--initial-branch=main');
  repository.identify();
  if (Object.keys(files).length > 0) repository.commit(files);
  return repository;
}

/** A worktree that tests change and look at with git itself. */
export class TestRepository {
  readonly top: string;

  constructor(top: string) {
    this.top = top;
  }

  /** Runs git at the top level and gives what it printed; throws when it fails. */
  git(...args: string[]): string {
    return this.gitBytes(...args).toString();
  }

  gitBytes(...args: string[]): Buffer {
    return execFileSync('git', args, { cwd: this.top, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  identify(): void {
    this.git('config', 'user.name', 'A User');
    this.git('config', 'user.email', 'user@example.com');
  }

  path(path: string): string {
    return join(this.top, path);
  }

  write(path: string, content: Content): void {
    fs.mkdirSync(dirname(this.path(path)), { recursive: true });
    fs.writeFileSync(this.path(path), content);
  }

  read(path: string): string {
    return fs.readFileSync(this.path(path), 'utf8');
  }

  commit(files: Record<string, Content>): void {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    this.git('add', '--', ...Object.keys(files));
    this.git('commit', '--quiet', '--message=change');
  }

  /** Installs an executable script as a hook in the hook folder that git looks into. */
  hook(name: string, script: string): void {
    const path = resolve(this.top, this.git('rev-parse', '--git-path', `hooks/${name}`).trim());
    fs.mkdirSync(dirname(path), { recursive: true });
    fs.writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** Reads a file as cad does, and replaces the first `old` in it. */
  async edit(path: string, old: string, text: string): Promise<Edit> {
    const target = await readTarget(this.path(path), { force: true });
    const before = Buffer.from(target.bytes).toString('latin1');
    if (!before.includes(old)) throw new Error(`${path} does not hold ${old}`);
    return {
      ...target,
      after: Buffer.from(
        before.replace(old, () => text),
        'latin1',
      ),
    };
  }

  /** All that a failed command must leave as it was: commits, index entries, files and their modes. */
  snapshot(): string {
    const files = fs
      .readdirSync(this.top, { recursive: true, encoding: 'utf8' })
      .filter((path) => !path.split('/').includes('.git') && fs.statSync(this.path(path)).isFile())
      .sort()
      .map((path) => {
        const mode = fs.statSync(this.path(path)).mode.toString(8);
        return `${mode} ${path} ${fs.readFileSync(this.path(path)).toString('base64')}`;
      });
    const index = this.git('ls-files', '--stage', '-v');
    const locks = fs.readdirSync(this.git('rev-parse', '--absolute-git-dir').trim());
    const refs = this.git('for-each-ref');
    return [...files, index, refs, ...locks.filter((name) => /^index\./.test(name))].join('\n');
  }
}
