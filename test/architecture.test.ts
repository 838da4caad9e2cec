import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Each room, the doors it may open besides its own folder, and why. A door is a package, a scope or a folder. */
const ROOMS = [
  ['packages/lifecycle/src', [], 'the rules of the product depend on nothing'],
  [
    'packages/hostname/src',
    ['tr46', 'tldts'],
    'names are pure; only the tables of IDNA and public suffixes come in',
  ],
  [
    'packages/patterns/src',
    ['@eslint-community/regexpp'],
    'customer patterns meet a parser, never an engine',
  ],
  ['packages/wire/src', ['zod'], 'what both sides say runs on both sides'],
  ['packages/demo/src', ['dns-packet', 'node:'], 'the demo’s servers'],
  [
    'edge/src/layers',
    ['@wellknown/wire', '@wellknown/patterns/run', 'edge/src'],
    'a layer never compiles a pattern or touches a platform',
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
      'ipaddr.js',
      '@hono/node-server',
      'esbuild',
      'miniflare',
      'vitest',
    ],
    'all that is Node’s stands in one folder',
  ],
  [
    'control/src/store',
    ['@wellknown/lifecycle', '@wellknown/wire', 'drizzle-orm', 'better-sqlite3', 'node:'],
    'only the store knows SQL',
  ],
  [
    'control/src/adapters',
    ['@wellknown/wire', 'control/src/store'],
    'a port speaks of the outside in our words',
  ],
] as const

const sourcesIn = (room: string): string[] =>
  globSync(`${room}/**/*.ts`, { cwd: root }).filter((file) => !file.endsWith('.test.ts'))

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

test('no RegExp is made from customer input anywhere', () => {
  const files = sourcesIn('packages').concat(sourcesIn('edge/src'), sourcesIn('control/src'))
  const makers = files.filter((file) => /new RegExp\(/.test(readFileSync(join(root, file), 'utf8')))
  expect(makers).toEqual([])
})
