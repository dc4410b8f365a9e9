// The rate of matrix products on this machine: one large product as a graph of one node.

import ort from 'onnxruntime-node';

/** Rows of the input, and sides of the square weights. */
const ROWS = 512;
const SIDE = 2048;

// Numbers of ONNX's data types.
const [FLOAT, UINT8, INT8, INT32] = [1, 2, 3, 6];

/** Opens two functions that give multiplications a second: unsigned by signed int8, and float32. */
export async function openProducts(threads) {
  const weights = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => (i * 31) % 251);
  const input = Uint8Array.from({ length: ROWS * SIDE }, (_, i) => (i * 17) % 255);
  const floats = (bytes) => Float32Array.from(bytes, (byte) => byte / 251);
  return {
    int8: await open(
      graphOf('MatMulInteger', [UINT8, INT8, INT32], weights),
      new ort.Tensor('uint8', input, [ROWS, SIDE]),
      threads,
    ),
    float: await open(
      graphOf('MatMul', [FLOAT, FLOAT, FLOAT], new Uint8Array(floats(weights).buffer)),
      new ort.Tensor('float32', floats(input), [ROWS, SIDE]),
      threads,
    ),
  };
}

async function open(graph, a, threads) {
  const session = await ort.InferenceSession.create(graph, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  return async () => {
    // Threads that slept take their time to wake.
    await session.run({ a });
    const startMs = performance.now();
    await session.run({ a });
    return (1000 * ROWS * SIDE * SIDE) / (performance.now() - startMs);
  };
}

/** A model file `c = op(a, b)` with `b` in it; types are those of a, b and c. */
function graphOf(op, [a, b, c], weights) {
  const node = message([1, 'a'], [1, 'b'], [2, 'c'], [3, op], [4, op]);
  const constant = message([1, SIDE], [1, SIDE], [2, b], [8, 'b'], [9, weights]);
  const value = (name, type) =>
    message([1, name], [2, message([1, message([1, type], [2, shape()])])]);
  const shape = () => message(...[ROWS, SIDE].map((size) => [1, message([1, size])]));
  const graph = message(
    ...[
      [1, node],
      [2, 'product'],
      [5, constant],
    ],
    ...[
      [11, value('a', a)],
      [12, value('c', c)],
    ],
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, 17])]);
}

/** A protobuf message of fields `[number, value]`: whole numbers, texts or bytes. */
function message(...fields) {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(8 * number), varint(value)];
      const bytes = Buffer.from(value);
      return [varint(8 * number + 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
