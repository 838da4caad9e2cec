import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Each room, the doors it may open besides its own folder, and why. A door is a package, a scope or a folder. */
const ROOMS = [
  ['packages/lifecycle/src', [], 'the rules of the product depend on nothing'],
  [
    'packages/hostname/src',
    ['tr46', 'tldts', 'ipaddr.js'],
    'names and addresses are pure; only the tables of IDNA, public suffixes and address ranges come in',
  ],
  [
    'packages/patterns/src',
    ['@eslint-community/regexpp'],
    'customer patterns meet a parser, never an engine',
  ],
  ['packages/wire/src', ['zod'], 'what both sides say runs on both sides'],
  [
    'packages/practice-port/src',
    ['ipaddr.js', 'zod', 'node:'],
    'a port to be told what to do by knows nothing of what is done',
  ],
  [
    'packages/practice-dns/src',
    ['@wellknown/practice-port', 'dns-packet', 'zod', 'node:'],
    'a name server for practice knows no other room',
  ],
  [
    'packages/demo/src',
    ['@wellknown/control/', '@wellknown/edge/', '@wellknown/practice-', 'zod', 'node:'],
    'the demo starts what others have built',
  ],
  [
    'packages/cli/src',
    [
      '@wellknown/control/',
      '@wellknown/edge/run',
      '@wellknown/demo/run',
      '@wellknown/hostname',
      '@wellknown/lifecycle',
      'zod',
      'node:',
    ],
    'a shell calls the public API, or starts what others have built',
  ],
  [
    'edge/src/layers',
    ['@wellknown/wire', '@wellknown/patterns/run', 'edge/src'],
    'a layer never compiles a pattern or touches a platform',
  ],
  [
    'edge/src/options',
    ['@wellknown/hostname/ranges', '@wellknown/wire', '@wellknown/patterns/run', 'edge/src'],
    'an option is what its document says, and the request',
  ],
  ['edge/src/shelf', ['@wellknown/wire', 'cloudflare:'], 'a shelf is tables and one platform'],
  [
    'edge/src/node',
    [
      '@wellknown/',
      'edge/src',
      'node:',
      'zod',
      'better-sqlite3',
      'esbuild',
      'miniflare',
      'reflect-metadata',
      '@peculiar/x509',
    ],
    'all that is Node’s stands in one folder',
  ],
  [
    'edge/src/black-box',
    ['@wellknown/', 'node:', 'vitest', 'fast-check'],
    'what every edge promises is asked from outside: nothing of an edge is imported',
  ],
  [
    'control/src/store',
    ['@wellknown/lifecycle', '@wellknown/wire', 'drizzle-orm', 'better-sqlite3', 'node:'],
    'only the store knows SQL',
  ],
  [
    'control/src/adapters',
    [
      '@wellknown/lifecycle',
      '@wellknown/hostname/address',
      '@wellknown/wire',
      'control/src/store/records.ts',
      'acme-client',
      'dns-packet',
      'nodemailer',
      '@peculiar/x509',
      'reflect-metadata',
      'zod',
      'node:',
      'vitest',
    ],
    'a port speaks of one outside party in our words; libraries for it end there (vitest: their contracts)',
  ],
  [
    'control/src/metrics',
    [
      '@wellknown/lifecycle',
      'control/src/actions/budget.ts',
      'control/src/actions/ca-pause.ts',
      'control/src/actions/read-signing.ts',
      'control/src/adapters/ca/port.ts',
      'control/src/limits.ts',
      'control/src/settings-reader.ts',
      'control/src/store',
      'control/src/world.ts',
      'prom-client',
      'node:',
    ],
    'who watches counts what goes by, and changes nothing',
  ],
  [
    'control/src/responder',
    ['dns-packet', 'node:'],
    'a name server that strangers ask knows nothing of the control plane but a function that reads values',
  ],
  [
    'control/src/notices',
    [
      '@wellknown/lifecycle',
      'control/src/adapters/mail/port.ts',
      'control/src/adapters/webhook/port.ts',
      'control/src/store',
      'control/src/world.ts',
      'standardwebhooks',
      'node:crypto',
    ],
    'what customers are told is composed apart from when and how it is sent',
  ],
  [
    'control/src/options',
    [
      '@wellknown/',
      'control/src/compiled-patterns.ts',
      'control/src/issue-words.ts',
      'control/src/store/abilities-port.ts',
      'control/src/store/records.ts',
      'zod',
    ],
    'an option is checked and compiled without a look at anything else',
  ],
  [
    'control/src/actions',
    [
      '@wellknown/',
      'control/src/adapters/ca/chain.ts',
      'control/src/compiled-patterns.ts',
      'control/src/notices',
      'control/src/options',
      'control/src/store',
      'control/src/work/attempt/method.ts',
      'control/src/work/judge.ts',
      'control/src/work/judge-delegation.ts',
      'control/src/work/lead.ts',
      'control/src/work/documents.ts',
      'control/src/work/remember-hsts.ts',
      'control/src/limits.ts',
      'control/src/world.ts',
      'node:',
      'zod',
    ],
    'an action decides and saves; what takes time it leaves to the work',
  ],
  [
    'control/src/work',
    [
      '@wellknown/',
      'control/src/actions/send.ts',
      'control/src/actions/alarm.ts',
      'control/src/notices',
      'control/src/actions/budget.ts',
      'control/src/actions/ca-pause.ts',
      'control/src/actions/release-held.ts',
      'control/src/adapters',
      'control/src/compiled-patterns.ts',
      'control/src/options',
      'control/src/store',
      'control/src/loop.ts',
      'control/src/world.ts',
      'node:',
      'zod',
    ],
    'the work does what was decided and sends what came of it; it never meets the API',
  ],
  [
    'control/src/api',
    [
      '@hono/',
      'hono',
      'zod',
      '@wellknown/lifecycle',
      'control/src/actions',
      'control/src/issue-words.ts',
      'control/src/store/alarms-port.ts',
      'control/src/store/challenge-hits-port.ts',
      'control/src/store/events-port.ts',
      'control/src/store/fleet-port.ts',
      'control/src/store/idempotency-port.ts',
      'control/src/store/records.ts',
      'control/src/store/notice-records.ts',
      'control/src/store/rehearsals-port.ts',
      'control/src/store/resource-list-port.ts',
      'control/src/store/setting-names.ts',
      'control/src/version.ts',
      'control/src/world.ts',
      'node:crypto',
    ],
    'the API parses, calls an action and renders',
  ],
  [
    'control/src/portal',
    ['@hono/zod-openapi', 'hono', 'node:'],
    'the portal is files: whoever serves them knows nothing of certificates',
  ],
  ['packages/api-types/src', ['openapi-typescript'], 'a description goes in, types come out'],
  [
    'packages/portal/src',
    ['react', '@mantine/', '@tanstack/react-query', 'openapi-fetch', 'wouter'],
    'the page knows the product by its public API only',
  ],
  ['packages/portal/build', ['vite', 'node:'], 'what builds the page is not in it'],
  [
    'packages/practice-ca/src',
    [
      'node:',
      '@peculiar/x509',
      'reflect-metadata',
      'dns-packet',
      'ipaddr.js',
      'zod',
      'acme-client',
      '@wellknown/practice-port',
      '@wellknown/practice-dns',
    ],
    'a CA shares no code with those it judges; acme-client and the name server are its test rig’s',
  ],
] as const

const sourcesIn = (room: string): string[] =>
  globSync(`${room}/**/*.{ts,tsx}`, { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file))

/** What a file imports: packages as named, relative files as paths from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^import '([^']+)'/gm)].map(
    ([, from, bare]) => {
      const name = from ?? bare ?? ''
      return name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name
    },
  )
}

test.each(ROOMS)('%s opens only %j: %s', (room, doors) => {
  const files = sourcesIn(room)
  expect(files, 'an empty room would pass without looking').not.toEqual([])
  const strays = files.flatMap((file) =>
    importsOf(file)
      .filter((name) => !name.startsWith(`${room}/`) && !doors.some((door) => name.startsWith(door)))
      .map((name) => `${file} imports ${name}`),
  )
  expect(strays).toEqual([])
})
