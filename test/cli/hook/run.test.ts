// `cad hook run` as Git starts it, with the tiny model.
import { expect, test } from 'vitest';
import { temporaryRepository } from '../../git/repository.js';
import { cad, TINY_MODEL } from '../cad.js';

const RULES = [{ files: '*.ts', instruction: 'fix it' }];

function staged(configuration: object) {
  const repository = temporaryRepository({ '.cadrc': JSON.stringify(configuration) });
  repository.write('a.ts', 'let a = 1;\n');
  repository.git('add', 'a.ts');
  return repository;
}

/** Runs the hook; gives what it said, and whether anything is other than before. */
async function run(
  configuration: object,
  args: string[] = [],
  env: NodeJS.ProcessEnv = {},
  repository = staged(configuration),
) {
  const before = repository.snapshot();
  const ran = await cad(['hook', 'run', ...args], { cwd: repository.top, env });
  expect(repository.snapshot()).toBe(before);
  return ran;
}

const nothing = { stdout: '', stderr: '', status: 0 };

test.each([
  ['no rule', {}],
  ['no rule that matches', { hook: { rules: [{ files: '*.md', instruction: 'x' }] } }],
])('with %s there is nothing to do or to say', async (_, configuration) => {
  expect(await run(configuration)).toEqual(nothing);
});

test('CAD_HOOK=0 skips it', async () => {
  expect(
    await run({ hook: { rules: RULES, strict: true }, model: './no' }, [], { CAD_HOOK: '0' }),
  ).toEqual(nothing);
});

test('a model whose confidence is not known changes nothing where one is asked for', async () => {
  const configuration = { hook: { rules: RULES }, model: TINY_MODEL };
  const ran = await run(configuration);
  expect(ran).toMatchObject({ stdout: '', status: 0 });
  expect(ran.stderr).toBe(
    "cad changes nothing: how sure the model `tiny` is can't be told.\n" +
      'Hint: `"minConfidence": 0` in `hook` takes its edits all the same.\n',
  );
  expect((await run(configuration, ['--strict'])).status).toBe(1);
  expect((await run({ ...configuration, hook: { rules: RULES, strict: true } })).status).toBe(1);
});

test.each([
  ['a missing model', { hook: { rules: RULES }, model: './no' }, 4],
  ['a wrong setting', { hook: { rules: 3 } }, 2],
])('%s does not stop the commit, unless --strict', async (_, configuration, status) => {
  const ran = await run(configuration);
  expect(ran).toMatchObject({ stdout: '', status: 0 });
  expect(ran.stderr).toMatch(/^Error: .+\n(Hint: .+\n)?The commit goes on as it was\.\n$/);
  expect((await run(configuration, ['--strict'])).status).toBe(status);
});

test('strict in the configuration is --strict', async () => {
  const ran = await run({ hook: { rules: RULES, strict: true }, model: './no' });
  expect(ran).toMatchObject({ stdout: '', status: 4 });
});

test('the hook of another repository than that of the folder changes nothing', async () => {
  const repository = staged({ hook: { rules: RULES } });
  const other = temporaryRepository({ 'b.ts': 'b\n' });
  const env = { GIT_DIR: other.path('.git'), GIT_INDEX_FILE: other.path('.git/index') };
  const ran = await run({}, [], env, repository);
  expect(ran.stderr).toMatch(/^Error: `GIT_DIR` or `GIT_WORK_TREE` names another/);
  expect(ran.status).toBe(0);
});

test('outside a repository it says so, and stops nothing', async () => {
  const ran = await cad(['hook', 'run']);
  expect(ran).toMatchObject({ stdout: '', status: 0 });
  expect(ran.stderr).toContain('is not in a Git repository.');
});
