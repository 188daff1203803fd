"""Trains Rasa when its sources changed: ``python -m tools.training``."""

from __future__ import annotations

import json
from pathlib import Path

from tools.checkout_lock import checkout_lock
from tools.commands import run_logged
from tools.entry_point import run_main
from tools.environments import ensure_rasa
from tools.errors import ModelChangedError
from tools.fingerprint import digest, sha256
from tools.paths import LOCKS, MODEL, RASA_ENV, ROOT, program
from tools.terminal import display_path, step

# config.yml serves three parts; Rasa's block ends where the knowledge base's begins.
END_OF_RASA = "# --- knowledge_base/"


def main() -> int:
    with checkout_lock("install"):
        ensure_rasa()
        ensure_model()
    return 0


def ensure_model() -> None:
    """Trains var/models/relay.tar.gz, unless it fits the checkout as it is now.

    Raises CommandFailedError when the training fails.
    """
    wanted = sources_digest()
    if trained_from(MODEL) == wanted:
        return
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    with step("Rasa: training the model"):
        run_logged(
            [
                *(program(RASA_ENV, "python"), "-m", "rasa", "train"),
                *("--config", "config.yml", "--domain", "bot/domain", "--data", "bot/data"),
                *("--out", MODEL.parent, "--fixed-model-name", MODEL.name.removesuffix(".tar.gz")),
                "--force",  # Rasa's own cache does not see a change of the encoder
            ],
            log="training.log",
            private=True,
            failure="training Rasa failed",
        )
        write_record(MODEL, wanted)


def trained_from(model: Path) -> str | None:
    """The digest of the sources of a model; None when there is no such model."""
    record = _read_record(model)
    return record["sources"] if record and model.exists() else None


def write_record(model: Path, sources: str) -> None:
    """Writes the digest of a model's sources and its checksum beside the model."""
    record = {"sources": sources, "sha256": sha256(model)}
    _record_path(model).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def check_model(model: Path = MODEL) -> None:
    """Raises ModelChangedError unless the archive is the one that was trained here.

    Loading a foreign archive may run its code.
    """
    record = _read_record(model)
    if record is None or not model.exists():
        raise ModelChangedError(f"{display_path(model)} is missing; make it with: make train")
    if sha256(model) != record["sha256"]:
        raise ModelChangedError(
            f"{display_path(model)} is not the model that was trained here (its SHA-256 differs); "
            f"delete it and run: make train"
        )


def sources_digest() -> str:
    """Digest of what a model depends on: Rasa's block of config.yml, bot/, the encoder, Rasa."""
    encoder = ROOT / "knowledge_base" / "encoder_model"
    return digest(
        [
            *(ROOT / "bot" / "domain", ROOT / "bot" / "data", LOCKS / "rasa.lock"),
            *(encoder / "model.safetensors", encoder / "tokenizer.json"),
            *(ROOT / "bot").glob("*.py"),
        ],
        root=ROOT,
        also=[rasa_block((ROOT / "config.yml").read_text(encoding="utf-8"))],
    )


def rasa_block(config: str) -> str:
    """The part of config.yml that Rasa reads; all of it when the marker is missing."""
    return config.split(END_OF_RASA)[0]


def _record_path(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _read_record(model: Path) -> dict[str, str] | None:
    try:
        record = json.loads(_record_path(model).read_text(encoding="utf-8"))
        return {"sources": str(record["sources"]), "sha256": str(record["sha256"])}
    except (OSError, ValueError, KeyError, TypeError):
        return None


if __name__ == "__main__":
    run_main(main)
