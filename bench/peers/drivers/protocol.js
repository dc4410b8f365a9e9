// What each driver process speaks: one JSON request a line on stdin, one reply a line on stdout.
import { createInterface } from 'node:readline';

/**
 * Answers requests one after another. `load` replies to the first one and gives the function that
 * answers the others.
 */
export async function serve(load) {
  const write = (reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);
  let run;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    try {
      const startMs = performance.now();
      if (run) {
        write(await run(request));
      } else {
        const loaded = await load(request);
        run = loaded.run;
        write({ loadMs: performance.now() - startMs, about: loaded.about });
      }
    } catch (error) {
      write({ error: String(error?.message ?? error) });
    }
  }
  process.exit(0);
}
