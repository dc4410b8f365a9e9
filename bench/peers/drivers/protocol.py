"""What each driver process speaks: one JSON request a line on stdin, one reply a line on stdout."""

import json
import os
import sys
import time
import traceback


def serve(load):
    """Answers requests; `load` takes the first one and gives (what is said about it, run)."""
    # Libraries print; only replies may reach the stdout that is read.
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            start = time.perf_counter()
            if run is None:
                about, run = load(request)
                reply = {"loadMs": ms_since(start), "about": about}
            else:
                reply = run(request)
        except Exception as error:
            traceback.print_exc()
            reply = {"error": f"{type(error).__name__}: {error}"[:300]}
        replies.write(json.dumps(reply) + "\n")
        replies.flush()


def ms_since(start: float) -> float:
    return 1000 * (time.perf_counter() - start)


def times(prompt_ms: float, total: float, n_output: int, n_forwards: int) -> dict:
    """The reply to a job; times in ms, forwards without those of the prompt."""
    return {
        "promptMs": prompt_ms,
        "outputMs": total - prompt_ms,
        "totalMs": total,
        "nOutput": n_output,
        "nForwards": n_forwards,
    }
