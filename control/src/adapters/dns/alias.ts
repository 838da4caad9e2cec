import { createHash } from 'node:crypto'

const LABEL_LENGTH = 32

/** The name in `zone` that stands for a hostname: always the same one, and no other hostname's. */
export function aliasIn(zone: string, name: string): string {
  const label = createHash('sha256').update(name).digest('hex').slice(0, LABEL_LENGTH)
  return `${label}.${zone}`
}
