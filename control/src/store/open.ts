// The store over one SQLite file.

import { abilitiesIn } from './abilities.ts'
import { alarmsIn } from './alarms.ts'
import { budgetIn } from './budget.ts'
import { certificatesIn } from './certificates.ts'
import { challengeHitsIn } from './challenge-hits.ts'
import { challengeValuesIn } from './challenge-values.ts'
import { clientsIn } from './clients.ts'
import { keyedRequestsIn } from './idempotency.ts'
import { backUp } from './back-up.ts'
import { countApart } from './counting-apart.ts'
import { openDatabase } from './database.ts'
import { edgesIn } from './edges.ts'
import { eventsIn } from './events.ts'
import { fleetIn } from './fleet.ts'
import { historyIn } from './history.ts'
import { hstsIn } from './hsts.ts'
import { measuresIn } from './measures.ts'
import { newResourcesIn } from './new-resources.ts'
import { noticesIn } from './notices.ts'
import { originGroupsIn } from './origin-groups.ts'
import { pastIn } from './past.ts'
import { popsIn } from './pops.ts'
import type { Store } from './port.ts'
import { rehearsalsIn } from './rehearsals.ts'
import { resourceListIn } from './resource-list.ts'
import { resourcesIn } from './resources.ts'
import { rulesIn } from './rules.ts'
import { sealedKeysIn } from './sealed-keys.ts'
import { signingIn } from './signing.ts'
import { tasksIn } from './tasks.ts'
import { timeIn } from './time.ts'
import { webhooksIn } from './webhooks.ts'

const IN_MEMORY = ':memory:'

/** Opens the store at `file` (`:memory:` for a test). Throws an Error that an operator can act on. */
export function openStore(file: string): Store {
  const { orm, raw } = openDatabase(file)
  // Nobody else sees what is in memory.
  const apart = file === IN_MEMORY ? null : countApart(file)
  return {
    ...tasksIn(orm),
    ...timeIn(orm),
    ...abilitiesIn(orm),
    ...alarmsIn(orm),
    ...budgetIn(orm),
    ...challengeHitsIn(orm),
    ...challengeValuesIn(orm),
    ...clientsIn(orm),
    ...originGroupsIn(orm),
    ...resourcesIn(orm),
    ...resourceListIn(orm),
    ...rulesIn(orm),
    ...certificatesIn(orm),
    ...sealedKeysIn(orm),
    ...signingIn(orm),
    ...edgesIn(orm),
    ...eventsIn(orm),
    ...fleetIn(orm),
    ...pastIn(orm),
    ...popsIn(orm),
    ...historyIn(orm),
    ...hstsIn(orm),
    ...keyedRequestsIn(orm),
    ...measuresIn(orm),
    ...newResourcesIn(orm),
    ...noticesIn(orm),
    ...rehearsalsIn(orm),
    ...webhooksIn(orm),
    backUp: (file) => backUp(raw, file),
    checkpoint: async () => void raw.pragma('wal_checkpoint(PASSIVE)'),
    ...(apart && { ...apart }),
    async close() {
      await apart?.close()
      raw.close()
    },
  }
}
