// The evaluation sets: our own held-out edits, and sets that are never trained on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SHARED = process.env.CAD_DATA ?? join(ROOT, '..', 'shared', 'data');

/**
 * Reads one set as rows { id, kind, language, path, instruction, before, after, test?, namesLine? };
 * undefined where its file is absent. `test` is appended to the edited code and run.
 */
export function readSet(name) {
  if (name === 'edits') return rowsOf(join(ROOT, 'fixtures', 'edits', 'test.jsonl'))?.map(ownRow);
  const rows = rowsOf(join(SHARED, `${name}.jsonl`));
  return name.startsWith('humanevalpack') ? rows?.map(humanEvalRow) : rows?.map(canItEditRow);
}

export const SETS = ['edits', 'humanevalpack_python', 'humanevalpack_js', 'canitedit'];

function rowsOf(path) {
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function ownRow(row) {
  return { ...row, namesLine: row.names_line };
}

/** The `_docs` form: the docstring or comment states the task. */
function humanEvalRow({ id, language, path, instruction, before_docs, after_docs, test }) {
  return {
    ...{ id, kind: 'fix', language, path, instruction },
    ...{ before: before_docs, after: after_docs, test: `\n${test}` },
  };
}

function canItEditRow({ id, language, path, instruction_lazy, before, after, test }) {
  return {
    ...{ id, kind: 'instructed edit', language, path, instruction: instruction_lazy },
    ...{ before, after, test: `\n\n${test}` },
  };
}
