// The resource and rule options the edge applies, in Gcore's wire shapes. Null or absent: not set, inherit.

import { z } from 'zod'

const switchOption = z.object({ enabled: z.boolean(), value: z.boolean() })

/** `force_return`: answer with this code and body instead of asking the origin. */
const forceReturn = z.object({
  enabled: z.boolean(),
  code: z.int().min(100).max(599),
  body: z.string().max(4096),
  time_interval: z
    .object({ start_time: z.string(), end_time: z.string(), time_zone: z.string().nullish() })
    .nullish(),
})

/** The options that the edge applies at this stage. The control plane keeps and reports all others. */
export const edgeOptions = z.object({
  force_return: forceReturn.nullish(),
  redirect_http_to_https: switchOption.nullish(),
})

export type EdgeOptions = z.infer<typeof edgeOptions>
