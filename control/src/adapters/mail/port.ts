// The mail server, in our words.

export type Letter = {
  /** Stable: a letter that is sent again is the same letter. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What came of it; `detail` is one bounded line. `unavailable`: trying again may help, and the letter may have arrived
 *  all the same. `refused`: the server will never take this letter; `address`: because of the recipient's address. */
export type MailAnswer =
  | { readonly is: 'accepted'; readonly status: number; readonly detail: string }
  | {
      readonly is: 'refused'
      readonly status: number
      readonly detail: string
      readonly about: 'address' | 'letter'
    }
  | { readonly is: 'unavailable'; readonly status: number | null; readonly detail: string }

export type Mail = {
  /** Hands one letter to the server, bounded in time. Never throws. */
  send(letter: Letter): Promise<MailAnswer>
}
