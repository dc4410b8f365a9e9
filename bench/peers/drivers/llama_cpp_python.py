"""llama.cpp through llama-cpp-python, built here: plain, and its prompt lookup."""

import time

from llama_cpp import Llama, LogitsProcessorList, llama_print_system_info
from llama_cpp.llama_speculative import LlamaPromptLookupDecoding
from protocol import ms_since, serve, times


def load(request):
    threads = request["threads"]
    draft = LlamaPromptLookupDecoding() if request.get("lookup") else None
    model = Llama(
        request["model"], n_ctx=8192, n_batch=512, n_threads=threads, n_threads_batch=threads,
        draft_model=draft, logits_all=draft is not None, flash_attn=True, verbose=False,
    )  # fmt: skip
    forwards = count_forwards(model)
    return {"systemInfo": llama_print_system_info().decode()}, lambda job: run(model, forwards, job)


def count_forwards(model):
    forwards, evaluate = {"n": 0}, model.eval

    def counted(tokens):
        forwards["n"] += 1
        return evaluate(tokens)

    model.eval = counted
    return forwards


def run(model, forwards, job):
    prompt, answer = job["prompt"], job.get("answer") or [0]

    def force(_ids, scores):
        # Each choice is given out before the next one is made, so what was said tells the place.
        scores[answer[len(said)]] = 1e9
        return scores

    if job["mode"] == "lookup":
        model.draft_model.num_pred_tokens = job["nDraft"]
    model.reset()
    forwards["n"] = 0
    said = []
    start = time.perf_counter()
    for token in model.generate(prompt, temp=0, reset=False, logits_processor=LogitsProcessorList([force])):
        if not said:
            prompt_ms = ms_since(start)
        said.append(token)
        if len(said) == len(answer):
            break
    total = ms_since(start)
    if said != answer:
        raise RuntimeError("the answer could not be forced")
    return times(prompt_ms, total, len(said), forwards["n"] - 1)


serve(load)
