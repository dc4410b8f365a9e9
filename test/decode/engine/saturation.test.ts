import * as runtime from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { PRECISE, saturates } from '../../../src/decode/engine/saturation.js';

test('the precise way is exact on any CPU', async () => {
  expect(await saturates(runtime, PRECISE)).toBe(false);
});
