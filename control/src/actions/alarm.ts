// Alarms that stand until what they are about is mended: the log has each once, the operator's API for as long.

import type { Alarm } from '../store/alarms-port.ts'
import type { World } from '../world.ts'

/** The account is lost, or the CA has new terms: whoever meets it, it is one thing to mend. */
export const CA_NEEDS_OPERATOR = 'ca-needs-operator'

/** What keeps visitors of a resource out cannot be read, and lets nobody pass. */
export const SITE_SHUT = 'site-shut'

/** A PoP trusts a key no more that signs what it serves. */
export const POP_KEY_DROPPED = 'pop-key-dropped'

/** What a resource serves has no key any more: a PoP that has it not cannot be given it. Another certificate mends it. */
export const KEY_GONE = 'certificate-key-gone'

/** A PoP answers, but not where visitors open TLS sessions. */
export const POP_TLS_SILENT = 'pop-tls-silent'

/** A PoP holds documents of an epoch that is too far from ours to be followed. */
export const POP_EPOCH = 'pop-epoch-absurd'

/** A PoP never takes a document that is wanted there. Subject: PoP, host and kind. */
export const POP_LACKS = 'pop-lacks-document'

/** It stands from now on; the log is told the first time. */
export async function raiseAlarm(world: World, alarm: Omit<Alarm, 'since'>): Promise<void> {
  const { event, subject, resource, detail } = alarm
  if (!(await world.store.raiseAlarm({ ...alarm, since: world.now() }))) return
  world.log({ ...detail, event, level: 'alarm', subject, ...(resource !== null && { resource }) })
}

/** It stands no more; the log is told if it did. */
export async function clearAlarm(world: World, alarm: Pick<Alarm, 'event' | 'subject'>): Promise<void> {
  const { event: of, subject } = alarm
  if (await world.store.clearAlarm(alarm)) world.log({ event: 'alarm-over', of, subject })
}
