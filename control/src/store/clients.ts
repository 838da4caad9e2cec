import { and, eq } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { Store } from './port.ts'
import { apiToken, client } from './schema.ts'

const tokenColumns = {
  id: apiToken.id,
  client: apiToken.client,
  name: apiToken.name,
  role: apiToken.role,
  expires: apiToken.expires,
  lastUsed: apiToken.lastUsed,
  created: apiToken.created,
}

type Clients = Pick<
  Store,
  | 'createClient'
  | 'client'
  | 'clients'
  | 'updateClient'
  | 'createToken'
  | 'tokenByHash'
  | 'tokens'
  | 'deleteToken'
  | 'touchToken'
>

/** Clients and their API tokens; a token's hash never leaves. */
export function clientsIn(db: Orm): Clients {
  return {
    createClient: async ({ name, cname }, at) => {
      const made = db
        .insert(client)
        .values({ name, cname, utilizationLevel: 0, created: at, updated: at })
        .returning()
        .get()
      if (!cname.includes('{client}')) return made
      const filled = cname.replaceAll('{client}', String(made.id))
      return db.update(client).set({ cname: filled }).where(eq(client.id, made.id)).returning().get()
    },
    client: async (id) => db.select().from(client).where(eq(client.id, id)).get() ?? null,
    clients: async () => db.select().from(client).all(),
    updateClient: async (id, change, at) =>
      db
        .update(client)
        .set({ ...change, updated: at })
        .where(eq(client.id, id))
        .returning()
        .get() ?? null,
    createToken: async (token, at) =>
      db
        .insert(apiToken)
        .values({ ...token, created: at })
        .returning(tokenColumns)
        .get(),
    tokenByHash: async (hash) =>
      db.select(tokenColumns).from(apiToken).where(eq(apiToken.hash, hash)).get() ?? null,
    tokens: async (owner) => db.select(tokenColumns).from(apiToken).where(eq(apiToken.client, owner)).all(),
    deleteToken: async (owner, id) =>
      db
        .delete(apiToken)
        .where(and(eq(apiToken.client, owner), eq(apiToken.id, id)))
        .run().changes > 0,
    touchToken: async (id, at) =>
      void db.update(apiToken).set({ lastUsed: at }).where(eq(apiToken.id, id)).run(),
  }
}
