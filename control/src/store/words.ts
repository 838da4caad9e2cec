export type {
  BucketSize,
  Current,
  Effect,
  Instant,
  Label,
  Ramp,
  Situation,
  State,
  StateName,
  Step,
  Trouble,
  Work,
} from '@wellknown/lifecycle'
export type { Hit, Self as EdgeState } from '@wellknown/wire'
