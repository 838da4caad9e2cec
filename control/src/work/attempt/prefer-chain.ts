import { inspectChain, type Inspected } from '../../adapters/ca/chain.ts'
import { CaError } from '../../adapters/ca/port.ts'
import type { At } from './step.ts'

type Sound = Extract<Inspected, { ok: true }>

/** A chain that is linked but not there is none; a CA that is out is asked again later. */
async function download({ ca }: At['world'], url: string): Promise<string> {
  try {
    return (await ca.certificate(url)).chain
  } catch (error) {
    if (error instanceof CaError && error.problem.status === 404) return ''
    throw error
  }
}

/** The chain that leads to the root the attempt wishes for: the default one if it does, else the first alternate of the
 *  same certificate that does. Where none does it is the default one, with a warning. */
export async function preferChain(
  { world, attempt }: At,
  standard: Sound,
  alternates: readonly string[],
): Promise<Sound> {
  const { root } = attempt.wish
  if (root === null || standard.rootName === root) return standard
  const seen = [standard.rootName]
  for (const url of alternates) {
    const other = inspectChain(await download(world, url))
    // What is not the same certificate was never ordered, and what is broken serves nobody.
    if (!other.ok || other.blocks[0] !== standard.blocks[0]) continue
    if (other.rootName === root) return other
    seen.push(other.rootName)
  }
  world.log({ event: 'no-preferred-chain', level: 'warning', attempt: attempt.id, root, offered: seen })
  return standard
}
