// A small reader of GBNF: enough to match texts with a grammar and to derive random ones from it.

type Node =
  | { kind: 'literal'; text: string }
  | { kind: 'class'; pattern: string }
  | { kind: 'name'; name: string }
  | { kind: 'sequence' | 'choice'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; quantifier: '*' | '+' | '?' };

export type Grammar = Map<string, Node>;

/** Reads a grammar; throws where it is not well-formed or names a rule that is not there. */
export function readGbnf(text: string): Grammar {
  const grammar: Grammar = new Map();
  for (const line of text.trimEnd().split('\n')) {
    const [, name, body] = /^([a-z-]+) ::= (.*)$/.exec(line) ?? [];
    if (name === undefined || body === undefined) throw new Error(`no rule: ${line}`);
    grammar.set(name, readBody(body));
  }
  for (const node of grammar.values()) checkNames(node, grammar);
  return grammar;
}

const TOKEN = /\s*("(?:\\.|[^"\\])*"|\[(?:\\.|[^\]\\])*\]|[a-z][a-z-]*|[()|*+?])/y;

function readBody(body: string): Node {
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < body.length; ) {
    const found = TOKEN.exec(body);
    if (!found) throw new Error(`not a body: ${body}`);
    tokens.push(found[1]!);
  }
  const node = readChoice(tokens);
  if (tokens.length > 0) throw new Error(`more after the body: ${body}`);
  return node;
}

function readChoice(tokens: string[]): Node {
  const nodes = [readSequence(tokens)];
  while (tokens[0] === '|') {
    tokens.shift();
    nodes.push(readSequence(tokens));
  }
  return { kind: 'choice', nodes };
}

function readSequence(tokens: string[]): Node {
  const nodes: Node[] = [];
  while (tokens.length > 0 && tokens[0] !== '|' && tokens[0] !== ')') {
    let node = readItem(tokens);
    while (/^[*+?]$/.test(tokens[0] ?? '')) {
      node = { kind: 'repeat', node, quantifier: tokens.shift() as '*' };
    }
    nodes.push(node);
  }
  if (nodes.length === 0) throw new Error('an empty alternative');
  return { kind: 'sequence', nodes };
}

function readItem(tokens: string[]): Node {
  const token = tokens.shift()!;
  if (token.startsWith('"')) return { kind: 'literal', text: JSON.parse(token) };
  if (token.startsWith('[')) return { kind: 'class', pattern: token };
  if (token !== '(') return { kind: 'name', name: token };
  const node = readChoice(tokens);
  if (tokens.shift() !== ')') throw new Error('a group is not closed');
  return node;
}

function checkNames(node: Node, grammar: Grammar): void {
  if (node.kind === 'name' && !grammar.has(node.name)) throw new Error(`no rule ${node.name}`);
  if ('nodes' in node) for (const child of node.nodes) checkNames(child, grammar);
  if ('node' in node) checkNames(node.node, grammar);
}

/** Gives the regular expression of a grammar without recursion. */
export function toRegExp(grammar: Grammar): RegExp {
  const source = (node: Node): string => {
    switch (node.kind) {
      case 'literal':
        return node.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      case 'class':
        return node.pattern;
      case 'name':
        return `(?:${source(grammar.get(node.name)!)})`;
      case 'sequence':
        return node.nodes.map(source).join('');
      case 'choice':
        return `(?:${node.nodes.map(source).join('|')})`;
      case 'repeat':
        return `(?:${source(node.node)})${node.quantifier}`;
    }
  };
  return new RegExp(`^(?:${source(grammar.get('root')!)})$`, 'u');
}

/** Derives a random text. */
export function derive(grammar: Grammar, random: () => number): string {
  const text = (node: Node): string => {
    switch (node.kind) {
      case 'literal':
        return node.text;
      case 'class':
        return anyOf(node.pattern, random);
      case 'name':
        return text(grammar.get(node.name)!);
      case 'sequence':
        return node.nodes.map(text).join('');
      case 'choice':
        return text(node.nodes[Math.floor(random() * node.nodes.length)]!);
      case 'repeat': {
        let repeated = node.quantifier === '+' ? text(node.node) : '';
        while (random() < 0.5) {
          repeated += text(node.node);
          if (node.quantifier === '?') break;
        }
        return repeated;
      }
    }
  };
  return text(grammar.get('root')!);
}

const CHARS = [...'0123456789abegn</>\\\n\r\0\ufeff\u202e', 'é', '😀'];

function anyOf(pattern: string, random: () => number): string {
  const chars = CHARS.filter((char) => new RegExp(`^${pattern}$`, 'u').test(char));
  return chars[Math.floor(random() * chars.length)]!;
}
