import * as fs from 'node:fs';
import { expect, test, vi } from 'vitest';
import { stage } from '../../src/git/stage.js';
import { temporaryRepository } from './repository.js';

test('GIT_INDEX_FILE names the index that is changed', async () => {
  const repository = temporaryRepository({ 'a.ts': 'one\n' });
  fs.copyFileSync(repository.path('.git/index'), repository.path('.git/other'));
  vi.stubEnv('GIT_INDEX_FILE', '.git/other');
  vi.spyOn(process, 'cwd').mockReturnValue(repository.top);
  try {
    const edit = await repository.edit('a.ts', 'one', 'two');
    await stage(edit.repository, [edit]);
    expect(repository.git('show', ':a.ts')).toBe('two\n');
  } finally {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  }
  expect(repository.git('show', ':a.ts')).toBe('one\n');
});
