// The alarms that we hand to operators, held to Prometheus itself: each fires when it shall, and is over when all is well.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addGauges } from '@wellknown/control/metrics/gauges.ts'
import { createMeter } from '@wellknown/control/metrics/meter.ts'
import { hasTool } from '../system/tool.ts'
import { startMemorySystem } from '../system/memory-system.ts'

const root = join(import.meta.dirname, '..', '..')
const RULES = join(root, 'docs', 'alerts.yml')
const INCIDENTS = join(import.meta.dirname, 'alerts.yml')
const read = (file: string): string => readFileSync(file, 'utf8')
const alarms = [...read(RULES).matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name)

function promtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' })
  return status === 0 ? 'well' : stdout + stderr
}

describe.skipIf(!hasTool('promtool'))('alarms by promtool (Debian package prometheus)', () => {
  test('the rules are sound', () => expect(promtool('check', 'rules', RULES)).toBe('well'))
  test('each alarm fires in its incident, not too early, and is over when it is mended', () =>
    expect(promtool('test', 'rules', INCIDENTS)).toBe('well'))
})

test('every alarm has its incident and its page for the one who is woken', () => {
  const manual = read(join(root, 'docs', 'operating.md'))
  expect(alarms.length).toBeGreaterThan(10)
  expect(alarms.filter((name) => !read(INCIDENTS).includes(`- name: ${name}\n`))).toEqual([])
  expect(alarms.filter((name) => !manual.includes(`### ${name}\n`))).toEqual([])
})

test('no alarm watches a metric that the control plane does not have', async () => {
  const system = await startMemorySystem()
  const meter = createMeter({ own: false })
  addGauges(system.world, meter)
  const known = (await meter.registry.metrics()).matchAll(/^# TYPE (\S+)/gm)
  const names = [...known].map(([, name = '']) => name)
  const watched = new Set(read(RULES).match(/wellknown_\w+/g))
  const strays = [...watched].filter((name) => !names.includes(name.replace(/_bucket$/, '')))
  expect(strays).toEqual([])
  await system.close()
})
