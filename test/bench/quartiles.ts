/** The lower quartile, the median and the upper quartile. */
export function quartiles(values: readonly number[]): readonly [number, number, number] {
  const ranked = values.toSorted((a, b) => a - b)
  const at = (share: number): number => ranked[Math.floor((ranked.length - 1) * share)] ?? Number.NaN
  return [at(0.25), at(0.5), at(0.75)]
}
