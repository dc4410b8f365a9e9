"""Writes small models in the layouts of the hub, and what they say by onnxruntime in Python."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from models import SIZES, write_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from plain import export_plain

OUT = Path(__file__).parents[2] / "fixtures/layouts"
PROMPT = [(7919 * i + 17) % 250 + 5 for i in range(30)]
N_EXPECTED = 96
KEPT = ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja"]

# What the model builder is asked for, by the name of the graph: precision and execution provider.
FUSED = {
    "model": ("fp32", "cpu"),
    "model_q4": ("int4", "cpu"),
    "model_fp16": ("fp16", "webgpu"),
    "model_q4f16": ("int4", "webgpu"),
}
MODELS = {
    "llama": ["model", "model_q4", "model_fp16", "model_q4f16", "model_quantized"],
    "qwen2": ["model", "model_q4"],
    "qwen3": ["model", "model_q4"],
    "gemma": ["model"],
    "gemma3": ["model", "model_q4"],
}


def build(checkpoint: Path, graph: Path, precision: str, provider: str) -> None:
    """Has onnxruntime-genai's model builder write a graph with fused attention, its weights in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "onnxruntime_genai.models.builder", "-i", str(checkpoint)]
        command += ["-o", folder, "-p", precision, "-e", provider, "-c", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        onnx.save(onnx.load(Path(folder) / "model.onnx"), graph)


def greedy(graph: Path) -> list[int]:
    """Decodes token by token from the prompt, read in one run."""
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    wanted = {each.name: each for each in session.get_inputs()}
    empty = (1, SIZES["num_key_value_heads"], 0, SIZES["head_dim"])
    kinds = {"tensor(float16)": np.float16, "tensor(float)": np.float32}
    past = {name: np.zeros(empty, kinds[each.type]) for name, each in wanted.items() if name.startswith("past")}
    tokens, said, n_past = PROMPT, [], 0
    while len(said) < N_EXPECTED:
        n_all = n_past + len(tokens)
        feeds = {
            "input_ids": np.array([tokens]),
            "attention_mask": np.ones((1, n_all), np.int64),
            "position_ids": np.arange(n_past, n_all)[None],
        }
        feeds = {name: value for name, value in feeds.items() if name in wanted}
        found = dict(zip([each.name for each in session.get_outputs()], session.run(None, feeds | past), strict=True))
        past = {name: found[name.replace("past_key_values", "present")] for name in past}
        n_past, tokens = n_all, [int(found["logits"][0, -1].argmax())]
        said += tokens
    return said


def export(kind: str, graphs: list[str], work: Path) -> None:
    """Writes one model in all its graphs."""
    folder, checkpoint = OUT / kind, work / kind
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "onnx").mkdir(parents=True)
    model = write_model(kind, checkpoint)
    for name in KEPT:
        shutil.copy(checkpoint / name, folder / name)
    said = {}
    for name in graphs:
        path = folder / f"onnx/{name}.onnx"
        if name in FUSED:
            build(checkpoint, path, *FUSED[name])
        else:
            quantize_dynamic(folder / "onnx/model.onnx", path, weight_type=QuantType.QInt8)
        said[name] = greedy(path)
    if kind == "llama":
        for name, has_positions in {"plain": False, "plain_positions": True}.items():
            path = OUT / f"llama/onnx/{name}.onnx"
            export_plain(model, path, has_positions)
            said[name] = greedy(path)
    expected = {"prompt": PROMPT, "said": said}
    (folder / "expected.json").write_text(json.dumps(expected) + "\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        for kind in sys.argv[1:] or MODELS:
            export(kind, MODELS[kind], Path(work))


if __name__ == "__main__":
    main()
