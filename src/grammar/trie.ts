// The vocabulary as a byte trie, so that one walk decides about all tokens.

/**
 * The tokens of a vocabulary as a trie in flat arrays.
 *
 * Nodes are numbered in preorder, so a subtree is the nodes from `n` to `#end[n] - 1`, and a walk is
 * one loop that goes on at `#end[n]` where a byte is refused. Tokens in order of their bytes are in
 * preorder too: those that end at node `n` are `#tokens[#firstToken[n]]` up to `#firstToken[n + 1]`.
 */
export class VocabularyTrie {
  readonly nVocabulary: number;
  readonly #tokens: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #depth: Uint16Array;
  readonly #end: Int32Array;
  readonly #firstToken: Int32Array;
  readonly #bytesOf: readonly (Uint8Array | undefined)[];

  /** Takes the bytes of each token by its id; undefined or empty for special tokens, which are in no mask. */
  constructor(tokens: readonly (Uint8Array | undefined)[]) {
    this.nVocabulary = tokens.length;
    this.#bytesOf = tokens;
    const sorted = tokens
      .map((bytes, id) => ({ id, bytes: bytes ?? new Uint8Array() }))
      .filter(({ bytes }) => bytes.length > 0)
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
    const nodes = layOut(sorted.map(({ bytes }) => bytes));
    this.#tokens = Int32Array.from(sorted, ({ id }) => id);
    this.#bytes = Uint8Array.from(nodes.bytes);
    this.#depth = Uint16Array.from(nodes.depth);
    this.#firstToken = Int32Array.from(nodes.firstToken);
    this.#end = subtreeEnds(this.#depth);
  }

  /** The bytes of a token, or undefined for a special one. */
  bytesOf(token: number): Uint8Array | undefined {
    return this.#bytesOf[token];
  }

  /**
   * Gives the tokens whose bytes are all taken by `next`, as a bit set: token `t` is bit `t % 32` of
   * word `t / 32`. There are `ceil(nVocabulary / 32)` words; a model with more logits than that must
   * treat the others as masked. `next` gets the offset of the byte in its token.
   */
  mask<State>(
    initial: State,
    next: (state: State, byte: number, offset: number) => State | undefined,
  ): Uint32Array {
    const mask = new Uint32Array(Math.ceil(this.nVocabulary / 32));
    const states = [initial];
    const nNodes = this.#bytes.length;
    for (let node = 0; node < nNodes; ) {
      const depth = this.#depth[node]!;
      const state = next(states[depth]!, this.#bytes[node]!, depth);
      if (state === undefined) {
        node = this.#end[node]!;
        continue;
      }
      states[depth + 1] = state;
      for (let at = this.#firstToken[node]!; at < this.#firstToken[node + 1]!; at++) {
        const token = this.#tokens[at]!;
        mask[token >>> 5]! |= 1 << (token & 31);
      }
      node++;
    }
    return mask;
  }
}

interface Nodes {
  bytes: number[];
  /** The offset of the node's byte in its tokens. */
  depth: number[];
  firstToken: number[];
}

/** Lays out the nodes of sorted tokens in preorder: each token adds what it doesn't share with the one before. */
function layOut(sorted: readonly Uint8Array[]): Nodes {
  const nodes: Nodes = { bytes: [], depth: [], firstToken: [] };
  let previous: Uint8Array = new Uint8Array();
  sorted.forEach((token, index) => {
    for (let depth = sharedLength(previous, token); depth < token.length; depth++) {
      nodes.bytes.push(token[depth]!);
      nodes.depth.push(depth);
      // Only a node that ends the token holds it; the nodes on the way there hold none.
      nodes.firstToken.push(index);
    }
    previous = token;
  });
  nodes.firstToken.push(sorted.length);
  return nodes;
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Gives for each node the node after its subtree: the next one that is not deeper. */
function subtreeEnds(depth: Uint16Array): Int32Array {
  const end = new Int32Array(depth.length);
  const following: number[] = [];
  for (let node = depth.length - 1; node >= 0; node--) {
    while (following.length > 0 && depth[following.at(-1)!]! > depth[node]!) following.pop();
    end[node] = following.at(-1) ?? depth.length;
    following.push(node);
  }
  return end;
}
