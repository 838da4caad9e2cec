export type {
  BucketSize,
  Current,
  Effect,
  Instant,
  Situation,
  State,
  Step,
  Trouble,
  Work,
} from '@wellknown/lifecycle'
export type { Self as EdgeState } from '@wellknown/wire'
