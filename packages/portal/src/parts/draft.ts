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
