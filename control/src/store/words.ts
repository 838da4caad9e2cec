export type { BucketSize, Current, Effect, Instant, Situation, State, Step } from '@wellknown/lifecycle'
export type { Self as EdgeState } from '@wellknown/wire'
