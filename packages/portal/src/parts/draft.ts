import { useState } from 'react'
import { keepDraft, readDraft } from '../api/session.ts'

/** Text that is typed into a form, kept in this tab until it is sent (null): over a page that is loaded again, and over signing in
 *  anew. Never for secrets. */
export function useDraft(form: string): readonly [text: string | null, type: (text: string | null) => void] {
  const [text, setText] = useState(() => readDraft(form))
  return [
    text,
    (next) => {
      keepDraft(form, next)
      setText(next)
    },
  ]
}

type Fields = Readonly<Record<string, string>>

/** The same of a form with several fields. What was not typed yet is as `start` has it. */
export function useDrafts<fields extends Fields>(
  form: string,
  start: fields,
): {
  readonly values: { readonly [field in keyof fields]: string }
  readonly type: (part: { readonly [field in keyof fields]?: string }) => void
  readonly forget: () => void
} {
  const [text, setText] = useDraft(form)
  const typed = readFields(text)
  return {
    values: { ...start, ...typed },
    type: (part) => setText(JSON.stringify({ ...typed, ...part })),
    forget: () => setText(null),
  }
}

/** Of what another version of the page has kept, what can be read. */
function readFields(text: string | null): Fields {
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
    return Object.fromEntries(entries.filter(([, value]) => typeof value === 'string'))
  } catch {
    return {}
  }
}
