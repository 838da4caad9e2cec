// An edge of the next wire version: today's, but for the number it speaks.

import { bundleWorker } from '@wellknown/edge/workerd'
import { WIRE } from '@wellknown/wire'

/** The worker as one module, built from today's source with a raised number. */
export async function bundleNextWorker(): Promise<string> {
  let raised = 0
  const bundle = await bundleWorker([
    {
      name: 'next wire version',
      setup(build) {
        build.onLoad({ filter: /packages\/wire\/src\/version\.ts$/ }, () => {
          raised++
          return { contents: `export const WIRE = ${WIRE + 1}` }
        })
      },
    },
  ])
  if (raised !== 1) throw new Error('The wire version is written elsewhere now.')
  return bundle
}
