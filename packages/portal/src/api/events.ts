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

/** The API says something every 15 seconds, if only that there is nothing new: a connection that is silent for longer is dead,
 *  though no end of it was heard. */
export const SILENCE_MS = 40_000

/** How far the events were heard: it is told with each, and is where the next stream begins. */
export type Position = { at: string | null }

export type Ears = {
  /** The stream stands. */
  readonly opened: () => void
  /** Something came, be it only that there is nothing new. */
  readonly alive: () => void
  /** An event, about a resource or (null) the client as a whole. */
  readonly heard: (resource: number | null) => void
}

/** Follows the events from `position` on (null: from now) until the connection ends or falls silent, or `signal` says so. Throws
 *  when there is no stream. */
export async function follow(
  token: string,
  position: Position,
  signal: AbortSignal,
  ears: Ears,
): Promise<void> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const listen = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), SILENCE_MS)
  }
  listen()
  try {
    const answer = await fetch('/cdn/events', {
      headers: { ...headersOf(token), ...(position.at !== null && { 'last-event-id': position.at }) },
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (!answer.ok || !answer.body) throw new Error(`There is no stream: ${answer.status}.`)
    ears.opened()
    let rest = ''
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done || value === undefined) return
      listen()
      const read = readMessages(rest + value)
      rest = read.rest
      for (const { id, data } of read.messages) {
        position.at = id ?? position.at
        if (data !== null) ears.heard(resourceOf(data))
      }
      ears.alive()
    }
  } finally {
    clearTimeout(timer)
  }
}

function resourceOf(data: string): number | null {
  const told: unknown = JSON.parse(data)
  if (typeof told !== 'object' || told === null || !('resource' in told)) return null
  return typeof told.resource === 'number' ? told.resource : null
}
