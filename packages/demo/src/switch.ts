// A part of the town that can be stopped and started again while the rest goes on.

export type Switch = {
  isUp(): boolean
  /** Turns it on or off, after whatever it is being turned to now. Rejects when it cannot be started. */
  turn(up: boolean): Promise<void>
}

/** Starts the part; `start` gives what stops it. */
export async function createSwitch(start: () => Promise<() => unknown>): Promise<Switch> {
  let stop: (() => unknown) | null = await start()
  let turning: Promise<void> = Promise.resolve()

  async function turn(up: boolean): Promise<void> {
    if (up === (stop !== null)) return
    if (stop === null) {
      stop = await start()
      return
    }
    const end = stop
    stop = null
    await end()
  }
  return {
    isUp: () => stop !== null,
    turn: (up) => (turning = turning.catch(() => undefined).then(() => turn(up))),
  }
}
