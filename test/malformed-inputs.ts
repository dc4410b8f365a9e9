// Inputs that went wrong: valid ones, changed at random in the ways that break readers.

import fc from 'fast-check';

/** Every run sees the same inputs. */
const SEED = 20_260_101;

/** A folder that inputs point into by its name beside the repository, and by its whole path. */
export interface Beside {
  readonly name: string;
  readonly path: string;
}

const DEPTH = 100_000;

/** Parts of JSON that no value of JavaScript is written as; their names stand for them until then. */
const RAW: Record<string, string> = {
  '@deep list': '['.repeat(DEPTH) + ']'.repeat(DEPTH),
  '@deep object': `${'{"a":'.repeat(DEPTH / 10)}1${'}'.repeat(DEPTH / 10)}`,
  '@beyond numbers': '1e400',
  '@no text': '{"toString":1,"valueOf":1}',
  '@prototype': '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
};

const NUMBERS = [-1, 0, 1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 1e300, -1e300];
const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', 'x'];

function texts({ name, path }: Beside): string[] {
  return [
    ...['', ' ', '.', '..', '/', '!', '\0', 'a\0.ts', '\ud800', '\u2028', 'a\nb', '\u001b[31m'],
    ...['a.ts/', './a.ts', 'a.ts/b', 'sub', 'sub/', 'sub/../a.ts', 'link', 'link/a.ts', 'gone.ts'],
    ...[
      '.git',
      '.git/config',
      'sub/.git',
      `../${name}/a.ts`,
      `${path}/a.ts`,
      `file://${path}/a.ts`,
    ],
    ...[
      '--upload-pack=x',
      '--help',
      '-',
      'HEAD',
      'HEAD:a.ts',
      '$(touch x)',
      '`touch x`',
      '[',
      '+(+(',
    ],
    ...['0'.repeat(40), 'F'.repeat(40), '0'.repeat(64), '9'.repeat(400), '%00', '%', '<gen>'],
    ...[
      'x'.repeat(300),
      'x'.repeat(5000),
      'x'.repeat(200_000),
      'd/'.repeat(3000),
      '*'.repeat(70_000),
    ],
    ...KEYS,
  ];
}

function values(beside: Beside): unknown[] {
  return [
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    [1],
    ...NUMBERS,
    ...Object.keys(RAW),
    ...texts(beside),
  ];
}

type Path = readonly (string | number)[];

/** The places of all values inside a value, itself first. */
function placesIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

/** Gives the value with what `change` makes of one place in it; it goes away where that is nothing. */
function changedAt(
  value: unknown,
  [key, ...rest]: Path,
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  const entries = Object.entries(value as object).flatMap(([name, inner]) => {
    const changed = name === key ? changedAt(inner, rest, change) : inner;
    return changed === undefined ? [] : [[name, changed] as const];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

const withKey = (old: unknown, key: string, value: unknown): unknown => {
  if (Array.isArray(old)) return [...old, ...old, value];
  if (typeof old !== 'object' || old === null) return [old];
  return Object.fromEntries([...Object.entries(old), [key, value]]);
};

/** What is done to one place of a value. */
interface Blow {
  readonly place: number;
  readonly how: 'replace' | 'remove' | 'add';
  readonly key: string;
  readonly value: unknown;
}

function struck(value: unknown, { place, how, key, value: other }: Blow): unknown {
  const [whole, ...inner] = placesIn(value);
  // One in many is a blow to the whole value, which spares nothing.
  const at = place % 20 === 0 ? whole! : (inner[place % inner.length] ?? whole!);
  return changedAt(value, at, (old) => {
    if (how === 'replace') return other;
    return how === 'add' ? withKey(old, key, other) : undefined;
  });
}

/** JSON of a value, with its raw parts. */
function written(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.replaceAll(/"(@[a-z ]+)"/g, (whole, name) => RAW[name] ?? whole);
}

type Bytes = Buffer<ArrayBuffer>;

/** What is done to bytes: cut short, some put in, some taken out. */
const damage: fc.Arbitrary<(bytes: Bytes) => Bytes> = fc
  .tuple(
    fc.constantFrom('cut', 'put', 'take'),
    fc.nat(999),
    fc.constantFrom(
      '\0',
      '\xff\xfe',
      '\xc3',
      '{',
      '}',
      '"',
      '\n',
      '\r',
      '\\',
      '<',
      ':1',
      '&a [*a]',
    ),
  )
  .map(([how, share, put]) => (bytes) => {
    const at = Math.floor((share / 1000) * bytes.length);
    const end = bytes.subarray(how === 'take' ? at + 3 : at);
    const middle = how === 'put' ? Buffer.from(put, 'latin1') : Buffer.alloc(0);
    return Buffer.concat([bytes.subarray(0, at), middle, ...(how === 'cut' ? [] : [end])]);
  });

/** Gives `n` different ones of what `arbitrary` makes. */
function sample(n: number, arbitrary: fc.Arbitrary<Buffer>): Buffer[] {
  const made = fc.sample(fc.noBias(arbitrary), { numRuns: 4 * n, seed: SEED });
  const different = new Map(made.map((bytes) => [bytes.toString('latin1'), bytes]));
  if (different.size < n) throw new Error(`only ${different.size} of ${n} inputs differ`);
  return [...different.values()].slice(0, n);
}

/** Gives `n` different texts that one of `valid` has become, by damage to its bytes. */
export function damagedTexts(n: number, valid: readonly string[]): Buffer[] {
  const damaged = fc
    .tuple(fc.constantFrom(...valid), fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([text, blows]) => blows.reduce((bytes, blow) => blow(bytes), Buffer.from(text) as Bytes));
  return sample(n, damaged);
}

/** Gives `n` different texts of JSON that one of `valid` has become: other values, keys, and now and then damage. */
export function damagedJson(n: number, valid: readonly unknown[], beside: Beside): Buffer[] {
  const blow = fc.record({
    place: fc.nat(1000),
    how: fc.constantFrom<Blow['how'][]>('replace', 'replace', 'replace', 'remove', 'add'),
    key: fc.constantFrom(...KEYS),
    value: fc.constantFrom(...values(beside)),
  });
  const damaged = fc
    .tuple(
      fc.constantFrom(...valid),
      fc.array(blow, { minLength: 1, maxLength: 2 }),
      damage,
      fc.nat(5),
    )
    .map(([value, blows, spoil, dice]) => {
      const bytes = Buffer.from(written(blows.reduce(struck, value)));
      return dice === 0 ? spoil(bytes) : bytes;
    });
  return sample(n, damaged);
}
