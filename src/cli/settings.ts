// The settings that flags, the environment and configuration files share, and which place wins.

import { UsageError } from '../errors.js';
import type { HookSettings } from './hook/rules.js';
import { type GivenSettings, SETTING_NAMES, type SettingName } from './schema.js';
import { expectedAt, isSetting } from './validate.js';

/** Settings that were given somewhere; defaults are applied where they are used. */
export type Settings = GivenSettings & { hook?: HookSettings };

/** Values from one place, by setting name. */
export interface Layer {
  readonly kind: 'flag' | 'environment' | 'project' | 'user';
  /** The configuration file, absolute. */
  readonly file?: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Files alone have it. */
  readonly hook?: HookSettings | undefined;
  /** Names a setting of this layer in a message, backticks included. */
  name(key: string): string;
}

/** Merges layers, the first one winning. Throws a UsageError for a value that is not right. */
export function merge(layers: readonly Layer[]): Settings {
  const merged: Record<string, unknown> = {};
  for (const layer of layers.toReversed()) {
    if (layer.hook) merged.hook = layer.hook;
    for (const key of SETTING_NAMES) {
      const value = layer.values[key];
      if (value !== undefined) merged[key] = readSetting(key, value, layer);
    }
  }
  return merged;
}

/** The layer that a setting or the hook comes from; undefined where none gives it. */
export function sourceOf(layers: readonly Layer[], key: SettingName | 'hook'): Layer | undefined {
  return layers.find(({ values, hook }) => (key === 'hook' ? hook : values[key]) !== undefined);
}

/** Files were checked when they were read; flags and the environment hold texts alone. */
function readSetting(key: SettingName, value: unknown, layer: Layer): unknown {
  if (layer.file !== undefined) return value;
  const readings = [value, ...(value === 'false' ? [false] : []), ...numeric(value)];
  const right = readings.findLast((reading) => isSetting(key, reading));
  if (right !== undefined) return right;
  throw new UsageError(`${layer.name(key)} must be ${expectedAt([key])}, got \`${value}\`.`);
}

function numeric(value: unknown): number[] {
  const isNumber = typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value));
  return isNumber ? [Number(value)] : [];
}
