// Checks values against the schema, and says in one sentence what is wrong, and in which line.

import { basename } from 'node:path';
import * as v from 'valibot';
import { UsageError } from '../errors.js';
import { CONFIGURATION, type SettingName } from './schema.js';
import { suggest } from './suggest.js';

type Keys = readonly (string | number)[];

/** Where a configuration stands: its absolute path, and how messages name it. */
export interface Place {
  readonly path: string;
  readonly named: string;
}

/** Throws a UsageError, with file and line, unless `value` is a configuration. */
export async function validateFile(value: unknown, place: Place): Promise<void> {
  // To the library a list is an object, too.
  const given = Array.isArray(value) ? null : value;
  const { success, issues } = v.safeParse(CONFIGURATION, given, { abortEarly: true });
  if (success) return;
  const [issue] = issues;
  const keys: Keys = (issue.path ?? []).map(({ key }) => key as string | number);
  const prefix = basename(place.path) === 'package.json' ? ['cad'] : [];
  const { lineOf } = await import('./position.js');
  const line = lineOf(place.path, [...prefix, ...keys]);
  const where = line === undefined ? place.named : `${place.named}:${line}`;
  throw new UsageError(...problemOf(issue, keys, `\`${where}\``));
}

/** Whether a setting may have this value. */
export function isSetting(key: SettingName, value: unknown): boolean {
  return v.safeParse(CONFIGURATION.entries[key], value).success;
}

function problemOf(
  { type, expected, input }: v.BaseIssue<unknown>,
  keys: Keys,
  where: string,
): ConstructorParameters<typeof UsageError> {
  if (keys.length === 0) return [`${where} must hold an object of settings.`];
  const named = `\`${pathText(keys)}\``;
  if (type === 'check') return [`${named} in ${where} has no \`instruction\` and no \`check\`.`];
  if (expected === 'never') return [`${where} has the unknown key ${named}.`, hintFor(keys)];
  if (input === undefined) return [`${named} is missing in ${where}.`];
  return [`${named} in ${where} must be ${expectedAt(keys)}, got ${shown(input)}.`];
}

function hintFor(keys: Keys) {
  const names = namesAt(keys.slice(0, -1));
  const near = suggest(String(keys.at(-1)), names);
  return { hint: near ? `Did you mean \`${near}\`?` : `The keys are \`${names.join('`, `')}\`.` };
}

function pathText(keys: Keys): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '');
}

interface Node extends v.GenericSchema {
  readonly entries?: Record<string, Node>;
  readonly item?: Node;
  readonly wrapped?: Node;
}

/** The schemas from the whole down to what `keys` lead to, as far as they go. */
function schemasAt(keys: Keys): Node[] {
  const schemas: Node[] = [CONFIGURATION as unknown as Node];
  for (const key of keys) {
    const { entries, item } = schemas.at(-1)!;
    const next = typeof key === 'number' ? item : entries?.[key];
    if (!next) break;
    schemas.push(next.wrapped ?? next);
  }
  return schemas;
}

/** Completes the sentence "`x` must be …", `x` being what the keys lead to. */
export function expectedAt(keys: Keys): string {
  const titles = schemasAt(keys).map((schema) => v.getTitle(schema));
  return titles.findLast((title) => title !== undefined)!;
}

function namesAt(keys: Keys): string[] {
  return Object.keys(schemasAt(keys).at(-1)!.entries ?? {});
}

/** Names a value; the parts of a list or an object are left out: YAML lets them hold themselves. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return `\`${typeof value === 'string' ? JSON.stringify(value) : value}\``;
}
