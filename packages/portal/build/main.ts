// `npm run build:portal`: builds the page, unless it was built from these very sources already.

import { FOLDER, isBuilt } from './sources.ts'

// Before Vite and React's plugin look at it: whoever starts us may be a test.
process.env['NODE_ENV'] = 'production'
if (isBuilt()) {
  console.log(`The portal is up to date: ${FOLDER}`)
} else {
  const { buildPortal } = await import('./build.ts')
  await buildPortal()
  console.log(`The portal is built: ${FOLDER}`)
}
