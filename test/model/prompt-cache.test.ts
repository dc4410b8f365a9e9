import { expect, test } from 'vitest';
import { decode } from '../../src/decode/decode.js';
import { load } from '../../src/decode/engine/load.js';
import type { LoadedModel } from '../../src/decode/loaded-model.js';
import { findModel } from '../../src/decode/model/find.js';
import { request } from '../decode/trace.js';
import { loadEmbedded } from './embedded-model.js';

const source = 'def total(items):\n    result = 0\n    return result == None\n'.repeat(8);
const second = request(source, { instruction: 'compare with `is` in line 6', maxTokens: 40 });

async function outcome(loaded: LoadedModel) {
  const { program, stats } = await decode(loaded, second);
  const tokens = [...loaded.model.tokens];
  const [row] = await loaded.model.forward([40], [0], 'logits');
  const bits = new Uint32Array(row!.slice().buffer);
  await loaded.model.dispose();
  return { said: { program, tokens, bits }, nReused: stats.nPromptReused };
}

test('a prompt that was read before, here or by another process, gives the same bits', async () => {
  const alone = await outcome(await loadEmbedded(1));
  const options = { model: findModel(process.env.CAD_MODEL), threads: 1, device: 'cpu' as const };
  const storing = await load({ ...options, promptCacheBytes: 1e8 });
  await decode(storing, request(source, { instruction: 'rename total to sum', maxTokens: 10 }));
  const again = await outcome(storing);
  const fromDisk = await outcome(await load({ ...options, promptCacheBytes: 1e8 }));
  expect(alone.nReused).toBe(0);
  expect(again.nReused).toBeGreaterThan(100);
  expect(fromDisk.nReused).toBeGreaterThan(100);
  expect(again.said).toEqual(alone.said);
  expect(fromDisk.said).toEqual(alone.said);
});
