// Server-sent events over fetch: the browser's EventSource cannot send the token, and a token in the URL would be logged.

import { headersOf } from './session.ts'

export type Heard = { readonly id: string | null; readonly data: string | null }

/** What whole messages there are in `text`, and what is left of the last (HTML Living Standard §9.2.6). */
export function readMessages(text: string): { readonly messages: readonly Heard[]; readonly rest: string } {
  const parts = text.split(/\r?\n\r?\n/)
  const rest = parts.pop() ?? ''
  return { messages: parts.map(readMessage), rest }
}

function readMessage(part: string): Heard {
  const fields = part.split(/\r?\n/).map((line) => /^(\w+):? ?(.*)$/.exec(line))
  const all = (name: string): readonly string[] =>
    fields.flatMap((field) => (field?.[1] === name ? [field[2] ?? ''] : []))
  const data = all('data')
  return { id: all('id').at(-1) ?? null, data: data.length > 0 ? data.join('\n') : null }
}

/** Follows the events from `after` on (null: from now) until the connection ends or `signal` says so. Gives the position of the
 *  last one; `hear` is told the resource of each, null where it concerns the client as a whole. Throws when there is no stream. */
export async function follow(
  token: string,
  after: string | null,
  signal: AbortSignal,
  hear: (resource: number | null) => void,
  opened: () => void,
): Promise<string | null> {
  const answer = await fetch('/cdn/events', {
    headers: { ...headersOf(token), ...(after !== null && { 'last-event-id': after }) },
    signal,
  })
  if (!answer.ok || !answer.body) throw new Error(`There is no stream: ${answer.status}.`)
  opened()
  let position = after
  let rest = ''
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
    if (done || value === undefined) return position
    const read = readMessages(rest + value)
    rest = read.rest
    for (const { id, data } of read.messages) {
      position = id ?? position
      if (data !== null) hear(resourceOf(data))
    }
  }
}

function resourceOf(data: string): number | null {
  const told: unknown = JSON.parse(data)
  if (typeof told !== 'object' || told === null || !('resource' in told)) return null
  return typeof told.resource === 'number' ? told.resource : null
}
