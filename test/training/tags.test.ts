import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolve } from '../../src/apply/resolve.js';
import { decode } from '../../src/decode/decode.js';
import type { PromptInput } from '../../src/decode/prompt.js';
import type { TokenId, Tokenizer } from '../../src/decode/tokenizer.js';
import { view } from '../../src/decode/view.js';
import { Source } from '../../src/grammar/source.js';
import { END, loadedWith, ScriptedModel, toyTokenizer } from '../decode/scripted-model.js';
import { request } from '../decode/trace.js';

interface Sequence {
  file: TokenId[];
  branches: { ask: TokenId[]; answer: TokenId[]; weights: number[] }[];
}

interface Row {
  id: string;
  path: string;
  before: string;
  after: string;
  instruction: string;
}

type Encode = (
  tokenizer: Tokenizer,
  row: Row,
  input: PromptInput,
  isPrefilled: boolean,
) => Sequence | undefined;

const { encodeTags }: { encodeTags: Encode } = await import(
  new URL('../../training/encode/tags.js', import.meta.url).href
);

const rows: Row[] = readFileSync(
  join(import.meta.dirname, '../../fixtures/edits/calibration.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

test.for(['prefill', 'reference'] as const)(
  'what a model is taught is what it reads and says, with copies by %s',
  { timeout: 120_000 },
  async (copyContext) => {
    let nTaught = 0;
    for (const row of rows.filter((_, i) => i % 8 === 0)) {
      const source = Source.of(row.before);
      const shown = view(source, row);
      const input = { ...row, source, view: shown };
      const taught = encodeTags(toyTokenizer, row, input, copyContext === 'prefill');
      if (!taught) continue;
      nTaught++;
      const { file } = taught;
      const [{ ask, answer, weights } = { ask: [], answer: [], weights: [] }] = taught.branches;
      const prompt = [...file, ...ask];
      const model = new ScriptedModel((read) => [answer[read.length - prompt.length] ?? END], 9000);
      const loaded = loadedWith(model, 'tags', { copyContext });
      const options = { path: row.path, instruction: row.instruction };
      const { fence: _, ...asked } = request(row.before, options);
      const { program } = await decode(loaded, asked);
      expect(Buffer.from(resolve(program, source)).toString()).toBe(row.after);
      const { tokens } = model;
      expect(tokens).toEqual([...prompt, ...answer].slice(0, tokens.length));
      // What follows the last choice has no alternative, and so is never read.
      const nRead = tokens.length - prompt.length;
      expect(weights.slice(nRead + 1, -1).every((weight) => weight === 0)).toBe(true);
      expect(weights).toHaveLength(answer.length);
    }
    expect(nTaught).toBeGreaterThan(70);
  },
);
