// What the pages for people name is there: commands and their flags, settings, files. What they show works.

import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { COMMANDS } from '@wellknown/cli/commands.ts'
import { optionsOf } from '@wellknown/cli/given.ts'
import { postOf } from '@wellknown/control/notices/payload.ts'

const root = join(import.meta.dirname, '..')
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })]
const pages = PAGES.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
/** What is typed: in a block, or between backticks. */
const typedIn = (text: string): readonly string[] => [
  ...[...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replaceAll(/```.*?```/gs, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span),
]

test('every command of wellknown that a page names exists, with its flags', () => {
  const nouns = new Set(COMMANDS.map(({ name }) => name.split(' ')[0]))
  const faults: string[] = []
  let seen = 0
  for (const { file, text } of pages) {
    for (const line of typedIn(text)) {
      const bare = /^[a-z]+(?= )/.exec(line)?.[0] ?? ''
      const [, words] = /(?:^|\s)wellknown ((?!help\b)[a-z].*)$/.exec(line) ?? []
      // In running text the command is often named by its own words alone.
      const typed = words ?? (nouns.has(bare) && /^[a-z]+ [a-z-]+( |$)/.test(line) ? line : null)
      if (typed === null) continue
      const [first = '', second = ''] = typed.split(/[\s|>#;]+/)
      const command =
        COMMANDS.find(({ name }) => name === `${first} ${second}`) ??
        COMMANDS.find(({ name }) => name === first)
      seen++
      if (!command) {
        if (words !== undefined || nouns.has(first)) faults.push(`${file}: wellknown ${typed}`)
        continue
      }
      const flags = [...(/^[^|>#;]*/.exec(typed)?.[0] ?? '').matchAll(/\s--([a-z-]+)/g)].map(
        ([, flag = '']) => flag,
      )
      for (const flag of flags)
        if (!Object.hasOwn(optionsOf(command), flag)) faults.push(`${file}: wellknown ${typed}: --${flag}`)
    }
  }
  expect(seen).toBeGreaterThan(50)
  expect(faults).toEqual([])
})

/** The demo makes the names of its ports: DEMO_API_PORT is `api`. */
const ports = readFileSync(join(root, 'packages/demo/src/settings.ts'), 'utf8')
const isPort = (name: string): boolean => {
  const [, port] = /^DEMO_([A-Z]+)_PORT$/.exec(name) ?? []
  return port !== undefined && ports.includes(`  ${port.toLowerCase()}: `)
}

test('every setting that a page names is read by something, and every setting that is read stands in docs/settings.md', () => {
  const sources = globSync(['control/src/**/*.ts', 'edge/src/**/*.ts', 'packages/{cli,demo}/src/**/*.ts'], {
    cwd: root,
  })
  const code = sources
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const settings = readFileSync(join(root, 'docs', 'settings.md'), 'utf8')
  const table = [...settings.matchAll(/^\| (`[A-Z][^|]*) \|/gm)].flatMap(([, names = '']) => [
    ...names.matchAll(/`([A-Z][A-Z0-9_]+)`/g),
  ])
  const known = new Set(table.map(([, name = '']) => name))
  const unread = [...known].filter((name) => !code.includes(`'${name}'`) && !code.includes(`.${name}`))
  expect(unread).toEqual([])
  const read = [...code.matchAll(/\b(?:text|needed|list|flag|duration|file|fault)\('([A-Z][A-Z0-9_]+)'/g)]
  expect(read.map(([, name = '']) => name).filter((name) => !settings.includes(name))).toEqual([])
  const strays = pages.flatMap(({ file, text }) =>
    typedIn(text)
      .filter((span) => /^[A-Z]+(_[A-Z0-9]+)+$/.test(span))
      .filter((name) => !code.includes(name) && !isPort(name))
      .map((name) => `${file}: ${name}`),
  )
  expect(strays).toEqual([])
})

test('every page links to what is there, and the README leads to every page', () => {
  const broken = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  )
  expect(broken).toEqual([])
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  expect(PAGES.filter((file) => file.startsWith('docs/') && !readme.includes(`(${file})`))).toEqual([])
})

test('the receiver of docs/api-guide.md believes what we send, and nothing that was changed, copied later or signed by others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-docs-'))
  const guide = readFileSync(join(root, 'docs', 'api-guide.md'), 'utf8')
  writeFileSync(join(folder, 'receiver.mjs'), /```js\n(.*?)```/s.exec(guide)?.[1] ?? '')
  const { isGenuine } = await import(pathToFileURL(join(folder, 'receiver.mjs')).href)
  rmSync(folder, { recursive: true })
  const now = Date.now()
  const secret = (letter: string): string => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`
  const notice = { id: 'n-1', client: 1, resource: 1, type: 'certificate.expired', at: now } as const
  const content = { subject: '', text: '', data: { cname: 'www.customer.example' } }
  const secrets = [secret('a'), secret('b')]
  const { headers, body } = postOf({ ...notice, ...content }, 'https://hook.example', secrets, now)
  for (const each of secrets) expect(isGenuine(headers, body, each, now)).toBe(true)
  expect(isGenuine(headers, body, secret('c'), now)).toBe(false)
  expect(isGenuine(headers, body.replace('www', 'evil'), secret('a'), now)).toBe(false)
  expect(isGenuine(headers, body, secret('a'), now + 600_000)).toBe(false)
  expect(isGenuine({ ...headers, 'webhook-timestamp': 'x' }, body, secret('a'), now)).toBe(false)
})
