import { expect, test, vi } from 'vitest';
import { commit } from '../../src/git/commit.js';
import { Repository } from '../../src/git/repo.js';
import { TestRepository, temporaryRepository } from './repository.js';

function withSubmodule(): { outer: TestRepository; inner: TestRepository } {
  const library = temporaryRepository({ 'a.ts': 'one\n' });
  const outer = temporaryRepository({ 'b.ts': 'one\n' });
  const add = ['submodule', '--quiet', 'add', library.top, 'lib'];
  outer.git('-c', 'protocol.file.allow=always', ...add);
  outer.git('commit', '--quiet', '--message=add');
  const inner = new TestRepository(outer.path('lib'));
  inner.identify();
  return { outer, inner };
}

test('a file of a submodule is committed there, and the outer repository is not', async () => {
  const { outer, inner } = withSubmodule();
  const before = outer.git('rev-parse', 'HEAD');
  const edit = await outer.edit('lib/a.ts', 'one', 'two');
  expect(edit).toMatchObject({ path: 'a.ts', repository: { top: inner.top } });
  await commit(edit.repository, [edit], 'edit');
  expect(inner.git('show', 'HEAD:a.ts')).toBe('two\n');
  expect(outer.git('rev-parse', 'HEAD')).toBe(before);
  expect(outer.git('diff', '--cached', '--name-only')).toBe('');
});

test('variables of a hook of the outer repository do not lead into the submodule', async () => {
  const { outer, inner } = withSubmodule();
  vi.stubEnv('GIT_DIR', outer.path('.git'));
  vi.stubEnv('GIT_INDEX_FILE', outer.path('.git/index'));
  vi.spyOn(process, 'cwd').mockReturnValue(outer.top);
  try {
    expect((await Repository.find(inner.top)).index).toBe(outer.path('.git/modules/lib/index'));
    expect((await Repository.find(outer.top)).index).toBe(outer.path('.git/index'));
  } finally {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  }
});
