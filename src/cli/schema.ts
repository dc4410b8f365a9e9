// What a configuration file may hold: keys, kinds, descriptions and defaults. `schema/config.json`
// is made of it.

import * as v from 'valibot';
import { DEVICES } from '../decode/engine/devices.js';

/** A timer that is longer would end at once. */
const MOST_MS = 2 ** 31 - 1;

const text = v.pipe(v.string(), v.nonEmpty(), v.title('a text that is not empty'));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.title('a number from 0 to 1'));
const milliseconds = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(MOST_MS),
  v.title(`a whole number from 1 to ${MOST_MS}`),
);
/** picomatch takes no longer ones, and none that is empty. */
const glob = v.pipe(v.string(), v.regex(/[^!]/), v.maxLength(10_000), v.title('a glob'));

const RULE_KEYS = {
  files: v.pipe(
    v.union([glob, v.pipe(v.array(glob), v.minLength(1))]),
    v.title('a glob, or a list of them'),
    v.description('Files that the rule is about; a pattern with `!` excludes.'),
  ),
  instruction: optional(text, 'What to change.'),
  check: optional(
    v.pipe(v.string(), v.nonEmpty(), v.title('a command line')),
    'A command that gets the paths as its arguments; it runs after `cad trust`.',
  ),
  minConfidence: optional(share, 'How sure the model has to be.'),
  timeBudgetMs: optional(milliseconds, 'Time after which the rule changes nothing.'),
};

const RULE = v.pipe(
  v.strictObject(RULE_KEYS),
  v.check(({ instruction, check }) => Boolean(instruction || check), 'no instruction'),
  v.title('a rule'),
);

/** What a rule is held to where neither it nor the hook says it. */
export const HOOK_DEFAULTS = { minConfidence: 0.9, timeBudgetMs: 10_000 };

export const HOOK = v.pipe(
  v.strictObject({
    rules: v.pipe(v.array(RULE), v.title('a list of rules'), v.description('Done in this order.')),
    minConfidence: optional(share, 'How sure the model has to be.', HOOK_DEFAULTS.minConfidence),
    timeBudgetMs: optional(
      milliseconds,
      'Time after which a rule changes nothing.',
      HOOK_DEFAULTS.timeBudgetMs,
    ),
    strict: optional(
      v.pipe(v.boolean(), v.title('true or false')),
      'Whether what is not done stops the commit.',
      false,
    ),
  }),
  v.title('an object'),
);

const KEYS = {
  model: optional(text, 'A model, by name or by its folder.'),
  mode: optional(
    oneOf('program', 'rewrite'),
    'How the model says an edit; its own first choice if not given.',
  ),
  threads: optional(integer(1), 'Threads of the engine; the cores of the machine if not given.'),
  device: optional(
    oneOf('auto', ...DEVICES),
    'What the model runs on; `auto` is the fastest here.',
    'cpu',
  ),
  promptCache: optional(integer(0), 'MB on disk for what was read of files.', 0),
  color: optional(oneOf('auto', 'always', 'never'), 'When output is coloured.', 'auto'),
  trailer: optional(
    v.pipe(v.union([v.literal(false), text]), v.title('a text that is not empty, or false')),
    'The trailer of commits, `false` for none; it names cad and the model if not given.',
  ),
  temperature: optional(number(0, 2), '0 takes the likeliest token.', 0),
  topP: optional(number(0.01, 1), 'Keeps the likeliest tokens up to this sum.', 1),
  seed: optional(integer(0), 'Equal seeds make equal choices.', 0),
  maxTokens: optional(
    integer(1),
    'Most tokens to decode for a file; by the length of what may change if not given.',
  ),
  candidates: optional(integer(1), 'Most edits to try for a file.', 3),
  minConfidence: optional(
    share,
    'An edit that is less sure is declined; as the model was calibrated if not given.',
  ),
};

/** The settings that flags and the environment have too. */
export const SETTINGS = v.strictObject(KEYS);

/** A whole configuration file. */
export const CONFIGURATION = v.pipe(
  v.strictObject({
    $schema: optional(text, 'Where editors find the schema of this file.'),
    ...KEYS,
    hook: optional(HOOK, 'What the hook fixes in staged files.'),
  }),
  v.title('an object of settings'),
);

/** What is to be done to staged files whose paths match. */
export type Rule = v.InferInput<typeof RULE>;
export type HookValues = v.InferInput<typeof HOOK>;
export type SettingName = keyof typeof KEYS;
/** Settings that were given somewhere. */
export type GivenSettings = v.InferInput<typeof SETTINGS>;

/** Names of all settings, as configuration files spell them. */
export const SETTING_NAMES = Object.keys(KEYS) as readonly SettingName[];

/** What settings are where nothing gives them; undefined where that depends on the run. */
export const DEFAULTS = v.getDefaults(SETTINGS);

/** The words that a setting can be; undefined where it can be anything else. */
export function choicesOf(name: SettingName): readonly string[] | undefined {
  const { wrapped } = KEYS[name];
  return wrapped.type === 'picklist' ? wrapped.options : undefined;
}

function optional<const S extends v.GenericSchema, const D extends v.InferInput<S> | undefined>(
  schema: S,
  description: string,
  value?: D,
) {
  return v.optional(v.pipe(schema, v.description(description)), value as D);
}

function oneOf<const T extends string>(...choices: T[]) {
  const named = `\`${choices.slice(0, -1).join('`, `')}\` or \`${choices.at(-1)}\``;
  return v.pipe(v.picklist(choices), v.title(named));
}

function number(low: number, high: number) {
  const title = v.title<number, string>(`a number from ${low} to ${high}`);
  return v.pipe(v.number(), v.minValue(low), v.maxValue(high), title);
}

function integer(low: number) {
  const title = v.title<number, string>(`a whole number from ${low}`);
  return v.pipe(v.number(), v.safeInteger(), v.minValue(low), title);
}
