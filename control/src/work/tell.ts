import { DONE, type Doer } from './outcome.ts'

/** A message to the customer. It is kept in the resource's history, where the API shows it. */
export const tell: Doer<'tell'> = async (world, { message }, saved, { resource }) => {
  const state = saved?.state.is ?? null
  const detail = { message, id: world.id() }
  await world.store.note({ resource, at: world.now(), event: 'told', from: state, to: state, detail })
  return DONE
}
