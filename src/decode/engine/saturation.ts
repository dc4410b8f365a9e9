// Finds out whether this CPU's fast product of u8 by s8 numbers is exact.
import type { InferenceSession } from 'onnxruntime-node';

type Runtime = typeof import('onnxruntime-node');

/** One `MatMulInteger` of u8 [1, 4] by a constant s8 [4, 16] of 127; `training/export/saturation.py`. */
const GRAPH = Buffer.from(
  'CAoSA2NhZDqdAQoYCgF4CgF3EgF5Ig1NYXRNdWxJbnRlZ2VyEgpzYXR1cmF0aW9uKksIBAgQEANCAXdKQH9/f39/' +
    'f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39/f39aEwoBeBIO' +
    'CgwIAhIICgIIAQoCCARiEwoBeRIOCgwIBhIICgIIAQoCCBBCBAoAEBU=',
  'base64',
);

/** Makes the runtime take a slower way that is exact everywhere. */
export const PRECISE: InferenceSession.SessionOptions = {
  extra: { session: { x64quantprecision: '1' } },
};

/**
 * Whether sums of products saturate at 16 bits, as they do on x64 without VNNI: the answers of an
 * int8 model are wrong there.
 */
export async function saturates(
  runtime: Runtime,
  options: InferenceSession.SessionOptions = {},
): Promise<boolean> {
  const session = await runtime.InferenceSession.create(GRAPH, options);
  const x = new runtime.Tensor('uint8', new Uint8Array(4).fill(255), [1, 4]);
  const { y } = await session.run({ x });
  await session.release();
  return (y!.data as Int32Array).some((sum) => sum !== 4 * 255 * 127);
}
