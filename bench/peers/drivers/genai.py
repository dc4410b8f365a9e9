"""onnxruntime-genai: plain with the answer's tokens fed in, and the forwards of an n-gram lookup."""

import json
import time

import numpy as np
import onnxruntime_genai as genai
from protocol import ms_since, serve, times

CONTEXT = 8192


def load(request):
    config = genai.Config(request["model"])
    threads = {"intra_op_num_threads": request["threads"], "inter_op_num_threads": 1}
    config.overlay(json.dumps({"model": {"decoder": {"session_options": threads}}}))
    model = genai.Model(config)
    return {"version": genai.__version__}, lambda job: run(model, job)


def run(model, job):
    return (lookup if job["mode"] == "lookup" else plain)(model, job)


def plain(model, job):
    """Each token of the answer is appended, which is one forward; nothing is spent on choosing."""
    prompt, answer = job["prompt"], job.get("answer") or [0]
    generator = genai.Generator(model, parameters(model))
    tokens = [np.array([token], dtype=np.int32) for token in answer]
    start = time.perf_counter()
    generator.append_tokens(np.array(prompt, dtype=np.int32))
    prompt_ms = ms_since(start)
    for token in tokens[:-1]:
        generator.append_tokens(token)
    total = ms_since(start)
    return times(prompt_ms, total, len(answer), len(answer) - 1)


def lookup(model, job):
    """
    Its n-gram lookup checks drafts inside, against the model's own choices, so it can't be forced.
    Instead the forwards that it would make are run: drafts of its size, by the same kind of lookup,
    appended in one forward each and rewound to where the answer agrees.
    """
    prompt, answer, most = job["prompt"], job["answer"], job["nDraft"]
    generator = genai.Generator(model, parameters(model))
    text, n_prompt, n_forwards = [*prompt, answer[0]], len(prompt), 0
    finder = Lookup(text)
    start = time.perf_counter()
    generator.append_tokens(np.array(prompt, dtype=np.int32))
    prompt_ms = ms_since(start)
    while (n_done := len(text) - n_prompt) < len(answer):
        draft = finder.draft(most)
        generator.append_tokens(np.array([text[-1], *draft], dtype=np.int32))
        n_forwards += 1
        n_kept = n_agreed(draft, answer[n_done:])
        if n_kept < len(draft):
            generator.rewind_to(len(text) + n_kept)
        finder.add(answer[n_done : n_done + n_kept + 1])
    return times(prompt_ms, ms_since(start), len(answer), n_forwards)


class Lookup:
    """Finds the last tokens of a text earlier in it; the place after them is where a draft begins."""

    SIZE = 3

    def __init__(self, text: list[int]):
        self.text = text
        self.places: dict[tuple[int, ...], int] = {}
        self.n_known = 0

    def add(self, tokens: list[int]):
        self.text.extend(tokens)

    def draft(self, most: int) -> list[int]:
        for end in range(max(self.n_known, self.SIZE), len(self.text)):
            self.places.setdefault(tuple(self.text[end - self.SIZE : end]), end)
        self.n_known = len(self.text)
        place = self.places.get(tuple(self.text[-self.SIZE :]))
        return [] if place is None else self.text[place : place + most]


def n_agreed(draft: list[int], answer: list[int]) -> int:
    """A forward chooses one token more than the draft tokens that it keeps."""
    n = 0
    while n < min(len(draft), len(answer) - 1) and draft[n] == answer[n]:
        n += 1
    return n


def parameters(model):
    options = genai.GeneratorParams(model)
    options.set_search_options(max_length=CONTEXT, do_sample=False)
    return options


serve(load)
