import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../../git/repository.js';
import { cad } from '../cad.js';

const HOOK = '.git/hooks/pre-commit';

const hook = (cwd: string, ...args: string[]) => cad(['hook', ...args], { cwd });

test('a hook is made, shown, and taken away again', async () => {
  const { top, path } = temporaryRepository({ 'a.ts': 'a\n' });
  expect(await hook(top, 'status')).toMatchObject({
    stdout: expect.stringContaining('  pre-commit  not installed\n'),
    status: 1,
  });
  const installed = await hook(top, 'install');
  expect(installed).toMatchObject({ stderr: '', status: 0 });
  expect(installed.stdout).toContain('Hint: `cad hook --help` shows the rules');
  expect((await hook(top, 'status')).status).toBe(0);
  expect(fs.statSync(path.call({ top }, HOOK)).mode & 0o111).toBe(0o111);
  expect((await hook(top, 'uninstall')).stdout).toMatch(/^Removed from /);
  expect(fs.existsSync(path.call({ top }, HOOK))).toBe(false);
  expect(await hook(top, 'uninstall')).toMatchObject({
    stdout: expect.stringMatching(/^No hook of cad is in /),
    status: 0,
  });
});

test('a hook that was there runs after ours, with its arguments and status, and comes back', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a\n' });
  repository.hook('pre-commit', 'echo "$0 $#" >> .git/ran; exit 3');
  const before = repository.read(HOOK);
  for (let times = 0; times < 2; times++) await hook(repository.top, 'install');
  expect((await hook(repository.top, 'status')).stdout).toContain(
    '  pre-commit  installed, the hook before it runs after it\n',
  );
  expect(() => repository.commit({ 'a.ts': 'b\n' })).toThrow();
  expect(repository.read('.git/ran')).toBe('.git/hooks/before-cad/pre-commit 0\n');
  await hook(repository.top, 'uninstall');
  expect(repository.read(HOOK)).toBe(before);
  expect(fs.readdirSync(repository.path('.git/hooks')).join()).not.toContain('cad');
});

test('a hook that was edited is not taken away, and one that is in the way is not lost', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a\n' });
  repository.hook('pre-commit', 'exit 0');
  await hook(repository.top, 'install');
  fs.appendFileSync(repository.path(HOOK), 'echo mine\n');
  const edited = repository.read(HOOK);
  expect(await hook(repository.top, 'uninstall')).toMatchObject({
    stderr: expect.stringMatching(/is not as `cad hook install` makes it\.\nHint: /),
    status: 3,
  });
  expect(await hook(repository.top, 'install')).toMatchObject({
    stderr: expect.stringMatching(
      /is not ours, and there is one in `before-cad` already\.\nHint: /,
    ),
    status: 3,
  });
  expect(repository.read(HOOK)).toBe(edited);
});

test('hooks in a folder of other repositories are refused, those in an own folder are made', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a\n' });
  repository.git('config', 'core.hooksPath', temporaryFolder());
  expect(await hook(repository.top, 'install')).toMatchObject({
    stderr: expect.stringMatching(
      /outside of this repository\.\nHint: Run `cad hook run` in its pre-commit, and/,
    ),
    status: 3,
  });
  repository.git('config', 'core.hooksPath', "tools/my 'hooks'");
  await hook(repository.top, 'install');
  expect(fs.existsSync(repository.path("tools/my 'hooks'/pre-commit"))).toBe(true);

  repository.commit({ 'a.ts': 'b\n' });
});

test('linked worktrees share the hooks of their repository', async () => {
  const repository = temporaryRepository({ 'a.ts': 'a\n' });
  const linked = `${temporaryFolder()}/linked`;
  repository.git('worktree', 'add', '--quiet', linked);
  expect((await hook(linked, 'install')).status).toBe(0);
  expect((await hook(repository.top, 'status')).status).toBe(0);
});

test('outside a repository there is nothing to install', async () => {
  expect(await hook(temporaryFolder(), 'install')).toMatchObject({ status: 3, stdout: '' });
});
