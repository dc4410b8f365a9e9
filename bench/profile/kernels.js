// Sorts the kernels of a profile by kind of work.

import { spreadOf } from '../../dist/decode/measure/spread.js';

const QUANTISE = ['Abs', 'ReduceMax', 'Div', 'QuantizeLinear', 'DynamicQuantizeLinear', 'Clip'];
const MOVES = [
  ...['Reshape', 'Transpose', 'Concat', 'Split', 'Slice', 'Gather', 'Squeeze', 'Unsqueeze'],
  ...['Flatten', 'Cast', 'Tile', 'Expand', 'Shape', 'Range', 'Identity', 'Pad'],
];

/** Kinds of work in the order of the table. `is` takes the type of a node and its name. */
export const KINDS = [
  {
    kind: 'weights: int8 products',
    is: (op) => /^(MatMulInteger|DynamicQuantizeMatMul|MatMulNBits|QLinearMatMul|Gemm)/.test(op),
  },
  {
    kind: 'attention: float32 products',
    is: (op) => /^(FusedMatMul|MatMul|Attention|MultiHeadAttention|GroupQuery\w+)$/.test(op),
  },
  {
    kind: 'attention: mask and softmax',
    is: (op, name) =>
      /Softmax$|^(LessOrEqual|Where)$/.test(op) || (op === 'Add' && !/total|used/.test(name)),
  },
  {
    kind: 'activations to int8 and back',
    is: (op, name, names) => QUANTISE.includes(op) || (op === 'Mul' && names.has(`${name}.units`)),
  },
  { kind: 'norms', is: (op) => /Normalization$/.test(op) },
  { kind: 'moves of data', is: (op) => MOVES.includes(op) },
  { kind: 'rest: rotation, gate, argmax', is: () => true },
];

/**
 * Gives time, number and multiplications of the kernels of each kind, for one row of forwards, and the
 * overhead. Only the last `nRows` rows of `nForwards` forwards count; those before warmed up.
 *
 * The profiler makes each kernel take longer by `overheadMs`. Where that is not known, it is what
 * makes their sum the time `totalMs` of a row without it.
 */
export function kernelsOf(events, { nRows, nForwards, totalMs, overheadMs }) {
  const runs = events.filter(({ name }) => name === 'model_run').slice(-nRows * nForwards);
  const kernels = events
    .filter(({ cat, name, ts }) => cat === 'Node' && ts >= runs[0].ts && isKernel(name))
    .sort((a, b) => a.ts - b.ts);
  const row = kernels.slice(0, kernels.length / nRows);
  const names = new Set(row.map(nodeOf));
  // Medians: now and then a machine stands still for a while.
  const times = row.map((_, at) => {
    const same = Array.from({ length: nRows }, (_, n) => kernels[n * row.length + at]);
    return spreadOf(same.map(({ dur }) => dur / 1000)).median;
  });
  const addedMs = overheadMs ?? overheadOf(times, totalMs);
  const kinds = KINDS.map(({ kind }) => ({ kind, ms: 0, n: 0, nProducts: 0 }));
  for (const [i, event] of row.entries()) {
    const at = KINDS.findIndex(({ is }) => is(event.args.op_name, nodeOf(event), names));
    kinds[at].ms += Math.max(0, times[i] - addedMs);
    kinds[at].n += 1;
    kinds[at].nProducts += nProductsOf(event.args);
  }
  return { kinds, overheadMs: addedMs };
}

function nodeOf({ name }) {
  return name.replace(/_kernel_time$/, '');
}

/** What to take from each time, but not below 0, so that their sum is `total`; 0 if it is less. */
function overheadOf(times, total) {
  let [low, high] = [0, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (times.reduce((sum, time) => sum + Math.max(0, time - middle), 0) > total) low = middle;
    else high = middle;
  }
  return low;
}

function isKernel(name) {
  return name.endsWith('_kernel_time');
}

/** Multiplications of a matrix product; shapes come as `[{"float":[1,128,576]},…]`. */
function nProductsOf({ op_name, input_type_shape: inputs, output_type_shape: outputs }) {
  if (!/MatMul/.test(op_name)) return 0;
  const shape = (of) => Object.values(of)[0];
  return shape(outputs[0]).reduce((n, size) => n * size, shape(inputs[0]).at(-1));
}
