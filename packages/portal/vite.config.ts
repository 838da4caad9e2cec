import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite` forwards what is not the page's, in development. */
const API = 'http://127.0.0.1:8080'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
