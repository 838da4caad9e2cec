// `npm run edge:forget-certificates`: for an edge on Node whose seal key is lost, which may start with a new one then.

import { existsSync } from 'node:fs'
import { DEFAULT_SHELF, openShelf } from './node/shelf.ts'

const file = process.env['SHELF_FILE'] ?? DEFAULT_SHELF
if (existsSync(file)) {
  const shelf = openShelf(file)
  const many = shelf.forgetCertificates()
  shelf.close()
  console.log(
    `${many} certificate${many === 1 ? '' : 's'} taken off ${file}. Start the edge: the control plane sends them again.`,
  )
} else {
  console.error(`SHELF_FILE ${file} is not there.`)
  process.exitCode = 1
}
