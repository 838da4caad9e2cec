// What a rule is. The table says where an event may lead; these types hold every rule to it.

import type { Table } from '../table.ts'
import type { Context, Effect, Event, Situation, State, StateName } from '../vocabulary.ts'

export type StateIn<S extends StateName> = Extract<State, { is: S }>
export type EventIn<E extends Event['type']> = Extract<Event, { type: E }>

/** What is known beside the state. */
export type Beside = Omit<Situation, 'state'>
/** A situation known to be in state S. */
export type At<S extends StateName> = Beside & { readonly state: StateIn<S> }
/** A step known to end in state S. */
export type To<S extends StateName> = At<S> & { readonly effects: readonly Effect[] }

type Targets<Cell> = Cell extends readonly (infer S extends StateName)[] ? S : never

/** A cell without a rule, a rule without a cell, and a rule that returns a state its cell does not list: none of them
 *  compiles. Null: the news is stale and changes nothing. */
export type Rules = {
  readonly [S in StateName]: {
    readonly [E in keyof Table[S] & Event['type']]: (
      at: At<S>,
      event: EventIn<E>,
      context: Context,
    ) => { [T in Targets<Table[S][E]>]: To<T> }[Targets<Table[S][E]>] | null
  }
}
