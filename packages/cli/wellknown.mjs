#!/usr/bin/env node
// What `npx wellknown` runs first: in plain JavaScript, so that an old Node says what is wrong instead of a syntax error.

const NEEDED = 24
const major = Number(process.versions.node.split('.')[0])
if (major < NEEDED) {
  console.error(
    `wellknown needs Node ${NEEDED}; this is ${process.versions.node}. From the project's folder "npx wellknown" brings its own, once "npx --yes pnpm@12.21.0 install" has run.`,
  )
  process.exitCode = 1
} else {
  await import('./src/main.ts')
}
