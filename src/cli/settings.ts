// The settings that flags, the environment and configuration files share, and how each is read.

import { UsageError } from '../errors.js';
import { suggest } from './suggest.js';

interface Setting<T> {
  /** Completes the sentence "`x` must be …". */
  readonly expects: string;
  /** Gives undefined for a value that is not right. Numbers may come as text, as flags do. */
  read(value: unknown): T | undefined;
}

const SETTINGS = {
  model: text(),
  mode: oneOf('program', 'rewrite'),
  threads: integer(1),
  device: text(),
  promptCache: integer(0),
  color: oneOf('auto', 'always', 'never'),
  trailer: textOrFalse(),
  temperature: number(0, 2),
  topP: number(0.01, 1),
  seed: integer(0),
  maxTokens: integer(1),
} satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof SETTINGS;

/** Settings that were given somewhere; defaults are applied where they are used. */
export type Settings = {
  [K in Name]?: Exclude<ReturnType<(typeof SETTINGS)[K]['read']>, undefined>;
};

/** Values from one place, by setting name. */
export interface Layer {
  readonly values: Readonly<Record<string, unknown>>;
  /** Names a setting of this layer in a message, backticks included. */
  name(key: string): string;
}

/** Names of all settings, as configuration files spell them. */
export const SETTING_NAMES = Object.keys(SETTINGS) as readonly Name[];

/** Merges layers, the first one winning. Throws a UsageError for a value that is not right. */
export function merge(layers: readonly Layer[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const layer of layers.toReversed()) {
    for (const key of SETTING_NAMES) {
      const value = layer.values[key];
      if (value !== undefined) merged[key] = readSetting(key, value, layer);
    }
  }
  return merged;
}

/** Throws a UsageError for a key that is no setting, with the nearest one that is. */
export function refuseUnknownKeys(values: object, file: string): void {
  for (const key of Object.keys(values)) {
    if (key in SETTINGS) continue;
    const near = suggest(key, SETTING_NAMES);
    throw new UsageError(`\`${file}\` has the unknown key \`${key}\`.`, {
      hint: near ? `Did you mean \`${near}\`?` : `The keys are \`${SETTING_NAMES.join('`, `')}\`.`,
    });
  }
}

function readSetting(key: Name, value: unknown, layer: Layer): unknown {
  const { expects, read } = SETTINGS[key];
  const result = read(value);
  if (result !== undefined) return result;
  const got = typeof value === 'string' ? value : JSON.stringify(value);
  throw new UsageError(`${layer.name(key)} must be ${expects}, got \`${got}\`.`);
}

function text(): Setting<string> {
  return {
    expects: 'a text that is not empty',
    read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
  };
}

function textOrFalse(): Setting<string | false> {
  return {
    expects: 'a text that is not empty, or false',
    read: (value) => (value === false || value === 'false' ? false : text().read(value)),
  };
}

function oneOf<const T extends string>(...choices: T[]): Setting<T> {
  return {
    expects: `\`${choices.slice(0, -1).join('`, `')}\` or \`${choices.at(-1)}\``,
    read: (value) => choices.find((choice) => choice === value),
  };
}

function number(low: number, high: number): Setting<number> {
  return {
    expects: `a number from ${low} to ${high}`,
    read: (value) => {
      const parsed = numeric(value);
      return parsed >= low && parsed <= high ? parsed : undefined;
    },
  };
}

function integer(low: number): Setting<number> {
  return {
    expects: `a whole number from ${low}`,
    read: (value) => {
      const parsed = numeric(value);
      return Number.isSafeInteger(parsed) && parsed >= low ? parsed : undefined;
    },
  };
}

function numeric(value: unknown): number {
  if (typeof value === 'string' && value.trim() === '') return Number.NaN;
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}
