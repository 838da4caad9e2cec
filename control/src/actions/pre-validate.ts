import { explain } from '@wellknown/lifecycle'
import { challengePath } from '@wellknown/wire'
import { methodFor } from '../work/attempt/method.ts'
import { judge } from '../work/judge.ts'
import type { World } from '../world.ts'
import { findResource } from './change-resource.ts'
import { Refusal } from './refusal.ts'

/** P7: may the CA be asked for all names of a resource? Throws a Refusal with every problem found. */
export async function preValidate(world: World, client: number, id: number): Promise<void> {
  const saved = await findResource(world, client, id)
  const verdict = await judge(world, saved)
  if (verdict.is === 'passed') return
  const problems = verdict.is === 'blocked' ? verdict.problems : [verdict.problem]
  const { cname, options } = saved.resource
  if (methodFor(world, options) === 'dns-01') {
    throw new Refusal(400, {
      errors: problems.map(
        (problem) =>
          `We cannot prove control of ${problem.name ?? cname} over DNS. Problem detected: ${explain(problem)}`,
      ),
    })
  }
  throw new Refusal(400, {
    errors: problems.map(
      (problem) =>
        `We cannot connect to the validation URL http://${problem.name ?? cname}${challengePath('<token>')}. ` +
        'Check the DNS records of the name and the rules of other services over /.well-known/acme-challenge/. ' +
        `A new resource may need up to 15 minutes. Problem detected: ${explain(problem)}`,
    ),
  })
}
