// What a command is, and what it is given.

import type { Api } from './api.ts'
import type { Paint } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** One flag. `value` is what stands for it in the help; without it the flag is either there or not. */
export type Option = {
  readonly about: string
  readonly value?: string
  /** It may be given several times. */
  readonly many?: boolean
}

export type Command = {
  /** As it is typed: one word or two. */
  readonly name: string
  readonly summary: string
  /** What follows the name, such as `<resource>`; one in brackets may be left out, one with dots takes all that follow. */
  readonly takes?: readonly string[]
  readonly options?: Readonly<Record<string, Option>>
  /** Does it print what it read as JSON when asked to (`--json`)? */
  readonly json?: boolean
  /** What a person should know before using it. */
  readonly notes?: string
  /** Lines to be typed, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: string])[]
  /** The exit code; nothing means 0. Throws a Fault or a UsageFault. */
  readonly run: (given: Given) => Promise<number | void>
}

export type Given = {
  /** What followed the name, in the order of `takes`; empty where it was left out. */
  word(index: number): string
  readonly words: readonly string[]
  /** The value of a flag, or null. */
  text(flag: string): string | null
  /** Like `text`, but a UsageFault where it is missing. */
  needed(flag: string): string
  list(flag: string): readonly string[]
  is(flag: string): boolean
  readonly terminal: Terminal
  readonly paint: Paint
  /** The control plane's API; a Fault where nobody has said which, or with what token. */
  api(): Api
}

/** Something that the reader can mend, told in a sentence or two. Exit code 1. */
export class Fault extends Error {}

/** The command was typed wrong: which flag, and the fix. Exit code 2. */
export class UsageFault extends Error {}
