import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { $domain: new URL('src/domain', import.meta.url).pathname } },
  test: {
    include: ['src/**/*.test.ts', 'sync-server/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/*.browser.test.ts', 'node_modules/**'],
    environment: 'node'
  }
});
