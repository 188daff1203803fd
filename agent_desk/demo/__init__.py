"""The demo shop: 200 orders with parcels, and two agents to log in as."""

from __future__ import annotations

from agent_desk.demo.agents import ensure_demo_agents
from agent_desk.demo.orders import fill_when_empty
from agent_desk.errors import StartError
from agent_desk.settings.desk import DeskSettings
from agent_desk.settings.orders import SqlOrders
from agent_desk.storage.database import Database
from agent_desk.storage.migrating import migrate

DEMO_SHOP = "demo"


def fill_demo(settings: DeskSettings) -> list[str]:
    """Makes what is missing; returns a line for each thing that it made.

    Raises StartError, also unless the settings are of the demo: its agents have passwords that lie
    in a file of the checkout, and could log in to a shop's own desk.
    """
    if not settings.demo:
        raise StartError("The settings are not the demo's: agent_desk.demo is false.")
    shop = settings.shops.get(DEMO_SHOP)
    if shop is None or not isinstance(shop.orders, SqlOrders):
        raise StartError("config.yml has no shop 'demo' with orders of kind 'sql'.")
    database = Database(settings.database_url)
    migrate(database)
    done = []
    filled = fill_when_empty(shop.orders.url)
    if filled:
        done.append(f"Made {filled} demo orders.")
    done += [f"Made the demo agent {email}." for email in ensure_demo_agents(database)]
    return done
