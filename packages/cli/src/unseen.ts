// What was asked about could not be looked at, which says nothing about how it stands.

import { UsageFault, type Given } from './command.ts'
import { printable } from './paint.ts'

const UNSEEN = 3

/** `look`'s exit code; where it throws, the reason is told, and printed as `asJson` has it where JSON was asked for: 3.
 *  UsageFaults pass. */
export async function orUnseen(
  { is, terminal, paint }: Given,
  look: () => Promise<number>,
  asJson: (reason: string) => object,
): Promise<number> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof UsageFault) throw error
    const reason = error instanceof Error ? error.message : String(error)
    terminal.tell(paint.bad(`It could not be looked at. ${printable(reason)}`))
    if (is('json')) terminal.out(JSON.stringify(asJson(reason), null, 2))
    return UNSEEN
  }
}
