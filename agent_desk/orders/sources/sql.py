"""Orders from a database, from Relay's tables or with a mapping of a shop's own (docs/orders.md)."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnClause,
    Connection,
    Engine,
    Select,
    TableClause,
    bindparam,
    column,
    create_engine,
    event,
    inspect,
    select,
    table,
)
from sqlalchemy.exc import (
    NoSuchModuleError,
    NoSuchTableError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.types import NullType

from agent_desk.errors import OrderSourceError, StartError
from agent_desk.orders.model import ITEMS_MAX, Order, Parcel
from agent_desk.orders.source import ORDERS_LISTED
from agent_desk.orders.sources.reading import Conventions, read_order
from agent_desk.settings.orders import ChildTable, SqlMapping, SqlOrders
from knowledge_base.configuration import resolve_database_url

# Of SQLite's virtual machine: a few milliseconds.
STEPS_BETWEEN_CHECKS = 100_000

Answer = TypeVar("Answer")

CHILDREN = ("items", "parcels", "refunds")
# Columns whose text may be JSON, in the shapes of docs/orders.md.
_OF_JSON = {"items", "parcels", "refunds", "refund", "events"}
# More than an order may have of anything, so that one that has more is noticed.
_ROWS_MAX = ITEMS_MAX + 1


class SqlOrderSource:
    """Reads only. Safe to call from several threads: each call has its own connection.

    Names of tables and columns are quoted by SQLAlchemy, and values are bound: no text of a setting
    or a customer becomes SQL. Raises StartError if the database's driver is not installed.
    """

    def __init__(self, settings: SqlOrders) -> None:
        self._mapping_set = settings.mapping
        self._conventions = Conventions.of(settings.mapping) if settings.mapping else Conventions()
        self._engine = _engine(settings.url)
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "begin", partial(_set_deadline, settings.timeout_seconds))

    def order(self, order_number: str) -> Order | None:
        return self._run(self._order, order_number)

    def order_of_parcel(self, tracking_number: str) -> Order | None:
        return self._run(self._order_of_parcel, tracking_number)

    def orders_of(self, customer_subject: str) -> tuple[Order, ...]:
        return self._run(self._orders_of, customer_subject)

    def _run(self, work: Callable[[Connection, str], Answer], value: str) -> Answer:
        try:
            with self._engine.connect() as connection:
                return work(connection, value)
        except SQLAlchemyError as error:
            raise _failed(error) from error
        except (ValueError, TypeError, ArithmeticError) as error:  # a driver's, of a broken value
            raise OrderSourceError(f"A column cannot be read: {type(error).__name__}") from error

    def _order(self, connection: Connection, order_number: str) -> Order | None:
        orders = self._orders(connection)
        row = connection.execute(_where(orders, "order_number", order_number)).mappings().first()
        return None if row is None else self._read(connection, dict(row))

    def _order_of_parcel(self, connection: Connection, tracking_number: str) -> Order | None:
        parcels = self._mapping(connection).parcels
        if parcels is None or "tracking_number" not in parcels.columns:
            return None
        found = connection.execute(_where(_child(parcels), "tracking_number", tracking_number))
        row = found.mappings().first()
        return None if row is None else self._order(connection, str(row["order_number"]))

    def _orders_of(self, connection: Connection, customer_subject: str) -> tuple[Order, ...]:
        mapping = self._mapping(connection)
        if "customer_subject" not in mapping.columns:
            return ()
        newest = mapping.columns.get("placed_at") or mapping.columns["order_number"]
        asked = _where(self._orders(connection), "customer_subject", customer_subject)
        rows = connection.execute(asked.order_by(column(newest).desc()).limit(ORDERS_LISTED))
        # A list is searched for a parcel; whoever shows an order asks for it alone.
        return tuple(
            self._read(connection, dict(row), ("parcels",)) for row in rows.mappings().all()
        )

    def _read(
        self, connection: Connection, row: dict[str, Any], children: tuple[str, ...] = CHILDREN
    ) -> Order:
        mapping = self._mapping(connection)
        for name in children:
            child: ChildTable | None = getattr(mapping, name)
            if child is not None:
                asked = _where(_child(child), "order_number", row["order_number"])
                found = connection.execute(asked.limit(_ROWS_MAX)).mappings().all()
                row[name] = [_parsed(dict(one)) for one in found]
        return read_order(_parsed(row), self._conventions)

    def _mapping(self, connection: Connection) -> SqlMapping:
        if self._mapping_set is None:
            self._mapping_set = _own_tables(connection)
        return self._mapping_set

    def _orders(self, connection: Connection) -> Source:
        mapping = self._mapping(connection)
        return Source(mapping.table, mapping.columns)


def _engine(url: str) -> Engine:
    location = resolve_database_url(url)
    try:
        return create_engine(location, hide_parameters=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StartError(
            f"orders.url: the driver for {location.drivername} is not installed beside Relay "
            f"({error})"
        ) from error


class Source:
    """A table whose columns have the names of our fields."""

    def __init__(self, name: str, columns: dict[str, str]) -> None:
        self.name = name
        self.columns = columns

    @cached_property
    def table(self) -> TableClause:
        *schema, name = self.name.split(".")
        columns: list[ColumnClause[Any]] = [
            column(name) for name in dict.fromkeys(self.columns.values())
        ]
        return table(name, *columns, schema=".".join(schema) or None)


def _child(child: ChildTable) -> Source:
    return Source(child.table, {"order_number": child.order_number, **child.columns})


def _where(source: Source, field: str, value: Any) -> Select[Any]:
    """The rows whose ``field`` is ``value``; each has a column for every field.

    The value has no type, so that a column of numbers can be compared with it.
    """
    columns = source.table.columns
    shown = [columns[name].label(field) for field, name in source.columns.items()]
    wanted = bindparam("wanted", value, type_=NullType())
    return select(*shown).where(columns[source.columns[field]] == wanted)


def _parsed(row: dict[str, Any]) -> dict[str, Any]:
    """``row`` with its JSON parsed; text that is none stays, and cannot be read as a list."""
    for name in _OF_JSON & row.keys():
        if isinstance(row[name], str):
            try:
                row[name] = json.loads(row[name])
            except (ValueError, RecursionError):
                continue
    return row


def _own_tables(connection: Connection) -> SqlMapping:
    """Relay's tables, with the columns that they have: a shop need not have all of them."""
    inspector = inspect(connection)

    def columns_of(name: str, known: set[str]) -> dict[str, str]:
        there = {str(one["name"]) for one in inspector.get_columns(name)}
        return {field: field for field in sorted(known & there)}

    orders = columns_of("orders", {*Order.model_fields, "refund"} - {"unread"})
    if not {"order_number", "status"} <= orders.keys():
        raise OrderSourceError("The table orders needs the columns order_number and status")
    parcels = None
    if inspector.has_table("parcels"):
        columns = columns_of("parcels", set(Parcel.model_fields))
        parcels = ChildTable(table="parcels", columns=columns)
    return SqlMapping.model_construct(columns=orders, parcels=parcels)


def _set_deadline(seconds: float, connection: Any) -> None:
    """SQLite ends what the transaction waits for or computes for longer.

    Other databases are reached over a socket, where ``GuardedSource`` ends the wait.
    """
    sqlite = connection.connection.dbapi_connection
    give_up = time.monotonic() + seconds
    sqlite.execute(f"PRAGMA busy_timeout={math.ceil(seconds * 1000)}")
    sqlite.set_progress_handler(lambda: time.monotonic() > give_up, STEPS_BETWEEN_CHECKS)


def _failed(error: SQLAlchemyError) -> OrderSourceError:
    """Says what the database says, without the values that were asked for."""
    if isinstance(error, NoSuchTableError):
        return OrderSourceError(f"The order database has no table {error}")
    says = ""
    if isinstance(error, (OperationalError, ProgrammingError)) and error.orig is not None:
        says = f" ({next(iter(str(error.orig).splitlines()), '')})"
    return OrderSourceError(
        f"The order database failed: {type(error).__name__}{says}",
        unreachable=isinstance(error, (OperationalError, PoolTimeoutError)),
    )
