import { z } from 'zod'
import type { Method, Options } from '../../store/records.ts'
import type { World } from '../../world.ts'

const switchedOn = z.object({ enabled: z.literal(true), value: z.literal(true) })

/** P4: is the resource's option on? */
export const wantsDns01 = (options: Options): boolean =>
  switchedOn.safeParse(options['use_dns01_le_challenge']).success

/** How an attempt that begins now proves control. An installation that hosts no DNS any more has but one way left. */
export const methodFor = ({ dns }: Pick<World, 'dns'>, options: Options): Method =>
  dns !== null && wantsDns01(options) ? 'dns-01' : 'http-01'
