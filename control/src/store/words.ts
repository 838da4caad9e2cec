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
export type { Hit, Self as EdgeState } from '@wellknown/wire'
