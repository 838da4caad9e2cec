// What every mail port does: run against the one in memory and against a real SMTP server.

import { expect, test } from 'vitest'
import type { Letter, Mail } from './port.ts'

export type MailRig = {
  readonly mail: Mail
  /** Message-IDs of what has arrived, oldest first. */
  arrived(): readonly string[]
  /** How the next letters to an address end: `greylisted` and `unknown` are 4yz and 5yz; null: they arrive. */
  plan(address: string, end: 'greylisted' | 'unknown' | null): void
}

export const LETTER: Letter = {
  messageId: '<notice.0@cdn.example>',
  to: 'team@customer.example',
  subject: 'Certificate expired: www.customer.example',
  text: 'It has expired.',
  html: '<p>It has expired.</p>',
}

export function describeMail(rig: () => MailRig): void {
  test('a letter arrives under its own Message-ID, and one that is sent again is the same letter', async () => {
    const { mail, arrived } = rig()
    expect(await mail.send(LETTER)).toMatchObject({ is: 'accepted', status: 250 })
    expect(await mail.send(LETTER)).toMatchObject({ is: 'accepted' })
    expect(arrived()).toEqual([LETTER.messageId, LETTER.messageId])
  })

  test('4yz is tried again, 5yz of a recipient is that recipient’s for good', async () => {
    const { mail, plan, arrived } = rig()
    plan(LETTER.to, 'greylisted')
    expect(await mail.send(LETTER)).toMatchObject({ is: 'unavailable', status: 450 })
    plan(LETTER.to, 'unknown')
    expect(await mail.send(LETTER)).toMatchObject({ is: 'refused', status: 550, about: 'address' })
    expect(arrived()).toEqual([])
    plan(LETTER.to, null)
    expect(await mail.send(LETTER)).toMatchObject({ is: 'accepted' })
  })
}
