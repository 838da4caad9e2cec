import { clearAlarm, raiseAlarm, SITE_SHUT } from '../actions/alarm.ts'
import { findClosing } from '../options/compiled-rules.ts'
import { findShut } from '../options/options.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'

/** An alarm stands while a resource, or a part of it, lets nobody pass because what keeps visitors out cannot be read. */
export async function noteShut(world: World, { resource }: Saved): Promise<void> {
  const { id, options } = resource
  const rules = await world.store.rules(id)
  const unread = [
    ...findShut(options).map((option) => ({ option, rule: null })),
    ...rules
      .filter(({ active }) => active)
      .flatMap((rule) => findShut(rule.options).map((option) => ({ option, rule: rule.id }))),
    ...findClosing(options, rules).map((rule) => ({ option: 'rule', rule: rule.id })),
  ]
  const about = { event: SITE_SHUT, subject: String(id) }
  if (unread.length === 0) return clearAlarm(world, about)
  await raiseAlarm(world, { ...about, resource: id, detail: { unread } })
}
