// Keys of the review in a real pseudo-terminal, with edits that are known beforehand.

import { describe, expect, test } from 'vitest';
import { temporaryRepository } from '../git/repository.js';
import { TestTerminal } from './terminal.js';

/** Ten lines for each hunk: the fifth of them changes. */
const longFile = (nLines: number) =>
  Array.from({ length: nLines }, (_, i) => `${i % 10 === 4 ? 'let' : 'var'} v${i + 1} = 0;\n`).join(
    '',
  );
const FILES = { 'a.ts': longFile(30), 'b.ts': 'let b = 1;\n' };

async function opened(files: Record<string, string> = FILES, env: NodeJS.ProcessEnv = {}) {
  const repository = temporaryRepository(files);
  const args = ['s/let/const/', ...Object.keys(files)];
  const terminal = TestTerminal.scripted(args, repository.top, env);
  await terminal.see('Hunk 1 of');
  return { repository, terminal };
}

const ALL_OPEN = 'Hunk 1 of 4  >[ ]  [ ]  [ ]  [ ]';

test('a and d decide the rest of the file, A and D of all, and u takes that back', async () => {
  const { terminal } = await opened();
  await terminal.see(ALL_OPEN);
  await terminal.pressed('a', 'Hunk 4 of 4   [y]  [y]  [y] >[ ]');
  await terminal.pressed('u', ALL_OPEN);
  await terminal.pressed('y', 'Hunk 2 of 4   [y] >[ ]  [ ]  [ ]');
  await terminal.pressed('d', 'Hunk 4 of 4   [y]  [n]  [n] >[ ]');
  await terminal.pressed('u', 'Hunk 2 of 4   [y] >[ ]  [ ]  [ ]');
  await terminal.pressed('A', 'Accepted 4 of 4 hunks.');
  await terminal.pressed('u', 'Hunk 2 of 4   [y] >[ ]  [ ]  [ ]');
  await terminal.pressed('D', 'Accepted 1 of 4 hunks.');
  await terminal.pressed('b', 'Hunk 2 of 4   [y] >[n]  [n]  [n]');
});

test('j and k go to open hunks, J and K to all', async () => {
  const { terminal } = await opened();
  await terminal.pressed('J', 'Hunk 2 of 4   [ ] >[ ]');
  await terminal.pressed('n', 'Hunk 3 of 4   [ ]  [n] >[ ]');
  await terminal.pressed('k', 'Hunk 1 of 4  >[ ]  [n]');
  await terminal.pressed('j', 'Hunk 3 of 4   [ ]  [n] >[ ]');
  await terminal.pressed('K', 'Hunk 2 of 4   [ ] >[n]');
  await terminal.pressed(' ', 'Hunk 2 of 4   [ ] >[y]');
  await terminal.pressed(' ', 'Hunk 2 of 4   [ ] >[n]');
});

describe('scrolling', () => {
  // A hunk has nine rows, the file's name one, and 20 are shown.
  test.each([
    ['an arrow', '\x1b[B', '\x1b[A', '▌[ ] @@ -2,7 +2,7 @@'],
    ['ctrl-e and ctrl-y', '\x05', '\x19', '▌[ ] @@ -2,7 +2,7 @@'],
    ['ctrl-d and ctrl-u', '\x04', '\x15', '▌[ ] @@ -12,7 +12,7 @@'],
    ['ctrl-f and ctrl-b', '\x06', '\x02', '▌ 22  var v22 = 0;'],
    ['page keys', '\x1b[6~', '\x1b[5~', '▌ 22  var v22 = 0;'],
  ])('by %s', async (_, down, up, first) => {
    const { terminal } = await opened({ 'a.ts': longFile(200) });
    const firstRow = () => terminal.lines[2]!.trimEnd();
    expect(firstRow()).toBe('▌a.ts');
    terminal.press(down);
    await expect.poll(firstRow, { timeout: 10_000 }).toBe(first);
    terminal.press(up);
    await expect.poll(firstRow, { timeout: 10_000 }).toBe('▌a.ts');
  });

  test('to the end and home', async () => {
    const { terminal } = await opened({ 'a.ts': longFile(200) });
    await terminal.pressed('\x1b[F', '198  var v198 = 0;');
    terminal.press('\x1b[H');
    await expect.poll(() => terminal.lines[2]!.trimEnd(), { timeout: 10_000 }).toBe('▌a.ts');
  });

  test('left and right, where lines are long', async () => {
    const { terminal } = await opened({ 'a.ts': `let a = '${'0123456789'.repeat(20)}';\n` });
    await terminal.pressed('\x1b[C', "+= '0123");
    await terminal.pressed('\x1b[D', "+const a = '0123");
  });

  test('through a file of 5,000 lines', async () => {
    const { terminal } = await opened({ 'a.ts': longFile(5000) });
    await terminal.pressed('G', 'Hunk 500 of 500');
    expect(terminal.text).toContain('4995 +const v4995 = 0;');
    await terminal.pressed('/v2505\r', 'v2505  1 of');
    expect(terminal.text).toContain('2505 +const v2505 = 0;');
  });
});

describe('a retry', () => {
  test('is stopped by escape, and the edit before it is there again', async () => {
    const { repository, terminal } = await opened({ 'b.ts': FILES['b.ts'] });
    await terminal.pressed('r', 'Instruction: s/let/const/▏');
    await terminal.pressed('\x15', 'Instruction: ▏');
    await terminal.pressed('slow', 'Instruction: slow▏');
    await terminal.pressed('\r', 'esc stop');
    await terminal.pressed('\x1b', 'Hunk 1 of 1');
    expect(terminal.lines[0]).toBe('cad fix b.ts · s/let/const/');
    await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
    terminal.press('w');
    expect((await terminal.end()).status).toBe(0);
    expect(repository.read('b.ts')).toBe('const b = 1;\n');
  });

  test('takes the place of the edit, and of the message of its commit', async () => {
    const { repository, terminal } = await opened({ 'b.ts': FILES['b.ts'] });
    await terminal.pressed('r', 'Instruction: s/let/const/▏');
    await terminal.pressed('\x15', 'Instruction: ▏');
    await terminal.pressed('s/1/2/\r', 'edit 2 of 2');
    await terminal.pressed('c', 'edit 1 of 2');
    expect(terminal.lines[0]).toBe('cad fix b.ts · s/let/const/');
    await terminal.pressed('c', 'edit 2 of 2');
    expect(terminal.lines[0]).toBe('cad fix b.ts · s/1/2/');
    await terminal.pressed('y', 'Accepted 1 of 1 hunk.');
    await terminal.pressed('c', 'Commit message: cad: s/1/2/▏');
    terminal.press('\r');
    expect((await terminal.end()).status).toBe(0);
    expect(repository.git('show', 'HEAD:b.ts')).toBe('let b = 2;\n');
  });
});

test('escape stops the first decoding, and nothing changes', async () => {
  const repository = temporaryRepository(FILES);
  const terminal = TestTerminal.scripted(['slow', 'a.ts'], repository.top);
  await terminal.see('esc stop');
  terminal.press('\x1b');
  expect((await terminal.end()).status).toBe(130);
  expect(terminal.isAlternate).toBe(false);
  expect(repository.git('status', '--porcelain')).toBe('');
});

describe('whole screens', () => {
  const ODD = { 'odd.ts': "let a = '日本語 👩‍💻 é';\n\tif (a) {\n\t\tlet b = a;\n\t}\n" };

  test('80 by 24, as it opens', async () => {
    const { terminal } = await opened({ 'a.ts': longFile(10), 'b.ts': FILES['b.ts'] });
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix a.ts b.ts · s/let/const/
      Hunk 1 of 2  >[ ]  [ ]
      ▌a.ts
      ▌[ ] @@ -2,7 +2,7 @@
      ▌2  var v2 = 0;                                                                 
      ▌3  var v3 = 0;                                                                 
      ▌4  var v4 = 0;                                                                 
      ▌5 -let v5 = 0;                                                                 
      ▌5 +const v5 = 0;                                                               
      ▌6  var v6 = 0;                                                                 
      ▌7  var v7 = 0;                                                                 
      ▌8  var v8 = 0;                                                                 
       b.ts
       [ ] @@ -1 +1 @@
       1 -let b = 1;                                                                  
       1 +const b = 1;                                                                






      y accept  n reject  s split  l lines  e edit  enter finish  ? help  q quit"
    `);
  });

  test('150 by 12, in two columns', async () => {
    const { terminal } = await opened({ 'a.ts': longFile(10), 'b.ts': FILES['b.ts'] });
    terminal.resize(150, 12);
    await terminal.see('t layout');
    await terminal.pressed('y', 'Hunk 2 of 2');
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix a.ts b.ts · s/let/const/
      Hunk 2 of 2   [y] >[ ]
       4  var v4 = 0;                                                            │4  var v4 = 0;                                                            
       5 -let v5 = 0;                                                            │5 +const v5 = 0;                                                          
       6  var v6 = 0;                                                            │6  var v6 = 0;                                                            
       7  var v7 = 0;                                                            │7  var v7 = 0;                                                            
       8  var v8 = 0;                                                            │8  var v8 = 0;                                                            
      ▌b.ts
      ▌[ ] @@ -1 +1 @@
      ▌1 -let b = 1;                                                             │1 +const b = 1;                                                           
      y accept  n reject  s split  l lines  e edit  r retry  c other edit  j/k move  g list  / search  u undo  t layout  enter finish  ? help  q quit"
    `);
  });

  test('wide characters, emoji and tabs, in one column and in two', async () => {
    const { terminal } = await opened(ODD);
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix odd.ts · s/let/const/
      Hunk 1 of 1  >[ ]
      ▌odd.ts
      ▌[ ] @@ -1,4 +1,4 @@
      ▌1 -let a = '日本語 👩‍💻 é';                                                      
      ▌1 +const a = '日本語 👩‍💻 é';                                                    
      ▌2      if (a) {                                                                
      ▌3 -        let b = a;                                                          
      ▌3 +        const b = a;                                                        
      ▌4      }                                                                       












      y accept  n reject  s split  l lines  e edit  enter finish  ? help  q quit"
    `);
    await terminal.pressed('t', '│');
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix odd.ts · s/let/const/
      Hunk 1 of 1  >[ ]
      ▌odd.ts
      ▌[ ] @@ -1,4 +1,4 @@
      ▌1 -let a = '日本語 👩‍💻 é';              │1 +const a = '日本語 👩‍💻 é';            
      ▌2      if (a) {                        │2      if (a) {                        
      ▌3 -        let b = a;                  │3 +        const b = a;                
      ▌4      }                               │4      }                               














      y accept  n reject  s split  l lines  e edit  enter finish  ? help  q quit"
    `);
  });

  test('the list of hunks, the keys, and the finish', async () => {
    const { terminal } = await opened();
    await terminal.pressed('y', 'Hunk 2 of 4');
    await terminal.pressed('g', '[y]   1  a.ts');
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix a.ts b.ts · s/let/const/
       [y]   1  a.ts:5  +1 -1  let v5 = 0;
      >[ ]   2  a.ts:15  +1 -1  let v15 = 0;
       [ ]   3  a.ts:25  +1 -1  let v25 = 0;
       [ ]   4  b.ts:1  +1 -1  let b = 1;

















      enter go to it  j/k move  g first  G last  1-9 its number  esc back"
    `);
    terminal.press('\x1b');
    await terminal.see('@@');
    await terminal.pressed('?', 'ctrl-c');
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix a.ts b.ts · s/let/const/
      y, n    accept or reject the hunk      j, k           next, previous open hunk
      a, d    it, and all open ones below    J, K           next, previous hunk
              in this file; A, D in all      g              list; gg first, G last
      space   turn the mark over             arrows         scroll, sideways too
      s       split into its changes         ctrl-d, ctrl-u scroll half a page
      l       pick single lines              page keys      scroll a page
      e       edit in your editor            home, end      first and last row
      c       another edit of this file      /              search
      r       retry, other instruction       n, N           next, previous hit
      u       undo the last decision                        until another key
      enter   finish: commit, stage …        t              one column, or two
      esc     back; decoding: stop           ctrl-z         suspend; fg goes on
      q       quit and change nothing        ?              this page
      ctrl-c  stop at once, the same
      Hunks that are left open count as rejected. Any key closes this page."
    `);
    terminal.press('?');
    await terminal.see('@@');
    await terminal.pressed('\r', 'Accepted 1 of 4 hunks.');
    expect(terminal.text).toMatchInlineSnapshot(`
      "cad fix a.ts b.ts · s/let/const/
      Accepted 1 of 4 hunks.

      c commit to the current branch
      e commit, and write the message in your editor
      s stage in the index
      w write to the worktree
      p save a patch file
      x copy the program of the accepted hunks to the clipboard
      b back to the hunks
      u undo the last decision
      q quit and change nothing"
    `);
  });
});
