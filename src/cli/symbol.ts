// `--symbol`: the lines that may change, by the name of what they declare.

import { type DeclaredSymbol, symbolsOf } from '../apply/symbols.js';
import { UsageError } from '../errors.js';
import type { LineRange, Source } from '../grammar/source.js';
import { suggest } from './suggest.js';

/**
 * Finds the lines of the symbol called `name`, or `outer.name`. Throws a UsageError where the file
 * has none or several of that name, or its language is not known.
 */
export async function symbolLines(path: string, source: Source, name: string): Promise<LineRange> {
  const symbols = await symbolsOf(path, new TextDecoder().decode(source.bytes));
  if (!symbols) {
    throw new UsageError(`\`--symbol\` cannot be used: the language of \`${path}\` is not known.`, {
      hint: `Name the lines that may change, as in \`${path}:120-180\`.`,
    });
  }
  const exact = symbols.filter((symbol) => symbol.name === name);
  // What stands at the top is meant before what stands inside.
  const named = exact.length === 1 ? exact : symbols.filter((symbol) => isCalled(symbol, name));
  if (named.length === 1) return named[0]!.lines;
  throw named.length === 0 ? missing(path, name, symbols) : ambiguous(path, name, named);
}

function isCalled(symbol: DeclaredSymbol, name: string): boolean {
  return symbol.name === name || symbol.name.endsWith(`.${name}`);
}

function missing(path: string, name: string, symbols: readonly DeclaredSymbol[]): UsageError {
  const names = symbols.flatMap((symbol) => [symbol.name, symbol.name.split('.').at(-1)!]);
  const near = suggest(name, names);
  return new UsageError(
    `\`${path}\` declares no \`${name}\`.`,
    near ? { hint: `Did you mean \`${near}\`?` } : {},
  );
}

function ambiguous(path: string, name: string, named: readonly DeclaredSymbol[]): UsageError {
  const places = named.map(
    ({ name, lines }) => `\`${name}\` in lines ${lines.first}-${lines.last}`,
  );
  const isTold = new Set(named.map((symbol) => symbol.name)).size === named.length;
  const { lines } = named[0]!;
  const narrower = isTold ? named[0]!.name : `${path}:${lines.first}-${lines.last}`;
  return new UsageError(
    `\`${path}\` declares \`${name}\` ${named.length} times: ${places.join(', ')}.`,
    { hint: `Say which, as in \`${narrower}\`.` },
  );
}
