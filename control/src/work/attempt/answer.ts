import type { Step } from './step.ts'

/** Tells the CA to look, once per challenge that it has not judged. Telling it twice is harmless. */
export const answer: Step = async ({ world, attempt }) => {
  for (const { authorization, url } of attempt.challenges) {
    const { status, challenge } = await world.ca.authorization(authorization, attempt.method)
    if (status === 'pending' && challenge?.status === 'pending') await world.ca.answer(url)
  }
  return { is: 'on', step: 'wait' }
}
