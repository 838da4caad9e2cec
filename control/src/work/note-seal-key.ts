// The key that certificate keys are sealed to for a PoP, as it names it.

import type { Self } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'

/** Can anything be sealed to it? One that is no point of the curve would make every push to this PoP fail. */
export async function isSealKey(key: Self['sealKey']): Promise<boolean> {
  if (key === null) return true
  return seal('', 'check.invalid', key).then(
    () => true,
    () => false,
  )
}

/** Warns once where another PoP has the same: each of them opens what is meant for the other alone. */
export async function noteSealKey(world: World, pop: Pop, { sealKey }: Self): Promise<void> {
  if (sealKey === null || sealKey.x === pop.sealKey?.x) return
  const other = (await world.store.pops()).find(
    (each) => each.name !== pop.name && each.sealKey?.x === sealKey.x,
  )
  if (other) world.log({ event: 'pop-seal-key-shared', level: 'warning', pop: pop.name, other: other.name })
}
