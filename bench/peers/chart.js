// The chart of the report: horizontal bars on a logarithmic scale, as SVG.

const WIDTH = 900;
const LEFT = 330;
const RIGHT = 90;
const ROW = 22;
const HEAD = 54;
const COLOURS = { cad: '#1f6feb', plain: '#9aa4b2', lookup: '#d4912a' };

/** Draws the entries of some cases: for each, the output phase as a bar and end to end as a line behind it. */
export function chart(cases) {
  const sections = cases.map(({ title, entries }) => ({ title, bars: bars(entries) }));
  const values = sections.flatMap(({ bars }) =>
    bars.flatMap(({ output, total }) => [output, total]),
  );
  const low = 10 ** Math.floor(Math.log10(Math.min(...values) / 1.5));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...values)));
  const scale = (ms) =>
    Math.round(((WIDTH - LEFT - RIGHT) * Math.log10(ms / low)) / Math.log10(high / low));
  let y = 10;
  const drawn = sections.map((section) => {
    const part = drawSection(section, y, scale, low, high);
    y += HEAD + ROW * section.bars.length + 24;
    return part;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">`,
    '<title>Milliseconds that cad and other local engines take for the same edits</title>',
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function bars(entries) {
  return entries
    .filter(({ error }) => !error)
    .map(({ title, peer, mode, output, total }) => ({
      title,
      colour: COLOURS[peer === 'cad' ? 'cad' : mode],
      output: output.median,
      total: total.median,
    }))
    .sort((a, b) => a.output - b.output);
}

function drawSection({ title, bars }, top, scale, low, high) {
  const bottom = top + HEAD + ROW * bars.length;
  const lines = [
    `<text x="10" y="${top + 16}" font-size="14" font-weight="bold">${escaped(title)}</text>`,
  ];
  lines.push(
    `<text x="10" y="${top + 34}" fill="#57606a">milliseconds, logarithmic; bar: output phase, line: end to end</text>`,
  );
  for (let tick = low; tick <= high; tick *= 10) {
    const x = LEFT + scale(tick);
    lines.push(`<line x1="${x}" y1="${top + 44}" x2="${x}" y2="${bottom}" stroke="#d0d7de"/>`);
    lines.push(
      `<text x="${x}" y="${bottom + 14}" text-anchor="middle" fill="#57606a">${tick}</text>`,
    );
  }
  for (const [i, bar] of bars.entries()) lines.push(drawBar(bar, top + HEAD + ROW * i, scale));
  return lines.join('\n');
}

function drawBar({ title, colour, output, total }, y, scale) {
  const [short, long] = [LEFT + scale(output), LEFT + scale(total)];
  return [
    `<text x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escaped(title)}</text>`,
    `<line x1="${LEFT}" y1="${y + 8}" x2="${long}" y2="${y + 8}" stroke="${colour}" stroke-width="2"/>`,
    `<line x1="${long}" y1="${y + 3}" x2="${long}" y2="${y + 13}" stroke="${colour}" stroke-width="2"/>`,
    `<rect x="${LEFT}" y="${y}" width="${Math.max(1, short - LEFT)}" height="16" fill="${colour}"/>`,
    `<text x="${Math.max(short, long) + 6}" y="${y + 12}">${Math.round(output)} / ${Math.round(total)}</text>`,
  ].join('\n');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
