// Writes the JSON Schema of configuration files from the schema that checks them.
// With `--check`, only says whether the file is as it would be written.

import { readFileSync, writeFileSync } from 'node:fs';
import { toJsonSchema } from '@valibot/to-json-schema';
import { CONFIGURATION } from '../dist/cli/schema.js';

const FILE = new URL('../schema/config.json', import.meta.url);

const { $schema, ...rest } = toJsonSchema(CONFIGURATION, {
  // That a rule has something to do is said below.
  ignoreActions: ['check', 'title'],
  typeMode: 'input',
});
rest.properties.hook.properties.rules.items.anyOf = [
  { required: ['instruction'] },
  { required: ['check'] },
];
const text = `${JSON.stringify({ $schema, title: 'Configuration of cad', ...rest }, null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    console.error('schema/config.json is not current: run `npm run schemas`.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(FILE, text);
}
