// Help that teaches: what there is, and for each command what to type.

import type { Command, Option } from './command.ts'
import { optionsOf } from './given.ts'
import type { Paint } from './paint.ts'

type Group = { readonly title: string; readonly commands: readonly Command[] }

const INDENT = '  '
const usageOf = ({ name, takes = [] }: Command): string => ['wellknown', name, ...takes].join(' ')
const flagOf = (name: string, { value }: Option): string =>
  `--${name}${value === undefined ? '' : ` ${value}`}`

function aligned(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `${INDENT}${left.padEnd(width)}  ${right}`).join('\n')
}

/** Everything there is. */
export const helpOnAll = (groups: readonly Group[], paint: Paint): string =>
  [
    'wellknown: certificates for a CDN’s customers, from the shell.',
    ...groups.map(
      ({ title, commands }) =>
        `${paint.strong(title)}\n${aligned(commands.map((each) => [[each.name, ...(each.takes ?? [])].join(' '), each.summary]))}`,
    ),
    `${paint.strong('Which control plane, and who asks')}
  WELLKNOWN_URL (http://127.0.0.1:8080) and WELLKNOWN_TOKEN, or what "wellknown login" has kept.
  "init", "serve", "backup" and whatever else touches the database read the control plane's own settings.`,
    '"wellknown help <command>" explains one, with examples.',
  ].join('\n\n')

/** One command. */
export const helpOn = (command: Command, paint: Paint): string =>
  [
    `${usageOf(command)}\n${INDENT}${command.summary}.`,
    ...(command.notes === undefined ? [] : [command.notes]),
    `${paint.strong('Flags')}\n${aligned(Object.entries(optionsOf(command)).map(([name, option]) => [flagOf(name, option), option.about]))}`,
    `${paint.strong('Examples')}\n${command.examples.map(([line, does]) => `${INDENT}${line}\n${INDENT}${INDENT}${paint.dim(does)}`).join('\n')}`,
  ].join('\n\n')

/** The commands of one noun. */
export const helpOnNoun = (noun: string, commands: readonly Command[]): string =>
  `wellknown ${noun} …\n${aligned(commands.map((each) => [usageOf(each), each.summary]))}`
