import type { Log } from './world.ts'

/** One JSON object a line on standard output. What is logged is chosen where it is logged: no object goes in whole. */
export const writeLog: Log = (line) => {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...line })}\n`)
}
