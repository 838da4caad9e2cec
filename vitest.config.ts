import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

/** Suites that start real servers take longer than pure ones; none waits for a duration. */
const SERVER_TIMEOUT = 120_000

const node = (name: string, include: string[], exclude: string[] = [], isolate = false) => ({
  test: {
    name,
    include,
    exclude: ['**/node_modules/**', ...exclude],
    environment: 'node' as const,
    // Loading modules took a quarter of the time: files share them, but where a suite keeps state in them.
    isolate,
    testTimeout: SERVER_TIMEOUT,
    hookTimeout: SERVER_TIMEOUT,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      node('rules', ['packages/{lifecycle,hostname,patterns,wire,demo,portal}/src/**/*.test.ts']),
      node('control', ['control/src/**/*.test.ts']),
      node('edge', ['edge/src/**/*.test.ts'], ['edge/src/workerd/**']),
      {
        // The worker and its Durable Objects, asked from inside workerd.
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            // Vitest itself needs it there; the worker is built without.
            miniflare: { compatibilityFlags: ['nodejs_compat'] },
          }),
        ],
        test: { name: 'workerd', include: ['edge/src/workerd/**/*.test.ts'] },
      },
      // The CAs of a file share a root, which acme-client's one axios trusts.
      node('practice', ['packages/practice-{ca,dns,port}/src/**/*.test.ts'], [], true),
      node('promises', ['test/**/*.test.ts']),
    ],
  },
})
