/** Irrational steps spread any run of ids evenly over 0…1. */
const GOLDEN = 0.618_033_988_749_895

/** A resource's share of whatever is spread over all of them: 0 ≤ share < 1, the same for the same id for ever. */
export const shareOf = (resource: number): number => (resource * GOLDEN) % 1
