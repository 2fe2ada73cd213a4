import { defineConfig } from 'vitest/config';

const root = new URL('.', import.meta.url).pathname;
const resolve = { alias: { $domain: `${root}src/domain`, $content: `${root}src/content`, $lib: `${root}src/lib` } };

/** Two projects: what needs nothing but Node, and what needs the built app, a server and Chromium. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'scripts/**/*.test.ts', 'android-twa/**/*.test.ts'],
          exclude: ['**/*.couch.test.ts', 'android-twa/build/**'],
          testTimeout: 30_000
        }
      },
      {
        resolve,
        test: {
          name: 'system',
          include: ['**/*.couch.test.ts', 'tests/**/*.test.ts'],
          exclude: ['node_modules/**', 'build/**'],
          // Long enough for a slow machine; no test waits for it to pass.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // As long as a locator waits: a second, which is the default, says more of the machine than of the page.
          expect: { poll: { timeout: 30_000 } },
          // Two cores: a browser and a server at a time.
          fileParallelism: false
        }
      }
    ]
  }
});
