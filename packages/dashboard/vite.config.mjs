import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/dashboard/',
  publicDir: false,
  // replaced in each answer: serve-dashboard.ts
  html: { cspNonce: '__CSP_NONCE__' },
  // its React is the automatic one: no plugin is needed to build
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2022',
    // a data: URL would be no file of ours
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // build.mjs limits the total size, gzipped
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      onLog: (level, log, write) => {
        // libraries say "use client" to frameworks that render on servers
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') write(level, log);
      },
    },
  },
});
