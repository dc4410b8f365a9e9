// A model folder under another manifest: the same weights, asked for programs in tags.
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Makes the folder anew at `folder` and gives its path; `copyContext` is `prefill` or `reference`. */
export function tagsFolder(folder, model, manifest, copyContext) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(model)) {
    if (name !== 'manifest.json') symlinkSync(resolve(model, name), join(folder, name));
  }
  const asked = { ...manifest, prompt: 'tags', copyContext };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(asked));
  return folder;
}
