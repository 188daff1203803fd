"""Which settings there are, read from the models that declare them."""

import types
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

NESTED = "__"

Path = tuple[str | int, ...]


def alternatives(annotation: Any) -> list[Any]:
    """The types that a value may have: the parts of a union, without None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [one for part in get_args(annotation) for one in alternatives(part)]
    return [] if annotation is type(None) else [annotation]


def is_nested(annotations: Sequence[Any]) -> bool:
    """Whether a value holds others, and is JSON in an environment variable."""
    return any(_is_model(one) or get_origin(one) in (dict, list) for one in annotations)


def inside(annotations: Sequence[Any], key: str | int) -> list[Any] | None:
    """The types of what ``key`` names in a value of one of these types; None if it names nothing."""
    found: list[Any] = []
    for one in annotations:
        origin, arguments = get_origin(one), get_args(one)
        if origin is list and isinstance(key, int):
            found += alternatives(arguments[0])
        elif origin is dict:
            found += alternatives(arguments[1])
        elif _is_model(one) and (field := _field(one, str(key))) is not None:
            found += alternatives(field)
    return found or None


def keys_of(annotations: Sequence[Any]) -> list[str]:
    """The keys that a value of one of these types may have; empty if it may have any."""
    found: dict[str, None] = {}
    for one in annotations:
        if _is_model(one):
            found |= dict.fromkeys(name for name, _ in _fields(one))
        elif get_origin(one) is dict:
            found |= dict.fromkeys(map(str, get_args(alternatives(get_args(one)[0])[0])))
    return list(found)


def without_tags(model: type[BaseModel], location: Path) -> tuple[Path, list[Any]]:
    """A place in pydantic's errors as a place in the file, and the types of what stands there.

    Pydantic adds the name of the chosen alternative of a union, and ``[key]`` where a key is wrong.
    The types are empty below an unknown key.
    """
    place: list[str | int] = []
    annotations: list[Any] = [model]
    for part in location:
        if part == "[key]":
            continue
        tagged = [one for one in annotations if _is_model(one) and part in _tags(one)]
        if tagged and len(annotations) > 1:
            annotations = tagged
            continue
        place.append(part)
        annotations = inside(annotations, part) or []
    return tuple(place), annotations


def kinds_of(annotations: Sequence[Any]) -> list[str]:
    """The values that tell the alternatives of a union apart."""
    return [str(tag) for one in annotations if _is_model(one) for tag in _tags(one)]


def dotted(section: str, path: Path) -> str:
    """``agent_desk.shops.demo.suggestions[1]``, as the settings are called in the documents."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return section + "".join(parts)


def all_settings(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    """The path of every setting, with ``<id>`` for the key of a table."""
    for name, field in _fields(model):
        yield (name,)
        for one in alternatives(field.annotation):
            between: tuple[str, ...] = ()
            while get_origin(one) in (dict, list):
                between += ("<id>",) if get_origin(one) is dict else ()
                one = alternatives(get_args(one)[-1])[0]
            if _is_model(one):
                yield from ((name, *between, *inner) for inner in all_settings(one))


def _fields(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    """The fields by the names that the file has for them."""
    return [(field.alias or name, field) for name, field in model.model_fields.items()]


def _field(model: type[BaseModel], key: str) -> Any:
    named = (field.annotation for name, field in _fields(model) if name.lower() == key.lower())
    return next(named, None)


def _tags(model: type[BaseModel]) -> set[Any]:
    """The values of a model's discriminator, if it has one."""
    kinds = (field.annotation for field in model.model_fields.values() if field.is_required())
    return {value for kind in kinds if get_origin(kind) is Literal for value in get_args(kind)}


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
