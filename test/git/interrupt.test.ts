import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type TestRepository, temporaryRepository } from './repository.js';

const COMMITTER = fileURLToPath(new URL('committer.js', import.meta.url));

/** Starts a commit, and waits until its hook says that it runs. */
async function startCommit(repository: TestRepository) {
  const child = spawn(process.execPath, [COMMITTER], { cwd: repository.top, detached: true });
  const said = child.stdout.setEncoding('utf8').toArray();
  const ended = once(child, 'exit');
  while (!fs.existsSync(repository.path('.git/begun'))) await setTimeout(1);
  const end = async () => {
    await ended;
    return (await said).join('');
  };
  return { pid: child.pid!, end };
}

/** Starts a commit whose hook does `work` and then takes its time. */
async function slowCommit(repository: TestRepository, seconds: number, work = ':') {
  repository.hook('pre-commit', `${work}; touch .git/begun; sleep ${seconds}`);
  const started = await startCommit(repository);
  await setTimeout(50); // the shell would outlive a signal that comes before `sleep` runs
  return started;
}

test('Ctrl-C while a hook runs leaves everything as it was', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  const before = repository.snapshot();
  const { pid, end } = await slowCommit(repository, 30);
  process.kill(-pid, 'SIGINT'); // a terminal sends it to the whole process group
  expect(await end()).toBe('130 Interrupted: `git commit` failed; nothing was changed.');
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

test('Ctrl-C after a hook changed the edited line names the file with the old text', async () => {
  const lines = 'one\n\n\n\n';
  const repository = temporaryRepository({ 'a.ts': `${lines}theirs\n` });
  repository.write('a.ts', `${lines}mine\n`);
  const { pid, end } = await slowCommit(repository, 30, 'echo hook > a.ts');
  process.kill(-pid, 'SIGINT');
  const said = await end();
  expect(said).toMatch(/^130 Interrupted: .*`a.ts` could not be put back/);
  const [, kept = ''] = /content is in `(.+)`/.exec(said) ?? [];
  expect(fs.readFileSync(kept, 'utf8')).toBe(`${lines}mine\n`);
});

test.each([0, 2, 4, 8, 16, 32])(
  'Ctrl-C %i ms after a last hook began keeps the commit',
  async (ms) => {
    const repository = temporaryRepository({ 'a.ts': 'one\n' });
    repository.hook('post-commit', 'touch .git/begun');
    const { pid, end } = await startCommit(repository);
    await setTimeout(ms);
    try {
      process.kill(-pid, 'SIGINT');
    } catch {} // it has ended already
    expect(await end()).toBe('done');
    expect(repository.git('show', 'HEAD:a.ts')).toBe('two\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  },
);
