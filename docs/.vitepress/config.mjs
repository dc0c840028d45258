import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { GROUPS } from './pages.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const isThere = ([file]) => existsSync(path.join(ROOT, file));
const decisions = readdirSync(path.join(ROOT, 'docs/adr'))
  .filter((name) => /^\d/.test(name))
  .map((name) => [`docs/adr/${name}`, `adr/${name.slice(0, -'.md'.length)}`]);

/** Where each file of the repository is on the site. */
const PLACES = new Map([
  ['docs/index.md', ''],
  ...Object.values(GROUPS)
    .flat()
    .filter(isThere)
    .map(([file, place]) => [file, place]),
  ...decisions,
]);

export default defineConfig({
  title: 'Sectigo gateway',
  description: 'A safe JSON API for document-signing certificates from Sectigo',
  lang: 'en-GB',
  base: '/guide/',
  // no request for /favicon.ico
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // pages are where the repository has them, so that their links work in both places
  srcDir: '..',
  ignoreDeadLinks: 'localhostLinks',
  srcExclude: ['**/.data/**', 'README.md', 'test/fixtures/**', 'docs/screenshots/**'],
  rewrites: Object.fromEntries(
    [...PLACES].map(([file, place]) => [file, `${place}${/(^|\/)$/.test(place) ? 'index' : ''}.md`]),
  ),
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config: (md) => md.core.ruler.push('repository-links', followRepositoryLinks),
  },
  vite: {
    build: { chunkSizeWarningLimit: 2_000 },
    // what is not below this folder would look for Vue beside itself
    resolve: { alias: vueFromHere() },
    server: { fs: { allow: [ROOT] } },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: Object.entries(GROUPS).map(([text, pages]) => ({
      text,
      items: pages.filter(isThere).map(([, place, name]) => ({ text: name, link: `/${place}` })),
    })),
  },
});

/** Links between files become links between pages; what is no page, such as a source, is only named. */
function followRepositoryLinks({ tokens, env }) {
  for (const { children } of tokens) {
    let isDropped = false;
    for (const token of children ?? []) {
      if (token.type === 'link_open') {
        const href = token.attrGet('href');
        if (/^([a-z]+:|#|\/)/.test(href)) continue;
        const [file, anchor] = href.split('#');
        const place = PLACES.get(
          path.relative(ROOT, path.resolve(path.dirname(env.realPath ?? env.path), file)),
        );
        isDropped = place === undefined;
        if (isDropped) Object.assign(token, { type: 'text', content: '' });
        else token.attrSet('href', `/${place}${anchor === undefined ? '' : `#${anchor}`}`);
      } else if (token.type === 'link_close' && isDropped) {
        Object.assign(token, { type: 'text', content: '' });
        isDropped = false;
      }
    }
  }
}

function vueFromHere() {
  const vue = path.resolve(import.meta.dirname, '../node_modules/vue');
  return [
    { find: /^vue$/, replacement: path.join(vue, 'dist/vue.runtime.esm-bundler.js') },
    { find: /^vue\/server-renderer$/, replacement: path.join(vue, 'server-renderer/index.mjs') },
  ];
}
