import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fit } from '../../src/apply/fit.js';
import { resolve } from '../../src/apply/resolve.js';
import { toLatin1 } from '../../src/grammar/bytes.js';
import { copy, gen, type Program } from '../../src/grammar/program.js';
import { Source } from '../../src/grammar/source.js';
import { plain, source } from '../arbitraries.js';

const fitted = (program: Program, file: string) => {
  const source = Source.of(file);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    resolve(fit(program, source), source, { allowMoves: true }),
  );
};

describe('a generated line takes the ending', () => {
  test('of the copied line before it', () => {
    expect(fitted([copy(1, 1), gen('x\ny\n'), copy(2, 2)], 'a\r\nb\n')).toBe('a\r\nx\r\ny\r\nb\n');
    expect(fitted([copy(1, 1), gen('x\n'), copy(2, 2)], 'a\nb\r\n')).toBe('a\nx\nb\r\n');
  });

  test('else of the copied line after it', () => {
    expect(fitted([gen('x\n'), copy(1, 2)], 'a\r\nb\n')).toBe('x\r\na\r\nb\n');
    expect(fitted([gen('x\n'), copy(3, 3)], 'a\r\nb\r\nc')).toBe('x\r\nc');
  });

  test('else of most lines of the file', () => {
    expect(fitted([gen('x\n')], 'a\r\nb\nc\r\n')).toBe('x\r\n');
    expect(fitted([gen('x\n')], 'a\r\nb\n')).toBe('x\n');
    expect(fitted([gen('x\n')], '')).toBe('x\n');
  });
});

test('an ending that is there already is kept', () => {
  expect(fitted([copy(1, 1), gen('x\r\ny\n')], 'a\r\n')).toBe('a\r\nx\r\ny\r\n');
});

describe('a last line without a newline', () => {
  test('is ended where something is placed after it', () => {
    expect(fitted([copy(1, 2), gen('c\n')], 'a\r\nb')).toBe('a\r\nb\r\nc\r\n');
    expect(fitted([copy(2, 2), copy(1, 1)], 'a\nb')).toBe('b\na\n');
  });

  test('is not ended twice', () => {
    expect(fitted([copy(1, 2), gen('\nc')], 'a\nb')).toBe('a\nb\nc');
  });

  test('stays as it is at the end', () => {
    expect(fitted([copy(1, 2)], 'a\nb')).toBe('a\nb');
  });
});

describe('a BOM stays at the start of the file', () => {
  test('where text comes before line 1', () => {
    expect(fitted([gen('x\n'), copy(1, 2)], '\ufeffa\r\nb\n')).toBe('\ufeffx\r\na\r\nb\n');
  });

  test('where line 1 is left out or moved', () => {
    expect(fitted([copy(2, 2)], '\ufeffa\nb\n')).toBe('\ufeffb\n');
    expect(fitted([copy(2, 2), copy(1, 1)], '\ufeffa\nb\n')).toBe('\ufeffb\na\n');
    expect(fitted([gen('\ufeffA\n'), copy(2, 2)], '\ufeffa\nb\n')).toBe('\ufeffA\nb\n');
  });

  test('but an empty file has none', () => {
    expect(fitted([], '\ufeffa\n')).toBe('');
  });
});

test('a program of copies in order stays as it is', () => {
  fc.assert(
    fc.property(source, (source) => {
      const all = source.nLines === 0 ? [] : [copy(1, source.nLines)];
      expect(plain(fit(all, source))).toBe(plain(all));
    }),
  );
});

test('a file whose lines all end alike keeps that', () => {
  const texts = fc
    .array(fc.constantFrom('x', '\n', 'y\n'), { maxLength: 6 })
    .map((t) => t.join(''));
  fc.assert(
    fc.property(fc.nat(5), texts, texts, (nLines, first, second) => {
      const source = Source.of('line\r\n'.repeat(nLines + 1));
      const result = resolve(fit([gen(first), copy(1, nLines + 1), gen(second)], source), source);
      expect(toLatin1(result).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    }),
  );
});
