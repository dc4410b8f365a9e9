// Diagnostics as JSON: eslint, ruff, pylint, mypy, and SARIF.
import { fileURLToPath } from 'node:url';
import type { Diagnostic } from './diagnostic.js';

type Fields = Readonly<Record<string, unknown>>;

/** The parts of a report, each as it was found. */
interface Parts {
  path: unknown;
  line: unknown;
  column: unknown;
  message: unknown;
  /** Printed before the message, and behind it in parentheses. */
  code?: unknown;
  rule?: unknown;
}

/** Reads reports; those that lack a path, a line or a message are passed over. */
export function readJson(value: unknown): Diagnostic[] {
  const reports = Array.isArray(value) ? value : [value];
  return reports.flatMap(partsIn).flatMap((parts) => reportOf(parts) ?? []);
}

function partsIn(value: unknown): Parts[] {
  const fields = fieldsOf(value);
  if (Array.isArray(fields.runs)) return fields.runs.flatMap(sarifRun);
  if (Array.isArray(fields.messages)) {
    const isEslint = 'filePath' in fields;
    return fields.messages.map((each) =>
      isEslint ? eslint(fields, each) : pylintOrMypy(fieldsOf(each)),
    );
  }
  return 'location' in fields ? [ruff(fields)] : [pylintOrMypy(fields)];
}

function eslint({ filePath: path }: Fields, value: unknown): Parts {
  const { line, column, message, ruleId: rule } = fieldsOf(value);
  return { path, line, column, message, rule };
}

function ruff({ filename: path, location, code, message }: Fields): Parts {
  const { row: line, column } = fieldsOf(location);
  return { path, line, column, code, message };
}

function pylintOrMypy(fields: Fields): Parts {
  const { path, file, line, column, message, severity, symbol, code } = fields;
  const id = fields['message-id'] ?? fields.messageId ?? severity;
  const named = { code: isText(id) ? `${id}:` : undefined, rule: symbol ?? code };
  return { path: path ?? file, line, column, message, ...named };
}

function sarifRun(value: unknown): Parts[] {
  const { results } = fieldsOf(value);
  return (Array.isArray(results) ? results : []).map((result) => {
    const { message, ruleId: rule, locations } = fieldsOf(result);
    const { physicalLocation } = fieldsOf(Array.isArray(locations) ? locations[0] : undefined);
    const { artifactLocation, region } = fieldsOf(physicalLocation);
    const { startLine: line, startColumn: column } = fieldsOf(region);
    const path = pathOf(fieldsOf(artifactLocation).uri);
    return { path, line, column, message: fieldsOf(message).text, rule };
  });
}

function reportOf({ path, line, column, code, message, rule }: Parts): Diagnostic | undefined {
  if (!isText(path) || !isText(message) || !isPlace(line)) return undefined;
  const words = [
    `${path}:${line}${isPlace(column) ? `:${column}` : ''}:`,
    ...(isText(code) ? [code] : []),
    inOneLine(message),
    ...(isText(rule) ? [`(${rule})`] : []),
  ];
  return { path, line, text: words.join(' ') };
}

/** Splits, since an expression for the blanks around a newline takes the square of their number. */
function inOneLine(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join(' ');
}

function pathOf(uri: unknown): unknown {
  if (!isText(uri)) return undefined;
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
