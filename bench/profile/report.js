// The profile as Markdown.

/** Gives the whole of PROFILE.md. */
export function markdown({ machine, threads, date, weightBytes, cacheBytes, cases }) {
  const lines = [
    '# Where the time of a forward goes',
    '',
    `Written by \`npm run bench:profile\` on ${date}: ${machine.cpu}, ${machine.nCores} cores, ${threads} threads;`,
    `Node.js ${machine.node}, onnxruntime ${machine.onnxruntime}, cad ${machine.cad}, ${machine.model}.`,
    ...(machine.tunables ? [`\`GLIBC_TUNABLES=${machine.tunables}\`.`] : []),
    '',
    'Times are of the graph alone, medians (least–most). The profiler makes each kernel take longer, which',
    `can double small ones: ${number(1000 * cases[0].overheadMs)} µs, as much as makes the sum of the kernels of a step the time of the step`,
    'without it. That is taken from each kernel, and the rest is scaled to the time without the profiler.',
    'So what passes between kernels is spread over them.',
    '',
    'Limits are measured between the forwards of each case, since a machine changes its pace. Memory: as',
    'many threads read a buffer as large as the weights. Products: multiplications of one large matrix',
    'product in the same runtime, u8 by s8 and float32. The last column is the time at these rates: for the',
    'weights the longer one of their bytes and their products, for attention that of keys and values and',
    'of its products.',
  ];
  for (const each of cases) lines.push('', ...table(each, weightBytes, cacheBytes));
  return `${lines.join('\n')}\n`;
}

function table({ title, forwards, ms, profiledMs, kinds, limits }, weightBytes, cacheBytes) {
  const kernelMs = sum(kinds.map((each) => each.ms));
  const memoryMs = (bytes) => (1000 * bytes) / limits.bytesPerSecond.median;
  const productMs = ({ nProducts }, { median }) => (1000 * nProducts) / median;
  const nRead = sum(forwards.map(([nBefore]) => nBefore));
  const limitOf = {
    0: longer(memoryMs(forwards.length * weightBytes), productMs(kinds[0], limits.int8PerSecond)),
    1: longer(memoryMs(cacheBytes(nRead)), productMs(kinds[1], limits.floatPerSecond)),
  };
  const rows = kinds.map(({ kind, ms: took, n }, i) => {
    const share = took / kernelMs;
    const limit = limitOf[i] ? `${number(limitOf[i].ms)} (${limitOf[i].by})` : '';
    return `| ${kind} | ${n} | ${number(share * ms.median)} | ${(100 * share).toFixed(0)} % | ${limit} |`;
  });
  const limit = sum(Object.values(limitOf).map((each) => each.ms));
  return [
    `## ${title}`,
    '',
    `${spread(ms)} ms; under the profiler ${number(profiledMs)} ms.`,
    `Memory ${giga(limits.bytesPerSecond)} GB/s; products ${giga(limits.int8PerSecond)} G/s in int8, ${giga(limits.floatPerSecond)} G/s in float32.`,
    '',
    '| work | kernels | ms | share | limit, ms |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
    `| all | ${sum(kinds.map(({ n }) => n))} | ${number(ms.median)} | 100 % | ${number(limit)} |`,
  ];
}

function longer(memoryMs, productMs) {
  return memoryMs > productMs ? { ms: memoryMs, by: 'memory' } : { ms: productMs, by: 'products' };
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

function giga({ median, min, max }) {
  return spread({ median: median / 1e9, min: min / 1e9, max: max / 1e9 });
}

function spread({ median, min, max }) {
  return `${number(median)} (${number(min)}–${number(max)})`;
}

function number(value) {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
