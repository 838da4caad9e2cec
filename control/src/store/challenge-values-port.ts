import type { Attempt, ResourceId } from './records.ts'

/** The TXT values that the embedded responder serves, by the name they stand at. */
export type ChallengeValues = {
  challengeValues(owner: string): Promise<readonly string[]>
  /** Puts one value at all these names, beside what stands there. */
  putChallengeValue(owners: readonly string[], value: string): Promise<void>
  dropChallengeValue(owners: readonly string[], value: string): Promise<void>
  /** The DNS-01 attempts of a resource, open or ended, whose values are not known to be gone. */
  attemptsWithValues(resource: ResourceId): Promise<readonly Attempt[]>
}
