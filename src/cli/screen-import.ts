// Loads the screen, which is heavy, with the colours that the user wants.

/**
 * Loads the screen. React is faster with NODE_ENV set, and Ink's colours heed FORCE_COLOR but not
 * NO_COLOR nor our settings; neither variable may stay, since the user's hooks would get it.
 */
export async function importScreen(color: boolean): Promise<typeof import('./ui/open.js')> {
  const { NODE_ENV, FORCE_COLOR } = process.env;
  process.env.NODE_ENV ??= 'production';
  if (!color) process.env.FORCE_COLOR = '0';
  try {
    await (await import('./ui/ink.js')).loadInk();
    return await import('./ui/open.js');
  } finally {
    restore({ NODE_ENV, FORCE_COLOR });
  }
}

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
