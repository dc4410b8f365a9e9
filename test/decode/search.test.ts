import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logP, type Scored, search } from '../../src/decode/search.js';

/** What may be said next, with its probability, after what has been said. */
type Model = (said: string) => readonly { token: number; p: number }[];

const END = 0;

/** Goes on greedily to the end token, or gives up at a length. */
function decoderOf(model: Model, most = 20) {
  return async (beginning: Scored): Promise<Scored & { abstained?: string }> => {
    const [tokens, choices] = [[...beginning.tokens], [...beginning.choices]];
    while (tokens.at(-1) !== END) {
      if (tokens.length === most) return { tokens, choices, abstained: 'too long' };
      const ways = model(tokens.join()).map(({ token, p }) => ({ token, logP: Math.log(p) }));
      const [best, ...others] = ways.toSorted((a, b) => b.logP - a.logP);
      choices.push({ at: tokens.length, logP: best!.logP, others });
      tokens.push(best!.token);
    }
    return { tokens, choices };
  };
}

const found = async (model: Model, most: number) =>
  (await search(decoderOf(model), most)).map(({ tokens }) => tokens.join(' '));

/** The greedy answer `1 0` has 0.6 × 0.3, `2 0` has 0.4 × 0.9. */
const misleading: Model = (said) => {
  if (said === '') return [1, 2].map((token) => ({ token, p: token === 1 ? 0.6 : 0.4 }));
  if (said === '1') return [3, 4, END].map((token) => ({ token, p: token === END ? 0.4 : 0.3 }));
  return [
    { token: END, p: 0.9 },
    { token: 5, p: 0.1 },
  ];
};

describe('the search', () => {
  test('gives the greedy answer alone when one is asked for', async () => {
    expect(await found(misleading, 1)).toEqual(['1 0']);
  });

  test('tries the likeliest beginning next', async () => {
    expect(await found(misleading, 3)).toEqual(['1 0', '2 0', '1 3 0']);
  });

  test('leaves what is far less likely than the best', async () => {
    const sure: Model = () => [
      { token: END, p: 0.95 },
      { token: 1, p: 0.05 },
    ];
    expect(await found(sure, 5)).toEqual(['0']);
  });

  test('goes on where an answer does not end', async () => {
    const endless: Model = (said) =>
      said.startsWith('1') ? [{ token: 1, p: 1 }] : misleading(said);
    const tried = await search(decoderOf(endless), 2);
    expect(tried.map(({ abstained }) => abstained)).toEqual(['too long', undefined]);
  });

  test('finds the likeliest of all answers', async () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(weights, { minLength: 13, maxLength: 13 }), async (table) => {
        const model = treeOf(table);
        const tried = await search(decoderOf(model), 1000);
        const best = Math.max(...tried.map(logP));
        expect(best).toBeCloseTo(Math.log(likeliest(model, '')), 9);
        const texts = tried.map(({ tokens }) => tokens.join());
        expect(new Set(texts).size).toBe(texts.length);
      }),
    );
  });
});

/** A tree of two levels with three branches each, then the end; one row of weights a node. */
function treeOf(table: readonly (readonly number[])[]): Model {
  return (said) => {
    const path = said === '' ? [] : said.split(',').map(Number);
    if (path.length === 3) return [{ token: END, p: 1 }];
    const node = path.reduce((at, token) => 3 * at + token, 0);
    const weights = table[node]!;
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight, i) => ({ token: i + 1, p: weight / total }));
  };
}

function likeliest(model: Model, said: string): number {
  return Math.max(
    ...model(said).map(({ token, p }) =>
      token === END ? p : p * likeliest(model, said === '' ? `${token}` : `${said},${token}`),
    ),
  );
}
