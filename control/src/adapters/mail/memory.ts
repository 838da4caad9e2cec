import type { Letter, Mail, MailAnswer } from './port.ts'

export type MemoryMail = Mail & {
  /** What has arrived, oldest first. */
  readonly letters: readonly Letter[]
  /** How the server answers about an address from now on; null: it takes everything. */
  answer(address: string, answer: MailAnswer | null): void
}

/** A mail server that keeps what it is given. */
export function createMemoryMail(): MemoryMail {
  const letters: Letter[] = []
  const answers = new Map<string, MailAnswer>()
  return {
    letters,
    answer: (address, answer) => void (answer ? answers.set(address, answer) : answers.delete(address)),
    async send(letter) {
      const planned = answers.get(letter.to)
      if (planned) return planned
      letters.push(letter)
      return { is: 'accepted', status: 250, detail: 'taken' }
    },
  }
}
