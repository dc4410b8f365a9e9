// The evaluation sets: our own held-out edits, and sets that are never trained on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SHARED = process.env.CAD_DATA ?? join(ROOT, '..', 'shared', 'data');

/** How a row of each file becomes one of an evaluation. */
const ROWS = {
  edits: ownRow,
  calibration: ownRow,
  humanevalpack_python: humanEvalRow,
  humanevalpack_js: humanEvalRow,
  canitedit: canItEditRow,
  editeval: editEvalRow,
};

/** The sets that measure; `calibration` is for fitting what confidence is computed with. */
export const SETS = Object.keys(ROWS).filter((name) => name !== 'calibration');

/**
 * Reads a set as rows { id, kind, language, path, instruction, before, after, tested? } and, for our
 * own sets, what the instruction says. `tested(after)` gives the program that tests an outcome.
 * Undefined where the set's file is absent. Throws a RangeError for an unknown name.
 */
export function readSet(name) {
  const toRow = ROWS[name];
  if (!toRow) throw new RangeError(`There is no set \`${name}\`, but \`${SETS.join('`, `')}\`.`);
  const isOwn = toRow === ownRow;
  const path = isOwn
    ? join(ROOT, 'fixtures', 'edits', `${name === 'edits' ? 'test' : name}.jsonl`)
    : join(SHARED, `${name}.jsonl`);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => toRow(JSON.parse(line)));
}

function ownRow(row) {
  return {
    ...row,
    namesLine: row.names_line,
    // Of what is already so there is no place.
    namesPlace: row.kind === 'nothing' ? undefined : row.names_line || row.hint === 'exact',
    isDiagnostic: row.diagnostic,
    heldWording: row.held_wording,
    severalRight: row.several_right,
  };
}

/** The `_docs` form: the docstring or comment states the task. */
function humanEvalRow({ id, language, path, instruction, before_docs, after_docs, test }) {
  return {
    ...{ id, kind: 'fix', language, path, instruction },
    ...{ before: before_docs, after: after_docs, tested: (after) => `${after}\n${test}` },
  };
}

function canItEditRow({ id, language, path, instruction_lazy, before, after, test }) {
  return {
    ...{ id, kind: 'instructed edit', language, path, instruction: instruction_lazy },
    ...{ before, after, tested: (text) => `${text}\n\n${test}` },
  };
}

function editEvalRow({ id, language, path, instruction, before, after, context, test }) {
  const whole = (text) => context?.replace('{{Code}}', () => text) ?? text;
  return {
    ...{ id, kind: 'instructed edit', language, path, instruction },
    ...{ before, after, tested: (text) => `${whole(text)}\n\n${test}` },
  };
}
