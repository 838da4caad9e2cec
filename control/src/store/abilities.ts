import type { PopAbilitiesStore } from './abilities-port.ts'
import type { Orm } from './database.ts'
import { popAbility } from './edge-schema.ts'

export function abilitiesIn(db: Orm): PopAbilitiesStore {
  return {
    saveAbilities: async (pop, abilities) => {
      db.insert(popAbility)
        .values({ pop, abilities })
        .onConflictDoUpdate({ target: popAbility.pop, set: { abilities } })
        .run()
    },
    abilities: async () =>
      new Map(
        db
          .select()
          .from(popAbility)
          .all()
          .map(({ pop, abilities }) => [pop, abilities]),
      ),
  }
}
