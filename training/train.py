"""Fine-tunes the adapter on encoded sequences; resumable, checkpointed, logged as JSON lines.

    OMP_NUM_THREADS=2 torchrun --nproc-per-node 1 training/train.py --threads 2 \\
        --train train.ids.jsonl --dev dev.ids.jsonl --out runs/a --minutes 100

With several processes, gradients are averaged once a step. `--out` receives adapter.pt (weights and
optimiser, every five minutes) and log.jsonl. The learning rate warms up, stays, and falls linearly
over the last part of the minutes, which are the main thread's own: a pause takes nothing from them. Stop and go on with the same command and `--resume`.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path

import torch
import torch.distributed as dist
import torch.nn.functional as F

from base import CONFIG, load_base
from model import Decoder

USUAL_WEIGHT = 100  # of a batch


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    dist.init_process_group("gloo")
    args.out.mkdir(parents=True, exist_ok=True)
    base = torch.load(args.merged) if args.merged else load_base()
    model = Decoder(base, CONFIG, args.rank, args.alpha, args.dtype)
    saved = torch.load(args.out / "adapter.pt") if args.resume else None
    if saved or args.adapter:
        weights = saved["model"] if saved else torch.load(args.adapter)["model"]
        model.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    # After the weights: freezing merges what they hold.
    model.freeze(args.frozen)
    if args.compile:
        model.compile_layers()
    optimiser = torch.optim.AdamW(model.trained(), lr=args.lr, betas=(0.9, 0.98), weight_decay=0, fused=True)
    state = {"batches": 0, "seconds": 0.0, "tokens": 0}
    if saved:
        optimiser.load_state_dict(saved["optimiser"])
        state = saved["state"]
    dev = read(args.dev, args.max_length)[: args.dev_rows]
    train(model, optimiser, state, read(args.train, args.max_length), dev, args)


def train(model, optimiser, state, rows, dev, args):
    rank, n_ranks = dist.get_rank(), dist.get_world_size()
    log = open(args.out / "log.jsonl" if rank == 0 else "/dev/null", "a", buffering=1)
    batches = cut_batches(rows, args.batch_tokens, args.seed)
    saved_at = evaluated_at = time.time()
    clock = time.thread_time()
    recent = []
    while state["seconds"] < args.minutes * 60:
        for group in optimiser.param_groups:
            group["lr"] = args.lr * schedule(state["seconds"] / 60, args.minutes, args.decay)
        batch = batches[(state["batches"] + rank) % len(batches)]
        loss, tokens = step(model, batch, args.dtype)
        seconds, loss, tokens = average(model, [time.thread_time() - clock, loss, tokens])
        clock = time.thread_time()
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        state["batches"] += n_ranks
        state["tokens"] += tokens * n_ranks
        state["seconds"] += seconds
        recent.append(loss)
        if len(recent) == 10:
            record = {k: round(v) for k, v in state.items()}
            record["loss"] = round(sum(recent) / len(recent), 4)
            record["lr"] = round(optimiser.param_groups[0]["lr"], 6)
            recent = []
            print(json.dumps(record), file=log)
        now = time.time()
        if rank == 0 and now - saved_at > 300:
            save(model, optimiser, state, args.out)
            saved_at = now
        if rank == 0 and now - evaluated_at > args.dev_minutes * 60:
            print(json.dumps({"batches": state["batches"], **evaluate(model, dev, args)}), file=log)
            evaluated_at = time.time()
    if rank == 0:
        save(model, optimiser, state, args.out)
        print(json.dumps({"batches": state["batches"], **evaluate(model, dev, args)}), file=log)


def average(model, figures):
    """Averages gradients and `figures` over the processes; clips the gradients."""
    gradients = [p.grad.flatten() for p in model.trained()]
    flat = torch.cat([*gradients, torch.tensor(figures, dtype=torch.float32)])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for parameter in model.trained():
        parameter.grad.copy_(flat[at : at + parameter.numel()].view_as(parameter))
        at += parameter.numel()
    torch.nn.utils.clip_grad_norm_(model.trained(), 1.0)
    return flat[at:].tolist()


def step(model, batch, dtype):
    """One forward and backward; gives the weighted loss a token and the number of tokens."""
    inputs, targets, weights = collate(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=dtype == torch.bfloat16):
        logits = model(*inputs)
    losses = F.cross_entropy(logits.float(), targets, reduction="none")
    loss = (losses * weights).sum()
    # Not over the sum of the weights: a batch of one long file with nothing to do has one token.
    (loss / USUAL_WEIGHT).backward()
    return loss.item() / weights.sum().item(), sum(map(length_of, batch))


def collate(batch):
    """Pads to one length; asks for the logits before each answer token that has a weight.

    Each branch of a row goes on right after the file: its positions count from the file's end, and
    it attends to the file and to itself.
    """
    length = max(map(length_of, batch))
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    positions = torch.zeros(len(batch), length)
    part = torch.zeros(len(batch), length, dtype=torch.long)  # 0: file; else the branch
    wanted, targets, weights = [], [], []
    for i, row in enumerate(batch):
        end = len(row["file"])
        ids[i, :end] = torch.tensor(row["file"])
        positions[i, :end] = torch.arange(end)
        for number, branch in enumerate(row["branches"], 1):
            start, sequence = end, branch["ask"] + branch["answer"]
            end += len(sequence)
            ids[i, start:end] = torch.tensor(sequence)
            positions[i, start:end] = torch.arange(len(sequence)) + len(row["file"])
            part[i, start:end] = number
            for j, (token, weight) in enumerate(zip(branch["answer"], branch["weights"])):
                if weight > 0:
                    wanted.append(i * length + start + len(branch["ask"]) + j - 1)
                    targets.append(token)
                    weights.append(weight)
        part[i, end:] = len(row["branches"]) + 1
    mask = torch.ones(length, length, dtype=torch.bool).tril()
    mask = mask & ((part[:, None, :] == 0) | (part[:, None, :] == part[:, :, None]))
    inputs = ids, positions, mask[:, None], torch.tensor(wanted)
    return inputs, torch.tensor(targets), torch.tensor(weights)


def length_of(row):
    return len(row["file"]) + sum(len(b["ask"]) + len(b["answer"]) for b in row["branches"])


@torch.no_grad()
def evaluate(model, rows, args):
    """Share of answers whose every open token is the greedy choice: exact match of greedy decoding."""
    hits = defaultdict(list)
    for row in rows:
        for branch in row["branches"]:
            inputs, targets, _ = collate([row | {"branches": [branch]}])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.dtype == torch.bfloat16):
                best = model(*inputs).argmax(-1)
            hits[branch["kind"]].append(bool((best == targets).all()))
    everything = [hit for kind in hits.values() for hit in kind]
    rates = {kind: round(sum(h) / len(h), 2) for kind, h in sorted(hits.items())}
    return {"exact": round(sum(everything) / len(everything), 4), "n": len(everything), **rates}


def schedule(minute, minutes, decay):
    return min(1.0, minute / 2, max(0.02, (minutes - minute) / (minutes * decay)))


def cut_batches(rows, batch_tokens, seed):
    """Batches of at most `batch_tokens` padded tokens, of similar lengths, in random order."""
    rows = rows[:]
    random.Random(seed).shuffle(rows)
    batches = []
    for at in range(0, len(rows), 512):
        group = sorted(rows[at : at + 512], key=length_of)
        mixed, batch = [], []
        for row in group:
            length = length_of(row)
            if batch and length * (len(batch) + 1) > batch_tokens:
                mixed.append(batch)
                batch = []
            batch.append(row)
        mixed.append(batch)
        random.Random(seed + at).shuffle(mixed)
        batches += mixed
    return batches


def read(path, max_length):
    rows = [json.loads(line) for line in open(path)]
    return [r for r in rows if length_of(r) <= max_length]


def save(model, optimiser, state, folder):
    temporary = folder / "adapter.tmp"
    saved = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "state": state}
    torch.save(saved, temporary)
    temporary.rename(folder / "adapter.pt")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--decay", type=float, default=0.4, help="last share of the time")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--rank", type=int, default=32, help="0 trains the weights themselves")
    parser.add_argument("--alpha", type=int, default=64)
    parser.add_argument("--batch-tokens", type=int, default=1300, help="padded, for each process")
    parser.add_argument("--max-length", type=int, default=1800, help="tokens of a row; longer ones are left out")
    parser.add_argument("--dev-rows", type=int, default=144)
    parser.add_argument("--dev-minutes", type=float, default=15)
    parser.add_argument("--frozen", type=int, default=8, help="lower layers that are not trained")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--adapter", type=Path, help="adapter to start from")
    parser.add_argument("--merged", type=Path, help="merged weights to start from, in place of the base")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--compile", action="store_true", help="needs a C++ compiler")
    parser.add_argument("--bf16", action="store_const", dest="dtype", const=torch.bfloat16,
                        default=torch.float32, help="where the CPU has avx512_bf16")
    return parser.parse_args()


if __name__ == "__main__":
    main()
