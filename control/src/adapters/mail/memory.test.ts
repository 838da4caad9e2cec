import { beforeEach } from 'vitest'
import { describeMail } from './contract.ts'
import { createMemoryMail, type MemoryMail } from './memory.ts'
import type { MailAnswer } from './port.ts'

const ENDS: Readonly<Record<'greylisted' | 'unknown', MailAnswer>> = {
  greylisted: { is: 'unavailable', status: 450, detail: 'later' },
  unknown: { is: 'refused', status: 550, detail: 'no such user', about: 'address' },
}

let mail: MemoryMail
beforeEach(() => {
  mail = createMemoryMail()
})

describeMail(() => ({
  mail,
  arrived: () => mail.letters.map(({ messageId }) => messageId),
  plan: (address, end) => mail.answer(address, end && ENDS[end]),
}))
