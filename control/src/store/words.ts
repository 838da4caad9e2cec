export type {
  BucketSize,
  Current,
  Effect,
  Instant,
  Ramp,
  Situation,
  State,
  StateName,
  Step,
  Trouble,
  Work,
} from '@wellknown/lifecycle'
export type { Self as EdgeState } from '@wellknown/wire'
