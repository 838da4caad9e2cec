// The command `wellknown` as somebody types it, in this process.

import { runCommand } from '@wellknown/cli/run.ts'
import type { Terminal } from '@wellknown/cli/terminal.ts'

type Typed = { readonly code: number; readonly out: string; readonly told: string }
export type Shell = {
  run(...typed: string[]): Promise<Typed>
  /** What stands on standard input; what is answered to questions, where a person is there. */
  with(given: {
    readonly input?: string
    readonly answers?: readonly string[]
    readonly colour?: boolean
  }): Shell
}

/** `sleep` is what passes while the command waits. */
export function createShell(
  env: Terminal['env'],
  sleep: Terminal['sleep'] = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  given: Parameters<Shell['with']>[0] = {},
): Shell {
  return {
    with: (more) => createShell(env, sleep, more),
    async run(...typed) {
      const [out, told]: [string[], string[]] = [[], []]
      const answers = [...(given.answers ?? [])]
      const code = await runCommand(typed, {
        env,
        out: (text) => void out.push(text),
        tell: (text) => void told.push(text),
        colour: given.colour ?? false,
        interactive: given.answers !== undefined,
        ask: async () => answers.shift() ?? '',
        input: async () => given.input ?? '',
        sleep,
      })
      return { code, out: out.join('\n'), told: told.join('\n') }
    },
  }
}
