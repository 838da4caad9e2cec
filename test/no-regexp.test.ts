import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Every way by which text becomes an expression. A type is none; a literal or a CONSTANT is nobody's input. */
const MAKERS = [
  /(?<!(?::|<|\bas|\binstanceof|\breadonly)\s*)\bRegExp\b/,
  /\bURLPattern\b/,
  /\b(?:eval|Function)\s*\(|node:vm/,
  /\.compile\(/,
  // These two make one of whatever string they are given; ipaddr.js has a `match` of its own, with two arguments.
  /\.(?:match|matchAll)\((?!\/|[A-Z][A-Z_]*\)|[\w.]+, )/,
  /\.search\((?!\/|[A-Z][A-Z_]*\))/,
]
const makesRegExp = (line: string): boolean =>
  !/^\s*(?:\/\/|\*|\/\*)/.test(line) && MAKERS.some((maker) => maker.test(line))

test('no RegExp is made from customer input anywhere', () => {
  const rooms = ['packages', 'edge', 'control'].flatMap((room) =>
    globSync(`${room}/**/src/**/*.{ts,tsx,mts,js,mjs}`, { cwd: root }),
  )
  const files = rooms.filter((file) => !file.includes('node_modules') && !/\.test\.tsx?$/.test(file))
  expect(files.length).toBeGreaterThan(150)
  const makers = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .filter(makesRegExp)
      .map((line) => `${file}: ${line.trim()}`),
  )
  expect(makers).toEqual([])
})

test.each([
  'new RegExp(rule)',
  'const make = RegExp',
  'return RegExp (rule).test(path)',
  'Reflect.construct(globalThis.RegExp, [rule])',
  'path.match(rule)',
  'path.matchAll(`${rule}`)',
  "path.search('/' + rule)",
  'OLD.compile(rule)',
  'new URLPattern({ pathname: rule })',
  'new Function(rule)',
])('%s would be found', (line) => expect(makesRegExp(line)).toBe(true))

test.each([
  'const SLASH: RegExp = /x/',
  'path.match(/x/)',
  'path.search(SLASH)',
  'if (value instanceof RegExp)',
  'import { RegExpParser } from parser',
])('%s is none', (line) => expect(makesRegExp(line)).toBe(false))
