/** A map of so many entries at most: the one that was put longest ago makes way. */
export type Bounded<Value> = {
  get(key: string): Value | undefined
  put(key: string, value: Value): void
  drop(key: string): void
}

export function createBounded<Value>(most: number): Bounded<Value> {
  // Insertion order is age.
  const entries = new Map<string, Value>()
  return {
    get: (key) => entries.get(key),
    drop: (key) => void entries.delete(key),
    put(key, value) {
      entries.delete(key)
      entries.set(key, value)
      const oldest = entries.size > most ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
    },
  }
}
