"""The component of Rasa's pipeline that finds the intent (``config.yml`` names it).

A linear classifier over three views of a message. TF-IDF of the encoder's pieces and of
characters learns the shop's own words; the encoder's vector brings together what means the
same. docs/adr/0012 compares it with Rasa's classifiers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from bot.encoder import StaticEncoder
from bot.errors import EncoderChangedError
from bot.numbers import find_numbers

ROOT = Path(__file__).parents[1]
# In a message's metadata: the intents for which its shop has no use.
INTENTS_OFF = "intents_off"
# Arrays and JSON, so that a model archive holds no code. skops would do the same but takes
# seconds to import.
_ARRAYS, _NAMES = "intents.npz", "intents.json"
# The assumed share of wrong labels: it keeps every probability below 1.
_LABEL_NOISE = 0.01
# All numbers of one kind mean the same for the intent, so their digits are not learned.
_PLACEHOLDERS = {
    "order_number": " ordernumber ",
    "tracking_number": " trackingnumber ",
    "phone": " phonenumber ",
    "phone_last4": " fourdigits ",
    "email": " emailaddress ",
    "postal_code": " postalcode ",
    "surname": " surname ",
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class HybridIntentClassifier(GraphComponent, IntentClassifier):
    """Gives each message its intent and a ranking with probabilities.

    What the metadata of a message names under ``intents_off`` is left out of its ranking. The
    probabilities of the others stay: a shop without members is asked about membership all the
    same, and such a question must not count as one about something else.

    ``encoder`` is a folder, relative to the repository's root. ``meaning`` is the weight of
    its vector beside words and characters (0 leaves it out). ``C`` is the inverse strength of
    regularisation. ``sharpness`` is the factor on the distances before the softmax.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "encoder": "knowledge_base/encoder_model",
            "meaning": 0.6,
            "C": 1.0,
            "sharpness": 5.0,
            "random_state": 42,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HybridIntentClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> HybridIntentClassifier:
        """Raises EncoderChangedError when the encoder has changed since the training."""
        classifier = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            classifier._restore(directory)
        return classifier

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._config, self._model_storage, self._resource = config, model_storage, resource
        self._encoder = StaticEncoder(ROOT / config["encoder"])
        self._words = TfidfVectorizer(analyzer=self._words_of, sublinear_tf=True)
        self._characters = TfidfVectorizer(
            analyzer="char_wb",
            ngram_range=(1, 4),
            preprocessor=self._encoder.normal_form,
            sublinear_tf=True,
        )
        self._intents: list[str] = []
        self._weights = self._bias = np.zeros(0, np.float32)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        masked = [mask(m.get(TEXT), _numbers_of_example(m)) for m in examples]
        self.fit(masked, [m.get(INTENT) for m in examples])
        with self._model_storage.write_to(self._resource) as directory:
            self._save(directory)
        return self._resource

    def fit(self, examples: Sequence[str], intents: Sequence[str]) -> None:
        """Trains on masked texts; ``intents`` has one label for each."""
        self._words.fit(examples)
        self._characters.fit(examples)
        regression = LinearSVC(
            C=self._config["C"],
            class_weight="balanced",
            tol=0.01,  # 0.0001 takes four times as long and changes no figure
            random_state=self._config["random_state"],
        )
        regression.fit(self._features(examples), intents)
        self._intents = regression.classes_.tolist()
        self._weights = np.ascontiguousarray(regression.coef_.T, dtype=np.float32)
        self._bias = regression.intercept_.astype(np.float32)

    def probabilities(self, masked: Sequence[str]) -> NDArray[np.float32]:
        """Shape (texts, intents), of masked texts; the intents are in alphabetical order, a row sums to 1.

        A text without a known word gets the same probability for every intent.
        """
        features = self._features(masked)
        scores = features @ self._weights + self._bias
        scores[features[:, : len(self._words.idf_)].getnnz(axis=1) == 0] = 0
        without_noise = softmax(self._config["sharpness"] * scores, axis=1)
        return np.asarray((1 - _LABEL_NOISE) * without_noise + _LABEL_NOISE / len(self._intents))

    def process(self, messages: list[Message]) -> list[Message]:
        masked = [mask(m.get(TEXT) or "", m.get(ENTITIES, [])) for m in messages]
        rows = self.probabilities(masked)
        for message, row in zip(messages, rows, strict=True):
            off = (message.get(METADATA) or {}).get(INTENTS_OFF, ())
            ranking = [
                {"name": self._intents[i], "confidence": float(row[i])}
                for i in np.argsort(-row)
                if self._intents[i] not in off
            ][:10]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def _save(self, directory: Path) -> None:
        names = {
            "encoder": self._encoder.fingerprint(),
            "words": self._words.get_feature_names_out().tolist(),
            "characters": self._characters.get_feature_names_out().tolist(),
            "intents": self._intents,
        }
        (directory / _NAMES).write_text(json.dumps(names), encoding="utf-8")
        np.savez_compressed(
            directory / _ARRAYS,
            words=self._words.idf_,
            characters=self._characters.idf_,
            weights=self._weights.astype(np.float16),
            bias=self._bias,
        )

    def _restore(self, directory: Path) -> None:
        names = json.loads((directory / _NAMES).read_text(encoding="utf-8"))
        if names["encoder"] != self._encoder.fingerprint():
            raise EncoderChangedError(
                f"{self._config['encoder']} is not what the model was trained with; make train"
            )
        self._intents = names["intents"]
        with np.load(directory / _ARRAYS, allow_pickle=False) as arrays:
            for vectorizer, name in ((self._words, "words"), (self._characters, "characters")):
                vectorizer.vocabulary = {term: i for i, term in enumerate(names[name])}
                vectorizer.idf_ = arrays[name]
            self._weights = arrays["weights"].astype(np.float32)
            self._bias = arrays["bias"]

    def _features(self, masked: Sequence[str]) -> csr_matrix:
        blocks = [self._words.transform(masked), self._characters.transform(masked)]
        if self._config["meaning"]:
            blocks.append(csr_matrix(self._config["meaning"] * self._encoder.vectors(masked)))
        return hstack(blocks, format="csr", dtype=np.float32)

    def _words_of(self, text: str) -> list[str]:
        words = self._encoder.pieces(text)
        return words + [f"{one} {next_one}" for one, next_one in pairwise(words)]


def _numbers_of_example(example: Message) -> list[dict[str, Any]]:
    """Those marked in the training data, and those that every shop's customers write alike."""
    found = find_numbers(example.get(TEXT))
    return [*example.get(ENTITIES, []), *map(asdict, found)]


def mask(text: str, entities: Sequence[Mapping[str, Any]]) -> str:
    """The text with a placeholder for each of the ``entities`` of a kind in _PLACEHOLDERS.

    Of two in one place, the one that begins first counts, then the first in ``entities``.
    Characters that UTF-8 cannot hold become question marks.
    """
    masked, end = "", 0
    for entity in sorted(entities, key=lambda entity: int(entity["start"])):
        if entity["entity"] in _PLACEHOLDERS and entity["start"] >= end:
            masked += text[end : entity["start"]] + _PLACEHOLDERS[entity["entity"]]
            end = entity["end"]
    return (masked + text[end:]).encode("utf-8", "replace").decode()
