import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../git/repository.js';
import { cad, TINY_MODEL } from './cad.js';

const UNTRUSTED = 'cad runs no check that this repository names until `cad trust` allows it.\n';

const rules = (check: string) => ({
  hook: { minConfidence: 0, rules: [{ files: '*.ts', check }] },
  model: TINY_MODEL,
});

/** A repository whose configuration names a command, and a user who has trusted nothing. */
function setUp() {
  const home = temporaryFolder();
  const ran = join(home, 'ran');
  const repository = temporaryRepository({ '.cadrc': JSON.stringify(rules(`touch ${ran}`)) });
  repository.write('a.ts', 'let a = 1;\n');
  repository.git('add', '.');
  const env = { XDG_CONFIG_HOME: home };
  const run = (...args: string[]) => cad(args, { cwd: repository.top, env });
  return { repository, home, ran, run };
}

test('a check of the repository runs once it is trusted, and until it changes', async () => {
  const { repository, ran, run } = setUp();
  expect(await run('hook', 'run')).toEqual({ stdout: '', stderr: UNTRUSTED, status: 0 });
  expect(fs.existsSync(ran)).toBe(false);
  const trusted = await run('trust');
  expect(trusted).toMatchObject({ stderr: '', status: 0 });
  expect(trusted.stdout).toContain(`  touch ${ran}\n`);
  expect(await run('hook', 'run')).toEqual({ stdout: '', stderr: '', status: 0 });
  expect(fs.existsSync(ran)).toBe(true);
  repository.write('.cadrc', JSON.stringify(rules(`touch ${ran} # other`)));
  expect((await run('hook', 'run')).stderr).toBe(UNTRUSTED);
});

test('trust can be taken back, and is not passed on to a copy', async () => {
  const { repository, run, home } = setUp();
  await run('trust');
  const copy = join(temporaryFolder(), 'copy');
  fs.cpSync(repository.top, copy, { recursive: true });
  const env = { XDG_CONFIG_HOME: home };
  expect((await cad(['hook', 'run'], { cwd: copy, env })).stderr).toBe(UNTRUSTED);
  expect((await run('trust', '--revoke')).status).toBe(0);
  expect((await run('hook', 'run')).stderr).toBe(UNTRUSTED);
});

test('trust can be taken back when the configuration names nothing any more', async () => {
  const { repository, run } = setUp();
  await run('trust');
  const configuration = repository.read('.cadrc');
  repository.write('.cadrc', '{}');
  expect((await run('trust', '--revoke')).status).toBe(0);
  repository.write('.cadrc', configuration);
  expect((await run('hook', 'run')).stderr).toBe(UNTRUSTED);
});

test('a folder of the repository is not the user’s own', async () => {
  const { repository, ran } = setUp();
  fs.mkdirSync(repository.path('home/cad'), { recursive: true });
  fs.renameSync(repository.path('.cadrc'), repository.path('home/cad/config.json'));
  await cad(['hook', 'run'], { cwd: repository.top, env: { XDG_CONFIG_HOME: 'home' } });
  expect(fs.existsSync(ran)).toBe(false);
});

test('the checks of the user’s own configuration need no trust', async () => {
  const { repository, home, ran, run } = setUp();
  fs.mkdirSync(join(home, 'cad'));
  fs.renameSync(repository.path('.cadrc'), join(home, 'cad', 'config.json'));
  expect((await run('hook', 'run')).stderr).toBe('');
  expect(fs.existsSync(ran)).toBe(true);
});

test('without a command there is nothing to trust, and a damaged list is named', async () => {
  const { repository, home, run } = setUp();
  repository.write('.cadrc', '{}');
  expect(await run('trust')).toMatchObject({ stdout: '', status: 2 });
  repository.git('checkout', '--', '.cadrc');
  fs.mkdirSync(join(home, 'cad'));
  fs.writeFileSync(join(home, 'cad', 'trust.json'), '[');
  expect(await run('trust')).toMatchObject({
    stderr: expect.stringMatching(
      /trust\.json` is not as `cad trust` writes it\.\nHint: Remove it\.\n$/,
    ),
    status: 3,
  });
});
