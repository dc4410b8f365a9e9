"""Writes the fine-tuned weights in each form that a peer reads.

    python bench/peers/convert.py bench/out/peers/models

A form that is there already is left as it is; one that cannot be made is named in `failed.json`.
"""

import json
import subprocess
import sys
import traceback
from pathlib import Path

from forms.gguf_files import FORMATS, write_gguf
from forms.hf_folder import write_hf_folder
from forms.onnx_models import GRAPHS, write_genai, write_transformers_js

ROOT = Path(__file__).resolve().parents[2]


def main():
    out = Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    merged, hf, failed = out / "merged.pt", out / "hf", {}

    def make(target: Path, write):
        if target.exists():
            return
        print(f"writing {target.relative_to(out)}", flush=True)
        try:
            write()
        except Exception as error:
            traceback.print_exc()
            failed[str(target.relative_to(out))] = f"{type(error).__name__}: {error}"

    make(merged, lambda: merge(merged))
    make(hf / "model.safetensors", lambda: write_hf_folder(merged, ROOT / "models/smollm2-135m-edit", hf))
    for name in FORMATS:
        path = out / f"gguf/{name}.gguf"
        make(path, lambda: write_gguf(hf, path, name))
    for name in GRAPHS:
        folder = out / f"genai/{name}"
        make(folder / "genai_config.json", lambda: write_genai(hf, folder, name))
    js = out / "transformers-js"
    make(js / "onnx/model_q4.onnx", lambda: write_transformers_js(out / "genai", hf, js))
    (out / "failed.json").write_text(json.dumps(failed, indent=1))


def merge(merged: Path):
    """Adds the adapter to the base weights, as for the product's own graph."""
    script, adapter = ROOT / "training/merge.py", ROOT / "training/adapters/quotes.pt"
    subprocess.run([sys.executable, script, adapter, merged], check=True)


if __name__ == "__main__":
    main()
