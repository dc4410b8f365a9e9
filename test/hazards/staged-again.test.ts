// What the user stages is not changed because a hook fixed the same text before.
import { expect, test } from 'vitest';
import { recover } from '../../src/git/recover.js';
import { Repository } from '../../src/git/repo.js';
import { hooked } from './hazard.js';

test('text that a hook has fixed may be staged again, in a commit that no hook sees', async () => {
  for (const arguments_ of [[], ['-a'], ['a.txt']]) {
    const repository = hooked({ 'a.txt': 'one\n' });
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    repository.hook('post-commit', 'exit 0');
    repository.git('commit', '--quiet', '--message', 'change', ...arguments_);
    expect(repository.git('show', 'HEAD:a.txt')).toBe('GOOD\n');
    repository.write('a.txt', 'BAD\n');
    repository.git('add', 'a.txt');
    await recover(await Repository.find(repository.top));
    expect(repository.git('show', ':a.txt')).toBe('BAD\n');
  }
});

test('a commit of nothing but what the hook takes out is refused, and can be made all the same', () => {
  const repository = hooked({ 'a.txt': 'GOOD\n' });
  repository.write('a.txt', 'BAD\n');
  repository.git('add', 'a.txt');
  const commit = (...more: string[]) =>
    repository.git('commit', '--quiet', '--message', 'change', ...more);
  expect(() => commit()).toThrow('there is nothing to commit');
  expect(repository.git('status', '--porcelain')).toBe('');
  commit('--allow-empty');
});

test('after a commit of a path the index has the fix, whatever was written since', () => {
  const repository = hooked({ 'a.txt': 'one\n' });
  repository.write('a.txt', 'BAD\n');
  repository.hook('commit-msg', 'echo more >> a.txt');
  repository.git('commit', '--quiet', '--message', 'change', 'a.txt');
  expect(repository.git('show', 'HEAD:a.txt')).toBe('GOOD\n');
  expect(repository.git('show', ':a.txt')).toBe('GOOD\n');
  expect(repository.read('a.txt')).toBe('GOOD\nmore\n');
});

test('what was fixed for a commit that was not made does not touch the next one', () => {
  const repository = hooked({ 'a.txt': 'GOOD\n', 'b.md': 'one\n' });
  repository.write('a.txt', 'BAD\n');
  repository.git('add', 'a.txt');
  expect(() => repository.git('commit', '--quiet', '--message', 'change', 'a.txt')).toThrow();
  repository.write('b.md', 'two\n');
  repository.git('commit', '--quiet', '--message', 'change', 'b.md');
  expect(repository.git('show', ':a.txt')).toBe('BAD\n');
});
