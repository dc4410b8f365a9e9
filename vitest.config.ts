import { defineConfig } from 'vitest/config';

// `fast` needs no weights but the tiny model; `hazards` puts the hook through odd repositories;
// `model` runs the embedded model itself.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/model/**', 'test/hazards/**', 'test/hook-tools/*.test.ts'],
          testTimeout: 60_000,
          // Keys and screens of pseudo-terminals meet by the clock: on a machine that CI shares with
          // others, a test that fails gets a second try, which the report shows. Hazards get none.
          retry: process.env.CI ? 1 : 0,
        },
      },
      {
        test: {
          name: 'hazards',
          include: ['test/hazards/*.test.ts', 'test/hook-tools/*.test.ts'],
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'model',
          include: ['test/model/**/*.test.ts'],
          testTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
