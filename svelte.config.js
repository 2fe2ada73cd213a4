import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** The same setting as in scripts/build/build-dir.ts, which older tools that read this file could not import. */
const buildDir = process.env.BUILD_DIR || 'build';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ pages: buildDir, assets: buildDir }),
    alias: { $domain: 'src/domain', $content: 'src/content' },
    // One request shows a reading page: every rule it needs travels inside the page.
    inlineStyleThreshold: 1_000_000,
    output: { preloadStrategy: 'modulepreload' },
    // The page script registers the worker; see src/lib/exit/page-script.js.
    serviceWorker: { register: false },
    paths: { relative: false },
    prerender: {
      handleHttpError: ({ path, message }) => {
        // Answered by the server, not by a built file. Any other dead link stops the build.
        if (path === '/exit' || path === '/' || path.startsWith('/media/')) return;
        throw new Error(message);
      }
    },
    version: { pollInterval: 0 }
  }
};
