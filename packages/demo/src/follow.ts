// What happens to the customer's site, told as it happens.

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { diagnosis, tellEntry, tellStatus, timeline } from './account.ts'
import { ApiFault, findCustomer, type Call, type Customer } from './customer.ts'

const LOOK_EVERY_MS = 300

/** Tells the timeline of a site as it grows, and what each change comes to, until the site is deleted or `signal` aborts;
 *  `whenServed` once, as soon as it is served over HTTPS. The past of a site that is not `isNew` was told by an earlier start. */
export async function follow(
  signal: AbortSignal,
  call: Call,
  tell: (text: string) => void,
  { resource, isNew }: { readonly resource: number; readonly isNew: boolean },
  whenServed: () => void,
): Promise<void> {
  const path = `/cdn/resources/${resource}`
  const read = async (after: number) =>
    timeline.parse(await call('GET', `${path}/ssl/le/timeline?after=${after}`))
  let last = 0
  let status = ''
  try {
    for (let past = isNew ? [] : await read(0); past.length > 0; past = await read(last))
      last = past.at(-1)?.id ?? last
    let served = !isNew && z.object({ sslEnabled: z.boolean() }).parse(await call('GET', path)).sslEnabled
    if (served) {
      tell('It is served over HTTPS already, with the certificate of an earlier start.')
      whenServed()
    }
    while (!signal.aborted) {
      const entries = await read(last)
      for (const entry of entries) {
        last = entry.id
        const said = tellEntry(entry)
        if (said !== null) tell(said)
      }
      if (entries.length > 0) {
        const now = tellStatus(diagnosis.parse(await call('GET', `${path}/ssl/le/diagnosis`)))
        if (now !== status) tell(now)
        status = now
      }
      if (!served && entries.some(({ event }) => event === 'live')) {
        served = true
        whenServed()
      }
      await pause(signal)
    }
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 404) throw error
  }
}

/** Waits until the site has been made anew; null: `signal` aborted. */
export async function waitForSite(signal: AbortSignal, call: Call): Promise<Customer | null> {
  while (!signal.aborted) {
    const found = await findCustomer(call)
    if (found) return found
    await pause(signal)
  }
  return null
}

const pause = (signal: AbortSignal): Promise<void> =>
  sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
