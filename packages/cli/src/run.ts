// From what was typed to an exit code: 0 well, 1 not well, 2 typed wrong, 3 not to be looked at.

import { UsageFault, type Command } from './command.ts'
import { COMMANDS, GROUPS } from './commands.ts'
import { readGiven } from './given.ts'
import { helpOn, helpOnAll, helpOnNoun } from './help.ts'
import { createPaint, printable } from './paint.ts'
import { VERSION } from '@wellknown/control/version.ts'
import type { Terminal } from './terminal.ts'

/** Runs one command; whatever it has to say goes to `terminal`. */
export async function runCommand(typed: readonly string[], terminal: Terminal): Promise<number> {
  const paint = createPaint(terminal.colour)
  try {
    const [first] = typed
    if (first === '--version' || first === 'version') {
      terminal.out(`wellknown ${VERSION}, Node ${process.versions.node}`)
      return 0
    }
    if (first === 'help' && typed[1] !== undefined)
      return await runCommand([...typed.slice(1), '--help'], terminal)
    if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
      terminal.out(helpOnAll(GROUPS, paint))
      return 0
    }
    const command = find(typed)
    if (command === null) return explainNoun(first, typed[1], terminal)
    const given = readGiven(command, typed.slice(command.name.split(' ').length), terminal)
    if (given.is('help')) {
      terminal.out(helpOn(command, paint))
      return 0
    }
    return (await command.run(given)) ?? 0
  } catch (error) {
    if (error instanceof UsageFault) {
      terminal.tell(printable(error.message))
      return 2
    }
    // The rooms that a command wraps throw Errors that an operator can act on.
    terminal.tell(paint.bad(printable(error instanceof Error ? error.message : String(error))))
    return 1
  }
}

const find = ([first = '', second = '']: readonly string[]): Command | null =>
  COMMANDS.find(({ name }) => name === `${first} ${second}`) ??
  COMMANDS.find(({ name }) => name === first) ??
  null

/** Letters that are typed right before one goes wrong. */
const ENOUGH = 3

/** A noun without its verb, or a word that is no command. */
function explainNoun(noun: string, verb: string | undefined, terminal: Terminal): number {
  const verbs = COMMANDS.filter(({ name }) => name.startsWith(`${noun} `))
  if (verbs.length === 0) {
    const near = COMMANDS.filter(({ name }) => name.startsWith(noun.slice(0, ENOUGH))).map(({ name }) => name)
    const meant =
      noun.length < ENOUGH || near.length === 0 ? '' : ` Is one of these meant: ${near.join(', ')}?`
    throw new UsageFault(`There is no command "${noun}".${meant} "wellknown help" lists them all.`)
  }
  if (verb === undefined || verb === '--help' || verb === '-h') {
    terminal.out(helpOnNoun(noun, verbs))
    return verb === undefined ? 2 : 0
  }
  throw new UsageFault(
    `There is no "wellknown ${noun} ${verb}". There is: ${verbs.map(({ name }) => name).join(', ')}.`,
  )
}
