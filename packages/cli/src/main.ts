// The command `wellknown`, by this process's arguments, environment and terminal.

import { runCommand } from './run.ts'
import { createTerminal } from './terminal.ts'

process.exitCode = await runCommand(process.argv.slice(2), createTerminal(process))
