"""Compares intent classifiers on the same examples (docs/adr/0012).

``.venv-rasa/bin/python -m bench.intents [NAME…]``, from the repository's root, prints one line
for each candidate. Each is trained on one thread in a process of its own. Times are processor
time, so that a busy machine changes little. DIET takes minutes.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

_COUNTS = [
    {"name": "JiebaTokenizer"},
    {"name": "CountVectorsFeaturizer", "max_ngram": 2},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "max_ngram": 4},
]
_HYBRID = "bot.intent_classifier.HybridIntentClassifier"
CANDIDATES: dict[str, list[dict[str, Any]]] = {
    "LogisticRegressionClassifier": [*_COUNTS, {"name": "LogisticRegressionClassifier"}],
    "DIETClassifier": [
        *_COUNTS,
        {"name": "DIETClassifier", "epochs": 30, "entity_recognition": False, "random_seed": 42},
    ],
    "words and characters": [{"name": _HYBRID, "meaning": 0.0}],
    "words, characters, vector": [{"name": _HYBRID}],
}
TURNS = 500
_ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONPATH": str(ROOT),
}


def main(names: list[str]) -> None:
    print("| candidate | F1 zh | F1 en | out_of_scope P / R | training | peak | model | turns/s |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name in names or CANDIDATES:
        run = subprocess.run(
            ["nice", "-n", "19", sys.executable, "-m", "bench.intents", "--one", name],
            cwd=ROOT,
            env=os.environ | _ONE_THREAD,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        found = json.loads(run.stdout.splitlines()[-1])
        print(
            f"| {name} | {found['zh']:.3f} | {found['en']:.3f}"
            f" | {found['precision']:.2f} / {found['recall']:.2f} | {found['seconds']:.0f} s"
            f" | {found['peak_mib']:.0f} MiB | {found['model_mib']:.1f} MiB"
            f" | {found['turns']:.0f} |",
            flush=True,
        )


def measure(name: str) -> dict[str, float]:
    """Trains one candidate as ``rasa train nlu`` does, and tests it on the held-out examples."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from sklearn.metrics import f1_score, precision_score, recall_score

    from tests.bot.examples import read_examples

    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yml"
        recipe = {"recipe": "default.v1", "assistant_id": "bench", "language": "zh"}
        config.write_text(yaml.safe_dump(recipe | {"pipeline": CANDIDATES[name]}))
        begun = time.process_time()
        archive = train_nlu(str(config), str(ROOT / "bot/data/nlu"), folder)
        seconds = time.process_time() - begun
        size = Path(str(archive)).stat().st_size
        agent = Agent.load(archive)

    held_out = list(read_examples(ROOT / "bot/tests/nlu"))

    async def ask(texts: list[str]) -> list[str]:
        return [(await agent.parse_message(text))["intent"]["name"] for text in texts]

    predicted = asyncio.run(ask([example.text for example in held_out]))
    begun = time.process_time()
    asyncio.run(ask([example.text for example in held_out[:TURNS]]))
    turns = TURNS / (time.process_time() - begun)

    def f1(language: str) -> float:
        pairs = [
            (example.intent, intent)
            for example, intent in zip(held_out, predicted, strict=True)
            if example.language == language
        ]
        return float(f1_score(*zip(*pairs, strict=True), average="macro", zero_division=0))

    meant = [example.intent for example in held_out]
    scope = {"labels": ["out_of_scope"], "average": "macro", "zero_division": 0}
    return {
        "zh": f1("zh"),
        "en": f1("en"),
        "precision": float(precision_score(meant, predicted, **scope)),
        "recall": float(recall_score(meant, predicted, **scope)),
        "seconds": seconds,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "model_mib": size / 1024**2,
        "turns": turns,
    }


if __name__ == "__main__":
    os.umask(0o077)
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2])))
    else:
        main(sys.argv[1:])
