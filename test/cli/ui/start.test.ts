import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { pressStart } from '../../../src/cli/ui/start/keys.js';
import { reduceStart, type StartState, startState } from '../../../src/cli/ui/start/state.js';

const PATHS = [
  'README.md',
  'src/alpha.ts',
  'src/beta.ts',
  'src/deep/gamma.ts',
  'test/alpha.test.ts',
];
const start = startState(PATHS, ['newest', 'older', 'oldest']);

const key = (...names: (keyof Key)[]) =>
  Object.fromEntries(names.map((name) => [name, true])) as unknown as Key;
const NAMED: Record<string, Key> = {
  '\t': key('tab'),
  '\r': key('return'),
  '↑': key('upArrow'),
  '↓': key('downArrow'),
  '⎋': key('escape'),
};

/** Types keys one after another. */
function typed(state: StartState, keys: string): StartState {
  return Array.from(keys).reduce((at, each) => {
    return NAMED[each] ? pressStart(at, '', NAMED[each]) : pressStart(at, each, key());
  }, state);
}

const paths = ({ matches }: StartState) => matches.map(({ path }) => path);

describe('files', () => {
  test('without a filter all are listed', () => {
    expect(paths(start)).toEqual(PATHS);
  });

  test('the filter need not have all characters', () => {
    expect(paths(typed(start, 'alph'))).toEqual(['src/alpha.ts', 'test/alpha.test.ts']);
    expect(paths(typed(start, 'dgam'))).toEqual(['src/deep/gamma.ts']);
    expect(paths(typed(start, 'zzz'))).toEqual([]);
    expect(typed(start, 'zzz')).toMatchObject({ nMatches: 0, cursor: 0 });
  });

  test('enter takes the one that is pointed at', () => {
    expect(typed(start, '↓↓\r')).toMatchObject({ phase: 'instruction', picked: ['src/beta.ts'] });
    expect(typed(start, 'zzz\r').phase).toBe('files');
  });

  test('tab picks several, in their order, or gives one up', () => {
    expect(typed(start, '↓\t\t\r').picked).toEqual(['src/alpha.ts', 'src/beta.ts']);
    expect(typed(start, '↓\t↑\t').picked).toEqual([]);
    expect(typed(start, 'beta\t⎋README\t').picked).toEqual(['src/beta.ts', 'README.md']);
  });

  test('lines behind a colon go with the file', () => {
    expect(typed(start, 'beta:12\r').picked).toEqual(['src/beta.ts:12']);
    expect(typed(start, 'beta:12-18\t').picked).toEqual(['src/beta.ts:12-18']);
    expect(typed(start, 'beta:\r').picked).toEqual(['src/beta.ts']);
    expect(typed(start, 'beta:12\t\t').picked).toEqual([]);
  });

  test('escape clears the filter, then quits', () => {
    expect(typed(start, 'beta⎋').matches).toHaveLength(5);
    expect(typed(start, 'beta⎋⎋').choice).toBe('quit');
  });

  test('a long list is cut, and the filter finds the rest', () => {
    const many = startState(
      Array.from({ length: 2000 }, (_, n) => `file-${n}.ts`),
      [],
    );
    expect(many).toMatchObject({ nMatches: 2000 });
    expect(many.matches).toHaveLength(500);
    expect(paths(typed(many, 'file-1999'))[0]).toBe('file-1999.ts');
  });
});

describe('the instruction', () => {
  const asked = typed(start, 'beta\r');

  test('is typed, and enter starts', () => {
    expect(typed(asked, 'fix it \r').choice).toEqual({
      files: ['src/beta.ts'],
      instruction: 'fix it',
    });
    expect(typed(asked, '  \r').choice).toBeUndefined();
    expect(typed(asked, '⎋').phase).toBe('files');
  });

  test('earlier ones come by the arrows, and what was typed comes back', () => {
    const text = (keys: string) => typed(asked, keys).instruction.text;
    expect(text('dra↑')).toBe('newest');
    expect(text('dra↑↑↑↑')).toBe('oldest');
    expect(text('dra↑↑↓')).toBe('newest');
    expect(text('dra↑↓↓')).toBe('dra');
    expect(text('↑ now')).toBe('newest now');
  });

  test('text that comes at once, with the keys behind it, counts', () => {
    const state = pressStart(start, 'beta\rfix it\r', key());
    expect(state.choice).toEqual({ files: ['src/beta.ts'], instruction: 'fix it' });
    expect(pressStart(asked, 'one\rtwo', key()).instruction.text).toBe('one two');
  });

  test('ctrl-c interrupts anywhere; nothing changes after a choice', () => {
    for (const state of [start, asked]) {
      const ended = pressStart(state, 'c', key('ctrl'));
      expect(ended.choice).toBe('interrupt');
      expect(reduceStart(ended, { type: 'enter' })).toBe(ended);
    }
  });
});
