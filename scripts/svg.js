// Draws the cells of a terminal as SVG.

const CELL = { width: 8.4, height: 18 };
const FONT = 14;
/** Where the characters stand in their cell. */
const BASELINE = 13.5;
const MARGIN = 14;
const TITLE = 34;
const BACKGROUND = '#1c2128';
const FOREGROUND = '#cdd9e5';
const BASIC = [
  ...['#545d68', '#f47067', '#57ab5a', '#c69026', '#539bf5', '#b083f0', '#39c5cf', '#909dab'],
  ...['#636e7b', '#ff938a', '#6bc46d', '#daaa3f', '#6cb6ff', '#dcbdfb', '#56d4dd', '#cdd9e5'],
];
/** Levels of red, green and blue in the cube of colours 16 to 231. */
const LEVELS = [0, 95, 135, 175, 215, 255];

/** Gives the picture of what an xterm shows, below a title. */
export function svgOf(terminal, title) {
  const { rows, cols } = terminal;
  const width = cols * CELL.width + 2 * MARGIN;
  const height = rows * CELL.height + TITLE + MARGIN;
  const lines = Array.from({ length: rows }, (_, row) =>
    runsOf(terminal.buffer.active.getLine(row), cols).flatMap((run) =>
      drawn(run, TITLE + row * CELL.height),
    ),
  );
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${fixed(width)} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}" xml:space="preserve">`,
    `<text x="${MARGIN}" y="22" fill="${BASIC[8]}">$ ${escaped(title)}</text>`,
    ...lines.flat(),
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

/** Cuts a line into runs of cells that look the same. */
function runsOf(line, cols) {
  const runs = [];
  for (let at = 0; at < cols; at++) {
    const cell = line.getCell(at);
    if (cell.getWidth() === 0) continue;
    const style = styleOf(cell);
    const key = JSON.stringify(style);
    const last = runs.at(-1);
    const text = cell.getChars() || ' ';
    if (last?.key === key) {
      last.text += text;
      last.nCells += cell.getWidth();
    } else runs.push({ key, style, at, text, nCells: cell.getWidth() });
  }
  return runs;
}

function styleOf(cell) {
  const foreground = colorOf(cell, 'Fg') ?? FOREGROUND;
  const background = colorOf(cell, 'Bg');
  const [fill, behind] = cell.isInverse()
    ? [background ?? BACKGROUND, foreground]
    : [foreground, background];
  return {
    fill,
    behind,
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isItalic: cell.isItalic() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  };
}

/** The colour of a cell's `Fg` or `Bg`; undefined for the terminal's own. */
function colorOf(cell, ground) {
  const color = cell[`get${ground}Color`]();
  if (cell[`is${ground}Default`]()) return undefined;
  if (cell[`is${ground}RGB`]()) return hex([color >> 16, (color >> 8) & 255, color & 255]);
  if (color < 16) return BASIC[color];
  if (color >= 232) return hex(Array(3).fill(8 + 10 * (color - 232)));
  const at = color - 16;
  return hex([LEVELS[Math.floor(at / 36)], LEVELS[Math.floor(at / 6) % 6], LEVELS[at % 6]]);
}

function hex(parts) {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function drawn({ style, at, text, nCells }, top) {
  const { fill, behind, isBold, isDim, isItalic, isUnderlined } = style;
  const shown = text.trimEnd();
  const x = fixed(MARGIN + at * CELL.width);
  const widthOf = (n) => fixed(n * CELL.width);
  const attributes = [
    `x="${x}" y="${top + BASELINE}" fill="${fill}"`,
    // Fonts differ in their width; the cells must not.
    `textLength="${widthOf(nCells - (text.length - shown.length))}" lengthAdjust="spacingAndGlyphs"`,
    ...(isBold ? ['font-weight="bold"'] : []),
    ...(isDim ? ['opacity="0.6"'] : []),
    ...(isItalic ? ['font-style="italic"'] : []),
    ...(isUnderlined ? ['text-decoration="underline"'] : []),
  ].join(' ');
  const size = `width="${widthOf(nCells)}" height="${CELL.height}"`;
  return [
    ...(behind ? [`<rect x="${x}" y="${top}" ${size} fill="${behind}"/>`] : []),
    ...(shown === '' ? [] : [`<text ${attributes}>${escaped(shown)}</text>`]),
  ];
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fixed(number) {
  return Number(number.toFixed(2));
}
