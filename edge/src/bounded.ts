/** A map of so many entries at most, and of so much weight: those that were put longest ago make way. */
export type Bounded<Value> = {
  get(key: string): Value | undefined
  put(key: string, value: Value): void
  drop(key: string): void
}

export function createBounded<Value>(
  most: number,
  heaviest = Infinity,
  weigh: (value: Value) => number = () => 0,
): Bounded<Value> {
  // Insertion order is age.
  const entries = new Map<string, Value>()
  let weight = 0
  const drop = (key: string): void => {
    const value = entries.get(key)
    if (value !== undefined && entries.delete(key)) weight -= weigh(value)
  }
  const isTooMuch = (): boolean => entries.size > most || (weight > heaviest && entries.size > 1)
  return {
    get: (key) => entries.get(key),
    drop,
    put(key, value) {
      drop(key)
      entries.set(key, value)
      weight += weigh(value)
      while (isTooMuch()) drop(entries.keys().next().value ?? '')
    },
  }
}
