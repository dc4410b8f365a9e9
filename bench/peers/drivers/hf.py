"""Hugging Face transformers on torch: plain, and prompt lookup; a logits processor forces the answer."""

import time

import torch
from protocol import ms_since, serve, times
from transformers import AutoModelForCausalLM, LogitsProcessor, LogitsProcessorList
from transformers.utils import logging

KINDS = {"float32": torch.float32, "bfloat16": torch.bfloat16}


class Forced(LogitsProcessor):
    """Raises the token that the answer has after the ids so far, where those are the answer's."""

    def __init__(self, prompt: list[int], answer: list[int]):
        self.answer = answer
        self.n_prompt = len(prompt)
        self.first = None

    def __call__(self, ids, scores):
        if self.first is None:
            self.first = time.perf_counter()
        at = ids.shape[1] - self.n_prompt
        # Where a draft went wrong, no row after it counts, whatever it says.
        if at < len(self.answer):
            scores[:, self.answer[at]] = 1e9
        return scores


def load(request):
    torch.set_num_threads(request["threads"])
    torch.set_grad_enabled(False)
    logging.set_verbosity_error()
    model = AutoModelForCausalLM.from_pretrained(request["model"], dtype=KINDS[request["weights"]])
    forwards = count_forwards(model)
    about = {"torch": torch.__version__, "kernels": torch.backends.cpu.get_cpu_capability()}
    return about, lambda job: run(model, forwards, job)


def count_forwards(model):
    forwards = {"n": 0}

    def count(*_):
        forwards["n"] += 1

    model.register_forward_pre_hook(count)
    return forwards


def run(model, forwards, job):
    prompt, answer = job["prompt"], job.get("answer") or [0]
    ids = torch.tensor([prompt])
    forced = Forced(prompt, answer)
    options = {"max_new_tokens": len(answer), "do_sample": False, "pad_token_id": 2}
    if job["mode"] == "lookup":
        options["prompt_lookup_num_tokens"] = job["nDraft"]
    forwards["n"] = 0
    start = time.perf_counter()
    output = model.generate(
        ids, attention_mask=torch.ones_like(ids), logits_processor=LogitsProcessorList([forced]), **options
    )
    total = ms_since(start)
    prompt_ms = 1000 * (forced.first - start)
    if output[0, len(prompt) :].tolist() != answer:
        raise RuntimeError("the answer could not be forced")
    return times(prompt_ms, total, len(answer), forwards["n"] - 1)


serve(load)
