// Measurements as JSON lines: each is written as soon as it is there, under its own key.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export class Log {
  rows;
  #path;
  #keys;

  constructor(path) {
    this.#path = path;
    this.rows = existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
    this.#keys = new Set(this.rows.map(({ key }) => key));
  }

  has(key) {
    return this.#keys.has(key);
  }

  add(row) {
    this.rows.push(row);
    this.#keys.add(row.key);
    appendFileSync(this.#path, `${JSON.stringify(row)}\n`);
  }
}
