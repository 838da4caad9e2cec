// A client that follows the server-sent events, as a browser reads them.

import type { Caller } from './caller.ts'

type Told = { readonly id: number; readonly data: Readonly<Record<string, unknown>> | null }
export type Follower = {
  readonly headers: Headers
  /** The next event, or the position told at the beginning (without data); null: the stream has ended. */
  next(): Promise<Told | null>
  take(count: number): Promise<readonly Told[]>
  /** Comments that were read so far. */
  readonly comments: readonly string[]
  leave(): Promise<void>
}

export async function follow(
  caller: Pick<Caller, 'open'>,
  query = '',
  headers: Record<string, string> = {},
): Promise<Follower> {
  const answer = await caller.open(`/cdn/events${query}`, headers)
  if (answer.status !== 200 || !answer.body) throw new Error(`${answer.status} ${await answer.text()}`)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const comments: string[] = []
  let text = ''
  async function readBlock(): Promise<string | null> {
    for (;;) {
      const [block, ...rest] = text.split('\n\n')
      if (block !== undefined && rest.length > 0) {
        text = rest.join('\n\n')
        return block
      }
      const { done, value } = await reader.read()
      if (done) return null
      text += value
    }
  }
  async function next(): Promise<Told | null> {
    for (;;) {
      const block = await readBlock()
      if (block === null) return null
      const [, id] = /^id: (\d+)$/m.exec(block) ?? []
      const [, data] = /^data: (.+)$/m.exec(block) ?? []
      if (id !== undefined) return { id: Number(id), data: data === undefined ? null : JSON.parse(data) }
      comments.push(block)
    }
  }
  return {
    headers: answer.headers,
    next,
    async take(count) {
      const told: Told[] = []
      for (let left = count; left > 0; left--) {
        const each = await next()
        if (each) told.push(each)
      }
      return told
    },
    comments,
    leave: () => reader.cancel(),
  }
}
