import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PromptStore } from '../../../src/decode/engine/prompt-store.js';
import { temporaryFolder } from '../tiny-model.js';

/** A model of one number a token; `held` is what was restored. */
class OneNumber {
  tokens: number[] = [];
  held: Float32Array | undefined;

  keysAndValues(nTokens: number): Float32Array[] {
    return [Float32Array.from(this.tokens.slice(0, nTokens))];
  }

  restore(_: readonly number[], numbers: Float32Array): boolean {
    this.held = numbers;
    return true;
  }
}

/** A store of entries that take 16 bytes and 4 for each token. */
function storeIn(folder: string, maxBytes = 100) {
  const model = new OneNumber();
  const store = new PromptStore(model, { folder, model: 'one', maxBytes });
  const save = (...tokens: number[]) => {
    model.tokens = tokens;
    store.save(tokens);
  };
  return { model, store, save, has: (...tokens: number[]) => store.restore(tokens) };
}

/** Says of every file in a folder that it was last used so long ago. */
function age(folder: string, seconds: number): void {
  for (const name of readdirSync(folder)) {
    const then = statSync(join(folder, name)).mtimeMs / 1000 - seconds;
    utimesSync(join(folder, name), then, then);
  }
}

describe('the folder of prompts', () => {
  test('loses those that were not used for longest', () => {
    const folder = temporaryFolder();
    const { save, has } = storeIn(folder);
    for (const token of [1, 2, 3]) {
      save(token, 0, 0, 0);
      age(folder, 10);
    }
    save(1, 0, 0, 0); // used once more
    age(folder, 10);
    save(4, 0, 0, 0);
    expect([1, 2, 3, 4].map((token) => has(token, 0, 0, 0))).toEqual([true, false, true, true]);
    save(1, 0, 0, 0);
    storeIn(folder, 40).save(1, 0, 0, 0);
    expect([1, 3, 4].map((token) => has(token, 0, 0, 0))).toEqual([true, false, false]);
  });

  test('takes nothing that is larger than its limit', () => {
    const folder = temporaryFolder();
    const { save, has } = storeIn(folder);
    save(1);
    save(...Array.from({ length: 22 }, () => 7));
    expect(readdirSync(folder)).toHaveLength(1);
    expect(has(1)).toBe(true);
  });

  test('stays below its limit, and gives what it was given', () => {
    const prompts = fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 30 }));
    fc.assert(
      fc.property(prompts, (prompts) => {
        const folder = temporaryFolder();
        const { model, save, has } = storeIn(folder);
        for (const prompt of prompts) {
          save(...prompt);
          const isKept = 16 + 4 * prompt.length <= 100;
          expect(has(...prompt)).toBe(isKept);
          if (isKept) expect([...model.held!]).toEqual(prompt);
          const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
          expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(100);
        }
        rmSync(folder, { recursive: true });
      }),
    );
  });

  test('loses what dead writers left, and no file of others', () => {
    const folder = temporaryFolder();
    const { save } = storeIn(folder);
    save(1);
    const [entry] = readdirSync(folder);
    writeFileSync(join(folder, `${entry}.dead`), '');
    writeFileSync(join(folder, 'notes.txt'), '');
    age(folder, 100);
    writeFileSync(join(folder, `${entry}.alive`), '');
    save(1);
    expect(readdirSync(folder).sort()).toEqual([entry, `${entry}.alive`, 'notes.txt']);
  });

  test('refuses a prompt that the model has not read', () => {
    const { model, store } = storeIn(temporaryFolder());
    model.tokens = [1, 2];
    expect(() => store.save([1, 3])).toThrow('has not read');
  });

  test('holds whole entries alone, whenever a writer is killed', async () => {
    const folder = temporaryFolder();
    const large = Buffer.concat(largeParts().map((part) => Buffer.from(part.buffer)));
    for (let n = 1; n <= 8; n++) {
      const writer = await endlessProcess(folder, 'store.save(model.tokens); empty();');
      await new Promise((resolve) => setTimeout(resolve, 37 * n));
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      const { model, has } = storeIn(folder);
      if (has(1, 2, 3)) expect(large.equals(Buffer.from(model.held!.slice().buffer))).toBe(true);
    }
    age(folder, 100);
    storeIn(folder, 1e8).save(1);
    const left = readdirSync(folder).filter((name) => !name.endsWith('.kv'));
    expect(left).toEqual([]);
  });

  test('serves processes that write, read and evict at once', async () => {
    const folder = temporaryFolder();
    const others = await Promise.all(
      ['store.save([1]);', 'store.restore([1]); empty();'].map((body) =>
        endlessProcess(folder, body),
      ),
    );
    const { model, save, has } = storeIn(folder, 60);
    for (let n = 0; n < 500; n++) {
      const tokens = [n % 5, 2, 3];
      save(...tokens);
      if (has(...tokens)) expect([...model.held!]).toEqual(tokens);
    }
    expect(others.map(({ exitCode }) => exitCode)).toEqual([null, null]);
  });
});

/** What the processes write for their tokens: 32 MB. */
const largeParts = () => Array.from({ length: 20 }, (_, i) => new Float32Array(400_000).fill(i));

/**
 * Runs a process that repeats `body` until it is killed, after the test at the latest, and `folder`
 * with it. In `body`, `empty` removes all entries.
 */
async function endlessProcess(folder: string, body: string): Promise<ChildProcess> {
  const built = new URL('../../../dist/decode/engine/prompt-store.js', import.meta.url);
  const script = `
    import { readdirSync, rmSync } from 'node:fs';
    const { PromptStore } = await import(${JSON.stringify(built.href)});
    const parts = (${largeParts})();
    const folder = ${JSON.stringify(folder)};
    const model = { tokens: [1, 2, 3], keysAndValues: () => parts, restore: () => true };
    const store = new PromptStore(model, { folder, model: 'one', maxBytes: 1e8 });
    const empty = () => {
      const entries = readdirSync(folder).filter((name) => name.endsWith('.kv'));
      for (const name of entries) rmSync(folder + '/' + name, { force: true });
    };
    console.log('under way');
    for (;;) { ${body} }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    if (child.kill('SIGKILL')) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });
  await once(child.stdout, 'data');
  return child;
}
