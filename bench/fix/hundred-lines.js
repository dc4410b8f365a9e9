// A file of 100 lines with one loose comparison.
export function hundredLines() {
  const parts = Array.from({ length: 14 }, (_, i) => {
    const equal = i === 8 ? '==' : '===';
    return [
      `export function price${i}(order, rate) {`,
      `  if (order.kind ${equal} ${i}) {`,
      `    return order.amount * rate + ${i};`,
      '  }',
      `  const discount = order.items.length > ${i} ? 0.1 : 0;`,
      '  return order.amount * (1 - discount);',
      '}',
    ].join('\n');
  });
  return `${parts.join('\n')}\n// orders\nexport const VERSION = 1;\n`;
}
