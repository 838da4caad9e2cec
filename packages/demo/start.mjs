// What `npm start` runs first: in plain JavaScript, so that an old Node says what is wrong instead of a syntax error.

const NEEDED = 24
const major = Number(process.versions.node.split('.')[0])
if (process.platform !== 'linux') {
  console.error(`The demo runs on Linux (it uses 127.0.0.2 as a second edge); this is ${process.platform}.`)
  process.exitCode = 1
} else if (major < NEEDED) {
  console.error(
    `The demo needs Node ${NEEDED}; this is ${process.versions.node}. Start it with "npm start", which brings its own.`,
  )
  process.exitCode = 1
} else {
  await import('./src/main.ts')
}
