import process from 'node:process';
import { createInterface } from 'node:readline';
import { isMainThread } from 'node:worker_threads';
import type { Contestant } from '../contestant.ts';
import { startHolding } from './holding-turn.ts';
import type { Ready, Turn, TurnRequest } from './messages.ts';
import { startWork } from './work-turn.ts';

const send = (message: Ready | Turn) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Runs one contestant in this process: warms it up, then takes a turn for each line of input. */
export async function serve<Input>(contestant: Contestant<Input>): Promise<void> {
  // The workers of a contestant load the same bundle.
  if (!isMainThread) return;
  const requests = createInterface({ input: process.stdin });
  // Also while it works, and although native engines keep threads that would keep the process.
  requests.once('close', () => process.exit());
  const input = JSON.parse(process.argv[2] ?? '{}') as Input;
  const { title, note } = contestant;
  const { measures, takeTurn } =
    contestant.kind === 'work' ? await startWork(contestant, input) : await startHolding(contestant, input);
  send({ title, ...(note !== undefined && { note }), measures });
  for await (const line of requests) send(await takeTurn(JSON.parse(line) as TurnRequest));
}
