"""The sizes of a Llama-like model, as far as its graph needs them."""

from dataclasses import dataclass

# Name of the optional weight that the channels of the embedding are multiplied with.
EMBEDDING_FACTOR = "embedding_factor"


@dataclass(frozen=True)
class ModelConfig:
    """Sizes of the model; `kv_heads` divides `heads`, `context` is the number of positions."""

    layers: int
    hidden: int
    intermediate: int
    heads: int
    kv_heads: int
    head_dim: int
    vocabulary: int
    context: int
    epsilon: float
    rope_theta: float

    @property
    def repeats(self) -> int:
        """Query heads that share one key and value head."""
        return self.heads // self.kv_heads

    @property
    def q_width(self) -> int:
        """Columns of the query projection."""
        return self.heads * self.head_dim

    @property
    def kv_width(self) -> int:
        """Columns of the key projection, and of the value projection."""
        return self.kv_heads * self.head_dim


SMOLLM2_135M = ModelConfig(
    layers=30,
    hidden=576,
    intermediate=1536,
    heads=9,
    kv_heads=3,
    head_dim=64,
    vocabulary=49152,
    context=8192,
    epsilon=1e-5,
    rope_theta=100_000.0,
)
