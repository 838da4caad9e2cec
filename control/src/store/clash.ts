import type { Clash } from './port.ts'

/** Runs a write; a uniqueness rule that refuses it becomes a Clash. */
export function refusingClash<result>(
  field: Clash['clash'],
  value: string,
  write: () => result,
): result | Clash {
  try {
    return write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    return { clash: field, value }
  }
}

function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const cause = error instanceof Error ? error.cause : null
  return (
    code === 'SQLITE_CONSTRAINT_UNIQUE' || (cause !== undefined && cause !== null && isUniqueViolation(cause))
  )
}
