// Where a command reads and writes: handed in, so that a test is as good as a shell.

import { createInterface } from 'node:readline/promises'

export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** What was asked for; a line end is added. */
  out(text: string): void
  /** What a person is told beside it: it does not disturb who reads the output. */
  tell(text: string): void
  readonly colour: boolean
  /** Can a person be asked? */
  readonly interactive: boolean
  ask(question: string): Promise<string>
  /** All of standard input. */
  input(): Promise<string>
  sleep(milliseconds: number): Promise<void>
}

/** The real one. Colours only where a person looks, and NO_COLOR (no-color.org) is not set. */
export function createTerminal({ stdin, stdout, stderr, env }: NodeJS.Process): Terminal {
  // A reader that has seen enough (`| head`) is no fault.
  stdout.on('error', () => undefined)
  return {
    env,
    out: (text) => void stdout.write(`${text}\n`),
    tell: (text) => void stderr.write(`${text}\n`),
    colour: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    interactive: stdin.isTTY && stderr.isTTY,
    async ask(question) {
      const lines = createInterface({ input: stdin, output: stderr })
      try {
        return (await lines.question(question)).trim()
      } finally {
        lines.close()
      }
    },
    async input() {
      const chunks: Buffer[] = []
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
      return Buffer.concat(chunks).toString('utf8')
    },
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds)
      }),
  }
}
