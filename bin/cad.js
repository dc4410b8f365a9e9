#!/usr/bin/env node
// Errors of commands end in main.js; what arrives here is a package that cannot be loaded.
import('../dist/bundle/main.js').catch((error) => {
  process.stderr.write(
    `Error: \`cad\` cannot be loaded.\n  ${error.message}\nHint: Install it again.\n`,
  );
  process.exit(70);
});
