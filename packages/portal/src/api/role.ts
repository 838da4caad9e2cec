import { useQuery } from '@tanstack/react-query'
import { ownToken } from './queries.ts'
import { readView } from './session.ts'

const IN_A_VIEW =
  'You look as a client does: nothing can be changed here. Leave the view to act in your own name.'
const ONLY_READS = 'Your token only reads. Sign in with one of the role write to change this.'

/** Why whoever is here can change nothing; null: they can. */
export function useWhyReadOnly(): string | null {
  const role = useQuery(ownToken).data?.role
  if (readView() !== null) return IN_A_VIEW
  return role === 'read' ? ONLY_READS : null
}
