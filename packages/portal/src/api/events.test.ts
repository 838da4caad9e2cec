import { expect, test } from 'vitest'
import { readMessages } from './events.ts'

test('events are read whole, wherever the network cuts them', () => {
  const text =
    'retry: 2000\nid: 7\n\nid: 8\ndata: {"a":1}\n\n: nothing new\n\nid: 9\r\ndata: one\r\ndata: two\r\n\r\n'
  const whole = [
    { id: '7', data: null },
    { id: '8', data: '{"a":1}' },
    { id: null, data: null },
    { id: '9', data: 'one\ntwo' },
  ]
  expect(readMessages(text)).toEqual({ messages: whole, rest: '' })
  for (let cut = 1; cut < text.length; cut++) {
    const first = readMessages(text.slice(0, cut))
    const second = readMessages(first.rest + text.slice(cut))
    expect(
      [cut, ...first.messages, ...second.messages].filter(
        (each) => each !== cut && JSON.stringify(each) !== '{"id":null,"data":null}',
      ),
    ).toEqual(whole.filter(({ id }) => id !== null))
  }
})
