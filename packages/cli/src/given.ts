// Reads what was typed after a command's name, by what the command takes.

import { parseArgs } from 'node:util'
import { createApi, type Api } from './api.ts'
import { UsageFault, type Command, type Given, type Option } from './command.ts'
import { readCredentials } from './credentials.ts'
import { createPaint } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** Flags that every command has; `json` only those that read. */
export const optionsOf = ({ options = {}, json = false }: Command): Readonly<Record<string, Option>> => ({
  ...options,
  ...(json && { json: { about: 'Print the answer as JSON' } }),
  help: { about: 'Explain this command' },
})

/** Throws a UsageFault that names the flag or the word at fault, and the fix. */
export function readGiven(command: Command, typed: readonly string[], terminal: Terminal): Given {
  const options = optionsOf(command)
  const { values, positionals } = parse(command, options, typed)
  if (values['help'] !== true) demandWords(command, positionals)
  const textsOf = (flag: string): readonly string[] => {
    const value = values[flag]
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string')
  }
  let api: Api | null = null
  return {
    words: positionals,
    word: (index) => positionals[index] ?? '',
    text: (flag) => textsOf(flag)[0] ?? null,
    needed(flag) {
      const [value] = textsOf(flag)
      if (value === undefined)
        throw new UsageFault(`--${flag} is missing: ${options[flag]?.about ?? 'give it'}.`)
      return value
    },
    list: textsOf,
    is: (flag) => values[flag] === true,
    terminal,
    paint: createPaint(terminal.colour && values['json'] !== true),
    api: () => (api ??= createApi(readCredentials(terminal.env), terminal.tell)),
  }
}

function parse(command: Command, options: Readonly<Record<string, Option>>, typed: readonly string[]) {
  try {
    return parseArgs({
      args: [...typed],
      allowPositionals: true,
      strict: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { value, many = false }]) => [
          name,
          { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: many },
        ]),
      ),
    })
  } catch (error) {
    throw new UsageFault(explain(error, command, options))
  }
}

function explain(error: unknown, { name }: Command, options: Readonly<Record<string, Option>>): string {
  const told = error instanceof Error ? error.message : String(error)
  const flag = /'-?-?([\w-]+)/.exec(told)?.[1] ?? ''
  const known = options[flag]
  if (known?.value !== undefined) return `--${flag} wants a value: --${flag} ${known.value}.`
  if (known) return `--${flag} takes no value.`
  const all = Object.keys(options).map((each) => `--${each}`)
  const typed = /'(-[^']*)'/.exec(told)?.[1] ?? `--${flag}`
  return `"wellknown ${name}" has no flag ${typed}. It has: ${all.join(', ')}.`
}

function demandWords({ name, takes = [] }: Command, words: readonly string[]): void {
  const missing = takes.find((each, at) => !each.startsWith('[') && words[at] === undefined)
  if (missing !== undefined)
    throw new UsageFault(`${missing} is missing: "wellknown ${[name, ...takes].join(' ')}".`)
  const extra = words[takes.length]
  if (extra !== undefined && !(takes.at(-1) ?? '').includes('…')) {
    throw new UsageFault(`"${extra}" is one word too many: "wellknown ${[name, ...takes].join(' ')}".`)
  }
}
