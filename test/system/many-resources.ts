// More resources than anybody makes by hand, put into the file of a database beside whoever has it open.

import Database from 'better-sqlite3'

/** Copies the resource `like` so often that its client has `count` in all, called `site-00001.many.example` and so on; nothing is
 *  done about them. One statement: made one by one they take half a minute. */
export function copyResource(file: string, like: number, count: number): void {
  const raw = new Database(file)
  const columns = raw.prepare("select name from pragma_table_info('resource')").pluck().all() as string[]
  const values = columns.map((name) =>
    name === 'id'
      ? '(select max(id) from resource) + n'
      : name === 'cname'
        ? "printf('site-%05d.many.example', n)"
        : name === 'created'
          ? 'created + n'
          : name,
  )
  raw
    .prepare(
      `with recursive number (n) as (select 1 union all select n + 1 from number where n < ?)
       insert into resource (${columns.join(', ')}) select ${values.join(', ')} from resource, number where id = ?`,
    )
    .run(count - 1, like)
  raw.close()
}
