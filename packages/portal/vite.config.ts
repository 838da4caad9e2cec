import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The page that people come to first. */
const FIRST = 'pages/resources.tsx'

/** Lets the browser fetch the first page with the rest, not once the rest runs. */
const fetchFirst: Plugin = {
  name: 'fetch-first',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const names = new Set<string>()
      const add = (name: string): void => {
        if (names.has(name)) return
        names.add(name)
        for (const next of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) add(next)
      }
      for (const { fileName, facadeModuleId } of chunks) if (facadeModuleId?.endsWith(FIRST)) add(fileName)
      return [...names]
        .filter((name) => !html.includes(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
          injectTo: 'head' as const,
        }))
    },
  },
}

/** Where `vite` forwards what is not the page's, in development. */
const API = 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fetchFirst],
  build: {
    target: 'es2022',
    // These have light-dark().
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // Everything is a file of its own: the policy the page is served under allows no inline script and no data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: true,
    reportCompressedSize: false,
    // React and Mantine are one file for all pages; a test holds the first load to its measure.
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/cdn': API, '/operator': API, '/openapi.json': API } },
})
