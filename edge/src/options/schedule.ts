/** Does it apply at this instant (milliseconds)? */
export type Schedule = (now: number) => boolean

type Interval = {
  readonly start_time: string
  readonly end_time: string
  readonly time_zone?: string | null | undefined
}

const always: Schedule = () => true

/** `force_return.time_interval` of Gcore's API: from `start_time` until `end_time` by the clocks of a time zone (UTC by
 *  default), past midnight where the end lies before the start; without one, always. What cannot be judged here applies:
 *  such intervals hide what may not be seen at some hours. */
export function createSchedule(interval: Interval | null): Schedule {
  if (!interval) return always
  const [start, end] = [readMinutes(interval.start_time), readMinutes(interval.end_time)]
  const clock = createClock(interval.time_zone ?? 'UTC')
  if (start === null || end === null || !clock) return always
  return (now) => {
    const minutes = clock(now)
    return start <= end ? minutes >= start && minutes < end : minutes >= start || minutes < end
  }
}

/** Minutes since midnight; null for what is no time of day. */
function readMinutes(text: string): number | null {
  const parts = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null
}

/** Tells the minutes since midnight in a time zone; null where this platform does not know it. */
function createClock(timeZone: string): ((now: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    })
    return (now) => readMinutes(format.format(now)) ?? 0
  } catch {
    return null
  }
}
