#!/usr/bin/env node
// Errors of commands end in main.js; what is thrown here is a package that cannot be loaded.
try {
  require('../dist/bundle/main.js');
} catch (error) {
  process.stderr.write(
    `Error: \`cad\` cannot be loaded.\n  ${error.message}\nHint: Install it again.\n`,
  );
  process.exit(70);
}
