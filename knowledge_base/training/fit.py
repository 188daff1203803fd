"""Fits the piece vectors: pairs near, everything else where the teacher has it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch.nn import functional

from knowledge_base.training.pairs import TrainingPairs

Report = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How long and how hard to train. ``teacher_share`` of each target is the teacher's."""

    steps: int = 600
    batch: int = 1024
    rate: float = 0.006
    temperature: float = 0.05
    teacher_temperature: float = 0.05
    teacher_share: float = 0.7
    regression: float = 2.0
    seed: int = 20


@dataclass(frozen=True, slots=True)
class Bags:
    """The pieces of many texts, end to end; text ``i`` has ``ids[starts[i]:starts[i + 1]]``."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]

    def select(self, rows: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor]:
        """Ids and offsets of the texts ``rows``, as an EmbeddingBag takes them."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        within = np.arange(lengths.sum()) - np.repeat(offsets, lengths)
        ids = self.ids[np.repeat(self.starts[rows], lengths) + within]
        return torch.from_numpy(ids), torch.from_numpy(offsets)


def bags_of(texts: Sequence[str], tokenizer: Tokenizer) -> Bags:
    """Every text cut into pieces."""
    pieces = [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]
    ids = np.fromiter((i for text in pieces for i in text), dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(text) for text in pieces])])
    return Bags(ids, starts)


def fit(
    start: NDArray[np.float32],
    *,
    bags: Bags,
    pairs: TrainingPairs,
    meanings: NDArray[np.float32],
    settings: FitSettings,
    report: Report = lambda step, loss: None,
) -> NDArray[np.float32]:
    """The trained vectors, shaped as ``start``. The same arguments give the same vectors."""
    torch.manual_seed(settings.seed)
    random = np.random.default_rng(settings.seed)
    table = torch.nn.EmbeddingBag.from_pretrained(
        torch.from_numpy(start.copy()), freeze=False, mode="mean"
    )
    optimizer = torch.optim.Adam(table.parameters(), lr=settings.rate, betas=(0.9, 0.99))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, settings.rate, total_steps=settings.steps, pct_start=0.1
    )
    taught = torch.from_numpy(meanings)
    for step in range(settings.steps):
        drawn = random.choice(len(pairs.left), settings.batch, p=pairs.probability)
        rows = np.concatenate([pairs.left[drawn], pairs.right[drawn]])
        vectors = functional.normalize(table(*bags.select(rows)), dim=-1)
        loss = _loss(
            vectors,
            taught[rows],
            group=torch.from_numpy(pairs.group[drawn]),
            settings=settings,
        )
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        report(step, float(loss.detach()))
    return table.weight.detach().numpy()


def _loss(
    vectors: torch.Tensor,
    taught: torch.Tensor,
    *,
    group: torch.Tensor,
    settings: FitSettings,
) -> torch.Tensor:
    """Contrast over both sides at once, with soft targets, plus regression to the teacher.

    Each text must find the texts of its group among all texts of the batch,
    in its own language as in the other (InfoNCE, van den Oord et al., 2018);
    a share of the target goes where the teacher sees something alike, since
    a batch holds many texts that mean nearly the same.
    """
    both = torch.cat([group, group])
    itself = torch.eye(len(both), dtype=torch.bool)
    alike = (both[:, None] == both[None, :]) & ~itself
    target = alike.float() / alike.sum(dim=1, keepdim=True)

    similar = (taught @ taught.T / settings.teacher_temperature).masked_fill(itself, -1e9)
    share = settings.teacher_share
    target = (1 - share) * target + share * functional.softmax(similar, dim=1)

    scores = (vectors @ vectors.T / settings.temperature).masked_fill(itself, -1e9)
    contrast = -(target * functional.log_softmax(scores, dim=1)).sum(dim=1).mean()
    distance = 1 - (vectors * taught).sum(dim=1)
    return contrast + settings.regression * distance.mean()
