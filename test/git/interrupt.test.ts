import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from './repository.js';

const COMMITTER = fileURLToPath(new URL('committer.js', import.meta.url));

/** Starts a commit whose hook takes its time, and waits until the hook runs. */
async function slowCommit(repository: TestRepository, seconds: number) {
  repository.hook('pre-commit', `touch .git/begun; sleep ${seconds}`);
  const child = spawn(process.execPath, [COMMITTER], { cwd: repository.top, detached: true });
  const said = child.stdout.setEncoding('utf8').toArray();
  while (!fs.existsSync(repository.path('.git/begun'))) await setTimeout(20);
  const end = async () => {
    await once(child, 'exit');
    return (await said).join('');
  };
  return { pid: child.pid!, end };
}

test('Ctrl-C while a hook runs leaves everything as it was', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const before = repository.snapshot();
  const { pid, end } = await slowCommit(repository, 30);
  process.kill(-pid, 'SIGINT'); // a terminal sends it to the whole process group
  expect(await end()).toBe('InterruptError 130');
  expect(repository.snapshot()).toBe(before);
});

test('a signal to cad alone lets the commit end', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const { pid, end } = await slowCommit(repository, 0.5);
  process.kill(pid, 'SIGINT');
  expect(await end()).toBe('done');
  expect(repository.git('show', 'HEAD:a.ts')).toBe('two\n');
  expect(repository.git('status', '--porcelain')).toBe('');
});
